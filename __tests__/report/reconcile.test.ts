import { describe, expect, test } from '@jest/globals';
import type { ReportedFinding } from '../../src/finding/finding.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { Review } from '../../src/finding/review.ts';
import type { ExistingComment } from '../../src/report/existing-comment.ts';
import { marker } from '../../src/report/marker.ts';
import { planComments } from '../../src/report/plan-comments.ts';
import { demote, type PlannedComment } from '../../src/report/planned-comment.ts';
import { type ReconcileInput, type Reconciliation, reconcile } from '../../src/report/reconcile.ts';
import { reviewBody } from '../../src/report/review-body.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { expectFixture } from '../fixture-file.ts';
import { pullRequest, SITE } from './pull-request.ts';
import { FILE, reported, review, templateReport } from './sample.ts';

const edits = [{ range: { start: FILE.text.length, end: FILE.text.length }, text: '    DependsOn: Policy\n' }];
const fixed = applyEdits(FILE.text, edits);
const patch = unifiedDiff(FILE.path, FILE.text, fixed);
const FINDING = reported({}, { fix: { kind: 'edits', path: FILE.path, edits, patch } });
const OTHER = reported(
  { rule: 'policy-race', level: 'warning' },
  { fingerprint: fingerprint('policy-race', 'ActivityStreamEnabler') },
);

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Reconciliation = { review: null, fileComments: [], edits: [], deletions: [] };

function reviewOf(...findings: readonly ReportedFinding[]): Review {
  return review([templateReport({ findings, fixed: findings.includes(FINDING) ? fixed : null })]);
}

/** Reconciles a review with what stands on the pull request; the file is new in it unless told otherwise. */
function run(
  of: Review,
  standing: { comments?: readonly ExistingComment[]; reviews?: ReconcileInput['reviews'] } = {},
  more: Partial<ReconcileInput> & { before?: Record<string, string>; maxComments?: number } = {},
): Reconciliation & { planned: readonly PlannedComment[] } {
  const { before = { [FILE.path]: '' }, maxComments = 30, ...rest } = more;
  const input = pullRequest(of, before, { maxComments, headSha: rest.headSha ?? SITE.headSha });
  const plan = planComments(input);
  const { comments = [], reviews = [] } = standing;
  const seen = new Set(input.files.map(({ path }) => path));
  const { files, headSha } = input;
  const base = { plan, review: of, files, comments, reviews, headSha, seen, dismissed: NONE, isComplete: true };
  return { ...reconcile({ ...base, ...rest }), planned: plan.comments };
}

/** A planned comment as it stands on the pull request. */
function posted(comment: PlannedComment, id: number, more: Partial<ExistingComment> = {}): ExistingComment {
  const { path, line, startLine, body } = comment;
  const thread = { hasForeignReplies: false, threadResolved: false, resolvedByWriter: false };
  return { id, path, line, startLine, body, isMine: true, outdated: false, ...thread, ...more };
}

/** What a run decided, without the plan. */
function actions({ planned: _, ...rest }: ReturnType<typeof run>): Reconciliation {
  return rest;
}

const [FIRST] = run(reviewOf(FINDING)).planned;
if (FIRST === undefined) throw new Error('nothing is planned');
const first: PlannedComment = FIRST;

describe('a finding', () => {
  test('is posted once, in one review', () => {
    const result = run(reviewOf(FINDING, OTHER));
    expect(result.review?.comments).toEqual(result.planned);
    expect(result).toMatchObject({ fileComments: [], edits: [], deletions: [], review: { leftovers: [] } });
    const comments = result.planned.map((comment, index) => posted(comment, index));
    expect(actions(run(reviewOf(FINDING, OTHER), { comments }))).toEqual(NOTHING);
  });

  test('keeps its comment when lines shift and commits follow', () => {
    const shifted = { ...posted(first, 1), line: (first.line ?? 0) + 7 };
    const at = first.body.replace(/#L\d+/, '#L70');
    const headSha = 'f'.repeat(40);
    const comments = [{ ...shifted, line: first.line, body: at.replaceAll(SITE.headSha, 'e'.repeat(40)) }];
    expect(actions(run(reviewOf(FINDING), { comments }, { headSha }))).toEqual(NOTHING);
  });

  test('has its comment edited, without a suggestion, where that would replace other lines', () => {
    for (const elsewhere of [{ outdated: true, line: null }, { line: 3 }, { startLine: 1 }]) {
      const result = run(reviewOf(FINDING), { comments: [posted(first, 1, elsewhere)] });
      expect(result).toMatchObject({ review: null, deletions: [] });
      expect(result.edits).toEqual([{ kind: 'comment', id: 1, body: first.plainBody }]);
      expect(first.plainBody).not.toContain('suggestion');
      const comments = [posted(first, 1, { ...elsewhere, body: first.plainBody })];
      expect(actions(run(reviewOf(FINDING), { comments }))).toEqual(NOTHING);
    }
  });

  test('has its comment put right when somebody changed it', () => {
    const body = first.body.replace('missing-grant', 'all is well');
    const result = run(reviewOf(FINDING), { comments: [posted(first, 1, { body })] });
    expect(actions(result)).toEqual({ ...NOTHING, edits: [{ kind: 'comment', id: 1, body: first.body }] });
    const returns = posted(first, 1, { body: `${first.body.replaceAll('\n', '\r\n')}\r\n` });
    expect(actions(run(reviewOf(FINDING), { comments: [returns] }))).toEqual(NOTHING);
  });

  test('is told in a file that was renamed by the comment that it has', () => {
    const body = `Anything.\n\n${marker(first.fingerprint, 'stacks/old name.yaml')}`;
    const comments = [posted(first, 1, { path: 'stacks/old name.yaml', outdated: true, line: null, body })];
    const result = run(reviewOf(FINDING), { comments });
    expect(actions(result)).toEqual({ ...NOTHING, edits: [{ kind: 'comment', id: 1, body: first.plainBody }] });
  });
});

describe('a finding that is gone', () => {
  test('has its comment deleted when nobody answered', () => {
    expect(actions(run(reviewOf(), { comments: [posted(first, 1)] }))).toEqual({ ...NOTHING, deletions: [1] });
  });

  test('has its comment changed to a note when somebody did, once', () => {
    const result = run(reviewOf(), { comments: [posted(first, 1, { hasForeignReplies: true })] });
    expect(result).toMatchObject({ review: null, deletions: [] });
    const body = result.edits[0]?.body ?? '';
    expectFixture('comments/an answered comment of a fixed finding says so.md', body);
    const comments = [posted(first, 1, { hasForeignReplies: true, body })];
    expect(actions(run(reviewOf(), { comments }))).toEqual(NOTHING);
    const again = run(reviewOf(FINDING), { comments });
    expect(actions(again)).toEqual({ ...NOTHING, review: { comments: [first], leftovers: [] } });
  });

  test.each([
    ['suppressed', { suppressed: { reason: 'known' } }, 'Suppressed as of 0123456.'],
    ['old', { introduced: false }, 'As of 0123456 the merge base has this as well'],
  ])('says so when it is %s', (_, more, note) => {
    const of = review([templateReport({ findings: [{ ...FINDING, ...more }], fixed: null })]);
    const result = run(of, { comments: [posted(first, 1, { hasForeignReplies: true })] });
    expect(result.edits[0]?.body).toContain(note);
  });

  test('is not called fixed when its file was not judged', () => {
    const comments = [posted(first, 1)];
    const problem = { code: 'not-read' as const, path: 'h.py', location: null, message: '', incomplete: true };
    const incomplete = review([templateReport({ findings: [], fixed: null, problems: [problem] })]);
    const rejected = review([templateReport({ findings: [], fixed: null, kind: 'rejected' })]);
    expect(actions(run(incomplete, { comments }))).toEqual(NOTHING);
    expect(actions(run(rejected, { comments }))).toEqual(NOTHING);
    expect(actions(run(review([]), { comments }, { isComplete: false }))).toEqual(NOTHING);
    expect(actions(run(review([]), { comments }))).toEqual({ ...NOTHING, deletions: [1] });
  });

  test('is not called fixed when its file was not looked at', () => {
    const comments = [posted(first, 1)];
    const listed = (path: string, previousPath: string | null, status: string) => {
      const files = [{ path, previousPath, status, hunks: null }];
      return actions(run(review([]), { comments }, { files, seen: NONE }));
    };
    expect(listed(FILE.path, null, 'modified')).toEqual(NOTHING);
    expect(listed('old.j2', FILE.path, 'renamed')).toEqual(NOTHING);
    expect(listed(FILE.path, null, 'removed')).toEqual({ ...NOTHING, deletions: [1] });
  });

  test('is not called fixed when the settings say that its custom resource starts no stream', () => {
    const comments = [posted(first, 1)];
    const of = review([templateReport({ findings: [], fixed: null })]);
    expect(actions(run(of, { comments }, { dismissed: new Set([first.key]) }))).toEqual(NOTHING);
    expect(actions(run(of, { comments }, { dismissed: new Set(['another']) }))).toEqual({ ...NOTHING, deletions: [1] });
  });

  test('is told to be of a file that the pull request does not change any more', () => {
    const away = { files: [], seen: NONE };
    expect(actions(run(review([]), { comments: [posted(first, 1)] }, away))).toEqual({ ...NOTHING, deletions: [1] });
    const [edit] = run(review([]), { comments: [posted(first, 1, { hasForeignReplies: true })] }, away).edits;
    expect(edit?.body).toMatch(/^As of 0123456 this pull request does not change this file any more\./);
  });

  test('is not called fixed when there is no room for its comment now', () => {
    const comments = [posted(first, 1)];
    expect(actions(run(reviewOf(FINDING), { comments }, { maxComments: 0 }))).toEqual(NOTHING);
  });
});

describe('a thread that was resolved', () => {
  test('by someone with write access is left alone while the finding stands', () => {
    const comments = [
      posted(first, 1, { threadResolved: true, resolvedByWriter: true, outdated: true, body: `x\n${first.marker}` }),
    ];
    expect(actions(run(reviewOf(FINDING), { comments }))).toEqual(NOTHING);
    expect(actions(run(reviewOf(), { comments }))).toEqual({ ...NOTHING, deletions: [1] });
  });

  test('by someone without is replaced by a new comment', () => {
    const result = run(reviewOf(FINDING), { comments: [posted(first, 1, { threadResolved: true })] });
    expect(actions(result)).toEqual({ ...NOTHING, review: { comments: [first], leftovers: [] }, deletions: [1] });
    const answered = posted(first, 1, { threadResolved: true, hasForeignReplies: true });
    const noted = run(reviewOf(FINDING), { comments: [answered] });
    expect(noted).toMatchObject({ review: { comments: [first] }, deletions: [], edits: [{ kind: 'comment', id: 1 }] });
    expect(noted.edits[0]?.body).toContain('Replaced by a newer comment at 0123456.');
  });
});

describe('a marker', () => {
  test.each([
    ['of somebody else', { isMine: false }],
    ['that is not the last line', { body: `${first.marker}\nand more` }],
    ['of a settled finding', { body: `x\n${marker(first.fingerprint, FILE.path, 'done')}` }],
  ])('%s counts for nothing, and its comment is not touched', (_, more) => {
    const comments = [posted(first, 1, more)];
    expect(actions(run(reviewOf(FINDING), { comments }))).toEqual({
      ...NOTHING,
      review: { comments: [first], leftovers: [] },
    });
    expect(actions(run(reviewOf(), { comments }))).toEqual(NOTHING);
  });

  test('on several comments of ours leaves one', () => {
    const comments = [
      posted(first, 1, { outdated: true, line: null }),
      posted(first, 2),
      posted(first, 3, { hasForeignReplies: true }),
    ];
    const result = run(reviewOf(FINDING), { comments });
    expect(result).toMatchObject({ review: null, deletions: [1] });
    expect(result.edits.map(({ id }) => id)).toEqual([3]);
  });
});

describe('what only the review tells', () => {
  const outside = { before: {} };
  const leftoverBody = () => reviewBody([], run(reviewOf(FINDING), {}, outside).review?.leftovers ?? []);

  test('is told once, and taken back when it is fixed', () => {
    const told = run(reviewOf(FINDING), {}, outside);
    expect(told.review).toMatchObject({ comments: [], leftovers: [{ reason: 'not-in-pull-request' }] });
    const reviews = [{ id: 5, body: leftoverBody(), isMine: true }];
    expect(actions(run(reviewOf(FINDING), { reviews }, outside))).toEqual(NOTHING);
    const moved = { ...outside, headSha: 'f'.repeat(40) };
    expect(actions(run(reviewOf(FINDING), { reviews }, moved))).toEqual(NOTHING);
    const gone = run(reviewOf(), { reviews }, outside);
    expect(gone.edits).toMatchObject([{ kind: 'review', id: 5 }]);
    expect(gone.edits[0]?.body).toContain('nothing that stood here is left as of 0123456');
    const settled = [{ id: 5, body: gone.edits[0]?.body ?? '', isMine: true }];
    expect(actions(run(reviewOf(), { reviews: settled }, outside))).toEqual(NOTHING);
    expect(run(reviewOf(FINDING), { reviews: settled }, outside).review).not.toBeNull();
  });

  test('counts for nothing in the review of somebody else', () => {
    const reviews = [{ id: 5, body: leftoverBody(), isMine: false }];
    expect(run(reviewOf(FINDING), { reviews }, outside).review).not.toBeNull();
    expect(run(reviewOf(), { reviews }, outside).edits).toEqual([]);
  });

  test('loses what is fixed and keeps the rest', () => {
    const { review: both } = run(reviewOf(FINDING, OTHER), {}, outside);
    const reviews = [{ id: 5, body: reviewBody([], both?.leftovers ?? []), isMine: true }];
    const result = run(reviewOf(FINDING), { reviews }, outside);
    expect(result.edits).toEqual([{ kind: 'review', id: 5, body: leftoverBody() }]);
  });

  test('stays as it is while its file is not judged', () => {
    const reviews = [{ id: 5, body: leftoverBody(), isMine: true }];
    const rejected = review([templateReport({ findings: [], fixed: null, kind: 'rejected' })]);
    expect(actions(run(rejected, { reviews }, outside))).toEqual(NOTHING);
  });

  test('moves to a comment when the file enters the pull request', () => {
    const reviews = [{ id: 5, body: leftoverBody(), isMine: true }];
    const result = run(reviewOf(FINDING), { reviews });
    expect(result.review?.comments).toEqual([first]);
    expect(result.edits).toMatchObject([{ kind: 'review', id: 5 }]);
  });

  test('is not tried again as a comment when GitHub refused that', () => {
    const reviews = [{ id: 5, body: reviewBody([], [demote(first)]), isMine: true }];
    expect(actions(run(reviewOf(FINDING), { reviews }))).toEqual(NOTHING);
    expect(run(reviewOf(), { reviews }).edits).toMatchObject([{ kind: 'review', id: 5 }]);
  });
});

test('a comment on a file is posted by itself', () => {
  const of = review([templateReport({ findings: [{ ...FINDING, fix: null }], fixed: null })]);
  const input = pullRequest(of, { [FILE.path]: '' });
  const files = input.files.map((file) => ({ ...file, hunks: null }));
  const plan = planComments({ ...input, files });
  const rest = { plan, review: of, files, reviews: [], headSha: SITE.headSha, seen: NONE, dismissed: NONE };
  const result = reconcile({ ...rest, comments: [], isComplete: true });
  expect(result).toEqual({ ...NOTHING, fileComments: plan.comments });
  const comments = plan.comments.map((comment, id) => posted(comment, id, { outdated: true }));
  expect(reconcile({ ...rest, comments, isComplete: true })).toEqual(NOTHING);
});
