import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

const CONTEXT_LINES = 3;

/**
 * What changed from `before` to `after` in the form that `git apply` takes: `--- a/…`, `+++ b/…` (unusual paths quoted
 * as git does), three lines of context, line ends kept. Empty when nothing changed; ends with a line end otherwise, so
 * that those of several files may be joined.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  // Only the lines around the change are compared: the rest of a large template would cost far more than the change.
  const { start, tail, skippedLines } = changedWindow(before, after);
  const [old, now] = [before, after].map((text) => text.slice(start, text.length - tail));
  const patch = structuredPatch(`a/${path}`, `b/${path}`, old ?? '', now ?? '', undefined, undefined, {
    context: CONTEXT_LINES,
  });
  const hunks = patch.hunks.map((hunk) => ({
    ...hunk,
    oldStart: hunk.oldStart + skippedLines,
    newStart: hunk.newStart + skippedLines,
  }));
  return formatPatch({ ...patch, hunks }, FILE_HEADERS_ONLY);
}

/** The common start and end of two texts, cut at line ends (LF, as git counts), less the lines that are context. */
function changedWindow(before: string, after: string): { start: number; tail: number; skippedLines: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  start = lineStart(before, start);
  for (let line = 0; line < CONTEXT_LINES; line++) start = lineStart(before, start - 1);
  let tail = 0;
  const most = shorter - start;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start, tail: wholeLines(before, tail), skippedLines: before.slice(0, start).split('\n').length - 1 };
}

/** Where the line that holds the character at `at` starts. */
function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** How much of the last `tail` characters is left when its first, broken line and the lines of context are given up. */
function wholeLines(text: string, tail: number): number {
  let at = text.length - tail;
  for (let line = 0; line <= CONTEXT_LINES; line++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return 0;
    at = end + 1;
  }
  return text.length - at;
}
