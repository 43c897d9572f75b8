import type { Location } from '../text/source-file.ts';
import type { Lines } from './place.ts';

/** A text in the lines that git and GitHub count: a line feed alone ends one, and a text that ends with it has no more. */
export interface GitLines {
  readonly text: string;
  /** Where each line starts, in order. */
  readonly starts: readonly number[];
}

/** Splits a text as git does. A carriage return ends no line here, unlike in `text/line-index.ts`. */
export function gitLines(text: string): GitLines {
  const starts: number[] = [];
  for (let at = 0; at < text.length; ) {
    starts.push(at);
    const end = text.indexOf('\n', at);
    if (end === -1) break;
    at = end + 1;
  }
  return { text, starts };
}

/** The one-based line that an offset stands in; the end of the text counts to its last line. */
function lineAt({ starts }: GitLines, offset: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 1);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The text of a one-based line with its line end; empty where there is no such line. */
export function textOf({ text, starts }: GitLines, line: number): string {
  const start = starts[line - 1];
  return start === undefined ? '' : text.slice(start, starts[line] ?? text.length);
}

/** A line without its line end, be it LF or CR LF. */
export function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '');
}

/** The lines that a location covers as GitHub counts them. White space at its end is not what is pointed at. */
export function gitLinesOf({ file, range }: Location): Lines {
  const lines = gitLines(file.text);
  let last = Math.min(range.end, file.text.length) - 1;
  while (last > range.start && /\s/.test(file.text[last] ?? '')) last -= 1;
  const line = lineAt(lines, range.start);
  return { line, endLine: Math.max(line, lineAt(lines, last)) };
}
