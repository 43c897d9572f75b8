import type { StatementDecision } from '../../src/finding/stream-report.ts';
import { describeStream } from '../../src/judge/describe.ts';
import { NEEDED_ACTIONS, type StreamAnalysis } from '../../src/stream/analyse.ts';
import { expectSection } from '../fixture-sections.ts';
import { analyse, type Options } from './analysis.ts';

/** Holds what can be said of a template's streams to the section of that name in fixtures/explained/<file>.txt. */
export function expectExplained(file: string, name: string, template: string, options: Options = {}): void {
  const streams = analyse(template, options).flatMap((stream) => explained(template, stream));
  expectSection(file, [name, ...(streams.length === 0 ? ['  no stream'] : streams)].join('\n'));
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
  const { action, effect, source, location, outcome, when, reason } = decision;
  const line = location === null ? 'no line' : `line ${template.slice(0, location.range.start).split('\n').length}`;
  const condition = when === null ? '' : ` when ${when}`;
  return `  ${action}: ${effect} in ${source}, ${line}, ${outcome}${condition}${reason === null ? '' : `: ${reason}`}`;
}
