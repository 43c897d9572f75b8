import { give, withDefault } from './assign.ts';
import { constructed, fieldsOf, superClass } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { executeBody } from './execute.ts';
import { iterated } from './iterate.ts';
import type { Machine } from './machine.ts';
import { memberOf } from './members.ts';
import { callMethod } from './methods.ts';
import { callOutside } from './outside.ts';
import { Scope } from './scope.ts';
import { copyOf, findIn, mergeInto, putIn, takeOut } from './things.ts';
import type { CallExpression, Expression, FunctionTree, ParameterTree } from './tree.ts';
import { isThere } from './truth.ts';
import {
  type Arguments,
  type Class,
  type Closure,
  type Defaults,
  listOf,
  literal,
  NONE,
  NotFollowed,
  Raised,
  type Thing,
  thingOf,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

export function closureOf(
  tree: FunctionTree,
  scope: Scope,
  { self = null, home = null, defaults = NO_DEFAULTS }: Partial<Pick<Closure, 'self' | 'home' | 'defaults'>> = {},
): Closure {
  const ownSelf = tree.isArrow ? scope.self : self;
  return { kind: 'function', tree, scope, self: ownSelf, home: home ?? scope.home, defaults };
}

const NO_DEFAULTS: Defaults = new Map();

/** Python makes the defaults of parameters where a function is defined, JavaScript where it is called. */
export function defaultsOf(machine: Machine, trees: readonly FunctionTree[], scope: Scope): Defaults {
  if (!machine.isPython) return NO_DEFAULTS;
  const given = trees.flatMap(({ parameters }) => parameters.flatMap(({ otherwise }) => otherwise ?? []));
  return new Map(given.map((each) => [each, evaluate(machine, each, scope)]));
}

/** Null where `?.` ends the chain of which the call is a part. */
export function callExpression(
  machine: Machine,
  expression: CallExpression,
  scope: Scope,
  chained: (of: Expression) => Value | null,
): Value | null {
  const { callee, isOptional, isNew } = expression;
  if (callee.kind === 'name' && callee.name === 'super') return callSuper(machine, expression, callerOf(scope));
  const found = isNew ? evaluate(machine, callee, scope) : calleeOf(machine, callee, scope, chained);
  if (found === null || (isOptional && !isThere(machine, found))) return null;
  const given = evaluatedArguments(machine, expression, scope);
  const value = machine.run.settle(found);
  if (isWatched(machine, value)) machine.reached.add(expression);
  if (callee.kind === 'name' && callee.name === 'delete' && callee.at < 0) return literal(true);
  return call(machine, value, given, isNew);
}

/** The function that is called, with the object whose method it is. */
function calleeOf(
  machine: Machine,
  callee: Expression,
  scope: Scope,
  chained: (of: Expression) => Value | null,
): Value | null {
  if (callee.kind !== 'member') return chained(callee);
  if (isSuper(machine, callee.of)) return superMember(machine, callee.name, callerOf(scope));
  const of = chained(callee.of);
  if (of === null) return null;
  const settled = machine.run.settle(of);
  if (callee.isOptional && !isThere(machine, settled)) return null;
  const found = memberOf(machine, settled, evaluate(machine, callee.name, scope), callee.isAttribute);
  // A function that an object holds is called as its method.
  const isPlain = found.kind === 'function' && found.self === null && !found.tree.isArrow && !machine.isPython;
  return isPlain && settled.kind === 'thing' ? { ...found, self: settled } : found;
}

/** `super(…)` of JavaScript. */
function callSuper(machine: Machine, expression: CallExpression, { scope, self, home }: Caller): Value {
  if (machine.isPython || home === null || self?.kind !== 'thing') throw new NotFollowed('a base is asked for');
  const base = superClass(home);
  const given = evaluatedArguments(machine, expression, scope);
  if (base?.kind === 'class') constructed(machine, base, given, self);
  fieldsOf(machine, home, self);
  return UNDEFINED;
}

interface Caller {
  readonly scope: Scope;
  readonly self: Value | null;
  readonly home: Class | null;
}

function callerOf(scope: Scope): Caller {
  return { scope, self: scope.self, home: scope.home };
}

/** `super.name` of JavaScript, `super().name` of Python. */
function isSuper(machine: Machine, of: Expression): boolean {
  if (!machine.isPython) return of.kind === 'name' && of.name === 'super';
  return of.kind === 'call' && of.callee.kind === 'name' && of.callee.name === 'super';
}

/** A method of the base. */
function superMember(machine: Machine, name: Expression, { scope, self, home }: Caller): Value {
  const base = home === null ? null : superClass(home);
  if (base?.kind !== 'class') return { kind: 'outside', path: 'super.?' };
  const found = memberOf(machine, base, evaluate(machine, name, scope), true);
  return found.kind === 'function' ? { ...found, self } : found;
}

function evaluatedArguments(machine: Machine, { given }: CallExpression, scope: Scope): Arguments {
  const items: Value[] = [];
  const named = new Map<string, Value>();
  const spread: Thing[] = [];
  let isOpen = false;
  for (const { name, spread: how, value } of given) {
    const made = evaluate(machine, value, scope);
    if (name !== null) named.set(name, made);
    else if (how === 'none') items.push(made);
    else if (how === 'items') {
      const list = iterated(machine, made);
      if (!isOpen) items.push(...(list.isOpen ? [] : list.items));
      isOpen ||= list.isOpen;
    } else {
      const settled = machine.run.settle(made);
      spread.push(
        settled.kind === 'thing' ? copyOf(settled) : { kind: 'thing', layers: [{ kind: 'unknown' }], of: null },
      );
    }
  }
  return { items, isOpen, named, spread };
}

/** Whether a value is a function of a library that is watched for. */
function isWatched({ program }: Machine, value: Value): boolean {
  return value.kind === 'outside' && program.watched.has(value.path.split('.').at(-1) ?? '');
}

export function call(machine: Machine, callee: Value, given: Arguments, isNew = false): Value {
  const value = machine.run.settle(callee);
  switch (value.kind) {
    case 'function':
      return machine.run.deeper(() => callClosure(machine, value, given));
    case 'class':
      return machine.run.deeper(() => constructed(machine, value, given));
    case 'partial':
      return call(machine, value.of, joinedArguments(value.given, given), isNew);
    case 'method':
      return callMethod(machine, value.of, value.name, given);
    case 'outside':
      if (isWatched(machine, value)) {
        machine.run.effects++;
        machine.onCall(machine, given);
      }
      return callOutside(machine, value.path, given, isNew);
    case 'unknown':
      return callOutside(machine, '?', given, isNew);
    case 'thing':
      return callThing(machine, value, given);
    case 'literal':
      throw new Raised('TypeError');
    default:
      throw new NotFollowed('something is called that is no function');
  }
}

/** An instance of a class that can be called. */
function callThing(machine: Machine, thing: Thing, given: Arguments): Value {
  if (thing.of === null) return callOutside(machine, '?', given, false);
  const method = memberOf(machine, thing, literal('__call__'), true);
  return call(machine, method, given);
}

function joinedArguments(first: Arguments, second: Arguments): Arguments {
  return {
    items: [...first.items, ...second.items],
    isOpen: first.isOpen || second.isOpen,
    named: new Map([...first.named, ...second.named]),
    spread: [...first.spread, ...second.spread],
  };
}

export function callClosure(machine: Machine, closure: Closure, given: Arguments): Value {
  const { tree, self, home } = closure;
  if (tree.isGenerator) throw new NotFollowed('it makes values one by one');
  const scope = new Scope(closure.scope, { own: machine.isPython ? (tree.own ?? new Set()) : new Set(), self, home });
  if (!machine.isPython) for (const name of tree.own ?? []) scope.declare(name, UNDEFINED);
  const isMethod = machine.isPython && self !== null;
  bind(machine, closure, isMethod ? { ...given, items: [self, ...given.items] } : given, scope);
  return executeBody(machine, tree.body, scope) ?? (machine.isPython ? NONE : UNDEFINED);
}

function bind(machine: Machine, { tree: { parameters }, defaults }: Closure, given: Arguments, scope: Scope): void {
  const { effects } = machine.run;
  const taken: string[] = [];
  let place = 0;
  for (const parameter of parameters) {
    const { target, rest, isKeyword, isAttribute } = parameter;
    if (rest === 'none') {
      const name = target.kind === 'name' ? target.name : '';
      taken.push(name);
      const value = argumentFor(machine, given, name, isKeyword ? null : place++);
      const bound = withOwnDefault(machine, parameter, value, scope, defaults);
      give(machine, target, bound, scope, 'declare');
      if (isAttribute && scope.self?.kind === 'thing') putIn(machine.run, scope.self, name, bound);
    } else if (rest === 'items') {
      give(machine, target, listOf(given.items.slice(place), given.isOpen), scope, 'declare');
      place = Number.POSITIVE_INFINITY;
    } else {
      give(machine, target, leftOver(machine, given, taken), scope, 'declare');
    }
  }
  machine.run.effects = effects;
}

/** What a call hands to a parameter, by its place or its name. */
function argumentFor(machine: Machine, given: Arguments, name: string, place: number | null): Value | undefined {
  const found = place === null ? undefined : given.items[place];
  return found ?? byName(machine, given, name) ?? (given.isOpen && place !== null ? UNKNOWN : undefined);
}

/** What a parameter is given, or its default. */
function withOwnDefault(
  machine: Machine,
  { otherwise }: ParameterTree,
  value: Value | undefined,
  scope: Scope,
  defaults: Defaults,
): Value {
  if (!machine.isPython) return withDefault(machine, value ?? UNDEFINED, otherwise, scope);
  const made = otherwise === null ? undefined : defaults.get(otherwise);
  if (value === undefined && made === undefined) throw new Raised('TypeError');
  return value ?? made ?? NONE;
}

function byName(machine: Machine, { named, spread }: Arguments, name: string): Value | undefined {
  const found = named.get(name);
  if (found !== undefined) return found;
  for (const thing of spread) {
    const { value, isThere: isFound } = findIn(machine.run, thing, name);
    if (isFound === true || (isFound !== false && machine.run.decide(isFound))) return value;
  }
  return undefined;
}

/** What `**kwargs` takes. */
function leftOver(machine: Machine, { named, spread }: Arguments, taken: readonly string[]): Thing {
  const left = thingOf();
  for (const thing of spread) mergeInto(machine.run, left, thing);
  left.layers.push({ kind: 'entries', entries: new Map(named) });
  for (const name of taken) takeOut(machine.run, left, name);
  return left;
}
