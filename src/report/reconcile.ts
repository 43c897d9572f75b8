import { type ExistingComment, type OwnComment, ownComment } from './existing-comment.ts';
import type { Marker } from './marker.ts';
import { matchCopies } from './match-copies.ts';
import { saysTheSame } from './permalink.ts';
import type { CommentPlan } from './plan-comments.ts';
import { demote, type Leftover, type PlannedComment } from './planned-comment.ts';
import { type ExistingReview, reviewEdits, toldInReviews } from './reconcile-reviews.ts';
import { type Ending, endedBody } from './retire.ts';
import { type LookedAt, type Standing, standingIn } from './standing.ts';

export interface ReconcileInput extends LookedAt {
  readonly plan: CommentPlan;
  readonly comments: readonly ExistingComment[];
  readonly reviews: readonly ExistingReview[];
  readonly headSha: string;
}

/** What to write, all of it; nothing when the pull request says already what it should. */
export interface Reconciliation {
  /** To post in one review with `reviewBody(comments, leftovers)`; null when there is nothing new. */
  readonly review: { readonly comments: readonly PlannedComment[]; readonly leftovers: readonly Leftover[] } | null;
  /** To post one by one: comments on whole files do not travel in a review. */
  readonly fileComments: readonly PlannedComment[];
  readonly edits: readonly { readonly kind: 'comment' | 'review'; readonly id: number; readonly body: string }[];
  /** Comments of ours to delete. */
  readonly deletions: readonly number[];
}

type Action =
  | { readonly kind: 'post'; readonly comment: PlannedComment }
  | { readonly kind: 'edit'; readonly id: number; readonly body: string }
  | { readonly kind: 'delete'; readonly id: number };

/**
 * Brings the comments of a pull request to what is planned (design 2.6): one comment for each finding, however often
 * the lines move; a comment that is not needed is deleted, or changed to a note when someone answered it; a thread that
 * someone with write access resolved is left alone while its finding stands; what comes back after a fix is told anew.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const { plan, comments, reviews, headSha } = input;
  const own = comments.flatMap((comment) => ownComment(comment) ?? []);
  const told = toldInReviews(reviews);
  const copies = matchCopies(plan.comments, own, input.files);
  const refused = new Set(told.filter(({ state }) => state === 'refused').map(({ key }) => key));
  const isRefused = (planned: PlannedComment) => refused.has(planned.key) && copies.get(planned)?.length === 0;
  const wanted = plan.comments
    .filter((planned) => !isRefused(planned))
    .flatMap((planned) => actionsFor(planned, copies.get(planned) ?? [], headSha));
  const matched = new Set([...copies.values()].flat());
  const standing = standingIn(input);
  const unwanted = own
    .filter((comment) => !matched.has(comment))
    .flatMap((comment) => settle(comment, standing, headSha));
  const leftovers = [...plan.leftovers, ...plan.comments.filter(isRefused).map(demote)];
  const said = new Set([...told, ...own.map(({ marker }) => marker)].map(({ key }) => key));
  const fresh = leftovers.filter(({ key }) => !said.has(key));
  return sorted([...wanted, ...unwanted], fresh, reviewEdits(reviews, leftovers, standing, headSha));
}

/** What becomes of a comment of ours that nothing planned matches. */
function settle(comment: OwnComment, standing: (marker: Marker) => Standing, headSha: string): readonly Action[] {
  const now = standing(comment.marker);
  return now === 'open' || now === 'unknown' ? [] : [end(comment, now, headSha)];
}

function actionsFor(planned: PlannedComment, copies: readonly OwnComment[], headSha: string): readonly Action[] {
  const settled = copies.find(({ resolvedByWriter }) => resolvedByWriter);
  const open = copies.filter(({ threadResolved }) => !threadResolved);
  const says = (copy: OwnComment) => saysTheSame(copy.body, bodyAt(planned, copy));
  const kept = settled ?? open.find((copy) => !copy.outdated && says(copy)) ?? open.find(says) ?? open[0];
  const others = copies.filter((copy) => copy !== kept).map((copy) => end(copy, 'replaced', headSha));
  if (kept === undefined) return [...others, { kind: 'post', comment: planned }];
  if (kept === settled || says(kept)) return others;
  return [...others, { kind: 'edit', id: kept.id, body: bodyAt(planned, kept) }];
}

/** What a comment should say where it is: a suggestion only on the very lines that it was made for. */
function bodyAt(planned: PlannedComment, { path, line, startLine, outdated }: OwnComment): string {
  const { path: plannedPath, line: end, startLine: start } = planned;
  const fits = !outdated && path === plannedPath && line === end && (startLine ?? line) === (start ?? end);
  return fits ? planned.body : planned.plainBody;
}

function end(comment: OwnComment, ending: Ending, headSha: string): Action {
  const { id, body, marker, hasForeignReplies } = comment;
  if (!hasForeignReplies) return { kind: 'delete', id };
  return { kind: 'edit', id, body: endedBody(body, marker, ending, headSha) };
}

function sorted(
  actions: readonly Action[],
  leftovers: readonly Leftover[],
  reviews: readonly { readonly id: number; readonly body: string }[],
): Reconciliation {
  const posted = actions.flatMap((action) => (action.kind === 'post' ? [action.comment] : []));
  const comments = posted.filter(({ kind }) => kind !== 'file-comment');
  const edited = actions.flatMap((action) =>
    action.kind === 'edit' ? [{ kind: 'comment' as const, id: action.id, body: action.body }] : [],
  );
  return {
    review: comments.length === 0 && leftovers.length === 0 ? null : { comments, leftovers },
    fileComments: posted.filter(({ kind }) => kind === 'file-comment'),
    edits: [...edited, ...reviews.map((edit) => ({ kind: 'review' as const, ...edit }))],
    deletions: actions.flatMap((action) => (action.kind === 'delete' ? [action.id] : [])),
  };
}
