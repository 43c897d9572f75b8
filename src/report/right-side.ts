import type { Hunk, HunkLine } from '../text/hunks.ts';

/**
 * The rows of a diff from one line of the head to another, both one-based and meant, when a comment may stand on them:
 * GitHub wants both ends in one hunk, and context lines count. Null otherwise. Deleted rows between them are included.
 */
export function rowsBetween(hunks: readonly Hunk[], start: number, end: number): readonly HunkLine[] | null {
  if (start > end) return null;
  for (const { lines } of hunks) {
    const first = lines.findIndex(({ newLine }) => newLine === start);
    const last = lines.findIndex(({ newLine }) => newLine === end);
    if (first !== -1 && last !== -1) return lines.slice(first, last + 1);
  }
  return null;
}
