import { describe, expect, test } from '@jest/globals';
import { OUTCOMES, type Outcome } from '../../src/iam/decide.ts';
import { ALWAYS, type Diagram, NEVER, World } from '../../src/resolve/world.ts';
import { differWithin, type Outcomes, outcomesBy, worstOf } from '../../src/stream/outcomes.ts';

/** From worst to best (design 2.1); the three ways to be denied are one word. */
const WORDS: readonly (readonly Outcome[])[] = [
  ['denied', 'closed', 'bounded'],
  ['missing'],
  ['unusable'],
  ['broad'],
  ['unknown'],
  ['key-policy'],
  ['scoped'],
];
const only = (outcome: Outcome): Outcomes => outcomesBy((each) => (each === outcome ? ALWAYS : NEVER));
const found = (outcomes: Outcomes) => OUTCOMES.filter((outcome) => outcomes[outcome] !== NEVER);
const rankOf = (outcome: Outcome) => WORDS.findIndex((word) => word.includes(outcome));

test('there is a word for each outcome', () => {
  expect([...WORDS.flat()].sort()).toEqual([...OUTCOMES].sort());
});

describe('of the outcomes of two requests the worse counts', () => {
  const pairs = OUTCOMES.flatMap((a) => OUTCOMES.map((b) => [a, b] as const));
  test.each(pairs)('%s and %s', (a, b) => {
    const [worst = a, ...others] = found(worstOf(new World(), [only(a), only(b)]));
    expect(others).toEqual([]);
    expect(rankOf(worst)).toBe(Math.min(rankOf(a), rankOf(b)));
    expect([a, b]).toContain(worst);
  });

  test('under each assignment by itself', () => {
    const world = new World();
    const [prod, large] = [world.free('prod'), world.free('large')];
    const choose = (guard: Diagram, yes: Outcome, no: Outcome) =>
      outcomesBy((each) => (each === yes ? guard : each === no ? world.not(guard) : NEVER));
    const worst = worstOf(world, [choose(prod, 'scoped', 'missing'), choose(large, 'broad', 'scoped')]);
    expect(worst.missing).toBe(world.not(prod));
    expect(worst.broad).toBe(world.and(prod, large));
    expect(worst.scoped).toBe(world.and(prod, world.not(large)));
    expect(found(worst).sort()).toEqual(['broad', 'missing', 'scoped']);
  });
});

describe('outcomes differ', () => {
  const world = new World();
  const prod = world.free('prod');
  const chosen = outcomesBy((each) => (each === 'missing' ? prod : each === 'scoped' ? world.not(prod) : NEVER));
  const frames = { always: ALWAYS, 'in production': prod, elsewhere: world.not(prod) };

  test.each<[keyof typeof frames, Outcomes, Outcomes, boolean]>([
    ['always', only('scoped'), only('scoped'), false],
    ['always', only('scoped'), only('broad'), true],
    ['always', only('denied'), only('closed'), false],
    ['always', only('closed'), only('bounded'), false],
    ['always', only('denied'), only('missing'), true],
    ['always', only('missing'), only('bounded'), true],
    ['always', chosen, only('scoped'), true],
    ['in production', chosen, only('scoped'), true],
    ['elsewhere', chosen, only('scoped'), false],
    ['in production', chosen, only('missing'), false],
  ])('%s', (frame, a, b, expected) => {
    expect(differWithin(world, frames[frame], a, b)).toBe(expected);
    expect(differWithin(world, frames[frame], b, a)).toBe(expected);
  });
});
