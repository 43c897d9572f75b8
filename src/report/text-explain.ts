import {
  ACTIONS,
  type ActionName,
  type PolicyLimit,
  type StatementDecision,
  type StreamReport,
  type WordHolds,
} from '../finding/stream-report.ts';
import type { Location } from '../text/source-file.ts';
import type { Palette } from './palette.ts';
import { linesOf } from './place.ts';
import { forTerminal } from './terminal-escape.ts';
import { EVIDENCE_MEANING, list, OUTCOME_MEANING, WORD_MEANING } from './words.ts';
import { wrap } from './wrap.ts';

/** How a decision came about is told to someone who knows IAM: who calls, and what each statement did. */
interface Teller {
  readonly palette: Palette;
  readonly width: number;
}

/**
 * The way from the custom resource to the key, and for each action what every statement did. Lines without line ends,
 * escaped for a terminal.
 */
export function streamExplained(stream: StreamReport, path: string, teller: Teller): readonly string[] {
  const { palette, width } = teller;
  const { customResource, evidence, assumptions } = stream;
  const because = list(evidence.map((each) => EVIDENCE_MEANING[each]));
  const intro = `${customResource} starts an activity stream: ${because}.`;
  return [
    palette.strong(forTerminal(path)),
    ...wrap(`  ${forTerminal(intro)}`, width, 2),
    ...chain(stream, teller),
    ...ACTIONS.flatMap((action) => actionExplained(stream, action, teller)),
    ...assumptions.flatMap(({ id, text }) => wrap(`  Assumed (${id}): ${forTerminal(text)}`, width, 4)),
  ];
}

function chain(stream: StreamReport, { palette }: Teller): readonly string[] {
  const sources = [...new Set(stream.decisions.map(({ source }) => source))].filter((source) => !isKeyPolicy(source));
  const isOpen = Object.values(stream.actions).every((word) => word === 'unknown');
  const step = (name: string, what: string | null) =>
    `    ${name.padEnd(16)} ${what === null ? palette.faint('not known') : forTerminal(what)}`;
  return [
    step('custom resource', stream.customResource),
    step('→ function', stream.function),
    step('→ role', stream.role),
    ...(sources.length === 0
      ? [step('→ policies', isOpen ? openText(stream) : 'none that concerns the key')]
      : sources.map((source, i) => step(i === 0 ? '→ policies' : '', source))),
    step('→ key', stream.key),
  ];
}

/** The policies of a role that is known were read; without a known key none of their statements is judged. */
function openText({ role }: StreamReport): string | null {
  return role === null ? null : 'not judged';
}

function isKeyPolicy(source: string): boolean {
  return source.startsWith('key policy');
}

const DELEGATION =
  'A statement of a key policy that allows it to the whole account lets the policies of its roles decide, no more.';

const NONE_ON_KEY = 'no statement of a policy that was read allows or denies it on this key';
/** A role or a key that is not known: what its policies would say was not asked. */
const NONE_JUDGED = 'no statement was judged for it';

function actionExplained(stream: StreamReport, action: ActionName, teller: Teller): readonly string[] {
  const word = stream.actions[action];
  const colour = word === 'scoped' ? teller.palette.good : teller.palette.strong;
  const decisions = stream.decisions.filter((decision) => decision.action === action);
  const limits = stream.limits.filter((limit) => limit.action === action);
  const told = [...new Set([...limits.map(limitText), ...decisions.map(decisionText)])];
  const delegates = decisions.some(({ source, outcome }) => isKeyPolicy(source) && outcome === 'applies');
  const lines = [
    ...(told.length === 0 ? [word === 'unknown' ? NONE_JUDGED : NONE_ON_KEY] : told),
    ...(delegates && word !== 'key-policy' ? [DELEGATION] : []),
  ];
  const heading = `  ${action} is ${word}${holdsText(stream.holds[action])}: ${WORD_MEANING[word]}`;
  const [first = '', ...rest] = wrap(heading, teller.width, 4);
  return [
    first.replace(` is ${word}`, ` is ${colour(word)}`),
    ...rest,
    ...lines.flatMap((line) => wrap(`    ${line}`, teller.width, 6)),
  ];
}

function decisionText(decision: StatementDecision): string {
  const { effect, source, location, outcome, when, reason } = decision;
  const where = location === null ? source : placeText(source, location);
  const condition = whenClause(when);
  const isApplied = outcome === 'applies';
  const call = isApplied && reason !== null ? ` ${reason}` : '';
  const why = isApplied || reason === null ? '' : `: ${reason}`;
  return `${effect} in ${forTerminal(where)} ${OUTCOME_MEANING[outcome]}${forTerminal(call + condition + why)}`;
}

/** What tells the case of the word from the others: " for RoleB on KeyB when Prod is true". */
function holdsText({ role, key, when }: WordHolds): string {
  const of = role === null ? '' : ` for ${role}`;
  const on = key === null ? '' : ` on ${key}`;
  return forTerminal(of + on + whenClause(when));
}

function whenClause(when: string | null): string {
  return when === null ? '' : ` when ${when}`;
}

function placeText(source: string, location: Location): string {
  return `${source} (${location.file.path}:${linesOf(location).line})`;
}

const LIMIT_MEANING: Readonly<Record<PolicyLimit['kind'], string>> = {
  boundary: 'does not allow it',
  'key-policy': 'neither lets policies of the account decide on it nor admits the role',
};

function limitText({ kind, source, location, when }: PolicyLimit): string {
  return forTerminal(`${placeText(source, location)} ${LIMIT_MEANING[kind]}${whenClause(when)}`);
}
