import { bodyOf } from './body.ts';
import { type ApiAnswer, notFound, Refusal } from './exchange.ts';
import { canWrite, type Identity } from './identity.ts';
import { reviewCommentJson } from './json-comment.ts';
import { pageOf } from './paging.ts';
import { createComment, editBody, replyTo } from './review-write.ts';
import { onPull, onRepository, type PullCall, type RepositoryCall, type Route, signedIn } from './route.ts';
import { isVisible } from './routes-reviews.ts';
import { type PullRequest, type Repository, type ReviewComment, roleOf } from './state.ts';

const READ = 'pull_requests=read';
const WRITE = 'pull_requests=write';
const LIST = '/repos/{owner}/{repo}/pulls/{pull_number}/comments';
const ONE = '/repos/{owner}/{repo}/pulls/comments/{comment_id}';

export const REVIEW_COMMENT_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: LIST, permission: READ, handle: onPull(list) },
  { method: 'POST', pattern: LIST, permission: WRITE, handle: onPull(create) },
  { method: 'POST', pattern: `${LIST}/{comment_id}/replies`, permission: WRITE, handle: onPull(reply) },
  { method: 'GET', pattern: ONE, permission: READ, handle: onRepository(show) },
  { method: 'PATCH', pattern: ONE, permission: WRITE, handle: onRepository(update) },
  { method: 'DELETE', pattern: ONE, permission: WRITE, handle: onRepository(remove) },
];

/** Whether an identity may change or delete a comment: its author, a writer, or an app with the permission. */
export function mayEdit(repository: Repository, identity: Identity, comment: { author: { login: string } }): boolean {
  const { login } = identity.account;
  if (comment.author.login === login) return true;
  return identity.permissions !== null || canWrite(roleOf(repository, login));
}

/** Takes a comment away; the last one of a thread takes the thread with it, replies to it stay. */
export function deleteComment(pull: PullRequest, comment: ReviewComment): void {
  pull.comments.splice(pull.comments.indexOf(comment), 1);
}

/** Whether a review comment may be seen: those of a pending review are its author's alone. */
function isCommentVisible(call: Pick<PullCall, 'request'>, pull: PullRequest, comment: ReviewComment): boolean {
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  return review === undefined || isVisible(call, review);
}

function list(call: PullCall): ApiAnswer {
  const { world, repository, pull, request } = call;
  const submitted = pull.comments.filter((comment) =>
    pull.reviews.every((review) => review.id !== comment.reviewId || review.state !== 'PENDING'),
  );
  const sorted = request.query.get('direction') === 'desc' ? submitted.toReversed() : submitted;
  return pageOf(call, sorted, (comment) => reviewCommentJson(world, repository, pull, comment));
}

function create(call: PullCall): ApiAnswer {
  const comment = createComment({ ...call, identity: signedIn(call.request) }, bodyOf(call.request));
  return shown(call, call.pull, comment, 201);
}

function reply(call: PullCall): ApiAnswer {
  const desk = { ...call, identity: signedIn(call.request) };
  return shown(call, call.pull, replyTo(desk, Number(call.params.comment_id), bodyOf(call.request)), 201);
}

function show(call: RepositoryCall): ApiAnswer {
  const { pull, comment } = find(call);
  return shown(call, pull, comment, 200);
}

function update(call: RepositoryCall): ApiAnswer {
  const { pull, comment } = findEditable(call);
  editBody(call.world, comment, bodyOf(call.request), signedIn(call.request).account);
  return shown(call, pull, comment, 200);
}

function remove(call: RepositoryCall): ApiAnswer {
  const { pull, comment } = findEditable(call);
  deleteComment(pull, comment);
  return { status: 204, body: null };
}

function shown(call: RepositoryCall, pull: PullRequest, comment: ReviewComment, status: number): ApiAnswer {
  return { status, body: reviewCommentJson(call.world, call.repository, pull, comment) };
}

function find(call: RepositoryCall): { pull: PullRequest; comment: ReviewComment } {
  for (const pull of call.repository.pulls) {
    const comment = pull.comments.find((candidate) => candidate.id === Number(call.params.comment_id));
    if (comment !== undefined && isCommentVisible(call, pull, comment)) return { pull, comment };
  }
  throw notFound();
}

function findEditable(call: RepositoryCall): { pull: PullRequest; comment: ReviewComment } {
  const found = find(call);
  if (!mayEdit(call.repository, signedIn(call.request), found.comment)) throw new Refusal(403, 'Forbidden');
  return found;
}
