import { diffCommits, type FileDiff } from './diff.ts';
import { findLine } from './hunks.ts';
import { mapRange } from './line-map.ts';
import type { PullRequest, Repository, ReviewComment } from './state.ts';

/** Where a comment stands in the pull request's present diff; lines are null for a comment on the whole file. */
export interface Place {
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly position: number;
}

/** The merge base of the base branch's tip and a commit (the head unless given). */
export function mergeBaseOf(repository: Repository, pull: PullRequest, commit = pull.headSha): string {
  return repository.git.mergeBase(pull.baseSha, commit) ?? pull.baseSha;
}

/** The three-dot diff that *list files* shows, at the head or at another commit of the pull request. */
export function pullFiles(repository: Repository, pull: PullRequest, commit = pull.headSha): readonly FileDiff[] {
  return diffCommits(repository.git, mergeBaseOf(repository, pull, commit), commit);
}

/** Whether GitHub leaves the patch of this file out, and with it every line that could be commented. */
export function isPatchWithheld(repository: Repository, file: FileDiff): boolean {
  const { limits, withheldPatches } = repository;
  return (
    withheldPatches.has(file.path) ||
    file.additions + file.deletions > limits.patchLines ||
    (file.patch?.length ?? 0) > limits.patchBytes
  );
}

/** Where a comment stands now, or null when it is outdated. */
export function placeOf(repository: Repository, pull: PullRequest, comment: ReviewComment): Place | null {
  const { anchor } = comment;
  if (anchor.line === null) return { path: anchor.path, line: null, startLine: null, position: 1 };
  const right = anchor.side === 'RIGHT';
  const from = right ? comment.commit : comment.mergeBase;
  const to = right ? pull.headSha : mergeBaseOf(repository, pull);
  // A range from a deleted to an added line is followed by its end.
  const sameSide = anchor.startSide === null || anchor.startSide === anchor.side;
  const start = sameSide ? (anchor.startLine ?? anchor.line) : anchor.line;
  const moved = mapRange(repository.git, from, to, oldPathOf(repository, pull, comment), start, anchor.line);
  if (moved === null) return null;
  const file = pullFiles(repository, pull).find((candidate) =>
    right ? candidate.path === moved.path : (candidate.previousPath ?? candidate.path) === moved.path,
  );
  const line = file?.hunks.map((hunk) => findLine(hunk, anchor.side, moved.end)).find((found) => found !== undefined);
  if (file === undefined || line === undefined) return null;
  const startLine = anchor.startLine === null ? null : sameSide ? moved.start : anchor.startLine;
  return { path: file.path, line: moved.end, startLine, position: line.position };
}

/** A comment on LEFT carries the new name of a renamed file; its lines are counted under the old one. */
function oldPathOf(repository: Repository, pull: PullRequest, comment: ReviewComment): string {
  const { path, side } = comment.anchor;
  if (side === 'RIGHT') return path;
  return pullFiles(repository, pull, comment.commit).find((file) => file.path === path)?.previousPath ?? path;
}
