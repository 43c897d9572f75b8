import { put } from './assign.ts';
import { iterated } from './iterate.ts';
import type { Machine } from './machine.ts';
import { copyOf, deepCopyOf, forgetIn } from './things.ts';
import {
  type Arguments,
  givenThing,
  type List,
  listOf,
  NotFollowed,
  outside,
  PARSED,
  placeOf,
  type Thing,
  UNKNOWN,
  type Value,
} from './values.ts';

/** What a function of a library gives, as far as it is known. */
export type Known = (machine: Machine, given: Arguments, first: Value, second: Value | undefined) => Value;

export const itself: Known = (_machine, _given, first) => first;
const copied: Known = (_machine, _given, first) =>
  first.kind === 'thing' ? copyOf(first) : first.kind === 'list' ? listOf(first.items, first.isOpen) : first;

const copiedWhole: Known = (machine, _given, first) => deepCopyOf(machine.run, first);

/** What a JSON text holds; a function that is asked of each part may make anything of it. */
const parsed: Known = (machine, { items, named }, first) => {
  machine.run.mayRaise('ValueError JSONDecodeError SyntaxError');
  if (items.length > 1 || named.size > 0) return UNKNOWN;
  const place = placeOf(first);
  if (place !== null) return givenThing({ of: place.of, path: [...place.path, PARSED] });
  const held = written.get(first);
  return held === undefined ? UNKNOWN : deepCopyOf(machine.run, held);
};

const written = new WeakMap<Value, Value>();

/** A JSON text of a value, which gives a copy of it back where it is read. */
const asText: Known = (machine, { items, named }, first) => {
  const text = outside('JSON text');
  const isPlain = items.slice(1).every(({ kind }) => kind === 'literal');
  const isKnown = [...named.keys()].every((name) =>
    /^(?:default|indent|sort_keys|separators|ensure_ascii)$/.test(name),
  );
  if (isPlain && isKnown) written.set(text, deepCopyOf(machine.run, first));
  return text;
};

/** Puts pairs of names and values into an object. */
export function pairsInto(machine: Machine, made: Thing, list: List): void {
  for (const each of list.items) {
    const [key, value] = each.kind === 'list' ? each.items : [];
    if (key === undefined || value === undefined) forgetIn(machine.run, made);
    else put(machine, made, key, value);
  }
  const isWhole = list.items.length === 1 && list.items[0]?.kind === 'list' && list.items[0].items[0]?.kind === 'each';
  if (list.isOpen && !isWhole) forgetIn(machine.run, made);
}

export const asList: Known = (machine, given, first) => {
  if (given.items.length === 0) return listOf([]);
  const { items, isOpen } = iterated(machine, first);
  return listOf(items, isOpen);
};

export const unread: Known = () => {
  throw new NotFollowed('a function that is not followed');
};

export const COMMON = new Map<string, Known>(
  Object.entries<Known>({
    'json.loads': parsed,
    'JSON.parse': parsed,
    'json.dumps': asText,
    'JSON.stringify': asText,
    'copy.copy': copied,
    'copy.deepcopy': copiedWhole,
    structuredClone: copiedWhole,
  }),
);
