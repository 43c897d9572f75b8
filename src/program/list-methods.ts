import { call } from './calls.ts';
import { iterated } from './iterate.ts';
import { argumentsOf, type Machine } from './machine.ts';
import {
  type Arguments,
  addTo,
  type List,
  listOf,
  literal,
  NONE,
  NotFollowed,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

export type Method<Of> = (machine: Machine, of: Of, given: Arguments) => Value;

/** Calls a function for each item. */
function mapped(machine: Machine, of: List, given: Arguments): List {
  const [callback = UNKNOWN] = given.items;
  const some = of.isOpen && !machine.run.decide(machine.run.openTest()) ? [] : of.items;
  return listOf(
    some.map((item, index) => call(machine, callback, argumentsOf([item, literal(index)]))),
    of.isOpen,
  );
}

export const LIST_METHODS = new Map<string, Method<List>>(
  Object.entries<Method<List>>({
    map: mapped,
    flatMap: (machine: Machine, of: List, given: Arguments) =>
      listOf(
        mapped(machine, of, given).items.flatMap((each) => iterated(machine, each).items),
        true,
      ),
    forEach: (machine, of, given) => {
      mapped(machine, of, given);
      return UNDEFINED;
    },
    append: added,
    push: added,
    find: (machine, of, given) => chosen(machine, of, given),
    filter: (machine, of, given) => {
      chosen(machine, of, given);
      return listOf(of.items, true);
    },
    reduce: () => {
      throw new NotFollowed('a list is reduced');
    },
    at: (_machine, of, given) => {
      const [place] = given.items;
      if (of.isOpen || place?.kind !== 'literal') return UNKNOWN;
      return of.items.at(Number(place.value)) ?? UNDEFINED;
    },
    copy: (_machine, of) => listOf(of.items, of.isOpen),
    pop: (machine, of, given) => {
      machine.run.effects++;
      if (of.isOpen || given.items.length > 0) {
        of.isOpen = true;
        return UNKNOWN;
      }
      return of.items.pop() ?? UNDEFINED;
    },
    slice: (_machine, of, given) => (given.items.length === 0 ? listOf(of.items, of.isOpen) : listOf(of.items, true)),
    concat: (machine, of, given) => {
      const more = given.items.flatMap((each) => iterated(machine, each).items);
      return listOf([...of.items, ...more], true);
    },
  }),
);

function added(machine: Machine, of: List, given: Arguments): Value {
  addTo(of, given.items);
  machine.run.effects++;
  return machine.isPython ? NONE : UNDEFINED;
}

/** The first item for which a function is true; without a function that can be asked, any. */
function chosen(machine: Machine, of: List, given: Arguments): Value {
  const [callback = UNKNOWN] = given.items;
  if (of.isOpen) return UNKNOWN;
  for (const item of of.items) {
    const answer = machine.run.settle(call(machine, callback, argumentsOf([item])));
    if (answer.kind !== 'literal') return UNKNOWN;
    if (answer.value) return item;
  }
  return UNDEFINED;
}
