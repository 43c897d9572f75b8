import { type Hunk, type HunkLine, parseHunks } from '../text/hunks.ts';
import { escapeLine } from './terminal-escape.ts';

/** The rows of a diff to show, without headers and line numbers, which shift with every push; `@@` between its parts. */
export interface DiffRows {
  readonly rows: readonly string[];
  /** True when all of what changes is in them. */
  readonly whole: boolean;
}

/**
 * The changed lines of a patch, with as much of its context around them as `limit` rows have room for. Where the
 * changes alone are more, all of them are returned nevertheless, and `whole` is false. Characters that would act on
 * the reader's screen are shown as escapes.
 */
export function diffRows(patch: string, limit: number): DiffRows {
  const hunks = parseHunks(patch);
  for (const context of [3, 2, 1]) {
    const rows = shown(hunks, context);
    if (rows.length <= limit) return { rows, whole: true };
  }
  const rows = shown(hunks, 0);
  return { rows, whole: rows.length <= limit };
}

/** The stretch of the old file that the first part of a patch is about, one-based; null for an empty patch. */
export function placeOfPatch(patch: string): { readonly line: number; readonly endLine: number } | null {
  const [hunk] = parseHunks(patch);
  if (hunk === undefined) return null;
  return { line: Math.max(1, hunk.oldStart), endLine: Math.max(1, hunk.oldStart + hunk.oldLines - 1) };
}

function shown(hunks: readonly Hunk[], context: number): readonly string[] {
  return hunks.flatMap(({ lines }, index) => {
    const near = lines.filter((_, at) => isNear(lines, at, context));
    return [...(index > 0 ? ['@@'] : []), ...near.flatMap(rowsOf)];
  });
}

function isNear(lines: readonly HunkLine[], at: number, context: number): boolean {
  return lines.slice(Math.max(0, at - context), at + context + 1).some(({ kind }) => kind !== 'context');
}

const SIGNS = { context: ' ', add: '+', delete: '-' } as const;

function rowsOf({ kind, text, newline }: HunkLine): readonly string[] {
  const row = SIGNS[kind] + escapeLine(text.replace(/\r$/, ''));
  return newline || kind === 'context' ? [row] : [row, '\\ No newline at end of file'];
}
