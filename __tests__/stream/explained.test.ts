import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { StatementDecision, StreamReport } from '../../src/finding/stream-report.ts';
import { describeStream } from '../../src/judge/describe.ts';
import { NEEDED_ACTIONS, type StreamAnalysis } from '../../src/stream/analyse.ts';
import { analyse, type Options } from './analysis.ts';

const folder = new URL('../fixtures/words/', import.meta.url);
const file = new URL('explained.txt', folder);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

interface Case {
  readonly number: number;
  readonly sentence: string;
  readonly template: string;
  readonly options?: Options;
}

const cases: readonly Case[] = JSON.parse(read('cases.json'));

/** The sections of the file by their first line; each ends with an empty line. */
function sections(): Map<string, string> {
  const found = readFileSync(file, 'utf8')
    .split(/\n\n/)
    .filter((section) => section.trim() !== '');
  return new Map(found.map((section) => [section.split('\n')[0] ?? '', section.trim()]));
}

function expectSection(name: string, text: string): void {
  if (process.env.UPDATE_FIXTURES === '1') {
    const all = sections().set(name, text);
    writeFileSync(file, `${[...all.values()].join('\n\n')}\n`);
  }
  expect(text).toBe(sections().get(name));
}

function lineAt(text: string, offset: number | null): string {
  return offset === null ? 'no line' : `line ${text.slice(0, offset).split('\n').length}`;
}

function statementLine(text: string, { action, effect, source, offset, outcome, reason }: StatementDecision): string {
  return `  ${action}: ${effect} in ${source}, ${lineAt(text, offset)}, ${outcome}${reason === null ? '' : `: ${reason}`}`;
}

function explained(text: string, stream: StreamAnalysis): readonly string[] {
  const report: StreamReport = describeStream(stream);
  const { customResource, evidence, assumptions, decisions, actions } = report;
  const reasons = stream.branches.flatMap((branch) =>
    NEEDED_ACTIONS.flatMap((action) =>
      branch.actions[action].reasons.map((reason) => `  ${action} turns on ${reason}`),
    ),
  );
  return [
    `  ${customResource} by ${report.function} under ${report.role} with ${report.key}, for ${evidence.join(', ')}`,
    `  ${NEEDED_ACTIONS.map((action) => `${action} ${actions[action]}`).join(', ')}`,
    ...(assumptions.length === 0 ? [] : [`  assumed: ${assumptions.map(({ id }) => id).join(', ')}`]),
    ...decisions.map((decision) => statementLine(text, decision)),
    ...new Set(reasons),
  ];
}

test.each(cases.map((row) => [`${row.number} ${row.sentence}`, row] as const))('%s is explained', (name, row) => {
  const text = read(row.template);
  const streams = analyse(text, row.options).flatMap((stream) => explained(text, stream));
  expectSection(name, [name, ...(streams.length === 0 ? ['  no stream'] : streams)].join('\n'));
});
