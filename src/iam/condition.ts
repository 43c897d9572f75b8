import { sameText } from '../resolve/glob.ts';
import {
  both,
  either,
  exactly,
  FAILS,
  fromTernary,
  HOLDS,
  type Holds,
  negate,
  UNKNOWN,
  under,
} from '../resolve/holds.ts';
import { anyText, textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Hole, lowerCase, type Text, textOf } from '../resolve/text.ts';
import type { Guarded } from '../resolve/value.ts';
import { ALWAYS, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import type { Comparison } from './compare.ts';
import { carriesConditionKey } from './kms-actions.ts';
import { comparator, metByAbsence, type Operator, readOperator } from './operators.ts';
import type { AccessRequest, ContextValue } from './request.ts';
import { nounOf, type VisibleStatement } from './statement.ts';
import { expandVariables, holdsStray, strayReference } from './variables.ts';

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

interface TestResult {
  readonly holds: Holds;
  readonly reason: string | null;
  /** What an open answer turns on, as nouns. */
  readonly turnsOn: readonly string[];
}

function testHolds(test: Test): TestResult {
  const operator = readOperator(test.operator);
  const value = contextOf(test.request, test.key);
  return value?.kind === 'chosen' ? chosenHolds(test, operator, value.among) : valueHolds(test, operator, value);
}

/** Each of the values that conditions choose among, where they do. */
function chosenHolds(test: Test, operator: Operator, among: Guarded<Text | null>): TestResult {
  const { world } = test.statement.scope;
  const each = among.map(({ guard, value }) => {
    const single: OneValue | null = value === null ? null : { kind: 'values', values: [value], complete: true };
    return { guard, result: valueHolds(test, operator, single) };
  });
  return {
    holds: either(world, ...each.map(({ guard, result }) => under(world, guard, result.holds))),
    reason: each.find(({ result }) => result.reason !== null)?.result.reason ?? null,
    turnsOn: each.flatMap(({ result }) => result.turnsOn),
  };
}

function whyNot({ key, statement, values }: Test): string {
  const [stray] = textsOf(statement.scope, values).flatMap((text) => strayReference(text) ?? []);
  return `the condition on ${key} ${stray === undefined ? 'does not match this call' : holdsStray(stray)}`;
}

type OneValue = Exclude<ContextValue, { kind: 'chosen' }>;

function valueHolds(test: Test, operator: Operator, value: OneValue | null): TestResult {
  if (operator.base === 'null') return nullTest(test, value);
  if (value === null) return notKnown(test, operator);
  if (value.kind === 'absent') {
    if (metByAbsence(operator)) return { holds: HOLDS, reason: null, turnsOn: [] };
    return { holds: FAILS, reason: `${test.key} is absent from this call, so the condition is never met`, turnsOn: [] };
  }
  const { result: known, turnsOn } = test.comparison.collect(() => valuesHold(test, operator, value.values));
  const holds = value.complete ? known : withFurther(test, operator, known, value.never ?? []);
  if (holds.sure === ALWAYS) return { holds, reason: null, turnsOn: [] };
  const isOpen = holds.sure !== holds.possible;
  const open = value.complete ? turnsOn : ['further aliases of the key, which no template that was read shows'];
  if (!isOpen) return { holds, reason: whyNot(test), turnsOn: [] };
  const reason = `the condition on ${test.key} may not match this call`;
  return { holds, reason, turnsOn: open.length > 0 ? open : [`what ${test.operator} on ${test.key} comes to`] };
}

/**
 * A further value could turn a no into a yes, or, under negation and ForAllValues, a yes into a no; not so one that the
 * key is known not to have.
 */
function withFurther(test: Test, operator: Operator, known: Holds, never: Guarded<Text>): Holds {
  if (operator.set === 'ForAllValues') return { sure: NEVER, possible: known.possible };
  if (operator.set === null) return { sure: NEVER, possible: ALWAYS };
  const { world } = test.statement.scope;
  const further = holdsForAny(test, operator, never);
  return { sure: known.sure, possible: world.or(known.possible, further.possible) };
}

/** What a condition comes to for a value of which nothing is known, but that it is none of `never`. */
function holdsForAny(test: Test, operator: Operator, never: Guarded<Text> = []): Holds {
  const { key, comparison } = test;
  const value: Hole = { token: `value of ${key}`, label: key, alphabet: 'any', distinctClass: null, outside: false };
  // What its comparisons turn on is that value, and nothing else that stands in them.
  return comparison.collect(() => valuesHold(test, operator, [textOf(value)], never)).result;
}

/** A value of which nothing is known; still, there are comparisons that no value meets. */
function notKnown(test: Test, operator: Operator): TestResult {
  const { key } = test;
  const { possible } = metByAbsence(operator) ? HOLDS : holdsForAny(test, operator);
  const holds = { sure: NEVER, possible };
  if (possible === NEVER) return { holds, reason: `the condition on ${key} matches no call`, turnsOn: [] };
  return { holds, reason: `${key} is not known for this call`, turnsOn: [requestValue(key)] };
}

function contextOf(request: AccessRequest, key: string): ContextValue | null {
  const lower = key.toLowerCase();
  const known = request.context.get(lower);
  if (known !== undefined) return known;
  return carriesConditionKey(request.action, lower) ? null : { kind: 'absent' };
}

/** `Null: true` asks for absence, `Null: false` for presence. */
function nullTest({ key, statement, values, comparison }: Test, value: OneValue | null): TestResult {
  if (value === null)
    return { holds: UNKNOWN, reason: `${key} is not known for this call`, turnsOn: [requestValue(key)] };
  const wanted = textOf(value.kind === 'absent' ? 'true' : 'false');
  const { result: holds, turnsOn } = comparison.collect(() =>
    anyText(statement.scope, values, { text: (text) => comparison.same(lowerCase(text), wanted) }),
  );
  const fact =
    value.kind === 'absent' ? 'present, and this call does not carry it' : 'absent, and this call carries it';
  const reason = holds === HOLDS ? null : `the condition wants ${key} ${fact}`;
  return { holds, reason, turnsOn };
}

function requestValue(key: string): string {
  return `the value of ${key} in this call`;
}

/** A negated operator wants every value to match nothing, unless ForAnyValue is content with one such value. */
function valuesHold(test: Test, operator: Operator, actual: readonly Text[], never: Guarded<Text> = []): Holds {
  const { scope, hasVariables } = test.statement;
  const { world } = scope;
  const compare = comparator(operator, test.comparison);
  if (compare === null) return UNKNOWN;
  const expand = (wanted: Text) => (hasVariables ? expandVariables(wanted, test.request) : wanted);
  const each = actual.map((value) => {
    const matches = anyText(scope, test.values, {
      text: (written) => {
        const wanted = expand(written);
        const ruledOut = never.filter((other) => operator.matchesCase && sameText(wanted, other.value) === 'yes');
        const left = world.not(world.or(...ruledOut.map(({ guard }) => guard)));
        return under(world, left, fromTernary(compare(wanted, value)));
      },
    });
    return operator.negated ? negate(world, matches) : matches;
  });
  const wantsAll = operator.set === 'ForAllValues' || (operator.negated && operator.set === null);
  return wantsAll ? both(world, ...each) : either(world, ...each);
}
