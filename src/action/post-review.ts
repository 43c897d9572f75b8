import type { Failure, GitHub } from '../io/github/client.ts';
import { type PullNow, pullNow, type StandingThread } from '../io/github/pull-now.ts';
import {
  deletePendingReviews,
  isAnchorRefusal,
  isPendingRefusal,
  isUncertain,
  type NewComment,
  type NewReview,
  postReview,
  tryComments,
  type Written,
} from '../io/github/write.ts';
import { demote, type Leftover, type PlannedComment } from '../report/planned-comment.ts';
import { reviewBody } from '../report/review-body.ts';

interface Content {
  readonly comments: readonly PlannedComment[];
  readonly leftovers: readonly Leftover[];
}

/** Trials that finding refused anchors may take; beyond them every comment goes into the review's body. */
const TRIALS = 12;

/**
 * Posts one review, whatever GitHub makes of its first try (`before`: the pull request as it was then): a PENDING review of ours in the way is deleted; after an
 * answer that leaves open whether the review was posted, the pull request is read before anything is posted again;
 * comments whose anchor is refused are found by halves and told in the body, and all of them are when that did not help.
 */
export async function postWithCare(
  github: GitHub,
  target: NewReview,
  content: Content,
  before: PullNow,
): Promise<Written> {
  const left = { pending: 1, uncertain: 1, anchors: 2 };
  let now = content;
  for (;;) {
    const tried = await postReview(github, reviewOf(target, now));
    if (tried.kind === 'done') return tried;
    const obstacle = obstacleOf(tried.failure);
    if (obstacle === 'uncertain' && (await isPosted(github, target, now, before))) return { kind: 'done' };
    if (obstacle === null || left[obstacle] === 0) return tried;
    left[obstacle] -= 1;
    if (obstacle === 'pending') await deletePendingReviews(github, target.number, before.login);
    if (obstacle !== 'anchors') continue;
    now = left.anchors > 0 ? await withoutRefused(github, target, now, before.login) : withoutComments(now);
  }
}

function obstacleOf(failure: Failure): 'pending' | 'uncertain' | 'anchors' | null {
  if (isPendingRefusal(failure)) return 'pending';
  if (isUncertain(failure)) return 'uncertain';
  return isAnchorRefusal(failure) ? 'anchors' : null;
}

function reviewOf(target: NewReview, { comments, leftovers }: Content): NewReview {
  return { ...target, body: reviewBody(comments, leftovers), comments };
}

/** The review was posted when one of ours stands there that did not before, with the same body and comments. */
async function isPosted(github: GitHub, target: NewReview, content: Content, before: PullNow): Promise<boolean> {
  const { number, body, comments } = reviewOf(target, content);
  const known = new Set(before.reviews.map(({ id }) => id));
  const { reviews, threads } = await pullNow(github, number);
  const fresh = reviews.filter((each) => each.author === before.login && !known.has(each.id) && each.body === body);
  return fresh.some(({ id }) => {
    const own = threads.filter(({ reviewId }) => reviewId === id);
    return own.length === comments.length && comments.every((comment) => own.some((each) => isOf(comment, each)));
  });
}

function isOf({ path, body, line, startLine }: NewComment, thread: StandingThread): boolean {
  const isThere = thread.outdated || (thread.line === line && thread.startLine === startLine);
  return isThere && thread.path === path && thread.body === body;
}

/** Comments that GitHub refuses are told in the body instead. */
async function withoutRefused(
  github: GitHub,
  target: NewReview,
  { comments, leftovers }: Content,
  login: string,
): Promise<Content> {
  const budget = { trials: TRIALS };
  const isTaken = async (some: readonly PlannedComment[]) => {
    const tried = await tryComments(github, { ...target, body: '', comments: some });
    const isRefusal = tried.kind === 'failed' && isAnchorRefusal(tried.failure);
    // Anything else may have left the trial standing, and it would be in the way of the next.
    if (tried.kind === 'failed' && !isRefusal) await deletePendingReviews(github, target.number, login);
    return tried.kind === 'done';
  };
  const accepted = new Set(await acceptedOf(comments, budget, isTaken));
  const refused = comments.filter((comment) => !accepted.has(comment));
  return { comments: [...accepted], leftovers: [...leftovers, ...refused.map(demote)] };
}

function withoutComments({ comments, leftovers }: Content): Content {
  return { comments: [], leftovers: [...leftovers, ...comments.map(demote)] };
}

/** The comments whose anchors GitHub takes, found by halves in PENDING reviews that nobody else sees. */
async function acceptedOf(
  comments: readonly PlannedComment[],
  budget: { trials: number },
  isTaken: (some: readonly PlannedComment[]) => Promise<boolean>,
): Promise<readonly PlannedComment[]> {
  const middle = Math.ceil(comments.length / 2);
  const halves = comments.length <= 1 ? [comments] : [comments.slice(0, middle), comments.slice(middle)];
  const found: PlannedComment[] = [];
  for (const half of halves) {
    if (half.length === 0 || budget.trials <= 0) continue;
    budget.trials -= 1;
    if (await isTaken(half)) found.push(...half);
    else if (half.length > 1) found.push(...(await acceptedOf(half, budget, isTaken)));
  }
  return found;
}
