import { type AnchorFault, type AnchorOrder, anchorMessages, resolveAnchor } from './anchors.ts';
import type { Body } from './body.ts';
import { invalid, Refusal, unprocessable } from './exchange.ts';
import type { Side } from './hunks.ts';
import { ACTIONS_BOT, canWrite, type Identity } from './identity.ts';
import { isPatchWithheld, pullFiles } from './pull-diff.ts';
import { type Anchor, type PullRequest, type Repository, roleOf } from './state.ts';
import type { World } from './world.ts';

/** Characters that a comment or a review may have. */
export const MAX_BODY = 65_536;

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
export const REVIEW_EVENTS: readonly ReviewEvent[] = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'];
const SIDES: readonly Side[] = ['LEFT', 'RIGHT'];

/** A locked conversation takes comments from people who can write, and from no app. */
export function refuseWhenLocked(repository: Repository, pull: PullRequest, identity: Identity): void {
  if (!pull.locked) return;
  if (identity.permissions === null && canWrite(roleOf(repository, identity.account.login))) return;
  throw new Refusal(403, 'Unable to create comment because issue is locked.');
}

export function isTooLong(body: string): boolean {
  // Characters, as GitHub counts them: an emoji is one.
  return body.length > MAX_BODY && [...body].length > MAX_BODY;
}

export function refuseLongBody(body: string): void {
  if (isTooLong(body)) throw unprocessable([`Body is too long (maximum is ${MAX_BODY} characters)`]);
}

/** What GitHub refuses of a verdict, whoever asks. */
export function checkEvent(repository: Repository, pull: PullRequest, identity: Identity, event: ReviewEvent): void {
  if (event === 'COMMENT') return;
  if (identity.account.login === ACTIONS_BOT.login && event === 'APPROVE' && !repository.actionsMayApprove) {
    throw unprocessable(['GitHub Actions is not permitted to approve pull requests.']);
  }
  if (identity.account.login === pull.author.login) {
    const verb = event === 'APPROVE' ? 'approve' : 'request changes on';
    throw unprocessable([`Can not ${verb} your own pull request`]);
  }
}

/** A user has one pending review on a pull request; while it stands, no other can be made, pending or not. */
export function refuseSecondPending(pull: PullRequest, identity: Identity): void {
  if (hasPending(pull, identity)) throw unprocessable(['User can only have one pending review per pull request']);
}

export function hasPending(pull: PullRequest, identity: Identity): boolean {
  return pull.reviews.some((review) => review.state === 'PENDING' && review.author.login === identity.account.login);
}

/** The commit a review or a comment is for: the head unless one is named, which must belong to the pull request. */
export function commitOf(repository: Repository, pull: PullRequest, named: string | undefined): string | null {
  if (named === undefined || named === pull.headSha) return pull.headSha;
  const base = repository.git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
  return repository.git.commitsBetween(base, pull.headSha).includes(named) ? named : null;
}

export function readAnchor(body: Body): AnchorOrder {
  return {
    path: body.required('path'),
    position: body.integer('position'),
    line: body.integer('line'),
    side: body.oneOf('side', SIDES),
    start_line: body.integer('start_line'),
    start_side: body.oneOf('start_side', SIDES),
  };
}

export type Judged = { readonly anchor: Anchor } | { readonly fault: AnchorFault; readonly ordered: boolean };

/** Judges one anchor; `ordered` tells a refusal that a test asked for from a client's own mistake. */
export function judgeAnchor(
  world: World,
  repository: Repository,
  pull: PullRequest,
  commit: string,
  order: AnchorOrder,
): Judged {
  const files = pullFiles(repository, pull, commit);
  const file = files.find((candidate) => candidate.path === order.path);
  const answer = resolveAnchor(files, order, file !== undefined && isPatchWithheld(repository, file));
  if (!answer.ok) return { fault: answer.fault, ordered: false };
  const ordered = world.refusedAnchors.some((refuses) => refuses(answer.anchor));
  return ordered ? { fault: 'line', ordered } : { anchor: answer.anchor };
}

/**
 * All anchors of a review, or a refusal of the whole: the texts are those of the faults, without saying whose they are.
 */
export function judgeAnchors(
  world: World,
  repository: Repository,
  pull: PullRequest,
  commit: string,
  orders: readonly AnchorOrder[],
): Anchor[] {
  const judged = orders.map((order) => judgeAnchor(world, repository, pull, commit, order));
  const faults = judged.filter((each) => 'fault' in each);
  if (faults.some((each) => !each.ordered)) world.anchorRefusals += 1;
  if (faults.length > 0) {
    throw unprocessable([...new Set(faults.flatMap(({ fault }) => anchorMessages(fault, world.anchorTexts)))]);
  }
  return judged.flatMap((each) => ('anchor' in each ? [each.anchor] : []));
}

/** The refusal of the endpoint for single comments, which names fields instead. */
export function singleAnchorRefusal(world: World, judged: Judged): Refusal | null {
  if (!('fault' in judged)) return null;
  if (!judged.ordered) world.anchorRefusals += 1;
  const field = judged.fault === 'path' ? 'pull_request_review_thread.path' : 'pull_request_review_thread.line';
  const texts: Record<AnchorFault, string> = {
    path: `${field} is invalid`,
    line: `${field} must be part of the diff`,
    'start-line': 'pull_request_review_thread.start_line must be part of the same hunk as the line.',
    'start-hunk': 'pull_request_review_thread.start_line must be part of the same hunk as the line.',
    'start-order': 'pull_request_review_thread.start_line must precede the end line.',
  };
  return invalid('PullRequestReviewComment', field, texts[judged.fault]);
}
