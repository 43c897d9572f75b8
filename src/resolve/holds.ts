import { ALWAYS, type Diagram, NEVER, type World } from './world.ts';

/** An answer of which a part may be unknown. */
export type Ternary = 'yes' | 'no' | 'maybe';

/**
 * A three-valued statement over all assignments of the conditions: under `sure` it holds, outside `possible` it does
 * not, between the two it is unknown. `sure` implies `possible`.
 */
export interface Holds {
  readonly sure: Diagram;
  readonly possible: Diagram;
}

export const HOLDS: Holds = { sure: ALWAYS, possible: ALWAYS };
export const FAILS: Holds = { sure: NEVER, possible: NEVER };
export const UNKNOWN: Holds = { sure: NEVER, possible: ALWAYS };

export function fromTernary(answer: Ternary): Holds {
  if (answer === 'yes') return HOLDS;
  return answer === 'no' ? FAILS : UNKNOWN;
}

/** A statement that is certain under every assignment: it holds under `diagram` and fails elsewhere. */
export function exactly(diagram: Diagram): Holds {
  return { sure: diagram, possible: diagram };
}

export function both(world: World, ...parts: readonly Holds[]): Holds {
  let { sure, possible } = HOLDS;
  for (const part of parts) {
    sure = world.and(sure, part.sure);
    possible = world.and(possible, part.possible);
  }
  return { sure, possible };
}

export function either(world: World, ...parts: readonly Holds[]): Holds {
  let { sure, possible } = FAILS;
  for (const part of parts) {
    sure = world.or(sure, part.sure);
    possible = world.or(possible, part.possible);
  }
  return { sure, possible };
}

export function negate(world: World, part: Holds): Holds {
  return { sure: world.not(part.possible), possible: world.not(part.sure) };
}

/** `part` where `guard` is, and nothing elsewhere. */
export function under(world: World, guard: Diagram, part: Holds): Holds {
  return guard === ALWAYS ? part : { sure: world.and(guard, part.sure), possible: world.and(guard, part.possible) };
}

/** Kleene's and, for answers that no condition is involved in. */
export function allOf(answers: readonly Ternary[]): Ternary {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** Kleene's or, for answers that no condition is involved in. */
export function anyOf(answers: readonly Ternary[]): Ternary {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
