import type { Review, TemplateReport } from '../finding/review.ts';
import type { Hunk } from '../text/hunks.ts';
import { commentText } from './comment-body.ts';
import { byLevel, type CommentUnit, commentUnits } from './comment-unit.ts';
import type { FixForm } from './fix-part.ts';
import { marker, markerKey } from './marker.ts';
import type { Site } from './permalink.ts';
import type { Leftover, PlannedComment, Subject } from './planned-comment.ts';
import { type SharedSuggestion, shareSuggestions } from './share-suggestions.ts';
import { type Diffs, type Trigger, triggerOf } from './trigger-line.ts';

/** A file of the pull request, as GitHub lists it. */
export interface PullFile {
  readonly path: string;
  /** Its path at the merge base when it was renamed, else null. */
  readonly previousPath: string | null;
  /** GitHub's word: added, removed, modified, renamed, copied, changed, unchanged. */
  readonly status: string;
  /** Its hunks against the merge base; null where GitHub leaves the patch out, and no line can be commented on. */
  readonly hunks: readonly Hunk[] | null;
}

export interface PlanInput extends Site {
  readonly review: Review;
  readonly files: readonly PullFile[];
  /** How many comments there may be on the pull request, whatever their kind. */
  readonly maxComments: number;
}

export interface CommentPlan {
  /** Files in the order of the report; in a file bottom-up, so that applying one moves none of the next. */
  readonly comments: readonly PlannedComment[];
  /** Worst first. */
  readonly leftovers: readonly Leftover[];
  readonly counts: PlanCounts;
}

/** How many units there are to comment on, and what becomes of them. */
export interface PlanCounts {
  readonly units: number;
  readonly suggestions: number;
  readonly lineComments: number;
  readonly fileComments: number;
  readonly leftovers: number;
}

/** Each comment on a whole file is a request and a notification of its own. */
const MAX_FILE_COMMENTS = 10;
/** A review with more is refused by GitHub now and then. */
const MAX_COMMENTS = 100;

/** A unit with its place on the pull request, before the limits. */
interface Draft {
  readonly unit: CommentUnit;
  readonly comment: PlannedComment | null;
  readonly leftover: Leftover;
}

/**
 * Where and how each newly introduced finding is told on a pull request, best first: as a suggestion when the whole fix
 * stands in one hunk; on the line that brought it in (`triggerOf`), with a diff; on the file; in the review's body
 * when the pull request changes no file that it names. Every line is one that GitHub takes comments on. What is more than
 * `maxComments`, or than ten file comments, is left over, the least grave first.
 */
export function planComments(input: PlanInput): CommentPlan {
  const drafts = input.review.templates.flatMap((template) => draftsOf(template, input));
  const chosen = withinLimits(drafts, Math.min(input.maxComments, MAX_COMMENTS));
  const comments = input.review.templates.flatMap(({ file }) =>
    drafts
      .flatMap(({ unit, comment }) => (unit.file === file && comment !== null && chosen.has(comment) ? [comment] : []))
      .toSorted(bottomUp),
  );
  const leftovers = drafts
    .filter(({ comment }) => comment === null || !chosen.has(comment))
    .map(({ leftover }) => leftover)
    .toSorted(byLevel);
  return { comments, leftovers, counts: counted(drafts.length, comments, leftovers.length) };
}

function draftsOf(template: TemplateReport, input: PlanInput): readonly Draft[] {
  const { file, fixed } = template;
  const units = commentUnits(template);
  const listed = input.files.filter(({ status }) => status !== 'removed');
  const diffs = new Map(listed.map(({ path, hunks }): [string, readonly Hunk[]] => [path, hunks ?? []]));
  const shared = shareSuggestions(units, file.text, fixed, diffs.get(file.path) ?? []);
  return units.map((unit) => draftOf(unit, shared, diffs, input));
}

function draftOf(unit: CommentUnit, shared: readonly SharedSuggestion[], diffs: Diffs, site: Site): Draft {
  const own = shared.find(({ owner }) => owner === unit);
  const foreign = shared.find(({ others }) => others.includes(unit));
  const subject = subjectOf(unit);
  const trigger = triggerOf(unit, diffs);
  const text = commentText(unit, { kind: 'diff', on: trigger?.path ?? unit.file.path }, site);
  const reason = trigger === null ? 'not-in-pull-request' : 'too-many';
  const leftover: Leftover = { ...subject, reason, text };
  if (trigger === null) return { unit, comment: null, leftover };
  const form = formOf(own, foreign, trigger);
  const body = `${form.kind === 'diff' ? text : commentText(unit, form, site)}\n\n${subject.marker}`;
  // Only a suggestion depends on the lines that it is on.
  const plainBody = own === undefined ? body : `${text}\n\n${subject.marker}`;
  return { unit, comment: { ...subject, ...anchorOf(own, trigger), side: 'RIGHT', body, plainBody }, leftover };
}

function subjectOf({ file: { path }, rule, customResource, level, fingerprint }: CommentUnit): Subject {
  const key = markerKey(fingerprint, path);
  return { path, rule, customResource, level, fingerprint, marker: marker(fingerprint, path), key };
}

function formOf(own: SharedSuggestion | undefined, foreign: SharedSuggestion | undefined, { path }: Trigger): FixForm {
  if (own !== undefined) return { kind: 'suggestion', suggestion: own.suggestion, others: own.others };
  return foreign === undefined ? { kind: 'diff', on: path } : { kind: 'elsewhere', owner: foreign.owner };
}

type Anchor = Pick<PlannedComment, 'kind' | 'path' | 'startLine' | 'line'>;

function anchorOf(own: SharedSuggestion | undefined, trigger: Trigger): Anchor {
  if (own !== undefined) {
    const { startLine, line } = own.suggestion;
    // GitHub refuses a range that starts where it ends.
    return { kind: 'suggestion', path: own.owner.file.path, startLine: startLine < line ? startLine : null, line };
  }
  return { kind: trigger.line === null ? 'file-comment' : 'diff-comment', ...trigger, startLine: null };
}

function withinLimits(drafts: readonly Draft[], max: number): ReadonlySet<PlannedComment> {
  const worstFirst = drafts.flatMap(({ comment }) => comment ?? []).toSorted(byLevel);
  let files = 0;
  const placed = worstFirst.filter(({ kind }) => kind !== 'file-comment' || ++files <= MAX_FILE_COMMENTS);
  return new Set(placed.slice(0, Math.max(0, max)));
}

function bottomUp(one: PlannedComment, other: PlannedComment): number {
  return (other.line ?? 0) - (one.line ?? 0) || (other.startLine ?? 0) - (one.startLine ?? 0);
}

function counted(units: number, comments: readonly PlannedComment[], leftovers: number): PlanCounts {
  const of = (kind: PlannedComment['kind']) => comments.filter((comment) => comment.kind === kind).length;
  const suggestions = of('suggestion');
  const fileComments = of('file-comment');
  return { units, suggestions, lineComments: comments.length - fileComments, fileComments, leftovers };
}
