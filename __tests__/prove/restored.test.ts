import { describe, expect, test } from '@jest/globals';
import { caseNames, readCase, reportOn, told } from './case.ts';
import { byHand, withoutGrants } from './grants.ts';

const LACKING = ['missing-grant', 'unusable-grant'];

/** The templates of the corpus that are clean once they are patched. */
const clean = caseNames().filter((sentence) => {
  const { path, after, beside, settings } = readCase(sentence);
  return after !== null && reportOn({ path, text: after }, settings, beside).findings.length === 0;
});

describe('a template that was right before grants were taken out of it', () => {
  test('is what most of the corpus ends in', () => expect(clean.length).toBeGreaterThanOrEqual(60));

  test.each(clean)('is right again: %s', (sentence) => {
    const { after, beside, settings } = readCase(sentence);
    const original = byHand(after ?? '');
    const judge = (text: string) => reportOn({ path: 'a.json', text }, settings, beside);
    const wanted = told(judge(JSON.stringify(original, null, 2)));
    for (const variant of withoutGrants(original)) {
      const text = JSON.stringify(variant, null, 2);
      const report = judge(text);
      // What told that a token is an ARN, or an id, was the very statement that is gone.
      if (report.findings.some(({ fix }) => fix?.kind === 'manual' && fix.reason.startsWith('nothing tells'))) continue;
      // The key that a parameter holds may be the one whose statement is left: nobody can tell that it lacks a grant.
      if (report.findings.some(({ rule, message }) => rule === 'unresolved' && message.includes('parameter KeyArn')))
        continue;
      expect(report.findings.filter(({ rule, fix }) => LACKING.includes(rule) && fix?.kind !== 'edits')).toEqual([]);
      expect(told(judge(report.fixed ?? text))).toEqual(wanted);
    }
  });
});
