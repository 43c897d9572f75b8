import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { type Data, isSoundThroughout, wordsOtherwise } from './by-deployment.ts';
import { caseNames, readCase, reportOn } from './case.ts';
import { change, changed } from './changed.ts';

/** `CHANGED_RUNS=10000 npm test -- __tests__/prove/by-deployment` tries more, others each time. */
const RUNS = Number(process.env.CHANGED_RUNS ?? 250);
const SEED = process.env.CHANGED_RUNS === undefined ? { seed: 20261123 } : {};

const read = (text: string) => longForm(judgeData(text)) as Data;

/** What other files and the user say is in no deployed template. */
const cases = caseNames()
  .map(readCase)
  .filter(({ beside, settings, before }) => {
    return beside.length === 0 && settings.hints === undefined && !before.includes('Fn::ForEach');
  })
  .map(({ sentence, before, after }) => ({ sentence, all: [before, ...(after === null ? [] : [after])].map(read) }));

describe('each way to deploy a template is decided as what is deployed would be', () => {
  test.each(cases)('$sentence', ({ all }) => {
    for (const template of all) expect(wordsOtherwise(template)).toEqual([]);
  });

  test('in changed templates as well, before and after their patch, which leaves each of them sound', () => {
    const counts = { sound: 0, patched: 0 };
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...cases.flatMap(({ all }) => all)), changes, (template, wanted) => {
        const own = changed({ ...template }, wanted);
        if (!isSoundThroughout(own)) return;
        counts.sound += 1;
        expect(wordsOtherwise(own)).toEqual([]);
        const { fixed } = reportOn({ path: 'a.json', text: JSON.stringify(own, null, 2) });
        if (fixed === null) return;
        counts.patched += 1;
        const after: Data = JSON.parse(fixed);
        expect(isSoundThroughout(after)).toBe(true);
        expect(wordsOtherwise(after)).toEqual([]);
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect([counts.sound > 0.5 * RUNS, counts.patched > 0.2 * RUNS]).toEqual([true, true]);
  });
});
