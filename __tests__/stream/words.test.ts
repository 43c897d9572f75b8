import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { NEEDED_ACTIONS, type NeededAction, type StreamAnalysis } from '../../src/stream/analyse.ts';
import { analyse, diagramOf, diagramOfWord, type Options, rulesOf, wordsOf } from './analysis.ts';
import { jsonTwin } from './json-twin.ts';
import { reviewFiles } from './review-files.ts';

/** A row of domain.md section 8 in the words of 8.1; `words` is null where nothing starts a stream. */
interface Case {
  readonly number: number;
  readonly sentence: string;
  readonly template: string;
  readonly options?: Options;
  readonly words: Readonly<Record<NeededAction, string>> | null;
  readonly rules: readonly string[];
  readonly when: string | null;
}

const folder = new URL('../fixtures/words/', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'));
const rows = cases.map((row) => [`${row.number} ${row.sentence}`, row] as const);
const textOf = ({ template }: Case) => readFileSync(new URL(template, folder), 'utf8');

function check({ words, rules, when }: Case, streams: readonly StreamAnalysis[]): void {
  if (words === null) {
    expect(streams).toEqual([]);
    return;
  }
  expect(streams.map(wordsOf)).toEqual([words]);
  // Whether a policy is in time is not a matter of outcomes.
  expect(streams.flatMap(rulesOf)).toEqual(rules.filter((rule) => rule !== 'policy-race'));
  if (when === null) return;
  for (const stream of streams) {
    for (const action of NEEDED_ACTIONS) {
      expect(diagramOfWord(stream, action)).toBe(stream.scope.world.and(stream.exists, diagramOf(stream, when)));
    }
  }
}

describe('the cases of the domain, as words', () => {
  test('are all there', () => {
    expect([...new Set(cases.map(({ number }) => number))]).toEqual(
      Array.from({ length: 75 }, (_, index) => index + 1),
    );
  });

  test.each(rows)('%s', (_name, row) => {
    check(row, analyse(textOf(row), row.options));
  });

  test.each(rows)('%s, in the report', (_name, row) => {
    const path = row.template;
    const { templates } = reviewFiles({ [path]: textOf(row) }, row.options);
    const [report] = templates;
    expect(report?.streams.map(({ actions }) => actions)).toEqual(row.words === null ? [] : [row.words]);
    const findings = report?.findings ?? [];
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(row.rules);
    if (row.when !== null) expect(findings.map(({ when }) => when)).toEqual([row.when]);
  });

  test.each(rows)('%s, in JSON', (_name, row) => {
    check(row, analyse(jsonTwin(textOf(row)), { ...row.options, path: 'stack.json' }));
  });
});
