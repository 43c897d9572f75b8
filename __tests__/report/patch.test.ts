import { expect, test } from '@jest/globals';
import { reviewPatch } from '../../src/report/patch.ts';
import { gitApply } from '../text/git.ts';
import { FILE, FIXED, FULL, review, templateReport } from './sample.ts';

test('git applies the patch and gets the fixed text', () => {
  expect(gitApply(FILE.path, FILE.text, reviewPatch(review([templateReport()])))).toEqual({ text: FIXED });
});

test('the fixes of several files are one patch', () => {
  const second = templateReport({ file: { path: 'b.yaml', text: 'a\n' }, fixed: 'b\n' });
  const patch = reviewPatch(review([templateReport(), second]));
  expect(patch.match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/stacks/aurora.yaml', '+++ b/b.yaml']);
  expect(gitApply('b.yaml', 'a\n', patch.slice(patch.indexOf('--- a/b.yaml')))).toEqual({ text: 'b\n' });
});

test('there is no patch where nothing is fixed', () => {
  expect(reviewPatch(review([templateReport({ fixed: null })]))).toBe('');
  expect(reviewPatch(FULL)).toContain('+                Action: kms:CreateGrant');
});
