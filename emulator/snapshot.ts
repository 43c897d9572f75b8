import { nodeId } from './json-account.ts';
import { placeOf } from './pull-diff.ts';
import type { PullRequest, Repository, Review, ReviewComment } from './state.ts';

/** A review comment as a test looks at it; lines are one-based in the present head (LEFT: merge base), null when outdated. */
export interface CommentView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly path: string;
  readonly side: 'LEFT' | 'RIGHT';
  readonly line: number | null;
  readonly startLine: number | null;
  readonly originalLine: number | null;
  readonly originalStartLine: number | null;
  readonly subject: 'line' | 'file';
  readonly outdated: boolean;
  readonly pending: boolean;
  readonly inReplyTo: number | null;
  readonly reviewId: number | null;
  readonly threadId: string;
  /** The login of who resolved the thread. */
  readonly resolvedBy: string | null;
  readonly minimized: string | null;
  /** Logins that changed the text afterwards. */
  readonly editors: readonly string[];
}

export interface ReviewView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly state: Review['state'];
  readonly commit: string;
}

export function commentView(repository: Repository, pull: PullRequest, comment: ReviewComment): CommentView {
  const { anchor, thread } = comment;
  const place = placeOf(repository, pull, comment);
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  return {
    id: comment.id,
    author: comment.author.login,
    body: comment.body,
    path: place?.path ?? anchor.path,
    side: anchor.side,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    subject: anchor.line === null ? 'file' : 'line',
    outdated: place === null,
    pending: review?.state === 'PENDING',
    inReplyTo: comment.inReplyTo,
    reviewId: comment.reviewId,
    threadId: nodeId('PRRT', thread.id),
    resolvedBy: thread.resolvedBy?.login ?? null,
    minimized: comment.minimizedReason,
    editors: comment.editors,
  };
}

export function reviewView(review: Review): ReviewView {
  const { id, author, body, state, commit } = review;
  return { id, author: author.login, body, state, commit };
}
