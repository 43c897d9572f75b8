import { OUTCOMES, type Outcome } from '../iam/decide.ts';
import { ALWAYS, type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { StreamKey } from './key.ts';

/** For each outcome the assignments under which it occurs. */
export type Outcomes = Readonly<Record<Outcome, Diagram>>;

export function outcomesBy(value: (outcome: Outcome) => Diagram): Outcomes {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, value(outcome)])) as Outcomes;
}

/** Outcomes from worst to best: where two requests of one action differ, the worse counts. */
const WORST_FIRST: readonly Outcome[] = [
  'denied',
  'closed',
  'bounded',
  'missing',
  'unusable',
  'broad',
  'unknown',
  'key-policy',
  'scoped',
];

/** Under each assignment the worst outcome of several. */
export function worstOf(world: World, all: readonly Outcomes[]): Outcomes {
  let left: Diagram = ALWAYS;
  const found = new Map<Outcome, Diagram>();
  for (const outcome of WORST_FIRST) {
    const here = world.and(left, world.or(...all.map((outcomes) => outcomes[outcome])));
    found.set(outcome, here);
    left = world.except(left, here);
  }
  return outcomesBy((outcome) => found.get(outcome) ?? left);
}

export const ALL_UNKNOWN = outcomesBy((outcome) => (outcome === 'unknown' ? ALWAYS : NEVER));

/** What becomes of an action: the worst of its requests; nothing that is good is known of a key that waits for something. */
export function outcomesFor(world: World, key: StreamKey, requests: readonly Outcomes[]): Outcomes {
  const isWaiting = key.kind === 'key' && key.awaits !== undefined;
  return worstOf(world, isWaiting ? [...requests, ALL_UNKNOWN] : requests);
}

const DENIALS: readonly Outcome[] = ['denied', 'closed', 'bounded'];

/** Whether two records differ within some assignments; a denial is one word, and what all the others leave. */
export function differWithin(world: World, frame: Diagram, a: Outcomes, b: Outcomes): boolean {
  const others = OUTCOMES.filter((outcome) => !DENIALS.includes(outcome));
  return others.some((outcome) => world.and(frame, a[outcome]) !== world.and(frame, b[outcome]));
}
