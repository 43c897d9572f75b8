import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

const CONTEXT_LINES = 3;

/**
 * What changed from `before` to `after` in the form that `git apply` takes: `--- a/…`, `+++ b/…` (unusual paths quoted
 * as git does), three lines of context, line ends kept. Empty when nothing changed; ends with a line end otherwise, so
 * that those of several files may be joined.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: CONTEXT_LINES,
  });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}
