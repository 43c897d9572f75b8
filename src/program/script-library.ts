import { nameOf } from './evaluate.ts';
import { requireFile } from './files.ts';
import { namesOf } from './iterate.ts';
import { asList, itself, type Known, pairsInto, unread } from './library.ts';
import { entriesOf, mergedOf } from './methods.ts';
import { findIn, forgetIn, namesIn } from './things.ts';
import { isTrue } from './truth.ts';
import { listOf, literal, outside, thingOf, UNKNOWN } from './values.ts';

const assigned: Known = (machine, given, first) => {
  if (first.kind !== 'thing') return UNKNOWN;
  if (given.isOpen) forgetIn(machine.run, first);
  return mergedOf(machine, first, given.items.slice(1));
};

export const SCRIPT = new Map<string, Known>(
  Object.entries<Known>({
    String: (_machine, given, first) =>
      first.kind === 'literal' && given.items.length > 0 ? literal(String(first.value)) : first,
    Boolean: (machine, _given, first) => literal(isTrue(machine, first)),
    'Object.assign': assigned,
    'Object.freeze': itself,
    'Object.seal': itself,
    'Object.create': unread,
    'Object.defineProperty': unread,
    'Object.defineProperties': unread,
    'Object.setPrototypeOf': unread,
    'Reflect.set': unread,
    'Object.entries': (machine, _given, first) =>
      first.kind === 'thing' ? entriesOf(machine, first) : listOf([UNKNOWN], true),
    'Object.keys': (_machine, _given, first) => (first.kind === 'thing' ? namesOf(first) : listOf([UNKNOWN], true)),
    'Object.values': (machine, _given, first) => {
      if (first.kind !== 'thing' || namesIn(first) === null) return listOf([UNKNOWN], true);
      return listOf(
        entriesOf(machine, first).items.map((each) => (each.kind === 'list' ? (each.items[1] ?? UNKNOWN) : UNKNOWN)),
      );
    },
    'Object.fromEntries': (machine, _given, first) => {
      const made = thingOf();
      if (first.kind === 'list') pairsInto(machine, made, first);
      else made.layers.push({ kind: 'unknown' });
      return made;
    },
    'Object.hasOwn': (machine, _given, first, second) => {
      const name = second === undefined ? null : nameOf(machine, second);
      if (first.kind !== 'thing' || name === null) return UNKNOWN;
      const { isThere } = findIn(machine.run, first, name);
      return typeof isThere === 'boolean'
        ? literal(isThere)
        : machine.run.choice(isThere, literal(true), literal(false));
    },
    'Promise.resolve': itself,
    'Promise.all': asList,
    'Array.from': (machine, given, first, second) =>
      second === undefined ? asList(machine, given, first, second) : unread(machine, given, first, second),
    'Array.of': (_machine, given) => listOf(given.items, given.isOpen),
    Object: itself,
    require: (machine, _given, first) =>
      first.kind === 'literal' ? requireFile(machine, String(first.value)) : outside('?'),
    eval: unread,
    Function: unread,
    'Reflect.apply': unread,
    'Reflect.construct': unread,
    delete: unread,
  }),
);
