import { describe, expect, test } from '@jest/globals';
import type { ReportedFinding } from '../../src/finding/finding.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { TemplateReport } from '../../src/finding/review.ts';
import { planComments } from '../../src/report/plan-comments.ts';
import { demote, type PlannedComment } from '../../src/report/planned-comment.ts';
import { reviewBody } from '../../src/report/review-body.ts';
import { applyEdits } from '../../src/text/edit.ts';
import type { SourceFile } from '../../src/text/source-file.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { expectFixture } from '../fixture-file.ts';
import { planFor, pullRequest } from './pull-request.ts';
import { at, CLOSED, FILE, FIXED, reported, review, STREAM, templateReport } from './sample.ts';

const PLACE = '  ActivityStreamEnabler:';
const STATEMENT = FIXED.slice(FILE.text.indexOf(PLACE), FIXED.indexOf(PLACE));

/** A finding whose fix is the statement of the sample, above the custom resource. */
function fixable(
  file: SourceFile = FILE,
  statement = STATEMENT,
  customResource = 'ActivityStreamEnabler',
): ReportedFinding {
  const start = file.text.indexOf(PLACE);
  const edits = [{ range: { start, end: start }, text: statement }];
  const patch = unifiedDiff(file.path, file.text, applyEdits(file.text, edits));
  const role = '    Type: AWS::IAM::Role';
  return reported(
    {
      customResource,
      location: { file, range: { start: file.text.indexOf(role), end: start } },
      related: [
        { logicalId: customResource, location: at('Type: Custom::ActivityStream', file), message: 'starts it' },
      ],
    },
    {
      fix: { kind: 'edits', path: file.path, edits, patch },
      fingerprint: fingerprint('missing-grant', customResource),
    },
  );
}

function fixableTemplate(
  file: SourceFile = FILE,
  findings: readonly ReportedFinding[] = [fixable(file)],
): TemplateReport {
  const start = file.text.indexOf(PLACE);
  const texts = findings.flatMap(({ fix }) => (fix?.kind === 'edits' ? fix.edits.map(({ text }) => text) : []));
  const fixed = file.text.slice(0, start) + [...new Set(texts)].join('') + file.text.slice(start);
  return templateReport({ file, findings, fixed });
}

/** The sample without its last resource: the pull request adds the custom resource. */
const WITHOUT_STREAM = FILE.text.slice(0, FILE.text.indexOf(PLACE));
/** Forty lines of other things between the role and the custom resource. */
const FAR: SourceFile = {
  path: 'stacks/far.yaml',
  text: FILE.text.replace(PLACE, `${'  # nothing here\n'.repeat(40)}  Other: {}\n${PLACE}`),
};

function farFinding(): ReportedFinding {
  const finding = fixable(FAR);
  const start = FAR.text.indexOf('  # nothing here');
  const edits = [{ range: { start, end: start }, text: STATEMENT }];
  const patch = unifiedDiff(FAR.path, FAR.text, applyEdits(FAR.text, edits));
  return { ...finding, fix: { kind: 'edits', path: FAR.path, edits, patch } };
}

const only = ([comment]: readonly PlannedComment[]): PlannedComment => {
  if (comment === undefined) throw new Error('there is no comment');
  return comment;
};

describe('a comment', () => {
  test('is a suggestion where the fix is in the diff', () => {
    const { comments, counts } = planFor(review([fixableTemplate()]), { [FILE.path]: WITHOUT_STREAM });
    const comment = only(comments);
    expect(comment).toMatchObject({ kind: 'suggestion', startLine: null, line: 16, side: 'RIGHT' });
    expect(counts).toEqual({ units: 1, suggestions: 1, lineComments: 1, fileComments: 0, leftovers: 0 });
    expectFixture('comments/a fix inside the diff is a suggestion.md', comment.body);
    expectFixture('comments/a suggestion that can not be committed any more is a diff.md', comment.plainBody);
  });

  test('stands on the line that started the stream where the fix is elsewhere', () => {
    const before = { [FAR.path]: FAR.text.slice(0, FAR.text.indexOf(PLACE)) };
    const template = templateReport({ file: FAR, findings: [farFinding()], fixed: null });
    const comment = only(planFor(review([template]), before).comments);
    const line = FAR.text.split('\n').indexOf(PLACE) + 1;
    expect(comment).toMatchObject({ kind: 'diff-comment', startLine: null, line });
    expectFixture(
      'comments/a fix elsewhere in the file is a diff on the line that started the stream.md',
      comment.body,
    );
  });

  test('stands in the nested template that brought the finding in, and says which file the fix is for', () => {
    const nested = { path: 'stacks/role.yaml', text: "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Name: 'x'\n" };
    const finding = { ...fixable(), logicalId: 'R', location: at('Type: AWS::IAM::Role', nested) };
    const made = review([fixableTemplate(FILE, [finding])]);
    const removed = { [nested.path]: nested.text.replace("'x'\n", "'x'\n    Policies: []\n") };
    const files = pullRequest(review([templateReport({ file: nested, findings: [] })]), removed).files;
    const { comments, leftovers } = planComments({ ...pullRequest(made, {}), files });
    expect(leftovers).toEqual([]);
    expect(only(comments)).toMatchObject({ kind: 'diff-comment', path: nested.path, line: 3 });
    expect(only(comments).key).toContain(FILE.path);
    expect(only(comments).body).toContain('The fix, [in `stacks/aurora.yaml`](');
    const withheld = files.map((file) => ({ ...file, hunks: null }));
    const whole = only(planComments({ ...pullRequest(made, {}), files: withheld }).comments);
    expect(whole).toMatchObject({ kind: 'file-comment', path: nested.path, line: null });
  });

  test('stands on the Default that switched the stream on, when it is the only one that is changed', () => {
    const on = (value: string) => `  On: { Type: String, Default: '${value}' }\n`;
    const text = `Parameters:\n${on('yes')}${'# same\n'.repeat(9)}${FILE.text}`;
    const file = { path: FILE.path, text };
    const plan = (before: string, byDefault: boolean) => {
      const finding = { ...reported({ byDefault }, { fix: null }), location: at('AWS::IAM::Role', file) };
      const made = review([templateReport({ file, findings: [finding], fixed: null })]);
      return only(planFor(made, { [FILE.path]: before }).comments);
    };
    const flipped = text.replace(on('yes'), on('no'));
    expect(plan(flipped, true)).toMatchObject({ kind: 'diff-comment', line: 2 });
    expect(plan(flipped, false)).toMatchObject({ kind: 'file-comment', line: null });
    expect(plan(text.replace(on('yes'), ''), true)).toMatchObject({ kind: 'file-comment', line: null });
    const both = text.replace(on('yes'), on('no') + on('no').replace('On', 'Off'));
    expect(plan(both, true)).toMatchObject({ kind: 'file-comment', line: null });
  });

  test('stands beside what was removed when nothing was added', () => {
    const removed = FILE.text.replace(
      'Action: rds:StartActivityStream\n',
      'Action: rds:StartActivityStream\n                # gone\n',
    );
    const finding = reported({ related: [] }, { fix: null });
    const plan = planFor(review([templateReport({ findings: [finding], fixed: null })]), { [FILE.path]: removed });
    const near = FILE.text.split('\n').findIndex((each) => each.includes('Action: rds:StartActivityStream')) + 1;
    expect(only(plan.comments)).toMatchObject({ kind: 'diff-comment', line: near });
  });

  test('is about the file where no hunk touches the chain, or GitHub shows no hunks', () => {
    const findings = [reported({}, { fix: null })];
    const file = { path: FILE.path, text: `# changed\n${'# same\n'.repeat(9)}${FILE.text}` };
    const placed = findings.map((each) => ({ ...each, location: at('AWS::IAM::Role', file) }));
    const touched = review([templateReport({ file, findings: placed, fixed: null })]);
    expect(only(planFor(touched, { [FILE.path]: file.text.slice(10) }).comments)).toMatchObject({
      kind: 'file-comment',
      line: null,
    });
    const input = pullRequest(review([fixableTemplate()]), { [FILE.path]: '' });
    const files = input.files.map((each) => ({ ...each, hunks: null }));
    expect(only(planComments({ ...input, files }).comments).kind).toBe('file-comment');
  });

  test('shows what to write by hand', () => {
    const comment = only(
      planFor(review([templateReport({ findings: [CLOSED], fixed: null })]), { [FILE.path]: '' }).comments,
    );
    expectFixture('comments/a fix by hand shows the statement.md', comment.body);
  });

  test('folds a diff that is longer than a reader wants to see at once', () => {
    const long = fixable(FILE, STATEMENT.repeat(4));
    const plan = planFor(review([{ ...fixableTemplate(FILE, [long]), findings: [long] }]), {});
    expectFixture('comments/a long diff is folded.md', plan.leftovers[0]?.text ?? '');
  });

  test('says that a file has CR LF, and shows the diff as well', () => {
    const file = { path: FILE.path, text: FILE.text.replaceAll('\n', '\r\n') };
    const finding = fixable(file, STATEMENT.replaceAll('\n', '\r\n'));
    const comment = only(planFor(review([fixableTemplate(file, [finding])]), { [FILE.path]: '' }).comments);
    expect(comment).toMatchObject({ kind: 'suggestion', line: 16 });
    expect(comment.body).not.toContain('\r');
    expectFixture('comments/a file with CR LF says so and shows the diff.md', comment.body);
  });

  test('is shared by findings that want the same lines', () => {
    const second = fixable(FILE, STATEMENT, 'SecondEnabler');
    const plan = planFor(review([fixableTemplate(FILE, [fixable(), second])]), { [FILE.path]: WITHOUT_STREAM });
    expect(plan.comments.map(({ kind }) => kind)).toEqual(['diff-comment', 'suggestion']);
    const [other = '', owner = ''] = plan.comments.map(({ body }) => body);
    expectFixture('comments/two findings on the same lines share a suggestion.md', owner);
    expectFixture('comments/the other of two findings points to it.md', other);
  });

  test('tells all findings of one rule for one custom resource', () => {
    const findings = [
      fixable(),
      {
        ...fixable(),
        actions: ['kms:DescribeKey' as const],
        when: 'IsProd is true',
        message: 'It may not kms:DescribeKey.',
      },
    ];
    const plan = planFor(review([fixableTemplate(FILE, findings)]), { [FILE.path]: WITHOUT_STREAM });
    expectFixture('comments/findings of one rule are one comment.md', only(plan.comments).body);
  });

  test('is made for nothing that stood before or is suppressed', () => {
    const findings = [
      { ...fixable(), introduced: false },
      { ...CLOSED, suppressed: { reason: 'known' } },
    ];
    const plan = planFor(review([templateReport({ findings })]), { [FILE.path]: '' });
    expect(plan).toMatchObject({ comments: [], leftovers: [] });
  });

  test.each([
    'a fix inside the diff is a suggestion',
    'a fix elsewhere in the file is a diff on the line that started the stream',
    'a fix by hand shows the statement',
    'a long diff is folded',
  ])('has under 15 visible lines: %s', (name) => {
    const plans = {
      'a fix inside the diff is a suggestion': planFor(review([fixableTemplate()]), { [FILE.path]: WITHOUT_STREAM }),
      'a fix elsewhere in the file is a diff on the line that started the stream': planFor(
        review([templateReport({ file: FAR, findings: [farFinding()], fixed: null })]),
        { [FAR.path]: FAR.text.slice(0, FAR.text.indexOf(PLACE)) },
      ),
      'a fix by hand shows the statement': planFor(review([templateReport({ findings: [CLOSED] })]), {
        [FILE.path]: '',
      }),
      'a long diff is folded': planFor(review([fixableTemplate(FILE, [fixable(FILE, STATEMENT.repeat(4))])]), {}),
    };
    const plan = plans[name as keyof typeof plans];
    for (const body of [...plan.comments.map((comment) => comment.body), ...plan.leftovers.map(({ text }) => text)]) {
      const visible = body.replace(/<details>[\s\S]*<\/details>/, '').replace(/<!--.*-->/, '');
      expect(visible.split('\n').filter((line) => line !== '' && !line.startsWith('```')).length).toBeLessThan(15);
    }
  });
});

describe('what has no comment', () => {
  test('stands in the review, with its diff', () => {
    const { comments, leftovers } = planFor(review([fixableTemplate()]), {});
    expect(comments).toEqual([]);
    expectFixture('comments/a file outside the pull request is told in the review.md', reviewBody([], leftovers));
  });

  test('is the least grave, and counted', () => {
    const findings = Array.from({ length: 6 }, (_, index) => ({
      ...reported({
        customResource: `Enabler${index}`,
        level: index === 3 ? ('error' as const) : ('warning' as const),
      }),
      fingerprint: fingerprint('missing-grant', `Enabler${index}`),
    }));
    const template = templateReport({ findings, fixed: null });
    const plan = planFor(review([template]), { [FILE.path]: '' }, { maxComments: 2 });
    expect(plan.comments.map(({ customResource }) => customResource).sort()).toEqual(['Enabler0', 'Enabler3']);
    expectFixture('comments/more findings than comments are counted in the review.md', reviewBody([], plan.leftovers));
    expect(planFor(review([template]), { [FILE.path]: '' }, { maxComments: 0 }).comments).toEqual([]);
  });

  test('is told whole when GitHub refused its comment', () => {
    const comment = only(planFor(review([fixableTemplate()]), { [FILE.path]: WITHOUT_STREAM }).comments);
    expectFixture('comments/a refused comment is told in the review.md', reviewBody([comment], [demote(comment)]));
  });

  test('leaves ten comments on files at most', () => {
    const templates = Array.from({ length: 12 }, (_, index) => {
      const file = { path: `${index}.yaml`, text: FILE.text };
      return templateReport({ file, findings: [{ ...CLOSED, location: at('DasKmsKey', file) }], fixed: null });
    });
    const files = templates.map(({ file }) => ({ path: file.path, previousPath: null, status: 'added', hunks: null }));
    const plan = planComments({ ...pullRequest(review(templates), {}), files });
    expect(plan.counts).toMatchObject({ fileComments: 10, leftovers: 2 });
  });

  test('never makes a review longer than GitHub takes, and is still known to have been said', () => {
    const templates = Array.from({ length: 150 }, (_, index) =>
      fixableTemplate({ path: `${index}.yaml`, text: FILE.text }),
    );
    const { leftovers } = planFor(review(templates), {});
    const body = reviewBody([], leftovers);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/\d+ more had no room here/);
    for (const { marker } of leftovers) expect(body).toContain(marker);
  });

  test('needs one line when everything has a comment', () => {
    const comments = [{ level: 'error' as const }, { level: 'warning' as const }, { level: 'error' as const }];
    expect(reviewBody(comments, [])).toBe(
      'das-grant-guard: 2 errors and 1 warning in this change, on the grant that an activity stream needs.',
    );
  });
});

test('a stream without a report has a comment all the same', () => {
  const template = templateReport({ streams: [{ ...STREAM, customResource: 'Other' }], findings: [fixable()] });
  expect(planFor(review([template]), { [FILE.path]: '' }).comments).toHaveLength(1);
});
