import { matchesGlob } from '../resolve/glob.ts';
import { anyOf, both, either, FAILS, HOLDS, type Holds, negate, type Ternary } from '../resolve/holds.ts';
import { anyText } from '../resolve/match-text.ts';
import { literalOf, lowerCase, printable, type Text, textOf } from '../resolve/text.ts';
import { NEVER } from '../resolve/world.ts';
import type { Comparison } from './compare.ts';
import { conditionHolds } from './condition.ts';
import { conditionNamesKeys } from './key-condition.ts';
import { SENSITIVE_KMS_ACTIONS } from './kms-actions.ts';
import { readResource } from './read-resource.ts';
import type { AccessRequest } from './request.ts';
import type { KeySpelling, ResourceReading } from './resource.ts';
import type { VisibleStatement } from './statement.ts';
import { expandVariables } from './variables.ts';

/** What one statement does for a request, its principal left aside. */
export interface StatementMatch {
  readonly statement: VisibleStatement;
  /** Where all its elements match the request. */
  readonly applies: Holds;
  /** Where what it reaches is this key and, of KMS, nothing beyond the harmless families (design 2.1). */
  readonly narrow: Holds;
  /** Where it names the action and this key in some spelling, whether or not it can apply. */
  readonly meant: Holds;
  /** Why it does not apply, or may not: the first reason that was met, for a reader. */
  readonly reason: string | null;
  /** What its answer turns on where that is open, as nouns: "parameter KeyArn", "AWS::Region". */
  readonly turnsOn: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** Matches a statement's action, resource and condition elements with a request. */
export function matchStatement(
  statement: VisibleStatement,
  request: AccessRequest,
  comparison: Comparison,
): StatementMatch {
  const { result, turnsOn } = comparison.collect(() => matchElements(statement, request, comparison));
  if (result.match.turnsOn.length + turnsOn.length === 0) return { ...result.match, turnsOn: result.unnamed };
  return { ...result.match, turnsOn: [...new Set([...result.match.turnsOn, ...turnsOn])] };
}

interface Matched {
  readonly match: StatementMatch;
  /** What is left open of a literal, where no value can be named on which it turns. */
  readonly unnamed: readonly string[];
}

function matchElements(statement: VisibleStatement, request: AccessRequest, comparison: Comparison): Matched {
  const { scope, there } = statement;
  const { world } = scope;
  const notes: Notes = { reasons: [], turnsOn: [], unnamed: [] };
  const action = actionHolds(statement, request, comparison, notes);
  if (action.possible === NEVER) return { match: noMatch(statement), unnamed: [] };
  const resource = resourceHolds(statement, request, comparison, notes);
  const condition = conditionHolds(statement, request, comparison);
  const byCondition = both(world, condition.holds, conditionNamesKeys(statement));
  const namesKey = either(world, resource.names, byCondition);
  const meant = both(world, there, action, namesKey);
  const inReach = resource.holds.possible !== NEVER;
  const [reason] = inReach ? [...condition.reasons, ...notes.reasons] : notes.reasons;
  const match: StatementMatch = {
    statement,
    applies: both(world, there, action, resource.holds, condition.holds),
    narrow: narrowHolds(statement, resource, byCondition),
    meant,
    reason: reason ?? null,
    turnsOn: [...statement.turnsOn, ...notes.turnsOn, ...(inReach ? condition.turnsOn : [])],
    conditionKeys: condition.keys,
  };
  return { match, unnamed: notes.unnamed };
}

/** Why a statement may not apply, for a reader, and what that turns on. */
interface Notes {
  readonly reasons: string[];
  readonly turnsOn: string[];
  readonly unnamed: string[];
}

function expand(statement: VisibleStatement, text: Text, request: AccessRequest): Text {
  return statement.hasVariables ? expandVariables(text, request) : text;
}

function noMatch(statement: VisibleStatement): StatementMatch {
  return { statement, applies: FAILS, narrow: FAILS, meant: FAILS, reason: null, turnsOn: [], conditionKeys: [] };
}

function actionHolds(
  { scope, elements }: VisibleStatement,
  request: AccessRequest,
  comparison: Comparison,
  notes: Notes,
): Holds {
  const actual = request.action.toLowerCase();
  const visitor = {
    text: (pattern: Text): Ternary => {
      const literal = literalOf(pattern);
      if (literal === null || /[*?]/.test(literal)) return comparison.glob(lowerCase(pattern), textOf(actual));
      return literal.toLowerCase() === actual ? 'yes' : 'no';
    },
    unknown: (what: string) => note(notes, `its actions turn on ${what}`, what),
  };
  const listed = elements.get('Action');
  if (listed !== undefined) return anyText(scope, listed, visitor);
  const excluded = elements.get('NotAction');
  return excluded === undefined ? FAILS : negate(scope.world, anyText(scope, excluded, visitor));
}

function note(notes: Notes, reason: string, what: string): void {
  notes.reasons.push(reason);
  notes.turnsOn.push(what);
}

interface ResourceResult {
  readonly holds: Holds;
  /** Where some string of the element is this key, rightly spelled or not. */
  readonly names: Holds;
  readonly exact: Holds;
  /** Where some string of the element reaches more than this key. */
  readonly wide: Holds;
}

function resourceHolds(
  statement: VisibleStatement,
  request: AccessRequest,
  comparison: Comparison,
  notes: Notes,
): ResourceResult {
  const { scope, elements } = statement;
  let isOpen = false;
  const unknown = (what: string) => {
    isOpen = true;
    note(notes, `its resource turns on ${what}`, what);
  };
  const listed = elements.get('Resource');
  if (listed === undefined) {
    const excluded = elements.get('NotResource');
    if (excluded === undefined) return { holds: FAILS, names: FAILS, exact: FAILS, wide: FAILS };
    const matches = (text: Text) => comparison.glob(expand(statement, text, request), request.key.arn);
    const holds = negate(scope.world, anyText(scope, excluded, { text: matches, unknown }));
    return { holds, names: FAILS, exact: FAILS, wide: HOLDS };
  }
  const readings = new Map<Text, ResourceReading>();
  const read = (text: Text) => {
    const known = readings.get(text);
    if (known !== undefined) return known;
    const made = readResource(scope, text, expand(statement, text, request), request.key, comparison);
    readings.set(text, made);
    return made;
  };
  const holds = anyText(scope, listed, {
    text: (text) => {
      const { matches, reason } = read(text);
      if (reason !== null) notes.reasons.push(reason);
      if (matches === 'maybe') notes.unnamed.push(`whether ${printable(text)} is the ARN of that key`);
      return matches;
    },
    unknown,
  });
  const met = new Set([...readings.values()].map(({ spelling }) => spelling));
  const spelled = (...wanted: readonly KeySpelling[]) => {
    // Most statements have nothing to do with the key.
    if (!isOpen && ![...wanted, 'unknown' as const].some((each) => met.has(each))) return FAILS;
    return anyText(scope, listed, { text: (text) => isOneOf(text, read(text).spelling, wanted) });
  };
  return { holds, names: spelled('exact', 'misspelled'), exact: spelled('exact'), wide: spelled('wide') };
}

function isOneOf(text: Text, spelling: KeySpelling, wanted: readonly KeySpelling[]): Ternary {
  if (spelling !== 'unknown') return wanted.includes(spelling) ? 'yes' : 'no';
  // Whatever key it names, it names no more than one.
  const isSpelledOut = /^[^*?$]*$/.test(literalOf(text) ?? '*');
  return isSpelledOut && wanted.every((each) => each === 'wide') ? 'no' : 'maybe';
}

/** Where the statement is narrow: it names the key by ARN or by a condition, and reaches no more than that. */
function narrowHolds(statement: VisibleStatement, resource: ResourceResult, byCondition: Holds): Holds {
  const { scope, elements } = statement;
  const { world } = scope;
  const byResource = both(world, resource.exact, negate(world, resource.wide));
  const actions = elements.get('Action');
  if (actions === undefined) return FAILS;
  const sensitive = anyText(scope, actions, { text: reachesSensitiveAction });
  return both(world, either(world, byResource, byCondition), negate(world, sensitive));
}

const SENSITIVE = SENSITIVE_KMS_ACTIONS.map((action) => textOf(action));

/** Whether a wildcard reaches a KMS action outside the harmless families; an action that is spelled out does not. */
function reachesSensitiveAction(pattern: Text): Ternary {
  const literal = literalOf(pattern);
  if (literal !== null && !/[*?]/.test(literal)) return 'no';
  const lower = lowerCase(pattern);
  return anyOf(SENSITIVE.map((action) => matchesGlob(lower, action)));
}
