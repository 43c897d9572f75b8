import { mayWrite } from '../io/github/access.ts';
import type { GitHub } from '../io/github/client.ts';
import type { PullNow, StandingThread } from '../io/github/pull-now.ts';
import type { ExistingComment } from '../report/existing-comment.ts';
import { markerOf } from '../report/marker.ts';

/**
 * The first comments of a pull request's threads, with what decides on their fate. Whether somebody may write is asked
 * of GitHub only about those who resolved a thread of ours.
 */
export async function existingComments(
  github: GitHub,
  { login, threads }: PullNow,
): Promise<readonly ExistingComment[]> {
  const writers = new Map<string, boolean>();
  const found: ExistingComment[] = [];
  for (const thread of threads) {
    const isMine = thread.author === login;
    const resolver = isMine ? resolverOf(thread) : null;
    if (resolver !== null && !writers.has(resolver)) writers.set(resolver, await mayWrite(github, resolver));
    const { id, path, line, startLine, body, outdated, isResolved, answeredBy } = thread;
    found.push({
      ...{ id, path, line, startLine, body, isMine, outdated },
      hasForeignReplies: answeredBy.some((author) => author !== login),
      threadResolved: isResolved,
      resolvedByWriter: resolver !== null && writers.get(resolver) === true,
    });
  }
  return found;
}

/** Who resolved a thread that we began; an account of a workflow begins others too. */
function resolverOf({ body, isResolved, resolvedBy }: StandingThread): string | null {
  return isResolved && markerOf(body) !== null ? resolvedBy : null;
}
