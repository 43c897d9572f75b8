import type { FileDiff } from './diff.ts';
import { findLine, type Hunk, type HunkLine, type Side } from './hunks.ts';
import type { Anchor } from './state.ts';

/** The fields of a comment that say where it stands, as the client sent them. */
export interface AnchorOrder {
  readonly path: string;
  readonly position?: number | undefined;
  readonly line?: number | undefined;
  readonly side?: Side | undefined;
  readonly start_line?: number | undefined;
  readonly start_side?: Side | undefined;
}

export type AnchorFault = 'path' | 'line' | 'start-line' | 'start-order' | 'start-hunk';

export type AnchorAnswer =
  | { readonly ok: true; readonly anchor: Anchor }
  | { readonly ok: false; readonly fault: AnchorFault };

/**
 * Holds an anchor to GitHub's rules: the file is in the diff, the line stands in one of its hunks on the side named,
 * and a range starts before it ends, in the same hunk.
 */
export function resolveAnchor(files: readonly FileDiff[], order: AnchorOrder, withheld: boolean): AnchorAnswer {
  const file = files.find((candidate) => candidate.path === order.path);
  if (file === undefined) return { ok: false, fault: 'path' };
  // Without a patch there is no line that could be resolved.
  if (withheld) return { ok: false, fault: 'line' };
  const side = order.side ?? 'RIGHT';
  const end = locate(file, order, side);
  if (end === undefined) return { ok: false, fault: 'line' };
  const endSide = order.line === undefined ? sideOf(end.line) : side;
  const base = { path: file.path, side: endSide, line: lineOn(end.line, endSide), position: end.line.position };
  if (order.start_line === undefined) {
    const diffHunk = hunkText(end.hunk, end.line);
    return { ok: true, anchor: { ...base, startLine: null, startSide: null, diffHunk } };
  }
  const startSide = order.start_side ?? side;
  if (startSide === endSide && order.start_line >= (base.line ?? 0)) return { ok: false, fault: 'start-order' };
  const start = findLine(end.hunk, startSide, order.start_line);
  if (start === undefined) {
    const elsewhere = file.hunks.some((hunk) => findLine(hunk, startSide, order.start_line ?? 0) !== undefined);
    return { ok: false, fault: elsewhere ? 'start-hunk' : 'start-line' };
  }
  if (start.position >= end.line.position) return { ok: false, fault: 'start-order' };
  const diffHunk = hunkText(end.hunk, end.line);
  return { ok: true, anchor: { ...base, startLine: order.start_line, startSide, diffHunk } };
}

/** GitHub's words for a refused anchor: of the reviews endpoint, in the texts of 2026 and in those before. */
export function anchorMessages(fault: AnchorFault, texts: 'current' | 'older'): string[] {
  switch (fault) {
    case 'start-order':
      return ['Pull request review thread start line must precede the end line.'];
    case 'start-hunk':
      return ['Pull request review thread start line must be part of the same hunk as the line.'];
    case 'path':
      return [texts === 'current' ? 'Path could not be resolved' : 'Pull request review thread path is invalid'];
    default:
      if (texts === 'current') return ['Line could not be resolved'];
      return [
        'Pull request review thread line must be part of the diff',
        "Pull request review thread diff hunk can't be blank",
      ];
  }
}

function locate(file: FileDiff, order: AnchorOrder, side: Side): { hunk: Hunk; line: HunkLine } | undefined {
  for (const hunk of file.hunks) {
    const line =
      order.line === undefined
        ? hunk.lines.find((candidate) => candidate.position === order.position && candidate.kind !== 'no-newline')
        : findLine(hunk, side, order.line);
    if (line !== undefined) return { hunk, line };
  }
  return undefined;
}

function sideOf(line: HunkLine): Side {
  return line.kind === 'deleted' ? 'LEFT' : 'RIGHT';
}

function lineOn(line: HunkLine, side: Side): number | null {
  return side === 'RIGHT' ? line.right : line.left;
}

function hunkText(hunk: Hunk, last: HunkLine): string {
  const lines = hunk.lines.filter((line) => line.position <= last.position).map((line) => line.raw);
  return [hunk.header, ...lines].join('\n');
}
