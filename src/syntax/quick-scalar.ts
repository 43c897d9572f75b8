import type { CST } from 'yaml';
import type { ScalarNode } from './node.ts';
import {
  type Cursor,
  endOf,
  isGap,
  isLineEnd,
  overLineEnd,
  type QuickProps,
  SPACES,
  skipSpaces,
  toLineEnd,
  trailingEnd,
} from './quick-cursor.ts';
import { scalarNode, textNode } from './scalar-node.ts';

/** The plain or quoted text of one line at the cursor; null where there is none. */
export function readLineScalar(cursor: Cursor, props: QuickProps, inFlow: boolean): ScalarNode | null {
  const { text, at } = cursor;
  if (text[at] === '"' || text[at] === "'") return readQuoted(cursor, props, Number.POSITIVE_INFINITY);
  const end = plainEnd(text, at, inFlow);
  if (end === at) return null;
  cursor.at = end;
  cursor.nodes += 1;
  return textNode(text.slice(at, end), 'plain', at, end, props);
}

const BEFORE_ALL = new Set([...',[]{}#&*!|>\'"%@`\t']);

/** Before what ends a plain text, or makes it an odd one, on its line: outside and inside brackets. */
const BLOCK_END = /(?=[\t\r\n]| #|:(?:[ \t\r\n]|$)|$)/g;
const FLOW_END = /(?=[\t\r\n,[\]{}]| #|:(?:[ \t\r\n,[\]{}]|$)|$)/g;

/** Where the plain text at `from` ends on its line; `from` itself where none stands. */
function plainEnd(text: string, from: number, inFlow: boolean): number {
  if (!startsPlain(text, from)) return from;
  let end = endOf(inFlow ? FLOW_END : BLOCK_END, text, from);
  if (text[end] === '\t' && trailingEnd(text, end) < 0) return from;
  while (text[end - 1] === ' ') end -= 1;
  return end;
}

/** Whether a plain text of the common kind starts here: with no sign that means something else, here or anywhere. */
function startsPlain(text: string, at: number): boolean {
  const first = text[at];
  if (first === undefined || isGap(text, at) || BEFORE_ALL.has(first)) return false;
  return !(first === '-' || first === '?' || first === ':') || /[A-Za-z0-9./]/.test(text[at + 1] ?? '');
}

/** A plain text that may go on over lines indented deeper than `parent`. */
export function readPlain(cursor: Cursor, props: QuickProps, parent: number): ScalarNode | null {
  const start = cursor.at;
  const first = readLineScalar(cursor, props, false);
  if (first === null) return null;
  while (continues(cursor, parent)) {
    const end = plainEnd(cursor.text, cursor.at, false);
    if (end === cursor.at) return null;
    cursor.at = end;
  }
  if (cursor.at === first.range.end) return first;
  const source = cursor.text.slice(start, cursor.at);
  return resolved(cursor, { type: 'scalar', offset: start, indent: parent, source }, props);
}

/** Goes to the next line of a plain text, if the next that is not blank belongs to it. */
function continues(cursor: Cursor, parent: number): boolean {
  const { text } = cursor;
  let at = endOf(SPACES, text, cursor.at);
  if (!isLineEnd(text, at)) return false;
  let lineStart = cursor.lineStart;
  while (at < text.length && isLineEnd(text, at)) {
    lineStart = text[at] === '\r' ? at + 2 : at + 1;
    at = endOf(SPACES, text, lineStart);
  }
  if (at >= text.length || at - lineStart <= parent || text[at] === '#') return false;
  cursor.at = at;
  cursor.lineStart = lineStart;
  return true;
}

/** A quoted text; its further lines have to be indented deeper than `parent`. */
export function readQuoted(cursor: Cursor, props: QuickProps, parent: number): ScalarNode | null {
  const { text, at: start } = cursor;
  const quote = text[start] === '"' ? '"' : "'";
  const end = quotedEnd(text, start, quote);
  if (end < 0) return null;
  const source = text.slice(start, end);
  cursor.at = end;
  const isOneLine = !source.includes('\n');
  if (!isOneLine && (parent === Number.POSITIVE_INFINITY || !isDeeper(source, parent))) return null;
  if (!isOneLine) cursor.lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const inner = source.slice(1, -1);
  if (isOneLine && !inner.includes(quote === '"' ? '\\' : "'") && !inner.includes('\t')) {
    cursor.nodes += 1;
    return textNode(inner, quote === '"' ? 'double' : 'single', start, end, props);
  }
  const type = quote === '"' ? 'double-quoted-scalar' : 'single-quoted-scalar';
  return resolved(cursor, { type, offset: start, indent: parent, source }, props);
}

/** Whether all lines of a text behind its first are blank or indented deeper than `parent`, and with spaces only. */
function isDeeper(source: string, parent: number): boolean {
  return source
    .split('\n')
    .slice(1)
    .every((line) => {
      const content = line.search(/[^ ]/);
      return content < 0 || line[content] === '\r' || (content > parent && line[content] !== '\t');
    });
}

/** Offset behind the closing quote, or -1. */
function quotedEnd(text: string, start: number, quote: string): number {
  let end = text.indexOf(quote, start + 1);
  for (; end >= 0; end = text.indexOf(quote, end + 1)) {
    if (quote === "'") {
      if (text[end + 1] !== "'") break;
      end += 1;
    } else if (isUnescaped(text, end)) break;
  }
  return end < 0 ? -1 : end + 1;
}

function isUnescaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0;
}

/** A block text under a key or dash at column `parent`, with no sign of its indentation behind its indicator. */
export function readBlockScalar(cursor: Cursor, props: QuickProps, parent: number): ScalarNode | null {
  const { text, at: start } = cursor;
  const head = readHeader(cursor, parent);
  if (head === null) return null;
  const from = cursor.at;
  const end = blockEnd(cursor, parent, head.isKept);
  if (end === null) return null;
  const source = text.slice(from, end);
  return resolved(
    cursor,
    { type: 'block-scalar', offset: start, indent: parent, props: [...head.tokens], source },
    props,
  );
}

interface BlockHeader {
  readonly tokens: readonly CST.SourceToken[];
  /** Whether blank lines at the end belong to the text. */
  readonly isKept: boolean;
}

/** The indicator of a block text with all that stands on its line; goes to the line below. */
function readHeader(cursor: Cursor, indent: number): BlockHeader | null {
  const { text, at: start } = cursor;
  const lineEnd = endOf(HEADER, text, start);
  if (lineEnd < 0) return null;
  const [, sign = '', blanks = '', comment = ''] = /^(\S+)([ \t]*)(.*)$/.exec(text.slice(start, lineEnd)) ?? [];
  cursor.at = lineEnd;
  overLineEnd(cursor);
  const sources = [
    ['block-scalar-header', sign],
    ['space', blanks],
    ['comment', comment],
    ['newline', text.slice(lineEnd, cursor.at)],
  ] as const;
  let offset = start;
  const tokens = sources.flatMap(([type, source]): CST.SourceToken[] => {
    const token = { type, offset, indent, source };
    offset += source.length;
    return source === '' ? [] : [token];
  });
  return { tokens, isKept: sign.endsWith('+') };
}

const HEADER = /[|>][+-]?(?:[ \t]+(?:#.*)?)?(?=\r?\n)/y;

/**
 * Goes to the line behind a block text; gives where its last line that is not blank ends, or its last of all where
 * blank ones are kept, line end included. Null where lines are indented less than its first and deeper than its parent, blanks deeper than its text, or a tab is what
 * ends it.
 */
function blockEnd(cursor: Cursor, parent: number, isKept: boolean): number | null {
  const { text } = cursor;
  let indent = -1;
  let deepestBlank = 0;
  let end = cursor.at;
  while (cursor.at < text.length) {
    skipSpaces(cursor);
    const column = cursor.at - cursor.lineStart;
    if (isLineEnd(text, cursor.at)) deepestBlank = Math.max(deepestBlank, column);
    else if (indent < 0 && column > parent) indent = column;
    else if (column <= parent) break;
    if (indent >= 0 && !isLineEnd(text, cursor.at)) {
      if (column < indent) return null;
      toLineEnd(cursor);
      end = Math.min(cursor.at + 1, text.length);
    }
    if (cursor.at < text.length) overLineEnd(cursor);
  }
  const isOdd = indent < 0 || deepestBlank > indent || text[cursor.at] === '\t';
  if (cursor.at < text.length) cursor.at = cursor.lineStart;
  if (isOdd) return null;
  return isKept ? cursor.at : end;
}

function resolved(cursor: Cursor, token: CST.FlowScalar | CST.BlockScalar, props: QuickProps): ScalarNode | null {
  let isDoubtful = false;
  cursor.nodes += 1;
  const node = scalarNode(cursor.text, token, props, () => {
    isDoubtful = true;
  });
  return isDoubtful ? null : node;
}
