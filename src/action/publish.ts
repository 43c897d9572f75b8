import type { Review } from '../finding/review.ts';
import type { ChangedFile } from '../io/github/changed-files.ts';
import type { Failure, GitHub } from '../io/github/client.ts';
import { type PullNow, pullNow } from '../io/github/pull-now.ts';
import {
  deleteComment,
  editComment,
  editReview,
  type NewReview,
  postFileComment,
  type Written,
} from '../io/github/write.ts';
import { type PullFile, planComments } from '../report/plan-comments.ts';
import { type Reconciliation, reconcile } from '../report/reconcile.ts';
import { parseHunks } from '../text/hunks.ts';
import { existingComments } from './conversation.ts';
import { postWithCare } from './post-review.ts';

/** What there is to publish, and where. */
export interface Publication {
  readonly number: number;
  readonly headSha: string;
  readonly repositoryUrl: string;
  readonly review: Review;
  readonly files: readonly ChangedFile[];
  readonly maxComments: number;
  /** Head paths of the files that were read. */
  readonly seen: ReadonlySet<string>;
  /** Keys of what the settings say is no stream's. */
  readonly dismissed: ReadonlySet<string>;
  /** Whether every file that was to be looked at could be. */
  readonly isComplete: boolean;
}

/**
 * Brings the comments of a pull request to what the review says, with as few writes as that takes. The answer is a line
 * for the log when something was not written, with the reason; the verdict never depends on it.
 */
export async function publish(github: GitHub, publication: Publication): Promise<string | null> {
  const { number, headSha, review, repositoryUrl, maxComments, isComplete, seen, dismissed } = publication;
  const files = publication.files.map(pullFile);
  const plan = planComments({ review, files, maxComments, repositoryUrl, headSha });
  // Read in one answer, and last of all: what another run posts in between would be posted twice.
  const now = await pullNow(github, number);
  const comments = await existingComments(github, now);
  const reviews = now.reviews.map(({ id, body, author }) => ({ id, body, isMine: author === now.login }));
  const changes = reconcile({ plan, review, files, comments, reviews, headSha, isComplete, seen, dismissed });
  if (isNothing(changes)) return null;
  if (now.headSha !== headSha) return 'the pull request has moved on, and its next run will comment';
  if (!now.isOpen) return 'the pull request is closed, so nothing was posted';
  if (now.isLocked) return 'the pull request is locked, so nothing was posted';
  return write(github, publication, changes, now);
}

function pullFile({ path, previousPath, status, patch }: ChangedFile): PullFile {
  return { path, previousPath, status, hunks: patch === null ? null : parseHunks(patch) };
}

function isNothing({ review, fileComments, edits, deletions }: Reconciliation): boolean {
  return review === null && fileComments.length === 0 && edits.length === 0 && deletions.length === 0;
}

/** What is new goes first: should the writes be stopped half-way, a reader has too much rather than too little. */
async function write(
  github: GitHub,
  { number, headSha }: Publication,
  changes: Reconciliation,
  now: PullNow,
): Promise<string | null> {
  const target: NewReview = { number, headSha, body: '', comments: [] };
  const steps: (() => Promise<Written>)[] = [
    ...(changes.review === null ? [] : [() => postWithCare(github, target, changes.review ?? NO_REVIEW, now)]),
    ...changes.fileComments.map(
      (comment) => () => postFileComment(github, target, { ...comment, line: null, startLine: null }),
    ),
    ...changes.edits.map(
      ({ kind, id, body }) =>
        () =>
          kind === 'comment' ? editComment(github, id, body) : editReview(github, number, id, body),
    ),
    ...changes.deletions.map((id) => () => deleteComment(github, id)),
  ];
  let note: string | null = null;
  for (const step of steps) {
    const done = await step();
    // What is gone need not be deleted or changed any more.
    if (done.kind === 'done' || done.failure.status === 404) continue;
    note ??= explain(done.failure);
    if (isFinal(done.failure)) return note;
  }
  return note;
}

/** Whether the next write would fare no better. */
function isFinal({ status }: Failure): boolean {
  return status === 401 || status === 403 || status === 429;
}

const NO_REVIEW = { comments: [], leftovers: [] };

/** One line: what the token lacks, or what GitHub said. */
export function explain({ status, message, acceptedPermissions }: Failure): string {
  if (status === 403 && /locked/i.test(message)) return 'the pull request is locked, so nothing was posted';
  if (isRateLimit(status, message)) {
    return `GitHub limits how fast comments are posted, and not all were: the next run posts what is missing (${status}: ${firstLine(message)})`;
  }
  if (status === 401 || status === 403) {
    const lacking = acceptedPermissions ?? 'pull_requests=write';
    return `the token may not comment: it lacks ${lacking}, as it does for pull requests from forks and Dependabot`;
  }
  return `GitHub did not take the comments (${status}: ${firstLine(message)})`;
}

/** Whether GitHub refused because of how many requests there were, and not because of what the token may do. */
export function isRateLimit(status: number, message: string): boolean {
  return status === 429 || /rate limit|\babuse\b|too quickly/i.test(message);
}

/** The client puts the page of the manual behind GitHub's words. */
function firstLine(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return line.replace(/ - https:\/\/\S+$/, '').slice(0, 200);
}
