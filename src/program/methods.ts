import { put } from './assign.ts';
import { call, callClosure } from './calls.ts';
import { recordOf } from './classes.ts';
import { nameOf, spreadInto } from './evaluate.ts';
import { iterated, namesOf } from './iterate.ts';
import { LIST_METHODS, type Method } from './list-methods.ts';
import { argumentsOf, type Machine } from './machine.ts';
import { oneOf } from './members.ts';
import { callOutside } from './outside.ts';
import { copyOf, findIn, forgetIn, mergeInto, takeOut } from './things.ts';
import {
  type Arguments,
  type Class,
  type List,
  listOf,
  literal,
  NONE,
  NotFollowed,
  placeOf,
  Raised,
  type Thing,
  thingOf,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

/** Methods of strings that leave the value as it is but for blanks around it. */
const SAME = new Set(['strip', 'trim', 'toString', 'valueOf', 'trimEnd', 'trimStart', 'lstrip', 'rstrip', 'promise']);

function lookedUp(machine: Machine, given: Arguments): { readonly name: string | null; readonly otherwise: Value } {
  const [key = UNKNOWN, otherwise = given.named.get('default') ?? NONE] = given.items;
  return { name: nameOf(machine, key), otherwise };
}

/** What an object has under a name, or else something else. */
function get(machine: Machine, of: Thing, given: Arguments): Value {
  const { name, otherwise } = lookedUp(machine, given);
  const [key = UNKNOWN] = given.items;
  if (name === null) return key.kind === 'each' ? UNKNOWN : (oneOf(machine, of, key) ?? otherwise);
  const { value, isThere } = findIn(machine.run, of, name);
  if (typeof isThere === 'boolean') return isThere ? value : otherwise;
  const isSame =
    placeOf(value) !== null &&
    otherwise.kind === 'literal' &&
    (otherwise.value === null || otherwise.value === undefined);
  return isSame ? value : machine.run.choice(isThere, value, otherwise);
}

const DICTIONARY = new Map<string, Method<Thing>>(
  Object.entries<Method<Thing>>({
    get,
    copy: (_machine, of) => copyOf(of),
    pop: (machine, of, given) => {
      const { name, otherwise } = lookedUp(machine, given);
      const found = get(machine, of, given);
      if (name === null) forgetIn(machine.run, of);
      else takeOut(machine.run, of, name);
      const isMissing = name !== null && found === otherwise && given.items.length < 2;
      if (isMissing && found.kind === 'literal') throw new Raised('KeyError');
      return found;
    },
    setdefault: (machine, of, given) => {
      const { name, otherwise } = lookedUp(machine, given);
      if (name === null) forgetIn(machine.run, of);
      else {
        const { value, isThere } = findIn(machine.run, of, name);
        if (isThere === true || (isThere !== false && machine.run.decide(isThere))) return value;
        put(machine, of, literal(name), otherwise);
      }
      return otherwise;
    },
    update: (machine, of, given) => {
      for (const each of given.items) {
        const value = machine.run.settle(each);
        if (value.kind === 'thing') mergeInto(machine.run, of, value);
        else forgetIn(machine.run, of);
      }
      for (const each of given.spread) mergeInto(machine.run, of, each);
      if (given.isOpen) forgetIn(machine.run, of);
      for (const [name, value] of given.named) put(machine, of, literal(name), value);
      return NONE;
    },
    __setitem__: (machine, of, given) => {
      const [key = UNKNOWN, value = UNKNOWN] = given.items;
      put(machine, of, key, value);
      return NONE;
    },
    __getitem__: (machine, of, given) => get(machine, of, given),
    __contains__: () => UNKNOWN,
    keys: (_machine, of) => namesOf(of),
    items: (machine, of) => entriesOf(machine, of),
    values: (machine, of) => heldIn(machine, of),
    clear: (machine, of) => {
      machine.run.effects++;
      of.layers = thingOf().layers;
      return NONE;
    },
    hasOwnProperty: (machine: Machine, of: Thing, given: Arguments) => {
      const { name } = lookedUp(machine, given);
      if (name === null) return UNKNOWN;
      const { isThere } = findIn(machine.run, of, name);
      return typeof isThere === 'boolean'
        ? literal(isThere)
        : machine.run.choice(isThere, literal(true), literal(false));
    },
  }),
);

/** The names of an object with what stands under them; one pair that stands for all where they are not told. */
export function entriesOf(machine: Machine, of: Thing): List {
  const names = namesOf(of);
  const items = names.items.map((name) =>
    listOf([
      name,
      name.kind === 'literal' ? findIn(machine.run, of, String(name.value)).value : { kind: 'each', of, is: 'value' },
    ]),
  );
  return listOf(items, names.isOpen);
}

/** What stands under the names of an object. */
function heldIn(machine: Machine, of: Thing): List {
  const { items, isOpen } = entriesOf(machine, of);
  return listOf(
    items.map((each) => (each.kind === 'list' ? (each.items[1] ?? UNKNOWN) : UNKNOWN)),
    isOpen,
  );
}

/** Whether a value has a method of its kind by this name. */
export function hasMethod(machine: Machine, value: Value, name: string): boolean {
  if (
    SAME.has(name) ||
    /^(?:split|lower|upper|replace|startsWith|startswith|endswith|endsWith|includes|toLowerCase|toUpperCase|format|join|match|indexOf)$/.test(
      name,
    )
  )
    return true;
  if (value.kind === 'thing')
    return machine.isPython
      ? DICTIONARY.get(name) !== undefined
      : name === 'hasOwnProperty' || /^(?:map|forEach|find|filter|then|catch|finally)$/.test(name);
  return value.kind === 'list' && LIST_METHODS.get(name) !== undefined;
}

/** The last part of a key's ARN is its id, which names the same key; an id has no other part. */
function splitAtSlash(of: Value, name: string, given: Arguments): Value | null {
  const [sign] = given.items;
  const isSlash = /^r?split$/.test(name) && sign?.kind === 'literal' && sign.value === '/';
  return isSlash && placeOf(of) !== null ? listOf([UNKNOWN, of]) : null;
}

/** What a method of a value gives that is no object of a class. */
export function callMethod(machine: Machine, of: Value, name: string, given: Arguments): Value {
  const parts = splitAtSlash(of, name, given);
  if (parts !== null) return parts;
  if (PROMISED.has(name) && !machine.isPython && of.kind !== 'function') return continued(machine, of, name, given);
  switch (of.kind) {
    case 'thing':
      return ofThing(machine, of, name, given);
    case 'list': {
      const method = LIST_METHODS.get(name);
      if (method !== undefined) return method(machine, of, given);
      machine.run.effects++;
      of.isOpen = true;
      return callOutside(machine, `?.${name}`, given, false);
    }
    case 'function':
    case 'partial':
    case 'method':
      return ofFunction(machine, of, name, given);
    case 'class':
      return ofClass(machine, of, given);
    default:
      return SAME.has(name) && given.items.length === 0 ? of : callOutside(machine, `?.${name}`, given, false);
  }
}

const PROMISED = new Set(['then', 'catch', 'finally']);

/** A promise is taken to be kept. */
function continued(machine: Machine, of: Value, name: string, given: Arguments): Value {
  const [callback, failed] = given.items;
  if (name === 'then' && failed === undefined && callback !== undefined)
    return call(machine, callback, argumentsOf([of]));
  throw new NotFollowed('a promise that may fail');
}

function ofThing(machine: Machine, of: Thing, name: string, given: Arguments): Value {
  const place = placeOf(of);
  if (of.of !== null) return ofInstance(machine, of, name, given);
  if (SAME.has(name) && given.items.length === 0) return of;
  const method = machine.isPython || name === 'hasOwnProperty' ? DICTIONARY.get(name) : undefined;
  if (method !== undefined) return method(machine, of, given);
  if (place !== null && !machine.isPython && LIST_METHODS.get(name) !== undefined) {
    return callMethod(machine, iterated(machine, of), name, given);
  }
  // A method that is not known may change what it belongs to, but no string.
  if (!hasMethod(machine, of, name)) forgetIn(machine.run, of);
  return callOutside(machine, `?.${name}`, given, false);
}

/** What dataclasses, pydantic and named tuples give their instances. */
function ofInstance(machine: Machine, of: Thing, name: string, given: Arguments): Value {
  const made = copyOf(of);
  for (const [field, value] of given.named) put(machine, made, literal(field), value);
  if (name === '_replace' || name === 'model_copy') return made;
  return { kind: 'thing', layers: made.layers, of: null };
}

function ofFunction(machine: Machine, of: Value, name: string, given: Arguments): Value {
  const [self = UNDEFINED, ...items] = given.items;
  const bound: Value = of.kind === 'function' && !of.tree.isArrow ? { ...of, self } : of;
  if (name === 'bind') return { kind: 'partial', of: bound, given: argumentsOf(items) };
  if (name === 'call') return call(machine, bound, { ...given, items });
  if (name === 'apply') {
    const list = iterated(machine, items[0] ?? listOf([]));
    return call(machine, bound, { ...given, items: list.isOpen ? [] : list.items, isOpen: list.isOpen });
  }
  if (of.kind === 'function' && name === '__call__') return callClosure(machine, of, given);
  throw new NotFollowed('a method of a function');
}

/** `Props.model_validate(p)`, `Props._make(items)`. */
function ofClass(machine: Machine, of: Class, given: Arguments): Value {
  const [first] = given.items;
  const source = first === undefined ? undefined : machine.run.settle(first);
  const made = thingOf([], of);
  if (source?.kind !== 'thing') return UNKNOWN;
  recordOf(machine, of, { items: [], isOpen: false, named: new Map(), spread: [source] }, made);
  return made;
}

export function mergedOf(machine: Machine, target: Thing, given: readonly Value[]): Thing {
  for (const each of given) spreadInto(machine, target, each);
  machine.run.effects++;
  return target;
}
