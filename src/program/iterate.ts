import type { Machine } from './machine.ts';
import { namesIn } from './things.ts';
import {
  EACH,
  givenThing,
  type List,
  listOf,
  literal,
  NotFollowed,
  placeOf,
  type Thing,
  UNKNOWN,
  type Value,
} from './values.ts';

/** What a loop takes from a value, one after the other; an open list may be longer or empty. */
export function iterated(machine: Machine, value: Value): List {
  const settled = machine.run.settle(value);
  if (settled.kind === 'list') return settled;
  const given = placeOf(settled);
  if (given !== null && given.path.length > 0) {
    return listOf([givenThing({ of: given.of, path: [...given.path, EACH] })], true);
  }
  if (settled.kind === 'thing' && settled.of === null) return namesOf(settled);
  if (settled.kind === 'literal' && typeof settled.value === 'string') {
    return listOf([...settled.value].map((sign) => literal(sign)));
  }
  if (settled.kind === 'thing' || settled.kind === 'class') throw new NotFollowed('a loop over an object of a class');
  return listOf([UNKNOWN], true);
}

/** The names of an object, or the one that stands for each of them. */
export function namesOf(thing: Thing): List {
  const names = namesIn(thing);
  if (names === null) return listOf([{ kind: 'each', of: thing, is: 'name' }], true);
  return listOf(names.map((name) => literal(name)));
}
