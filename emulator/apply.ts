import { Buffer } from 'node:buffer';
import type { FileChanges } from './git-import.ts';
import { type Account, canWrite } from './identity.ts';
import { placeOf, pullFiles } from './pull-diff.ts';
import { type PullRequest, type Repository, type ReviewComment, roleOf } from './state.ts';
import { findSuggestions } from './suggestion.ts';

/** The lines that a suggestion takes the place of: one-based in the head's file, both ends meant. */
interface Replacement {
  readonly comment: ReviewComment;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

export type ApplyPlan =
  | { readonly ok: true; readonly files: FileChanges; readonly comments: readonly ReviewComment[] }
  | { readonly ok: false; readonly reason: string };

/**
 * What pressing "Commit suggestion" (or, for several, the batch's button) would commit, or GitHub's reason not to.
 * With `crlf` the lines put in end as GitHub has been seen to write them, in CR LF.
 */
export function planApply(
  repository: Repository,
  pull: PullRequest,
  comments: readonly ReviewComment[],
  clicker: Account,
  crlf: boolean,
): ApplyPlan {
  const closed = refusePull(repository, pull, clicker);
  if (closed !== null) return { ok: false, reason: closed };
  const replacements: Replacement[] = [];
  for (const comment of comments) {
    const next = replacementOf(repository, pull, comment);
    if (typeof next === 'string') return { ok: false, reason: next };
    const overlaps = replacements.some(
      (other) => other.path === next.path && other.start <= next.end && next.start <= other.end,
    );
    if (overlaps) return { ok: false, reason: 'Only one suggestion per line can be applied in a batch.' };
    replacements.push(next);
  }
  const files: Record<string, Uint8Array> = {};
  for (const path of new Set(replacements.map((each) => each.path))) {
    const here = replacements.filter((each) => each.path === path).sort((a, b) => b.start - a.start);
    let lines = headLines(repository, pull, path);
    for (const { start, end, lines: put } of here) lines = replaceLines(lines, start, end, put, crlf);
    files[path] = Buffer.from(lines.join(''), 'latin1');
  }
  return { ok: true, files, comments };
}

function refusePull(repository: Repository, pull: PullRequest, clicker: Account): string | null {
  if (pull.state === 'closed') return 'Suggestions cannot be applied while the pull request is closed.';
  if (pull.queued) return 'Suggestions cannot be applied while the pull request is queued to merge.';
  const author = pull.author.login === clicker.login;
  if (!author && !canWrite(roleOf(repository, clicker.login)))
    return 'You do not have permission to apply suggestions.';
  return pull.headDeleted === 'no' ? null : 'The head branch of this pull request is gone.';
}

function replacementOf(repository: Repository, pull: PullRequest, comment: ReviewComment): Replacement | string {
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  if (review?.state === 'PENDING') return 'Suggestions cannot be applied from pending reviews.';
  const [lines] = findSuggestions(comment.body);
  if (lines === undefined || comment.anchor.line === null) return 'This comment holds no suggestion.';
  if (comment.thread.resolvedBy !== null) return 'This suggestion has been applied or marked resolved.';
  const place = placeOf(repository, pull, comment);
  if (place === null || place.line === null) return 'Outdated suggestions cannot be applied.';
  const start = place.startLine ?? place.line;
  if (touchesDeletion(repository, pull, comment, place.path, start, place.line)) {
    return 'Applying suggestions on deleted lines is not supported.';
  }
  const before = headLines(repository, pull, place.path).slice(start - 1, place.line);
  const after = lines.map((line) => Buffer.from(line, 'utf8').toString('latin1'));
  const same =
    before.length === after.length && before.every((line, index) => line.replace(/\r?\n$/, '') === after[index]);
  if (same) return 'This suggestion is invalid because no changes were made to the code.';
  return { comment, path: place.path, start, end: place.line, lines: after };
}

function touchesDeletion(
  repository: Repository,
  pull: PullRequest,
  { anchor }: ReviewComment,
  path: string,
  start: number,
  end: number,
): boolean {
  if (anchor.side === 'LEFT' || anchor.startSide === 'LEFT') return true;
  for (const hunk of pullFiles(repository, pull).find((file) => file.path === path)?.hunks ?? []) {
    const first = hunk.lines.findIndex((line) => line.right === start);
    const last = hunk.lines.findIndex((line) => line.right === end);
    if (first !== -1 && hunk.lines.slice(first, last + 1).some((line) => line.kind === 'deleted')) return true;
  }
  return false;
}

/** The head's file in lines that keep their ends, each byte one character so that nothing else can change. */
function headLines(repository: Repository, pull: PullRequest, path: string): string[] {
  const entry = repository.git.entries(pull.headSha).get(path);
  if (entry === undefined) return [];
  return (
    repository.git
      .blob(entry.sha)
      .toString('latin1')
      .match(/[^\n]*\n|[^\n]+$/g) ?? []
  );
}

function replaceLines(
  lines: readonly string[],
  start: number,
  end: number,
  put: readonly string[],
  crlf: boolean,
): string[] {
  const eol = crlf ? '\r\n' : '\n';
  const last = lines[end - 1] ?? '';
  const unfinished = end === lines.length && !last.endsWith('\n');
  const inserted = put.map((line, index) => (unfinished && index === put.length - 1 ? line : `${line}${eol}`));
  return [...lines.slice(0, start - 1), ...inserted, ...lines.slice(end)];
}
