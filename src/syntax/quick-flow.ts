import type { MappingEntry, MappingNode, SequenceNode, SyntaxNode } from './node.ts';
import { anchored, isNewKey, mappingNode, readAlias } from './quick-alias.ts';
import {
  type Cursor,
  isGap,
  isLineEnd,
  NO_PROPS,
  overLineEnd,
  type QuickProps,
  readProps,
  skipSpaces,
  toLineEnd,
} from './quick-cursor.ts';
import { readLineScalar, readQuoted } from './quick-scalar.ts';

const MAX_DEPTH = 100;

/** Where brackets stand. */
export interface Place {
  /** The column that their lines stay right of; the last closing bracket may stand there. */
  readonly parent: number;
  readonly isOuter: boolean;
  readonly isJson: boolean;
}

/**
 * A list in brackets or a mapping in braces at the cursor; JSON, which was judged before, may stand as it likes. Null
 * where it is not of the common kind.
 */
export function readFlow(cursor: Cursor, props: QuickProps, place: Place): SyntaxNode | null {
  cursor.depth += 1;
  cursor.nodes += 1;
  if (cursor.depth > MAX_DEPTH) return null;
  const start = cursor.at;
  cursor.at += 1;
  const node =
    cursor.text[start] === '[' ? readItems(cursor, props, start, place) : readEntries(cursor, props, start, place);
  cursor.depth -= 1;
  return node;
}

function readItems(
  cursor: Cursor,
  { tag, anchor, start: tagStart }: QuickProps,
  start: number,
  place: Place,
): SequenceNode | null {
  const items: SyntaxNode[] = [];
  for (;;) {
    if (!skipBlank(cursor, place)) return null;
    if (cursor.text[cursor.at] === ']') break;
    const item = readPart(cursor, place);
    if (item === null || !overComma(cursor, ']', place)) return null;
    items.push(item);
  }
  cursor.at += 1;
  const valueRange = { start, end: cursor.at };
  const range = tagStart === null ? valueRange : { start: tagStart, end: cursor.at };
  return { kind: 'sequence', flow: true, items, range, valueRange, tag, anchor };
}

function readEntries(
  cursor: Cursor,
  { tag, anchor, start: tagStart }: QuickProps,
  start: number,
  place: Place,
): MappingNode | null {
  const entries: MappingEntry[] = [];
  const keys = new Set<string>();
  for (;;) {
    if (!skipBlank(cursor, place)) return null;
    if (cursor.text[cursor.at] === '}') break;
    const key = readLineScalar(cursor, NO_PROPS, true);
    if (key === null || !isNewKey(keys, key)) return null;
    keys.add(key.text);
    if (!overColon(cursor, place, key.style !== 'plain')) return null;
    const value = readPart(cursor, place);
    if (value === null || !overComma(cursor, '}', place)) return null;
    entries.push({ key, value });
  }
  cursor.at += 1;
  const valueRange = { start, end: cursor.at };
  const range = tagStart === null ? valueRange : { start: tagStart, end: cursor.at };
  return mappingNode(cursor, { flow: true, entries, range, valueRange, tag, anchor }, keys.has('<<'));
}

/** One item, or the value of one entry. */
function readPart(cursor: Cursor, place: Place): SyntaxNode | null {
  const props = readProps(cursor);
  return props === null ? null : anchored(cursor, props, () => readContent(cursor, props, place));
}

function readContent(cursor: Cursor, props: QuickProps, place: Place): SyntaxNode | null {
  const char = cursor.text[cursor.at];
  if (char === '[' || char === '{') return readFlow(cursor, props, { ...place, isOuter: false });
  if (char === '"' || char === "'") return readQuoted(cursor, props, place.parent);
  if (char === '*') return readAlias(cursor, props, true);
  return readLineScalar(cursor, props, true);
}

/** Goes over a colon and what is blank behind it; behind a quoted key nothing blank is needed. */
function overColon(cursor: Cursor, place: Place, isQuoted: boolean): boolean {
  if (place.isJson) skipBlank(cursor, place);
  if (cursor.text[cursor.at] !== ':' || !(isQuoted || isGap(cursor.text, cursor.at + 1))) return false;
  cursor.at += 1;
  return skipBlank(cursor, place);
}

/** Goes over the comma behind a part; the last part may have none. */
function overComma(cursor: Cursor, close: string, place: Place): boolean {
  if (!skipBlank(cursor, place)) return false;
  if (cursor.text[cursor.at] === close) return true;
  if (cursor.text[cursor.at] !== ',') return false;
  cursor.at += 1;
  return true;
}

/** Goes over blanks, line ends and comments; false where a line stands too far left, or the text ends. */
function skipBlank(cursor: Cursor, { parent, isOuter, isJson }: Place): boolean {
  const { text } = cursor;
  const line = cursor.lineStart;
  for (;;) {
    const from = cursor.at;
    skipSpaces(cursor);
    if (isJson && text[cursor.at] === '\t') cursor.at += 1;
    else if (text[cursor.at] === '#' && cursor.at > from) toLineEnd(cursor);
    else if (cursor.at >= text.length || !isLineEnd(text, cursor.at)) break;
    else overLineEnd(cursor);
  }
  if (cursor.at >= text.length) return false;
  const column = cursor.at - cursor.lineStart;
  const closes = isOuter && column === parent && (text[cursor.at] === ']' || text[cursor.at] === '}');
  return isJson || cursor.lineStart === line || column > parent || closes;
}
