import type { GitHub } from '../io/github/client.ts';
import { reviewComments, submittedReviews } from '../io/github/comments.ts';
import {
  deletePendingReviews,
  isAnchorRefusal,
  isPendingRefusal,
  isUncertain,
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
 * Posts one review, whatever GitHub makes of its first try: a PENDING review of ours in the way is deleted, comments
 * whose anchor is refused are found by halves and told in the body, and after an answer that leaves open whether the
 * review was posted the pull request is read before anything is posted again.
 */
export async function postWithCare(
  github: GitHub,
  target: NewReview,
  content: Content,
  whoami: () => Promise<string>,
): Promise<Written> {
  const first = await postReview(github, reviewOf(target, content));
  if (first.kind === 'done') return first;
  const { failure } = first;
  if (isPendingRefusal(failure)) {
    await deletePendingReviews(github, target.number, await whoami());
    return postReview(github, reviewOf(target, content));
  }
  if (isUncertain(failure)) {
    const posted = await isPosted(github, target, content, await whoami());
    return posted ? { kind: 'done' } : postReview(github, reviewOf(target, content));
  }
  if (!isAnchorRefusal(failure)) return first;
  return postReview(github, reviewOf(target, await withoutRefused(github, target, content)));
}

function reviewOf(target: NewReview, { comments, leftovers }: Content): NewReview {
  return { ...target, body: reviewBody(comments, leftovers), comments };
}

/** The review was posted when its first comment, or its body, stands there by our hand. */
async function isPosted(github: GitHub, target: NewReview, content: Content, login: string): Promise<boolean> {
  const { number, body } = reviewOf(target, content);
  const [first] = content.comments;
  if (first === undefined) {
    const reviews = await submittedReviews(github, number);
    return reviews.some((review) => review.author === login && review.body === body);
  }
  const standing = await reviewComments(github, number);
  return standing.some(({ author, body: said }) => author === login && said === first.body);
}

/** Comments that GitHub refuses are told in the body instead. */
async function withoutRefused(github: GitHub, target: NewReview, content: Content): Promise<Content> {
  const budget = { trials: TRIALS };
  const accepted = await acceptedOf(github, target, content.comments, budget);
  const refused = content.comments.filter((comment) => !accepted.includes(comment));
  return { comments: accepted, leftovers: [...content.leftovers, ...refused.map(demote)] };
}

/** The comments whose anchors GitHub takes, found by halves in PENDING reviews that nobody else sees. */
async function acceptedOf(
  github: GitHub,
  target: NewReview,
  comments: readonly PlannedComment[],
  budget: { trials: number },
): Promise<readonly PlannedComment[]> {
  if (comments.length === 0) return [];
  const middle = Math.ceil(comments.length / 2);
  const halves = comments.length === 1 ? [comments] : [comments.slice(0, middle), comments.slice(middle)];
  const found: PlannedComment[] = [];
  for (const half of halves) {
    if (budget.trials <= 0) return [];
    budget.trials -= 1;
    const tried = await tryComments(github, { ...target, body: '', comments: half });
    if (tried.kind === 'done') found.push(...half);
    else if (half.length > 1) found.push(...(await acceptedOf(github, target, half, budget)));
  }
  return found;
}
