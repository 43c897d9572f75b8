import type { GitHub } from '../io/github/client.ts';
import { mayWrite, ownLogin, reviewComments, submittedReviews, threadsOf } from '../io/github/comments.ts';
import type { ExistingComment } from '../report/existing-comment.ts';
import { markersIn } from '../report/marker.ts';
import type { ExistingReview } from '../report/reconcile-reviews.ts';

/** What stands on a pull request already, as far as it may be ours. */
export interface Conversation {
  /** The account that we write with; empty when nothing stands there that could be ours. */
  readonly login: string;
  readonly comments: readonly ExistingComment[];
  readonly reviews: readonly ExistingReview[];
}

/**
 * Reads the comments and reviews of a pull request. Who we are, and who resolved what, is asked only where something
 * carries a marker of ours; on most pull requests two requests are all.
 */
export async function readConversation(github: GitHub, number: number): Promise<Conversation> {
  const [comments, reviews] = [await reviewComments(github, number), await submittedReviews(github, number)];
  const marked = [...comments, ...reviews].some(({ body }) => markersIn(body).length > 0);
  if (!marked) return { login: '', comments: [], reviews: [] };
  const login = await ownLogin(github);
  // Taken for nobody's, what we posted before would be posted again.
  if (login === '') throw new Error('GitHub does not say who we are');
  const threads = await threadsOf(github, number);
  const writers = new Map<string, boolean>();
  const existing: ExistingComment[] = [];
  for (const comment of comments) {
    const isMine = comment.author === login;
    const thread = threads.get(comment.id);
    const resolver = isMine && thread?.isResolved === true ? thread.resolvedBy : null;
    if (resolver !== null && !writers.has(resolver)) writers.set(resolver, await mayWrite(github, resolver));
    existing.push({
      id: comment.id,
      path: comment.path,
      line: comment.line,
      startLine: comment.startLine,
      body: comment.body,
      isMine,
      inReplyTo: comment.inReplyTo,
      hasForeignReplies: comments.some(({ inReplyTo, author }) => inReplyTo === comment.id && author !== login),
      threadResolved: thread?.isResolved === true,
      resolvedByWriter: resolver !== null && writers.get(resolver) === true,
      outdated: comment.outdated,
    });
  }
  return {
    login,
    comments: existing,
    reviews: reviews.map(({ id, body, author }) => ({ id, body, isMine: author === login })),
  };
}
