import { type Body, Body as BodyReader } from './body.ts';
import { invalid, notFound, Refusal, unprocessable } from './exchange.ts';
import type { Account, Identity } from './identity.ts';
import { mergeBaseOf, pullFiles } from './pull-diff.ts';
import {
  checkEvent,
  commitOf,
  hasPending,
  isTooLong,
  judgeAnchor,
  judgeAnchors,
  MAX_BODY,
  REVIEW_EVENTS,
  type ReviewEvent,
  readAnchor,
  refuseLongBody,
  refuseSecondPending,
  refuseWhenLocked,
  singleAnchorRefusal,
} from './review-rules.ts';
import type { Anchor, PullRequest, Repository, Review, ReviewComment, ReviewThread, ReviewVerdict } from './state.ts';
import { nextId, tick, type World } from './world.ts';

/** Where a write happens and who writes. */
export interface Desk {
  readonly world: World;
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly identity: Identity;
}

const VERDICTS: Readonly<Record<ReviewEvent, ReviewVerdict>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

/** Creates a review with all its comments, or refuses all of it. Without an event it stays pending. */
export function createReview(desk: Desk, body: Body): Review {
  const { world, repository, pull, identity } = desk;
  refuseWhenLocked(repository, pull, identity);
  const event = body.oneOf('event', REVIEW_EVENTS);
  const text = body.text('body') ?? '';
  const entries = body.list('comments');
  refuseLongBody(text);
  if (event !== undefined) checkEvent(repository, pull, identity, event);
  if (event !== undefined && event !== 'APPROVE' && text === '' && entries.length === 0) {
    throw unprocessable(["Body can't be blank"]);
  }
  refuseSecondPending(pull, identity);
  if (entries.length > repository.limits.commentsPerReview) throw new Refusal(502, 'Server Error');
  const commit = commitOf(repository, pull, body.text('commit_id'));
  if (commit === null) throw unprocessable(['Commit is not part of the pull request']);
  const bodies = entries.map((entry) => entry.required('body'));
  if (bodies.some((each) => each.trim() === '')) throw unprocessable(["Body can't be blank"]);
  for (const each of bodies) refuseLongBody(each);
  const anchors = judgeAnchors(world, repository, pull, commit, entries.map(readAnchor));
  const review = addReview(desk, text, commit, event);
  for (const [index, anchor] of anchors.entries()) addComment(desk, bodies[index] ?? '', commit, anchor, review.id);
  return review;
}

/** Submits a pending review with a verdict. */
export function submitReview({ world, repository, pull, identity }: Desk, review: Review, body: Body): void {
  const event = body.oneOf('event', REVIEW_EVENTS);
  if (event === undefined) throw new Refusal(422, 'Invalid request.\n\n"event" wasn\'t supplied.');
  if (review.state !== 'PENDING') throw unprocessable(['Can not submit a review that is not pending']);
  checkEvent(repository, pull, identity, event);
  const text = body.text('body') ?? review.body;
  refuseLongBody(text);
  if (event !== 'APPROVE' && text === '' && !pull.comments.some((comment) => comment.reviewId === review.id)) {
    throw unprocessable(["Body can't be blank"]);
  }
  review.body = text;
  review.state = VERDICTS[event];
  review.submittedAt = tick(world);
}

/** Creates one comment outside a review, on lines or on the whole file, or a reply by `in_reply_to`. */
export function createComment(desk: Desk, body: Body): ReviewComment {
  const { world, repository, pull, identity } = desk;
  refuseWhenLocked(repository, pull, identity);
  const text = checkedText(body);
  const inReplyTo = body.integer('in_reply_to');
  if (inReplyTo !== undefined) return reply(desk, inReplyTo, text);
  refuseCommentWhilePending(desk);
  const commit = commitOf(repository, pull, body.required('commit_id'));
  if (commit === null) {
    throw invalid('PullRequestReviewComment', 'commit_id', 'commit_id is not part of the pull request');
  }
  if (body.oneOf('subject_type', ['line', 'file'] as const) === 'file') {
    return commentWhole(desk, body.required('path'), commit, text);
  }
  const judged = judgeAnchor(world, repository, pull, commit, readAnchor(body));
  const refusal = singleAnchorRefusal(world, judged);
  if (refusal !== null || !('anchor' in judged)) throw refusal ?? notFound();
  const review = addReview(desk, '', commit, 'COMMENT');
  return addComment(desk, text, commit, judged.anchor, review.id);
}

/** Answers in the thread of a comment. */
export function replyTo(desk: Desk, id: number, body: Body): ReviewComment {
  refuseWhenLocked(desk.repository, desk.pull, desk.identity);
  refuseCommentWhilePending(desk);
  return reply(desk, id, checkedText(body));
}

/** Changes a comment's text; who did it is kept, for tests that must see a foreign comment untouched. */
export function editBody(
  world: World,
  comment: { body: string; updatedAt: string; editors: string[] },
  body: Body,
  who: Account,
): void {
  comment.body = checkedText(body);
  comment.updatedAt = tick(world);
  comment.editors.push(who.login);
}

/** A reading of a JSON object that scripted people use in place of a request. */
export function draft(fields: Readonly<Record<string, unknown>>): Body {
  return new BodyReader(fields);
}

/** A comment's text, held to GitHub's rules for length and emptiness. */
export function checkedText(body: Body): string {
  const text = body.required('body');
  if (text.trim() === '') throw invalid('IssueComment', 'body', "body can't be blank", 'missing_field');
  if (isTooLong(text)) {
    throw invalid('IssueComment', 'body', `body is too long (maximum is ${MAX_BODY} characters)`, 'unprocessable');
  }
  return text;
}

function refuseCommentWhilePending({ pull, identity }: Desk): void {
  if (!hasPending(pull, identity)) return;
  throw invalid('PullRequestReview', 'user_id', 'user_id can only have one pending review per pull request');
}

function commentWhole(desk: Desk, path: string, commit: string, text: string): ReviewComment {
  if (!pullFiles(desk.repository, desk.pull, commit).some((file) => file.path === path)) {
    desk.world.anchorRefusals += 1;
    throw invalid('PullRequestReviewComment', 'path', 'path is invalid');
  }
  const whole = {
    path,
    side: 'RIGHT',
    line: null,
    startLine: null,
    startSide: null,
    position: null,
    diffHunk: '',
  } as const;
  const review = addReview(desk, '', commit, 'COMMENT');
  return addComment(desk, text, commit, whole, review.id);
}

function reply(desk: Desk, id: number, text: string): ReviewComment {
  const parent = desk.pull.comments.find((comment) => comment.id === id);
  if (parent === undefined) throw notFound();
  // Replies hang on the thread's first comment, whichever was answered.
  const root = parent.inReplyTo ?? parent.id;
  const review = addReview(desk, '', parent.commit, 'COMMENT');
  return addComment(desk, text, parent.commit, parent.anchor, review.id, { root, thread: parent.thread });
}

function addReview(desk: Desk, body: string, commit: string, event: ReviewEvent | undefined): Review {
  const { world, pull, identity } = desk;
  const review: Review = {
    id: nextId(world),
    author: identity.account,
    body,
    state: event === undefined ? 'PENDING' : VERDICTS[event],
    commit,
    submittedAt: event === undefined ? null : tick(world),
    minimizedReason: null,
  };
  pull.reviews.push(review);
  return review;
}

function addComment(
  { world, repository, pull, identity }: Desk,
  body: string,
  commit: string,
  anchor: Anchor,
  reviewId: number,
  parent?: { readonly root: number; readonly thread: ReviewThread },
): ReviewComment {
  const now = tick(world);
  const comment: ReviewComment = {
    id: nextId(world),
    reviewId,
    author: identity.account,
    body,
    createdAt: now,
    updatedAt: now,
    inReplyTo: parent?.root ?? null,
    anchor,
    commit,
    mergeBase: mergeBaseOf(repository, pull, commit),
    minimizedReason: null,
    editors: [],
    thread: parent?.thread ?? { id: nextId(world), resolvedBy: null },
  };
  pull.comments.push(comment);
  return comment;
}
