import { describe, expect, test } from '@jest/globals';
import { commentUnits } from '../../src/report/comment-unit.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { gitApply } from '../text/git.ts';
import { caseNames, changedLines, readCase, reportOn, told } from './case.ts';
import { placesOf } from './place-of.ts';

const sentences = caseNames();

describe('the cases', () => {
  test('are at least as many as the promise', () => expect(sentences.length).toBeGreaterThanOrEqual(60));

  test.each(sentences)('%s', (sentence) => {
    const { path, before, after, beside, settings, expected } = readCase(sentence);
    const report = reportOn({ path, text: before }, settings, beside);
    expect(report.problems).toEqual([]);
    expect(told(report)).toEqual({ words: expected.words, findings: expected.findings });
    expect(report.fixed).toBe(after);
    if (after === null) {
      expect(expected).toMatchObject({ places: [], changedLines: 0 });
      return;
    }
    const patch = unifiedDiff(path, before, after);
    expect(placesOf(before, after)).toEqual(expected.places);
    expect(changedLines(patch)).toBe(expected.changedLines);
    expect(gitApply(path, before, patch)).toEqual({ text: after });
    const patches = report.findings.flatMap(({ fix }) => (fix?.kind === 'edits' ? [fix.patch] : []));
    if (patches.length === 1) expect(patches).toEqual([patch]);
    const mended = expected.findings.filter(({ fix }) => fix === 'patch').map(({ rule, when }) => `${rule} ${when}`);
    const again = reportOn({ path, text: after }, settings, beside);
    expect(again.findings.filter(({ rule, when }) => mended.includes(`${rule} ${when}`))).toEqual([]);
    expect(again.fixed).toBeNull();
  });

  /** Design 2.5, and 2.10 for the order of policies: where no edit is to be made, or none can be right. */
  const FOR_A_PERSON = [
    / is in no template that was read; /,
    /^the Deny statement in the .* must give way/,
    /^the permissions boundary of .* is for a person to change/,
    /it turns on the permissions boundary /,
    /^a key policy is for a person to change/,
    /^nothing tells whether .* is a key ARN, a key id or an alias; put in the ARN/,
    / is an alias from outside the template; put in the ARN/,
    /^it works as it is; /,
    /is not there under every condition under which .* is, and could not be depended on/,
    /^no condition of the template tells when /,
    / is AWS's own: it can only be detached/,
    / can not refer to .*, which refers to it in turn; before the wide grant is narrowed/,
    /^the (managed )?policy .* may serve others as well/,
    /^the wide statement in the .* (allows more than actions of KMS|names other resources than this key)/,
    / as well, which may need another key; before the wide grant is narrowed/,
    /, so that other actions of KMS may be needed; before the wide grant is narrowed/,
    /: nothing would use the mapping .* any more$/,
    /: nothing would be left of it where none of these conditions holds/,
    / stands in .*; (hand .* the ARN of .* as a parameter, and )?add there$/,
  ];

  test('leave to a person what the design leaves to one, and nothing else', () => {
    const manual = sentences
      .flatMap((sentence) => readCase(sentence).expected.findings)
      .filter(({ fix }) => fix.startsWith('manual: '))
      .map(({ fix }) => fix.slice('manual: '.length));
    expect(manual.filter((reason) => !FOR_A_PERSON.some((known) => known.test(reason)))).toEqual([]);
    expect(FOR_A_PERSON.filter((known) => !manual.some((reason) => known.test(reason)))).toEqual([]);
  });

  const several = sentences.filter(
    (sentence) => readCase(sentence).expected.findings.filter(({ fix }) => fix === 'patch').length > 1,
  );

  test.each(several)('%s: git takes the patch of each finding, which alone brings nothing new', (sentence) => {
    const { path, before, beside } = readCase(sentence);
    const { findings } = reportOn({ path, text: before }, {}, beside);
    const names = findings.map(({ rule, customResource }) => `${rule} ${customResource}`);
    for (const { fix } of findings) {
      if (fix?.kind !== 'edits') continue;
      const applied = gitApply(path, before, fix.patch);
      expect(applied).toHaveProperty('text');
      const after = 'text' in applied ? reportOn({ path, text: applied.text }, {}, beside).findings : [];
      expect(after.filter(({ rule, customResource }) => !names.includes(`${rule} ${customResource}`))).toEqual([]);
    }
  });

  test.each(several)('%s: what one comment tells has one patch, which brings nothing new', (sentence) => {
    const { path, before, beside, settings } = readCase(sentence);
    const report = reportOn({ path, text: before }, settings, beside);
    const names = report.findings.map(({ rule, customResource }) => `${rule} ${customResource}`);
    for (const { edits } of commentUnits(report)) {
      const after = reportOn({ path, text: applyEdits(before, edits) }, settings, beside);
      expect(after.problems).toEqual([]);
      expect(after.findings.filter(({ rule, customResource }) => !names.includes(`${rule} ${customResource}`))).toEqual(
        [],
      );
    }
  });
});
