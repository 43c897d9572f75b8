import { positionOf } from '../text/line-index.ts';
import type { Location } from '../text/source-file.ts';

/** A stretch of a file as people count it: lines from one, the last included. */
export interface Lines {
  readonly line: number;
  readonly endLine: number;
}

/** The lines that a location covers. White space at its end counts for nothing: it is not what is pointed at. */
export function linesOf({ file, range }: Location): Lines {
  let last = Math.min(range.end, file.text.length) - 1;
  while (last > range.start && /\s/.test(file.text[last] ?? '')) last -= 1;
  const { line } = positionOf(file, range.start);
  return { line, endLine: Math.max(line, positionOf(file, Math.max(last, range.start)).line) };
}

/** `path:line`, as editors and terminals take it; the path as it is, not yet escaped. */
export function pathAndLine(location: Location): string {
  return `${location.file.path}:${linesOf(location).line}`;
}
