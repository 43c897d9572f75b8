import { describe, expect, test } from '@jest/globals';
import { PLAIN } from '../../src/report/palette.ts';
import { fixReport } from '../../src/report/text-fix.ts';
import { CLOSED, FILE, FIXED, MISSING, reported, review, templateReport } from './sample.ts';

const OPTIONS = { palette: PLAIN, width: 100, explain: false, quiet: false, pathForFix: null };
const AFTER = { file: { path: FILE.path, text: FIXED }, fixed: null };

describe('what fix says', () => {
  const before = review([templateReport()]);
  const after = review([templateReport({ ...AFTER, findings: [] })]);

  test('is a line for each file and each fix', () => {
    const told = fixReport({ before, after, written: new Set([FILE.path]), dryRun: false }, OPTIONS);
    expect(told).toBe(
      'stacks/aurora.yaml: 1 fix written\n  kms:CreateGrant on DasKmsKey for ActivityStreamLambdaRole (missing-grant)\n',
    );
  });

  test('is what would be done in a dry run', () => {
    const told = fixReport({ before, after, written: new Set(), dryRun: true }, OPTIONS);
    expect(told).toContain('stacks/aurora.yaml: 1 fix would be written\n');
  });

  test('leaves out a file that could not be written', () => {
    expect(fixReport({ before, after, written: new Set(), dryRun: false }, OPTIONS)).toBe('Nothing to fix.\n');
  });

  test('lists what is left, and does not claim a fix that did not take', () => {
    const twice = review([templateReport({ findings: [MISSING, CLOSED] })]);
    const left = review([templateReport({ ...AFTER, findings: [MISSING, CLOSED] })]);
    const told = fixReport({ before: twice, after: left, written: new Set([FILE.path]), dryRun: false }, OPTIONS);
    expect(told).toMatch(/^2 findings left that need a person:\n\nerror missing-grant at /);
    expect(told).not.toContain('written');
  });

  test('is nothing when quiet and nothing is left', () => {
    const calm = review([templateReport({ findings: [], fixed: null })]);
    const options = { ...OPTIONS, quiet: true };
    expect(fixReport({ before: calm, after: calm, written: new Set(), dryRun: false }, options)).toBe('');
  });

  test('acts on no terminal and no runner', () => {
    const evil = { path: '::error::\u001b[2J', text: '' };
    const finding = reported({}, { fix: { kind: 'edits', path: evil.path, edits: [], patch: '' } });
    const told = fixReport(
      {
        before: review([templateReport({ file: evil, findings: [finding] })]),
        after: review([templateReport({ file: evil, findings: [] })]),
        written: new Set([evil.path]),
        dryRun: false,
      },
      OPTIONS,
    );
    expect(told).toMatch(/^\\x3a:error::\\x1b\[2J: 1 fix written\n/);
  });
});
