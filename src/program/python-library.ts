import { put } from './assign.ts';
import { madeClass } from './classes.ts';
import { nameOf } from './evaluate.ts';
import { iterated } from './iterate.ts';
import { asList, itself, type Known, pairsInto, unread } from './library.ts';
import type { Machine } from './machine.ts';
import { memberOf } from './members.ts';
import { findIn, mergeInto } from './things.ts';
import { isTrue } from './truth.ts';
import { type Arguments, listOf, literal, NONE, stringOf, thingOf, UNKNOWN, type Value } from './values.ts';

const dictionary: Known = (machine, given, first) => {
  const made = thingOf();
  if (given.items.length > 0) {
    if (first.kind === 'thing') mergeInto(machine.run, made, first);
    else if (first.kind === 'list') pairsInto(machine, made, first);
    else made.layers.push({ kind: 'unknown' });
  }
  for (const each of given.spread) mergeInto(machine.run, made, each);
  for (const [name, value] of given.named) put(machine, made, literal(name), value);
  return made;
};

export const PYTHON = new Map<string, Known>(
  Object.entries<Known>({
    dict: dictionary,
    OrderedDict: dictionary,
    'collections.OrderedDict': dictionary,
    namedtuple,
    'collections.namedtuple': namedtuple,
    SimpleNamespace: namespace,
    'types.SimpleNamespace': namespace,
    str: (_machine, given, first) =>
      given.items.length === 1
        ? first.kind === 'literal'
          ? literal(first.value === null ? 'None' : String(first.value))
          : first
        : UNKNOWN,
    list: asList,
    tuple: asList,
    sorted: (machine, given, first) =>
      listOf(asList(machine, given, first, undefined).kind === 'list' ? iterated(machine, first).items : [], true),
    bool: (machine, _given, first) => literal(isTrue(machine, first)),
    range: () => listOf([UNKNOWN], true),
    isinstance: (machine) => machine.run.choice(machine.run.openTest(), literal(true), literal(false)),
    len: (_machine, _given, first) => (first.kind === 'list' && !first.isOpen ? literal(first.items.length) : UNKNOWN),
    'typing.cast': (_machine, _given, _first, second) => second ?? UNKNOWN,
    cast: (_machine, _given, _first, second) => second ?? UNKNOWN,
    'os.getenv': variable,
    getenv: variable,
    'functools.partial': (_machine, given, first) => ({
      kind: 'partial',
      of: first,
      given: { ...given, items: given.items.slice(1) },
    }),
    partial: (_machine, given, first) => ({
      kind: 'partial',
      of: first,
      given: { ...given, items: given.items.slice(1) },
    }),
    'asyncio.run': itself,
    getattr: (machine, given, first, second) => {
      const [, , otherwise] = given.items;
      if (first.kind === 'thing' && otherwise !== undefined && first.of === null) return UNKNOWN;
      return memberOf(machine, first, second ?? UNKNOWN, true);
    },
    setattr: (machine, given) => {
      const [of = UNKNOWN, key = UNKNOWN, value = UNKNOWN] = given.items;
      put(machine, of, key, value);
      return NONE;
    },
    vars: unread,
    map: unread,
    filter: unread,
    reduce: unread,
    'functools.reduce': unread,
    zip: (machine, given) => zipped(machine, given),
    enumerate: (machine, _given, first) => {
      const { items, isOpen } = iterated(machine, first);
      return listOf(
        items.map((item, index) => listOf([literal(index), item])),
        isOpen,
      );
    },
    next: (machine, given, first) => {
      const { items, isOpen } = iterated(machine, first);
      const [item] = items;
      return isOpen || item === undefined ? (given.items[1] === undefined || isOpen ? UNKNOWN : given.items[1]) : item;
    },
    iter: itself,
  }),
);

function namespace(machine: Machine, given: Arguments): Value {
  const made = thingOf(given.named, madeClass('SimpleNamespace', []));
  for (const each of given.spread) mergeInto(machine.run, made, each);
  return made;
}

function namedtuple(_machine: Machine, given: Arguments, first: Value, second: Value | undefined): Value {
  const written = second === undefined ? null : stringOf(second);
  const listed = second?.kind === 'list' && !second.isOpen ? second.items.map(stringOf) : null;
  const names = written?.split(/[\s,]+/).filter((name) => name !== '') ?? listed;
  if (names === null || given.named.size > 0) return UNKNOWN;
  const told = names.filter((name) => name !== null);
  return told.length < names.length ? UNKNOWN : madeClass(stringOf(first) ?? '', told);
}

function zipped(machine: Machine, given: Arguments): Value {
  const lists = given.items.map((each) => iterated(machine, each));
  const isOpen = lists.some((list) => list.isOpen);
  const length = Math.min(...lists.map(({ items }) => items.length));
  const rows = Array.from({ length: isOpen ? 0 : length }, (_, place) =>
    listOf(lists.map(({ items }) => items[place] ?? UNKNOWN)),
  );
  return isOpen ? listOf([UNKNOWN], true) : listOf(rows);
}

function variable(machine: Machine, given: Arguments, first: Value, second: Value | undefined): Value {
  const name = nameOf(machine, first);
  if (name === null) return UNKNOWN;
  const { value, isThere } = findIn(machine.run, machine.environment, name);
  const otherwise = second ?? given.named.get('default');
  if (otherwise === undefined || isThere === true) return value;
  return isThere === false ? otherwise : machine.run.choice(isThere, value, otherwise);
}
