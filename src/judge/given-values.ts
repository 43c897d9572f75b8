import type { Finding, Remedy } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import type { Problem } from '../finding/problem.ts';
import type { StreamReport, WordHolds } from '../finding/stream-report.ts';
import type { Environment } from '../resolve/environment.ts';

/** Says a text without the values that the user gave for parameters. */
export type Hide = (text: string) => string;

/** A shorter text tells nothing, and stands in any prose. */
const SHORTEST = 4;
/** What may as well be a word of ours or a keyword of AWS: to find it in a message tells nothing. */
const PLAIN_WORD = /^[A-Za-z]{1,8}$/;

/**
 * What stands between the analysis and all reports: texts carry the parameter that gave them, and whatever comes past
 * that is replaced here by the parameter's name. What the template itself says may be said.
 */
export function hiding({ parameters }: Environment, template: string): Hide {
  const names = new Map<string, string>();
  for (const [name, value] of parameters) {
    for (const part of [value, ...value.split(','), value.slice(value.search(/[^:/]*$/))].map((each) => each.trim())) {
      const isTelling = part.length >= SHORTEST && !PLAIN_WORD.test(part) && !template.includes(part);
      if (isTelling && !names.has(part)) names.set(part, name);
    }
  }
  const longerFirst = [...names].sort(([a], [b]) => b.length - a.length);
  return (text) => longerFirst.reduce((said, [part, name]) => said.replaceAll(part, `\${${name}}`), text);
}

/** A finding in whose words no given value stands; a fix that would write one is left to a person. */
export function findingWithout(hide: Hide, finding: Finding): Finding {
  return {
    ...finding,
    message: hide(finding.message),
    when: finding.when === null ? null : hide(finding.when),
    related: finding.related.map((place) => ({ ...place, message: hide(place.message) })),
    remedies: finding.remedies.map((remedy) => remedyWithout(hide, remedy)),
  };
}

const WRITES_LOOPED =
  'a fix would name what a loop makes of the value of a parameter, which is there with that value alone; write the ' +
  "statement into the loop, in the loop's own words";

/** A finding whose fix names none of these resources; one that would is left to a person. */
export function findingOutside(looped: ReadonlySet<string>, finding: Finding): Finding {
  if (looped.size === 0) return finding;
  const remedies = finding.remedies.map((remedy): Remedy => {
    const words = remedy.kind === 'patch' ? (JSON.stringify(remedy.patch.operations).match(/[A-Za-z0-9]+/g) ?? []) : [];
    const isOutside = !words.some((word) => looped.has(word));
    return isOutside ? remedy : { kind: 'manual', reason: WRITES_LOOPED, statement: null };
  });
  return { ...finding, remedies };
}

const WRITES_VALUE =
  'a fix would write the value of a parameter into the template; write the statement by the parameter';

function remedyWithout(hide: Hide, remedy: Remedy): Remedy {
  if (remedy.kind === 'patch') {
    const written = JSON.stringify(remedy.patch.operations);
    return hide(written) === written ? remedy : { kind: 'manual', reason: WRITES_VALUE, statement: null };
  }
  const { reason, statement, calls } = remedy;
  return {
    kind: 'manual',
    reason: hide(reason),
    statement: statement === null ? null : valueWithout(hide, statement),
    ...(calls === undefined ? {} : { calls: calls.map((call) => ({ ...call, code: hide(call.code) })) }),
  };
}

/** A string that holds a given value is written as a Sub, in which the parameter's name stands for it. */
function valueWithout(hide: Hide, value: TemplateValue): TemplateValue {
  if (typeof value === 'string') return hide(value) === value ? value : { 'Fn::Sub': hide(value) };
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => valueWithout(hide, item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), entryWithout(hide, key, item)]));
}

function entryWithout(hide: Hide, key: string, item: TemplateValue): TemplateValue {
  return key === 'Fn::Sub' && typeof item === 'string' ? hide(item) : valueWithout(hide, item);
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

export function problemWithout(hide: Hide, problem: Problem): Problem {
  return { ...problem, message: hide(problem.message) };
}

/** The chain and the decisions of a stream, without given values. */
export function streamWithout(hide: Hide, stream: StreamReport): StreamReport {
  const shown = (label: string | null) => (label === null ? null : hide(label));
  return {
    ...stream,
    function: shown(stream.function),
    role: shown(stream.role),
    key: shown(stream.key),
    decisions: stream.decisions.map((decision) => ({
      ...decision,
      source: hide(decision.source),
      when: shown(decision.when),
      reason: shown(decision.reason),
    })),
    holds: {
      'kms:CreateGrant': holdsWithout(shown, stream.holds['kms:CreateGrant']),
      'kms:DescribeKey': holdsWithout(shown, stream.holds['kms:DescribeKey']),
    },
    limits: stream.limits.map((limit) => ({ ...limit, source: hide(limit.source), when: shown(limit.when) })),
  };
}

function holdsWithout(shown: (label: string | null) => string | null, { role, key, when }: WordHolds): WordHolds {
  return { role: shown(role), key: shown(key), when: shown(when) };
}
