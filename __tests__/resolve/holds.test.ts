import { describe, expect, test } from '@jest/globals';
import {
  allOf,
  anyOf,
  both,
  either,
  FAILS,
  fromTernary,
  HOLDS,
  negate,
  type Ternary,
  UNKNOWN,
  under,
} from '../../src/resolve/holds.ts';
import { ALWAYS, NEVER, World } from '../../src/resolve/world.ts';

/** Kleene's tables: what both and either of two answers come to. */
const TABLE: readonly (readonly [a: Ternary, b: Ternary, both: Ternary, either: Ternary])[] = [
  ['yes', 'yes', 'yes', 'yes'],
  ['yes', 'maybe', 'maybe', 'yes'],
  ['yes', 'no', 'no', 'yes'],
  ['maybe', 'maybe', 'maybe', 'maybe'],
  ['maybe', 'no', 'no', 'maybe'],
  ['no', 'no', 'no', 'no'],
];
const rows = TABLE.flatMap(([a, b, ...results]) => [[a, b, ...results] as const, [b, a, ...results] as const]);
const NOT = { yes: 'no', maybe: 'maybe', no: 'yes' } as const;

describe('answers that no condition is involved in', () => {
  test.each(rows)('%s and %s: both %s, either %s', (a, b, all, any) => {
    expect(allOf([a, b])).toBe(all);
    expect(anyOf([a, b])).toBe(any);
  });

  test('none of them are met by nothing, and nothing fails all of them', () => {
    expect([allOf([]), anyOf([])]).toEqual(['yes', 'no']);
  });
});

describe('answers under conditions', () => {
  test.each(rows)('%s and %s: both %s, either %s', (a, b, all, any) => {
    const world = new World();
    expect(both(world, fromTernary(a), fromTernary(b))).toEqual(fromTernary(all));
    expect(either(world, fromTernary(a), fromTernary(b))).toEqual(fromTernary(any));
    expect(negate(world, fromTernary(a))).toEqual(fromTernary(NOT[a]));
  });

  test('are each met under their own', () => {
    const world = new World();
    const [prod, large] = [world.free('prod'), world.free('large')];
    const [inProd, maybeLarge] = [under(world, prod, HOLDS), under(world, large, UNKNOWN)];
    expect(inProd).toEqual({ sure: prod, possible: prod });
    expect(maybeLarge).toEqual({ sure: NEVER, possible: large });
    expect(both(world, inProd, maybeLarge)).toEqual({ sure: NEVER, possible: world.and(prod, large) });
    expect(either(world, inProd, maybeLarge)).toEqual({ sure: prod, possible: world.or(prod, large) });
    expect(negate(world, maybeLarge)).toEqual({ sure: world.not(large), possible: ALWAYS });
    expect(under(world, ALWAYS, inProd)).toEqual(inProd);
    expect([both(world), either(world)]).toEqual([HOLDS, FAILS]);
  });
});
