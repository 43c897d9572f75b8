import { expect, test } from '@jest/globals';
import { annotationsOf } from '../../src/report/annotations.ts';
import { CLOSED, MISSING, reported, review, templateReport } from './sample.ts';

test('each new finding is annotated at its lines', () => {
  const { shown, omitted } = annotationsOf(review([templateReport({ findings: [MISSING] })]));
  expect(omitted).toBe(0);
  expect(shown).toEqual([
    {
      level: 'error',
      path: 'stacks/aurora.yaml',
      line: 4,
      endLine: 16,
      title: 'das-grant-guard: missing-grant',
      message: `${MISSING.message} The job summary shows the way out.`,
    },
  ]);
});

test('what stood before or is suppressed is not', () => {
  const findings = [
    { ...MISSING, introduced: false },
    { ...CLOSED, suppressed: { reason: 'known' } },
  ];
  expect(annotationsOf(review([templateReport({ findings })]))).toEqual({ shown: [], omitted: 0 });
});

test('there are ten of each level at most, worst first, and the rest is counted', () => {
  const findings = [
    ...Array.from({ length: 12 }, () => reported({ level: 'warning' })),
    ...Array.from({ length: 11 }, () => reported({ level: 'error' })),
    reported({ level: 'notice' }),
  ];
  const { shown, omitted } = annotationsOf(review([templateReport({ findings })]));
  expect(shown.map(({ level }) => level)).toEqual([
    ...Array.from({ length: 10 }, () => 'error'),
    ...Array.from({ length: 10 }, () => 'warning'),
    'notice',
  ]);
  expect(omitted).toBe(3);
});

test('a long message says where the rest is, and no character is split', () => {
  const findings = [reported({ message: '😀'.repeat(3000) })];
  const [annotation] = annotationsOf(review([templateReport({ findings })])).shown;
  expect(annotation?.message.length).toBeLessThanOrEqual(4096);
  expect(annotation?.message).toMatch(/😀… \(the job summary has the rest\)$/u);
});

test('lines are counted as GitHub counts them: a carriage return ends none', () => {
  const file = { path: 'a.yaml', text: 'a\rb\r\nc\nRole: x\n' };
  const start = file.text.indexOf('Role');
  const location = { file, range: { start, end: file.text.length } };
  const [annotation] = annotationsOf(review([templateReport({ findings: [reported({ location })] })])).shown;
  expect(annotation).toMatchObject({ line: 3, endLine: 3 });
});
