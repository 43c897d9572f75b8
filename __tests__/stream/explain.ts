import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { StatementDecision } from '../../src/finding/stream-report.ts';
import { describeStream } from '../../src/judge/describe.ts';
import { NEEDED_ACTIONS, type StreamAnalysis } from '../../src/stream/analyse.ts';
import { analyse, type Options } from './analysis.ts';

const folder = new URL('../fixtures/explained/', import.meta.url);

/**
 * Holds what can be said of a template's streams to the section of that name in fixtures/explained/<file>.txt, where
 * a reader can judge it. `UPDATE_FIXTURES=1 npm test` writes the section anew.
 */
export function expectExplained(file: string, name: string, template: string, options: Options = {}): void {
  const streams = analyse(template, options).flatMap((stream) => explained(template, stream));
  const text = [name, ...(streams.length === 0 ? ['  no stream'] : streams)].join('\n');
  const path = new URL(`${file}.txt`, folder);
  if (process.env.UPDATE_FIXTURES === '1') {
    const all = sectionsIn(path).set(name, text);
    writeFileSync(path, `${[...all.values()].join('\n\n')}\n`);
  }
  expect(text).toBe(sectionsIn(path).get(name));
}

/** The names of the sections of a file. */
export function namesExplained(file: string): readonly string[] {
  return [...sectionsIn(new URL(`${file}.txt`, folder)).keys()];
}

/** The sections of a file by their first line; an empty line ends each. */
function sectionsIn(path: URL): Map<string, string> {
  const sections = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n\n') : [];
  return new Map(sections.map((section) => [section.split('\n')[0] ?? '', section]));
}

function explained(template: string, stream: StreamAnalysis): readonly string[] {
  const report = describeStream(stream);
  const { customResource, evidence, assumptions, decisions, actions } = report;
  const reasons = stream.branches.flatMap((branch) =>
    NEEDED_ACTIONS.flatMap((action) => branch.actions[action].reasons.map((each) => `  ${action} turns on ${each}`)),
  );
  return [
    `  ${customResource} by ${report.function} under ${report.role} with ${report.key}, for ${evidence.join(', ')}`,
    `  ${NEEDED_ACTIONS.map((action) => `${action} ${actions[action]}`).join(', ')}`,
    ...(assumptions.length === 0 ? [] : [`  assumed: ${assumptions.map(({ id }) => id).join(', ')}`]),
    ...decisions.map((decision) => statementLine(template, decision)),
    ...new Set(reasons),
  ];
}

function statementLine(template: string, decision: StatementDecision): string {
  const { action, effect, source, offset, outcome, reason } = decision;
  const line = offset === null ? 'no line' : `line ${template.slice(0, offset).split('\n').length}`;
  return `  ${action}: ${effect} in ${source}, ${line}, ${outcome}${reason === null ? '' : `: ${reason}`}`;
}
