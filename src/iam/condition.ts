import {
  both,
  either,
  exactly,
  FAILS,
  HOLDS,
  type Holds,
  negate,
  type Ternary,
  UNKNOWN,
  under,
} from '../resolve/holds.ts';
import { anyText } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Hole, literalOf, lowerCase, soleHole, type Text, textOf } from '../resolve/text.ts';
import { ALWAYS, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import type { Comparison } from './compare.ts';
import { carriesConditionKey } from './kms-actions.ts';
import type { AccessRequest, ContextValue } from './request.ts';
import { nounOf, type VisibleStatement } from './statement.ts';
import { typedComparison } from './typed-values.ts';
import { expandVariables } from './variables.ts';

/** How one condition came out, with the reason when it is not met for certain. */
export interface ConditionResult {
  readonly holds: Holds;
  readonly reasons: readonly string[];
  /** What an open answer turns on, as nouns. */
  readonly turnsOn: readonly string[];
  /** Condition keys that were looked at, in lower case. */
  readonly keys: readonly string[];
}

/**
 * Whether a statement's Condition element is met: every operator, every key in it, any of its values.
 * A key that is absent from the request makes a condition false, unless the operator is negated, ends in IfExists, or
 * is ForAllValues. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(
  statement: VisibleStatement,
  request: AccessRequest,
  comparison: Comparison,
): ConditionResult {
  const { scope, elements } = statement;
  const element = elements.get('Condition');
  if (element === undefined) return { holds: HOLDS, reasons: [], turnsOn: [], keys: [] };
  const found: Notes = { reasons: [], turnsOn: [], keys: [] };
  const holds = entriesHold(scope, element, found, (operator, tests) =>
    entriesHold(scope, tests, found, (key, values) => {
      found.keys.push(key.toLowerCase());
      const one = testHolds({ statement, operator, key, values, request, comparison });
      if (one.reason !== null) found.reasons.push(one.reason);
      found.turnsOn.push(...one.turnsOn);
      return one.holds;
    }),
  );
  return { holds, ...found };
}

interface Notes {
  readonly reasons: string[];
  readonly turnsOn: string[];
  readonly keys: string[];
}

/** Whether every entry of a map meets a test; what is no map, or can not be read, is unknown. */
function entriesHold(
  scope: Scope,
  element: Expression,
  found: Notes,
  test: (key: string, value: Expression) => Holds,
): Holds {
  const { world } = scope;
  const parts = scope.resolve(element).map(({ guard, value }) => {
    if (value.kind === 'map') {
      // An entry that is left out (AWS::NoValue) asks for nothing.
      const each = [...value.entries].map(([key, child]) => either(world, test(key, child), whereAbsent(scope, child)));
      return under(world, guard, both(world, ...each));
    }
    if (value.kind === 'absent') return under(world, guard, HOLDS);
    const what = nounOf(value);
    found.reasons.push(what === null ? 'a condition is not a map' : `a condition turns on ${what}`);
    found.turnsOn.push(what ?? 'a condition that is not a map');
    return under(world, guard, UNKNOWN);
  });
  return either(world, ...parts);
}

function whereAbsent(scope: Scope, element: Expression): Holds {
  const absent = scope.resolve(element).filter(({ value }) => value.kind === 'absent');
  return exactly(scope.world.or(...absent.map(({ guard }) => guard)));
}

interface Test {
  readonly statement: VisibleStatement;
  readonly operator: string;
  readonly key: string;
  readonly values: Expression;
  readonly request: AccessRequest;
  readonly comparison: Comparison;
}

interface Operator {
  readonly base: string;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
}

interface TestResult {
  readonly holds: Holds;
  readonly reason: string | null;
  /** What an open answer turns on, as nouns. */
  readonly turnsOn: readonly string[];
}

function testHolds(test: Test): TestResult {
  const operator = readOperator(test.operator);
  const value = contextOf(test.request, test.key);
  if (operator.base === 'null') return nullTest(test, value);
  if (value === null) return notKnown(test, operator);
  if (value.kind === 'absent') {
    if (metByAbsence(operator)) return { holds: HOLDS, reason: null, turnsOn: [] };
    return { holds: FAILS, reason: `${test.key} is absent from this call, so the condition is never met`, turnsOn: [] };
  }
  const { result: known, turnsOn } = test.comparison.collect(() => valuesHold(test, operator, value.values));
  // A further value could turn a no into a yes, or, under negation and ForAllValues, a yes into a no.
  const holds = value.complete
    ? known
    : { sure: operator.set === 'ForAnyValue' ? known.sure : NEVER, possible: ALWAYS };
  if (holds.sure === ALWAYS) return { holds, reason: null, turnsOn: [] };
  const open = value.complete ? turnsOn : ['further aliases of the key, which no template that was read shows'];
  const isOpen = holds.sure !== holds.possible && open.length === 0;
  return {
    holds,
    reason: `the condition on ${test.key} ${verdictOf(holds)}`,
    turnsOn: isOpen ? [`what ${test.operator} on ${test.key} comes to`] : open,
  };
}

/** A value of which nothing is known; still, there are comparisons that no value meets. */
function notKnown(test: Test, operator: Operator): TestResult {
  const { key } = test;
  const value: Hole = { token: `value of ${key}`, label: key, alphabet: 'any', distinctClass: null, outside: false };
  const met = metByAbsence(operator) ? HOLDS : valuesHold(test, operator, [textOf(value)]);
  const holds = { sure: NEVER, possible: met.possible };
  if (met.possible === NEVER) return { holds, reason: `the condition on ${key} matches no call`, turnsOn: [] };
  return { holds, reason: `${key} is not known for this call`, turnsOn: [requestValue(key)] };
}

function metByAbsence(operator: Operator): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues') return true;
  return operator.negated && operator.set === null;
}

function verdictOf(holds: Holds): string {
  return holds.possible === NEVER ? 'does not match this call' : 'may not match this call';
}

function contextOf(request: AccessRequest, key: string): ContextValue | null {
  const lower = key.toLowerCase();
  const known = request.context.get(lower);
  if (known !== undefined) return known;
  return carriesConditionKey(request.action, lower) ? null : { kind: 'absent' };
}

function readOperator(written: string): Operator {
  const lower = written.toLowerCase();
  const set = lower.startsWith('forallvalues:')
    ? 'ForAllValues'
    : lower.startsWith('foranyvalue:')
      ? 'ForAnyValue'
      : null;
  const bare = set === null ? lower : lower.slice(lower.indexOf(':') + 1);
  const ifExists = bare.endsWith('ifexists');
  const name = ifExists ? bare.slice(0, -'ifexists'.length) : bare;
  const negated = name.includes('not');
  return { base: name.replace('not', ''), negated, ifExists, set };
}

/** `Null: true` asks for absence, `Null: false` for presence. */
function nullTest({ key, statement, values, comparison }: Test, value: ContextValue | null): TestResult {
  if (value === null)
    return { holds: UNKNOWN, reason: `${key} is not known for this call`, turnsOn: [requestValue(key)] };
  const wanted = textOf(value.kind === 'absent' ? 'true' : 'false');
  const { result: holds, turnsOn } = comparison.collect(() =>
    anyText(statement.scope, values, { text: (text) => comparison.same(lowerCase(text), wanted) }),
  );
  const reason = holds === HOLDS ? null : `${key} is ${value.kind === 'absent' ? 'absent' : 'present'}`;
  return { holds, reason, turnsOn };
}

function requestValue(key: string): string {
  return `the value of ${key} in this call`;
}

/** A negated operator wants every value to match nothing, unless ForAnyValue is content with one such value. */
function valuesHold(test: Test, operator: Operator, actual: readonly Text[]): Holds {
  const { scope, hasVariables } = test.statement;
  const { world } = scope;
  const compare = comparator(operator, test.comparison);
  if (compare === null) return UNKNOWN;
  const expand = (wanted: Text) => (hasVariables ? expandVariables(wanted, test.request) : wanted);
  const each = actual.map((value) => {
    const matches = anyText(scope, test.values, { text: (wanted) => compare(expand(wanted), value) });
    return operator.negated ? negate(world, matches) : matches;
  });
  const wantsAll = operator.set === 'ForAllValues' || (operator.negated && operator.set === null);
  return wantsAll ? both(world, ...each) : either(world, ...each);
}

/** How an operator compares a wanted value with an actual one; null for one that is not known. */
function comparator(operator: Operator, comparison: Comparison): ((wanted: Text, actual: Text) => Ternary) | null {
  switch (operator.base) {
    case 'stringequals':
      return (wanted, actual) => comparison.same(wanted, actual);
    case 'stringequalsignorecase':
      return (wanted, actual) => comparison.same(lowerCase(wanted), lowerCase(actual));
    case 'stringlike':
      return (wanted, actual) => comparison.glob(wanted, actual);
    case 'arnlike':
    case 'arnequals':
      return (wanted, actual) => arnMatches(wanted, actual, operator, comparison);
    case 'binaryequals':
      // No condition key that is known here holds bytes.
      return (_, actual) => (soleHole(actual) === null ? 'no' : 'maybe');
    default: {
      const typed = typedComparison(operator.base, operator.negated);
      return typed === null ? null : (wanted, actual) => comparison.by(typed, wanted, actual);
    }
  }
}

/** What begins no ARN matches none; whether the negation then holds is written nowhere. */
function arnMatches(wanted: Text, actual: Text, operator: Operator, comparison: Comparison): Ternary {
  const matches = comparison.arn(wanted, actual);
  const literal = literalOf(wanted);
  const isArn = literal === null || literal.startsWith('arn:');
  return matches === 'no' && operator.negated && !isArn ? 'maybe' : matches;
}
