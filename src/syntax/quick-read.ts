import type { MappingEntry, MappingNode, ScalarNode, SequenceNode, SyntaxNode } from './node.ts';
import { anchored, isNewKey, mappingNode, readAlias } from './quick-alias.ts';
import {
  type Cursor,
  isDash,
  isGap,
  isLineEnd,
  NO_PROPS,
  nextContent,
  type QuickProps,
  readProps,
  skipSpaces,
} from './quick-cursor.ts';
import { readFlow } from './quick-flow.ts';
import { readBlockScalar, readLineScalar, readPlain, readQuoted } from './quick-scalar.ts';
import { textNode } from './scalar-node.ts';

/** Half of what is read at all (limits.ts): what comes near is counted by the rules there. */
const MAX_NODES = 250_000;
const MAX_DEPTH = 100;

/**
 * Reads a text in the form that nearly all templates have: mappings and lists by indentation or in brackets, plain,
 * quoted and block texts, short tags, anchors, aliases, comments. Null for all else (repeated keys, tabs, several
 * documents, whatever is odd or wrong): then the library reads it, five times slower. What is read here is what the
 * library would read without a word to say, offset by offset; the tests hold it to that.
 * `text` has only LF and CR LF for line ends, and no byte order mark.
 */
export function quickRead(text: string, format: 'yaml' | 'json'): SyntaxNode | null {
  // Signs that stand for something else in the library's own tokens.
  if (/[^\P{Cc}\t\n\r]|\uFEFF/u.test(text)) return null;
  const cursor: Cursor = { text, at: 0, lineStart: 0, column: 0, nodes: 0, depth: 0, merged: 0, anchors: new Map() };
  const root = format === 'json' ? readJson(cursor) : readDocument(cursor);
  return cursor.nodes > MAX_NODES ? null : root;
}

function readJson(cursor: Cursor): SyntaxNode | null {
  cursor.at = cursor.text.search(/\S/);
  const char = cursor.text[cursor.at];
  return char === '{' || char === '[' ? readFlow(cursor, NO_PROPS, { parent: -1, isOuter: true, isJson: true }) : null;
}

function readDocument(cursor: Cursor): SyntaxNode | null {
  const mark = /^(?:[ ]*(?:#.*)?\r?\n)*---[ ]*(?=\r?\n)/.exec(cursor.text.slice(0, 10_000));
  if (mark !== null) cursor.at = mark[0].length;
  if (!nextContent(cursor) || cursor.column < 0 || isDash(cursor)) return null;
  const root = readMapping(cursor, cursor.column, NO_PROPS);
  return cursor.column < 0 ? root : null;
}

/** The mapping whose first key stands at the cursor, in this column. */
function readMapping(cursor: Cursor, column: number, props: QuickProps): MappingNode | null {
  const start = cursor.at;
  let end = start;
  const entries: MappingEntry[] = [];
  const keys = new Set<string>();
  do {
    const key = readKey(cursor);
    if (key === null || !isNewKey(keys, key)) return null;
    keys.add(key.text);
    const value = readValue(cursor, column, false);
    if (value === null) return null;
    entries.push({ key, value });
    end = value.range.end;
  } while (cursor.column === column);
  cursor.nodes += 1;
  if (cursor.column > column) return null;
  const { tag, anchor } = props;
  const valueRange = { start, end };
  const range = props.start === null ? valueRange : { start: props.start, end };
  return mappingNode(cursor, { flow: false, entries, range, valueRange, tag, anchor }, keys.has('<<'));
}

/** Goes over a key and its colon; null, with the cursor where it was, when no key stands there. */
function readKey(cursor: Cursor): ScalarNode | null {
  const { at, nodes } = cursor;
  const key = readLineScalar(cursor, NO_PROPS, false);
  if (key !== null && cursor.text[cursor.at] === ':' && isGap(cursor.text, cursor.at + 1)) {
    cursor.at += 1;
    return key;
  }
  cursor.at = at;
  cursor.nodes = nodes;
  return null;
}

/** The list whose first dash stands at the cursor, in this column. */
function readList(cursor: Cursor, column: number, props: QuickProps): SequenceNode | null {
  const start = cursor.at;
  let end = start;
  const items: SyntaxNode[] = [];
  do {
    cursor.at += 1;
    const item = readValue(cursor, column, true);
    if (item === null) return null;
    items.push(item);
    end = item.range.end;
  } while (cursor.column === column && isDash(cursor));
  cursor.nodes += 1;
  if (cursor.column > column) return null;
  const { tag, anchor } = props;
  const valueRange = { start, end };
  const range = props.start === null ? valueRange : { start: props.start, end };
  return { kind: 'sequence', flow: false, items, range, valueRange, tag, anchor };
}

/**
 * What stands behind a colon, or behind a dash of a list, whose key or dash is in column `parent`; goes on to the next
 * content.
 */
function readValue(cursor: Cursor, parent: number, isItem: boolean): SyntaxNode | null {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) return null;
  const place = cursor.at;
  skipSpaces(cursor);
  const props = readProps(cursor);
  if (props === null) return null;
  const isBelow = isLineEnd(cursor.text, cursor.at) || cursor.text[cursor.at] === '#';
  const value = anchored(cursor, props, () =>
    isBelow ? readBelow(cursor, props, { parent, isItem, place }) : readBehind(cursor, props, parent, isItem),
  );
  cursor.depth -= 1;
  return value;
}

/** A value on the line of its key or dash. */
function readBehind(cursor: Cursor, props: QuickProps, parent: number, isItem: boolean): SyntaxNode | null {
  if (isItem && props.start === null) {
    const column = cursor.at - cursor.lineStart;
    if (isDash(cursor)) return readList(cursor, column, props);
    if (isAtKey(cursor)) return readMapping(cursor, column, props);
  }
  return readScalar(cursor, props, parent);
}

/** A key or dash whose value stands below: its column, and where the value would stand if it is omitted. */
interface Owner {
  readonly parent: number;
  readonly isItem: boolean;
  readonly place: number;
}

/** A value on the lines below its key, dash or tag; an omitted one where these lines belong to something else. */
function readBelow(cursor: Cursor, props: QuickProps, { parent, isItem, place }: Owner): SyntaxNode | null {
  if (!nextContent(cursor)) return null;
  const { column } = cursor;
  if (column > parent) {
    if (isDash(cursor)) return readList(cursor, column, props);
    if (isAtKey(cursor)) return readMapping(cursor, column, props);
    // The library takes such a comment, if it stands further left, for the end of the key.
    if (cursor.text.slice(place, cursor.at).includes('#')) return null;
    const own = readProps(cursor);
    if (own === null || own.anchor !== null || (own.tag !== null && props.start !== null)) return null;
    return readScalar(cursor, own.tag === null ? props : own, parent);
  }
  if (column === parent && !isItem && isDash(cursor)) return readList(cursor, column, props);
  const end = props.end ?? place;
  return { ...textNode('', 'plain', end, end, props), value: null };
}

function isAtKey(cursor: Cursor): boolean {
  const { at } = cursor;
  const found = readKey(cursor) !== null;
  cursor.at = at;
  return found;
}

/** A text, or what stands in brackets. */
function readScalar(cursor: Cursor, props: QuickProps, parent: number): SyntaxNode | null {
  const node = readOne(cursor, props, parent);
  return node !== null && nextContent(cursor) ? node : null;
}

function readOne(cursor: Cursor, props: QuickProps, parent: number): SyntaxNode | null {
  switch (cursor.text[cursor.at]) {
    case '[':
    case '{':
      return readFlow(cursor, props, { parent, isOuter: true, isJson: false });
    case '|':
    case '>':
      return readBlockScalar(cursor, props, parent);
    case '"':
    case "'":
      return readQuoted(cursor, props, parent);
    case '*':
      return readAlias(cursor, props, false);
    default:
      return readPlain(cursor, props, parent);
  }
}
