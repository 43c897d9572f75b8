import type { Review } from '../finding/review.ts';
import { positionOf } from '../text/line-index.ts';
import type { Location, SourceFile } from '../text/source-file.ts';

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

/** Every text that a review points into, by path. */
export function filesOf(review: Review): ReadonlyMap<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  const note = (location: Location | null) => {
    if (location !== null && !files.has(location.file.path)) files.set(location.file.path, location.file);
  };
  for (const { file } of review.templates) files.set(file.path, file);
  for (const { findings, problems } of review.templates) {
    for (const problem of problems) note(problem.location);
    for (const finding of findings) {
      note(finding.location);
      for (const { location } of finding.related) note(location);
    }
  }
  return files;
}

/** One-based line of an offset in the file of that path, or null when there is none or the text is not at hand. */
export function lineOf(files: ReadonlyMap<string, SourceFile>, path: string, offset: number | null): number | null {
  const file = files.get(path);
  return file === undefined || offset === null ? null : positionOf(file, offset).line;
}
