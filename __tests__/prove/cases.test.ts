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
