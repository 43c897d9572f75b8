import { readFileSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import type { TemplateReport } from '../../src/finding/review.ts';
import { expectSection } from '../fixture-sections.ts';
import { caseNames, readCase, reportOn } from '../prove/case.ts';
import type { Options } from '../stream/analysis.ts';
import { reviewFiles } from '../stream/review-files.ts';

const words = new URL('../fixtures/words/', import.meta.url);
const rows: readonly { number: number; sentence: string; template: string; options?: Options }[] = JSON.parse(
  readFileSync(new URL('cases.json', words), 'utf8'),
);

/** What each finding says, and on which line; a statement to write by hand is left to the cases. */
function said(name: string, report: TemplateReport | undefined): string {
  const lines = report?.findings.map(
    ({ rule, level, message, when, related }) =>
      `  ${rule} (${level})${when === null ? '' : ` when ${when}`}: ${message}` +
      related.map((each) => `\n    ${each.logicalId}: ${each.message}`).join(''),
  );
  return [name, ...(lines === undefined || lines.length === 0 ? ['  nothing'] : lines)].join('\n');
}

describe('what the findings of a case say', () => {
  test.each(caseNames())('%s', (sentence) => {
    const { path, before, beside, settings } = readCase(sentence);
    expectSection('messages', said(sentence, reportOn({ path, text: before }, settings, beside)));
  });
});

describe('what the findings of a row of the domain say', () => {
  test.each(rows.map((row) => [`${row.number} ${row.sentence}`, row] as const))('%s', (name, row) => {
    const text = readFileSync(new URL(row.template, words), 'utf8');
    const { templates } = reviewFiles({ [row.template]: text }, row.options);
    expectSection('messages', said(name, templates[0]));
  });
});
