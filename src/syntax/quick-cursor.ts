import type { ConcreteNode } from './node.ts';
import type { Props } from './props.ts';

/** Where quick reading stands in a text whose line ends are LF or CR LF. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** Where the line of `at` starts. */
  lineStart: number;
  /** Column of the content that `nextContent` came to; -1 at the end of the text. */
  column: number;
  /** Nodes and levels so far: a text near a limit is left to the library. */
  nodes: number;
  depth: number;
  merged: number;
  /** Anchors so far; null while the anchor's own node is being read. */
  readonly anchors: Map<string, ConcreteNode | null>;
}

/** A tag and an anchor as written, and where they stand; all null where there is neither. */
export interface QuickProps extends Pick<Props, 'tag' | 'anchor' | 'start'> {
  readonly end: number | null;
}

export const NO_PROPS: QuickProps = { tag: null, anchor: null, start: null, end: null };

export const SPACES = / */y;

/**
 * Where a pattern's match at or behind `from` ends, or -1. A match in native code is several times faster than a loop,
 * which for most texts ends before it is compiled.
 */
export function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Blanks of any kind, as far as they end a line or part a comment from what is before it. */
const TRAILING = /[ \t]+(?=[\r\n#]|$)/y;

/** Where the blanks at `from` end that end the line or part its comment from what is before them, or -1. */
export function trailingEnd(text: string, from: number): number {
  return endOf(TRAILING, text, from);
}

/** Goes over the spaces at the cursor. */
export function skipSpaces(cursor: Cursor): void {
  if (cursor.text[cursor.at] === ' ') cursor.at = endOf(SPACES, cursor.text, cursor.at);
}

/** Whether a line end or the end of the text stands at an offset. */
export function isLineEnd(text: string, at: number): boolean {
  const char = text[at];
  return char === '\n' || char === '\r' || char === undefined;
}

/** Whether a space or a tab stands at an offset. */
function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

/** Whether what a sign introduces may follow at an offset: a blank, or the end of the line. */
export function isGap(text: string, at: number): boolean {
  return text[at] === ' ' || isLineEnd(text, at);
}

/** Whether a dash that introduces a list's item stands at the cursor. */
export function isDash({ text, at }: Cursor): boolean {
  return text[at] === '-' && isGap(text, at + 1);
}

/**
 * Goes from behind a value to the next content on a line of its own. False where something else than blanks and a
 * comment stands on the way.
 */
export function nextContent(cursor: Cursor): boolean {
  const { text } = cursor;
  let isBelow = cursor.at === cursor.lineStart;
  for (;;) {
    skipSpaces(cursor);
    if (text[cursor.at] === '\t') cursor.at = Math.max(cursor.at, trailingEnd(text, cursor.at));
    if (text[cursor.at] === '#' && (isBelow || isBlank(text, cursor.at - 1))) toLineEnd(cursor);
    if (cursor.at >= text.length) {
      cursor.column = -1;
      return true;
    }
    if (!isLineEnd(text, cursor.at)) break;
    overLineEnd(cursor);
    isBelow = true;
  }
  cursor.column = cursor.at - cursor.lineStart;
  return isBelow && !(cursor.column === 0 && /^(?:---|\.\.\.|%)/.test(text.slice(cursor.at, cursor.at + 3)));
}

/** Goes to the end of the line. */
export function toLineEnd(cursor: Cursor): void {
  const end = cursor.text.indexOf('\n', cursor.at);
  cursor.at = end < 0 ? cursor.text.length : end;
}

/** Goes over the line end at the cursor. */
export function overLineEnd(cursor: Cursor): void {
  cursor.at += cursor.text[cursor.at] === '\r' ? 2 : 1;
  cursor.lineStart = cursor.at;
}

const TAG = /![A-Za-z0-9:]+(?=[ \r\n]|$)/y;
const ANCHOR = /&[A-Za-z0-9_-]+(?=[ \r\n]|$)/y;

/** The tag and the anchor at the cursor and the spaces behind them; null for a tag that is not a short intrinsic's. */
export function readProps(cursor: Cursor): QuickProps | null {
  const { text, at: start } = cursor;
  let props = NO_PROPS;
  for (let sign = text[start]; sign === '!' || sign === '&'; sign = text[cursor.at]) {
    const end = endOf(sign === '!' ? TAG : ANCHOR, text, cursor.at);
    if (end < 0 || (sign === '!' ? props.tag : props.anchor) !== null) return null;
    const written = text.slice(cursor.at, end);
    props = { ...props, start, end, ...(sign === '!' ? { tag: written } : { anchor: written.slice(1) }) };
    cursor.at = end;
    skipSpaces(cursor);
  }
  return props;
}
