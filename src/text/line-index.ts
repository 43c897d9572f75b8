import type { Range, SourceFile } from './source-file.ts';

/** A place as people count it: line and column from one, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type LineEnding = '\n' | '\r\n' | '\r' | '';

/** Where each line starts, in order. A byte order mark belongs to no line, so column 1 is behind it. */
const cache = new WeakMap<SourceFile, readonly number[]>();

function lineStarts(file: SourceFile): readonly number[] {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const starts = [file.text.startsWith('\uFEFF') ? 1 : 0];
  for (const match of file.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  cache.set(file, starts);
  return starts;
}

const feedCache = new WeakMap<SourceFile, readonly number[]>();

/** How many line feeds stand before `offset`: lines as git counts them, to which a lone CR is a sign like any other. */
export function lineFeedsBefore(file: SourceFile, offset: number): number {
  const known = feedCache.get(file);
  if (known !== undefined) return lineAt(known, offset);
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  feedCache.set(file, starts);
  return lineAt(starts, offset);
}

/** Index of the last line that starts at or before `offset`. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many lines a text has; one that ends with a line end has an empty last line. */
export function lineCount(file: SourceFile): number {
  return lineStarts(file).length;
}

/** Offset → line and column. Offsets outside the text count as its ends; a line end belongs to the line it ends. */
export function positionOf(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  const inside = Math.max(0, Math.min(offset, file.text.length));
  const line = lineAt(starts, inside);
  return { line: line + 1, column: Math.max(0, inside - (starts[line] ?? 0)) + 1 };
}

/** Line and column → offset, or null when the text has no such line or the line no such column. */
export function offsetOf(file: SourceFile, position: Position): number | null {
  const start = lineStarts(file)[position.line - 1];
  if (start === undefined || position.column < 1) return null;
  const offset = start + position.column - 1;
  return offset <= lineRange(file, start).end ? offset : null;
}

/** The line that holds `offset`, without byte order mark and line end. */
export function lineRange(file: SourceFile, offset: number): Range {
  const starts = lineStarts(file);
  const line = lineAt(starts, offset);
  const start = starts[line] ?? 0;
  const next = starts[line + 1];
  if (next === undefined) return { start, end: file.text.length };
  return { start, end: next - (file.text.startsWith('\r\n', next - 2) && next - 2 >= start ? 2 : 1) };
}

/** What ends the line that holds `offset`; empty for the last line of a text. */
export function lineEnding(file: SourceFile, offset: number): LineEnding {
  const { end } = lineRange(file, offset);
  if (file.text.startsWith('\r\n', end)) return '\r\n';
  const char = file.text[end];
  return char === '\n' || char === '\r' ? char : '';
}
