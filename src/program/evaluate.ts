import { assignTo } from './assign.ts';
import { callExpression, closureOf, defaultsOf } from './calls.ts';
import { classOf, enumString } from './classes.ts';
import { comprehension } from './comprehensions.ts';
import { iterated } from './iterate.ts';
import type { Machine } from './machine.ts';
import { memberOf } from './members.ts';
import type { Scope } from './scope.ts';
import { copyOf, mergeInto, putIn } from './things.ts';
import type { Expression } from './tree.ts';
import { equal, isIn, isThere, isTrue } from './truth.ts';
import {
  addTo,
  listOf,
  literal,
  NotFollowed,
  outside,
  placeOf,
  Raised,
  stringOf,
  thingOf,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** The value of an expression, with all that comes of making it. */
export function evaluate(machine: Machine, expression: Expression, scope: Scope): Value {
  return machine.run.deeper(() => evaluated(machine, expression, scope));
}

function evaluated(machine: Machine, expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value);
    case 'joined':
      return joined(machine, expression, scope);
    case 'name':
      return valueOfName(machine, expression.name, scope);
    case 'member':
    case 'call':
      return chained(machine, expression, scope) ?? UNDEFINED;
    case 'object':
      return object(machine, expression, scope);
    case 'list':
      return list(machine, expression, scope);
    case 'choose':
      return chosen(machine, expression, scope);
    case 'logic':
      return logic(machine, expression.operator, evaluate(machine, expression.left, scope), expression.right, scope);
    case 'not':
      return literal(!isTrue(machine, evaluate(machine, expression.of, scope)));
    case 'compare':
      return compared(machine, expression, scope);
    case 'operation':
      return operation(machine, expression, scope);
    case 'function':
      return closureOf(expression.function, scope, { defaults: defaultsOf(machine, [expression.function], scope) });
    case 'class':
      return classOf(machine, expression.class, scope);
    case 'assign':
      return assignTo(machine, expression, scope);
    case 'comprehension':
      return comprehension(machine, expression, scope);
    case 'sequence':
      return expression.of.map((each) => evaluate(machine, each, scope)).at(-1) ?? UNDEFINED;
    case 'unread':
      throw new NotFollowed('it says something that is not read');
  }
}

/** Null where `?.` ends a chain of members and calls before its end. */
function chained(machine: Machine, expression: Expression, scope: Scope): Value | null {
  if (expression.kind === 'call')
    return callExpression(machine, expression, scope, (of) => chained(machine, of, scope));
  if (expression.kind !== 'member') return evaluate(machine, expression, scope);
  const of = machine.run.deeper(() => chained(machine, expression.of, scope));
  if (of === null) return null;
  if (expression.isOptional && !isThere(machine, of)) return null;
  const name = evaluate(machine, expression.name, scope);
  return memberOf(machine, of, name, expression.isAttribute);
}

function valueOfName(machine: Machine, name: string, scope: Scope): Value {
  if (name === 'this' && !machine.isPython) return scope.self ?? UNDEFINED;
  const found = scope.find(name);
  if (found === 'unset') throw new Raised('UnboundLocalError');
  if (found !== null) return found;
  if (name === '__name__') return literal('index');
  if (/^(?:globals|locals|vars|eval|exec)$/.test(name)) throw new NotFollowed('it looks names up');
  return outside(name);
}

function joined(machine: Machine, { parts }: Of<'joined'>, scope: Scope): Value {
  const values = parts.map((part) => (typeof part === 'string' ? literal(part) : evaluate(machine, part, scope)));
  const [only, ...others] = values;
  if (only === undefined) return literal('');
  // A string that holds nothing but a value is that value, where it is a string.
  if (others.length === 0) return only.kind === 'literal' ? literal(String(only.value)) : only;
  const strings = values.map(stringOf);
  return strings.every((each) => each !== null) ? literal(strings.join('')) : UNKNOWN;
}

function object(machine: Machine, { entries }: Of<'object'>, scope: Scope): Value {
  const made = thingOf();
  for (const { key, value } of entries) {
    const name = key === null ? null : nameOf(machine, evaluate(machine, key, scope));
    const given = evaluate(machine, value, scope);
    if (key === null) spreadInto(machine, made, given);
    else if (name === null) made.layers.push({ kind: 'unknown' });
    else putIn(machine.run, made, name, given);
  }
  return made;
}

/** Puts all that a value has into an object: nothing where there is nothing. */
export function spreadInto(machine: Machine, made: ReturnType<typeof thingOf>, given: Value): void {
  const value = machine.run.settle(given);
  if (value.kind === 'thing') mergeInto(machine.run, made, value);
  else if (value.kind !== 'literal') made.layers.push({ kind: 'unknown' });
}

/** The name that a value is as a key, or null. */
export function nameOf(machine: Machine, given: Value): string | null {
  const value = machine.run.settle(given);
  if (value.kind === 'literal') return String(value.value);
  const held = value.kind === 'thing' ? enumString(value) : null;
  return held?.kind === 'literal' ? String(held.value) : null;
}

function list(machine: Machine, { items }: Of<'list'>, scope: Scope): Value {
  const made = listOf([]);
  for (const { value, spread } of items) {
    const given = evaluate(machine, value, scope);
    if (spread === 'none') {
      addTo(made, [given]);
      continue;
    }
    const { items: inside, isOpen } = iterated(machine, given);
    addTo(made, inside);
    made.isOpen ||= isOpen;
  }
  return made;
}

/** Kinds of expressions that change nothing and fail nowhere, so that it does not matter whether they are evaluated. */
const QUIET: ReadonlySet<Expression['kind']> = new Set(['literal', 'name', 'function']);

function chosen(machine: Machine, { test, met, otherwise }: Of<'choose'>, scope: Scope): Value {
  const asked = machine.run.settle(evaluate(machine, test, scope));
  const isOpen = asked.kind === 'unknown' || asked.kind === 'outside';
  if (isOpen && QUIET.has(met.kind) && QUIET.has(otherwise.kind)) {
    const [one, other] = [evaluate(machine, met, scope), evaluate(machine, otherwise, scope)];
    return machine.run.choice(machine.run.openTest(), one, other);
  }
  return evaluate(machine, isTrue(machine, asked) ? met : otherwise, scope);
}

/** `left or right` and its like, where the left side is known. */
export function logic(
  machine: Machine,
  operator: 'or' | 'and' | 'coalesce',
  left: Value,
  right: Expression,
  scope: Scope,
): Value {
  const settled = machine.run.settle(left);
  const isLeft = operator === 'coalesce' ? isThere(machine, settled) : isTrue(machine, settled) === (operator === 'or');
  return isLeft ? settled : evaluate(machine, right, scope);
}

function compared(machine: Machine, { operator, isNot, left, right }: Of<'compare'>, scope: Scope): Value {
  const { run } = machine;
  const [one, other] = [evaluate(machine, left, scope), evaluate(machine, right, scope)];
  if (operator === 'other') return run.choice(run.openTest(), literal(true), literal(false));
  const isStrict = operator === 'same';
  const answer = operator === 'in' ? isIn(machine, one, other) : equal(machine, one, other, isStrict);
  return isNot ? literal(!isTrue(machine, answer)) : answer;
}

function operation(machine: Machine, { operator, of }: Of<'operation'>, scope: Scope): Value {
  const values = of.map((each) => machine.run.settle(evaluate(machine, each, scope)));
  const [one, other] = values;
  if (operator === 'typeof' && one !== undefined) return typeName(machine, one);
  if (operator === 'void') return UNDEFINED;
  if (one === undefined || other === undefined)
    return operator === 'with' && one !== undefined ? entered(one) : UNKNOWN;
  const [a, b] = [stringOf(one), stringOf(other)];
  if (operator === '+' && a !== null && b !== null) return literal(a + b);
  if (operator === '+' && one.kind === 'list' && other.kind === 'list') {
    return listOf([...one.items, ...other.items], one.isOpen || other.isOpen);
  }
  if (operator === '|' && one.kind === 'thing' && other.kind === 'thing') {
    const made = copyOf(one);
    mergeInto(machine.run, made, other);
    return made;
  }
  return UNKNOWN;
}

/** What `with` gives: the value itself of what a library makes, something unknown of the program's own. */
function entered(value: Value): Value {
  if (value.kind === 'thing') throw new NotFollowed('a context of the program itself');
  return value;
}

function typeName(machine: Machine, value: Value): Value {
  const { run } = machine;
  if (value.kind === 'literal') return literal(value.value === null ? 'object' : typeof value.value);
  if (value.kind === 'function' || value.kind === 'class') return literal('function');
  const some = run.choice(run.openTest(), literal('string'), literal('object'));
  const given = placeOf(value);
  if (given === null) return value.kind === 'thing' ? literal('object') : some;
  return run.choice({ kind: 'given', given, asks: 'present', value: '' }, some, literal('undefined'));
}
