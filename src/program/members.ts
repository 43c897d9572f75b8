import { call } from './calls.ts';
import { memberOfClass, memberOfInstance } from './classes.ts';
import { nameOf } from './evaluate.ts';
import { argumentsOf, type Machine } from './machine.ts';
import { hasMethod } from './methods.ts';
import type { Scope } from './scope.ts';
import { findIn, namesIn } from './things.ts';
import { equal, isTrue } from './truth.ts';
import {
  type List,
  literal,
  NotFollowed,
  outside,
  placeOf,
  Raised,
  type Step,
  type Thing,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

/** What stands under a name in a value: an attribute, an item, a method. */
export function memberOf(machine: Machine, of: Value, name: Value, isAttribute: boolean): Value {
  const value = machine.run.settle(of);
  const told = nameOf(machine, name);
  switch (value.kind) {
    case 'thing':
      return told === null
        ? itemByAny(machine, value, name)
        : memberOfThing(machine, value, stepOf(name, told), isAttribute);
    case 'list':
      return memberOfList(machine, value, told);
    case 'literal':
      return memberOfLiteral(machine, value.value, told, value);
    case 'class':
      return told === null ? UNKNOWN : memberOfClass(machine, value, told, isAttribute);
    case 'module':
      return told === null ? UNKNOWN : memberOfModule(value.scope, told);
    case 'outside':
      return memberOfOutside(machine, value.path, told);
    case 'unknown':
      return outside(`?.${told ?? '?'}`);
    case 'function':
    case 'partial':
    case 'method':
      return told === null ? UNKNOWN : { kind: 'method', of: value, name: told };
    case 'each':
      return UNKNOWN;
  }
}

/** A number is the place of an item in a list. */
function stepOf(name: Value, told: string): Step {
  return name.kind === 'literal' && typeof name.value === 'number' ? name.value : told;
}

/** What a library has under a name; some of it is known. */
function memberOfOutside(machine: Machine, path: string, name: string | null): Value {
  const whole = `${path}.${name ?? '?'}`;
  return whole === 'os.environ' || whole === 'process.env' ? machine.environment : outside(whole);
}

function memberOfModule(scope: Scope, name: string): Value {
  const found = scope.find(name);
  if (found === 'unset' || found === null) throw new NotFollowed(`${name} of a file that does not have it`);
  return found;
}

function memberOfLiteral(machine: Machine, held: unknown, name: string | null, value: Value): Value {
  if (held === null || held === undefined)
    throw new Raised(machine.isPython ? 'AttributeError TypeError' : 'TypeError');
  if (name !== null && hasMethod(machine, value, name)) return { kind: 'method', of: value, name };
  return UNKNOWN;
}

function memberOfList(machine: Machine, list: List, name: string | null): Value {
  if (name === null) return anyOf(machine, list.items, list.isOpen);
  if (name === 'length' && !machine.isPython) return list.isOpen ? UNKNOWN : literal(list.items.length);
  if (!/^-?\d+$/.test(name)) return { kind: 'method', of: list, name };
  if (list.isOpen) return UNKNOWN;
  const place = Number(name);
  const item = list.items[place < 0 && machine.isPython ? list.items.length + place : place];
  if (item === undefined && machine.isPython) throw new Raised('IndexError');
  return item ?? UNDEFINED;
}

/** One of several values: functions are told apart, since the program may call any of them. */
function anyOf(machine: Machine, values: readonly Value[], isOpen: boolean): Value {
  const { run } = machine;
  if (!values.some(({ kind }) => kind === 'function' || kind === 'class')) return UNKNOWN;
  for (const value of values) if (run.decide(run.openTest())) return value;
  return isOpen ? UNKNOWN : UNDEFINED;
}

/** What stands under a name that is not told. */
function itemByAny(machine: Machine, thing: Thing, name: Value): Value {
  const settled = machine.run.settle(name);
  if (settled.kind === 'each' && settled.of === thing) return { kind: 'each', of: thing, is: 'value' };
  if (thing.of !== null) throw new NotFollowed('a member of a class by a name that is made');
  const found = oneOf(machine, thing, settled);
  if (found === null && machine.isPython) throw new Raised('KeyError LookupError');
  return found ?? UNDEFINED;
}

/** More entries than these are not told apart. */
const FEW = 20;

/** What stands under the one of its names that a name turns out to be; null where it is none of them. */
export function oneOf(machine: Machine, thing: Thing, name: Value): Value | null {
  const names = namesIn(thing);
  if (names === null || names.length > FEW) return UNKNOWN;
  const found = names.find((each) => isTrue(machine, equal(machine, name, literal(each))));
  return found === undefined ? null : findIn(machine.run, thing, found).value;
}

function memberOfThing(machine: Machine, thing: Thing, step: Step, isAttribute: boolean): Value {
  const name = String(step);
  if (thing.of !== null && (isAttribute || !machine.isPython)) return memberOfInstance(machine, thing, thing.of, name);
  if (machine.isPython && isAttribute) return attributeOfDictionary(machine, thing, name);
  if (thing.of !== null) return itemOfInstance(machine, thing, thing.of, name);
  const { value, isThere } = findIn(machine.run, thing, step);
  if (isThere === true) return value;
  if (!machine.isPython) {
    const isMethod = hasMethod(machine, thing, name) && (isThere === false || placeOf(thing) !== null);
    if (isMethod) return { kind: 'method', of: thing, name };
    return isThere === false ? UNDEFINED : value;
  }
  const isMissing = isThere === false || (machine.run.handlers > 0 && !machine.run.decide(isThere));
  if (isMissing) throw new Raised('KeyError LookupError');
  return value;
}

/** Instances of a class are looked up in as that class tells. */
function itemOfInstance(machine: Machine, thing: Thing, of: NonNullable<Thing['of']>, name: string): Value {
  const getter = memberOfClass(machine, of, '__getitem__', true);
  if (getter.kind !== 'function') throw new NotFollowed('an item of an object of a class');
  return call(machine, { ...getter, self: thing }, argumentsOf([literal(name)]));
}

/** Dictionaries have methods, and the event may be an object of AWS Powertools. */
function attributeOfDictionary(machine: Machine, thing: Thing, name: string): Value {
  const [base] = thing.layers;
  const isEvent = base?.kind === 'given' && base.given.of === 'event' && base.given.path.length === 0;
  if (isEvent && name === 'resource_properties') return findIn(machine.run, thing, 'ResourceProperties').value;
  if (isEvent && !hasMethod(machine, thing, name)) return UNKNOWN;
  return { kind: 'method', of: thing, name };
}
