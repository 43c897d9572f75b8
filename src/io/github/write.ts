import { type Failure, failureOf, type GitHub } from './client.ts';

/** A comment to post in the review: one-based lines of the head; without a line it is about the whole file. */
export interface NewComment {
  readonly path: string;
  readonly body: string;
  readonly line: number | null;
  /** The first line of a range; null for a single line. */
  readonly startLine: number | null;
}

export interface NewReview {
  readonly number: number;
  readonly headSha: string;
  readonly body: string;
  readonly comments: readonly NewComment[];
}

/** What became of a write: done, or the answer that stopped it. */
export type Written = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly failure: Failure };

const DONE: Written = { kind: 'done' };

/** GitHub's own words for "you are too fast" under a status that says "your request is wrong". */
const TOO_FAST = /submitted too quickly|\babuse\b|secondary rate/i;
const ANCHOR = /line must be part|could not be resolved|must precede|same hunk|diff hunk|path is invalid/i;
const PENDING = /one pending review/i;
/** Waits in seconds before a write that came too fast is made again. */
const WAITS = [5, 20];

/** Whether a refused review was refused for where one of its comments is. */
export function isAnchorRefusal({ status, message }: Failure): boolean {
  return status === 422 && ANCHOR.test(message) && !TOO_FAST.test(message);
}

/** Whether a refused review was refused because one of ours is still open. */
export function isPendingRefusal({ status, message }: Failure): boolean {
  return status === 422 && PENDING.test(message);
}

/** Whether it is not known if the write took place: a server error, or a connection that broke. */
export function isUncertain({ status }: Failure): boolean {
  return status >= 500;
}

/** Makes a write, and makes it again after a wait where GitHub says that it came too fast. */
async function write(action: () => Promise<unknown>): Promise<Written> {
  for (const wait of [...WAITS, null]) {
    try {
      await action();
      return DONE;
    } catch (error) {
      const failure = failureOf(error);
      if (wait === null || failure.status !== 422 || !TOO_FAST.test(failure.message))
        return { kind: 'failed', failure };
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  }
  return DONE;
}

/** Posts one review with all its line comments: all of them or none. */
export function postReview(github: GitHub, review: NewReview): Promise<Written> {
  return write(() => createReview(github, review, 'COMMENT'));
}

/**
 * Tries comments in a PENDING review, which nobody else sees, and deletes it again: the way to learn which anchor
 * GitHub refuses, since a refusal names none.
 */
export async function tryComments(github: GitHub, review: NewReview): Promise<Written> {
  let id: number | null = null;
  const tried = await write(async () => {
    id = (await createReview(github, review, null)).data.id;
  });
  if (id !== null) await deletePendingReview(github, review.number, id);
  return tried;
}

function createReview({ octokit, owner, repo }: GitHub, review: NewReview, event: 'COMMENT' | null) {
  return octokit.rest.pulls.createReview({
    owner,
    repo,
    pull_number: review.number,
    commit_id: review.headSha,
    body: review.body,
    ...(event === null ? {} : { event }),
    comments: review.comments.map(({ path, body, line, startLine }) => ({
      path,
      body,
      side: 'RIGHT',
      ...(line === null ? {} : { line }),
      ...(startLine === null ? {} : { start_line: startLine, start_side: 'RIGHT' }),
    })),
  });
}

/** Deletes reviews of ours that were begun and never submitted; GitHub allows one at a time. */
export async function deletePendingReviews(github: GitHub, number: number, login: string): Promise<void> {
  const { octokit, owner, repo } = github;
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  for (const { id, state, user } of reviews) {
    if (state === 'PENDING' && user?.login === login) await deletePendingReview(github, number, id);
  }
}

function deletePendingReview({ octokit, owner, repo }: GitHub, number: number, id: number): Promise<Written> {
  return write(() => octokit.rest.pulls.deletePendingReview({ owner, repo, pull_number: number, review_id: id }));
}

/** Posts a comment on a whole file, which can not travel in a review. */
export function postFileComment(github: GitHub, review: NewReview, comment: NewComment): Promise<Written> {
  const { octokit, owner, repo } = github;
  return write(() =>
    octokit.rest.pulls.createReviewComment({
      owner,
      repo,
      pull_number: review.number,
      commit_id: review.headSha,
      path: comment.path,
      body: comment.body,
      subject_type: 'file',
    }),
  );
}

export function editComment({ octokit, owner, repo }: GitHub, id: number, body: string): Promise<Written> {
  return write(() => octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body }));
}

export function deleteComment({ octokit, owner, repo }: GitHub, id: number): Promise<Written> {
  return write(() => octokit.rest.pulls.deleteReviewComment({ owner, repo, comment_id: id }));
}

/** A submitted review can not be deleted, only say something else. */
export function editReview(
  { octokit, owner, repo }: GitHub,
  number: number,
  id: number,
  body: string,
): Promise<Written> {
  return write(() => octokit.rest.pulls.updateReview({ owner, repo, pull_number: number, review_id: id, body }));
}
