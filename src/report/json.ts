import type { Fix, Related, ReportedFinding } from '../finding/finding.ts';
import type { Problem } from '../finding/problem.ts';
import type { Review, TemplateReport } from '../finding/review.ts';
import type { StatementDecision, StreamReport } from '../finding/stream-report.ts';
import { linesOf } from './place.ts';

/** The version of the format: docs/report.schema.json describes it. */
const SCHEMA_VERSION = 1;

export interface JsonOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** Whether to tell what each statement did. */
  readonly explain: boolean;
}

/**
 * A review in the form of docs/report.schema.json: pretty-printed, lines counted from one, a line end at the end.
 * Characters that would act on a terminal are written as escapes, so the text may be shown as it is.
 */
export function jsonReport(review: Review, { tool, explain }: JsonOptions): string {
  const report = {
    schemaVersion: SCHEMA_VERSION,
    tool,
    conclusion: review.conclusion,
    summary: summaryOf(review),
    templates: review.templates.map((template) => templateOf(template, explain)),
    resolved: review.resolved.map(({ rule, path, logicalId, fingerprint }) => ({ rule, path, logicalId, fingerprint })),
  };
  return `${escaped(JSON.stringify(report, null, 2))}\n`;
}

/** Outside of ASCII text proper, JSON lets every character stand as an escape; inside of texts only, where they occur. */
function escaped(json: string): string {
  return json
    .replace(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu, (found) => [...found].flatMap(units).join(''))
    .replaceAll('##[', '#\\u0023[');
}

function units(char: string): string[] {
  return char.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function summaryOf({ summary }: Review): Review['summary'] {
  const { templates, streams, errors, warnings, notices, introduced, resolved } = summary;
  return { templates, streams, errors, warnings, notices, introduced, resolved };
}

function templateOf({ file, streams, findings, problems }: TemplateReport, explain: boolean): object {
  return {
    path: file.path,
    streams: streams.map((stream) => streamOf(stream, explain)),
    findings: findings.map(findingOf),
    problems: problems.map((problem) => problemOf(problem, file.path)),
  };
}

function streamOf(stream: StreamReport, explain: boolean): object {
  const { customResource, role, key, evidence, actions, assumptions, decisions } = stream;
  return {
    customResource,
    function: stream.function,
    role,
    key,
    evidence,
    actions: { 'kms:CreateGrant': actions['kms:CreateGrant'], 'kms:DescribeKey': actions['kms:DescribeKey'] },
    assumptions: assumptions.map(({ id, text }) => ({ id, text })),
    ...(explain ? { decisions: decisions.map(decisionOf) } : {}),
  };
}

function decisionOf(decision: StatementDecision): object {
  const { action, effect, source, location, outcome, when, reason } = decision;
  const path = location?.file.path ?? '';
  return {
    action,
    effect,
    source,
    path,
    line: location === null ? null : linesOf(location).line,
    outcome,
    when,
    reason,
  };
}

function findingOf(finding: ReportedFinding): object {
  const { line, endLine } = linesOf(finding.location);
  return {
    rule: finding.rule,
    level: finding.level,
    customResource: finding.customResource,
    actions: finding.actions,
    logicalId: finding.logicalId,
    path: finding.location.file.path,
    line,
    endLine,
    when: finding.when,
    message: finding.message,
    fingerprint: finding.fingerprint,
    introduced: finding.introduced,
    suppressed: finding.suppressed === null ? null : { reason: finding.suppressed.reason },
    related: finding.related.map(relatedOf),
    fix: finding.fix === null ? null : fixOf(finding.fix),
  };
}

function relatedOf({ logicalId, location, message }: Related): object {
  return { logicalId, path: location.file.path, line: linesOf(location).line, message };
}

function fixOf(fix: Fix): object {
  if (fix.kind === 'edits') return { kind: fix.kind, patch: fix.patch };
  return {
    kind: fix.kind,
    reason: fix.reason,
    statement: fix.statement,
    calls: (fix.calls ?? []).map((call) => ({ ...call, source: call.source ?? null })),
  };
}

/** A problem of another file than the template's says so: its line is not one of the template. */
function problemOf({ code, path, location, message, incomplete }: Problem, template: string): object {
  const line = location === null ? null : linesOf(location).line;
  const elsewhere = path !== template && !message.includes(path);
  return { code, line, message: elsewhere ? `${path}: ${message}` : message, incomplete };
}
