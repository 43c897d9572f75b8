import { bodyOf } from './body.ts';
import { type ApiAnswer, notFound, Refusal, unprocessable } from './exchange.ts';
import { reviewCommentJson, reviewJson } from './json-comment.ts';
import { pageOf } from './paging.ts';
import { refuseLongBody } from './review-rules.ts';
import { createReview, submitReview } from './review-write.ts';
import { onPull, type PullCall, type Route, signedIn } from './route.ts';
import type { Review } from './state.ts';

const READ = 'pull_requests=read';
const WRITE = 'pull_requests=write';
const LIST = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const ONE = `${LIST}/{review_id}`;

export const REVIEW_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: LIST, permission: READ, handle: onPull(list) },
  { method: 'POST', pattern: LIST, permission: WRITE, handle: onPull(create) },
  { method: 'GET', pattern: ONE, permission: READ, handle: onPull((call) => shown(call, reviewOf(call))) },
  { method: 'PUT', pattern: ONE, permission: WRITE, handle: onPull(update) },
  { method: 'DELETE', pattern: ONE, permission: WRITE, handle: onPull(remove) },
  { method: 'POST', pattern: `${ONE}/events`, permission: WRITE, handle: onPull(submit) },
  { method: 'GET', pattern: `${ONE}/comments`, permission: READ, handle: onPull(comments) },
];

/** Whether a review is the caller's to see: a pending one is its author's alone. */
export function isVisible(call: Pick<PullCall, 'request'>, review: Review): boolean {
  return review.state !== 'PENDING' || review.author.login === call.request.identity?.account.login;
}

function list(call: PullCall): ApiAnswer {
  const { world, repository, pull } = call;
  const reviews = pull.reviews.filter((review) => isVisible(call, review));
  return pageOf(call, reviews, (review) => reviewJson(world, repository, pull, review));
}

function create(call: PullCall): ApiAnswer {
  return shown(call, createReview({ ...call, identity: signedIn(call.request) }, bodyOf(call.request)));
}

function update(call: PullCall): ApiAnswer {
  const review = ownReview(call);
  const text = bodyOf(call.request).required('body');
  if (text.trim() === '') throw unprocessable(["Body can't be blank"]);
  refuseLongBody(text);
  review.body = text;
  return shown(call, review);
}

function remove(call: PullCall): ApiAnswer {
  const review = ownReview(call);
  if (review.state !== 'PENDING') throw new Refusal(422, 'Can not delete a non-pending pull request review');
  const { pull } = call;
  const answer = shown(call, review);
  pull.reviews.splice(pull.reviews.indexOf(review), 1);
  const kept = pull.comments.filter((comment) => comment.reviewId !== review.id);
  pull.comments.splice(0, pull.comments.length, ...kept);
  return answer;
}

function submit(call: PullCall): ApiAnswer {
  const review = ownReview(call);
  submitReview({ ...call, identity: signedIn(call.request) }, review, bodyOf(call.request));
  return shown(call, review);
}

function comments(call: PullCall): ApiAnswer {
  const { world, repository, pull } = call;
  const review = reviewOf(call);
  const items = pull.comments.filter((comment) => comment.reviewId === review.id);
  return pageOf(call, items, (comment) => {
    // This endpoint's items (GitHub's `review-comment`) lack the type of subject.
    const { subject_type: _, ...rest } = reviewCommentJson(world, repository, pull, comment);
    return rest;
  });
}

function shown({ world, repository, pull }: PullCall, review: Review): ApiAnswer {
  return { status: 200, body: reviewJson(world, repository, pull, review) };
}

function reviewOf(call: PullCall): Review {
  const review = call.pull.reviews.find((candidate) => candidate.id === Number(call.params.review_id));
  if (review === undefined || !isVisible(call, review)) throw notFound();
  return review;
}

function ownReview(call: PullCall): Review {
  const review = reviewOf(call);
  if (review.author.login !== signedIn(call.request).account.login) throw new Refusal(403, 'Forbidden');
  return review;
}
