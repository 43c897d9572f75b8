import { type Decision, OUTCOMES } from '../iam/decide.ts';
import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow } from '../iam/statement.ts';
import { sameText } from '../resolve/glob.ts';
import { either, type Ternary } from '../resolve/holds.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Guarded } from '../resolve/value.ts';
import { ALWAYS, type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { OwnDescribe } from './caller.ts';
import { type StreamKey, streamKeys } from './key.ts';
import { outcomesBy } from './outcomes.ts';
import type { KnownKey } from './request.ts';

/** The decision on the calls that the handler makes itself, as far as they are on the stream's key. */
export function ownDecision(world: World, own: Decision, byRds: Decision, calls: OwnCalls): Decision {
  return asFarAsOwn(world, asMeantFor(world, own, byRds), byRds, calls);
}

/**
 * The decision on a call that the handler makes itself, where the same call by RDS is allowed by a statement of the
 * role: that statement was meant for the call, however it names the key (design 2.10).
 */
function asMeantFor(world: World, own: Decision, byRds: Decision): Decision {
  const { scoped, broad } = byRds.outcomes;
  const allowed = world.or(scoped, broad);
  const { missing, unusable } = own.outcomes;
  const outcomes = {
    ...own.outcomes,
    missing: world.except(missing, allowed),
    unusable: world.or(unusable, world.and(missing, allowed)),
  };
  return { ...own, outcomes, matches: own.matches.map((match) => meantToo(world, match, byRds)) };
}

/** The assignments under which a handler describes the stream's key itself, surely and possibly. */
export interface OwnCalls {
  readonly sure: Diagram;
  readonly possible: Diagram;
}

/** A call on what is understood to be another key is none on this one; one that is not understood may be. */
export function ownCalls(scope: Scope, describes: readonly OwnDescribe[], key: KnownKey): OwnCalls {
  const { world } = scope;
  let [sure, possible]: [Diagram, Diagram] = [NEVER, NEVER];
  for (const { key: given, isNeeded } of describes) {
    const asked: Guarded<StreamKey | null> = given?.flatMap(({ guard, value }) =>
      streamKeys(scope, value).map((each) => ({ guard: world.and(guard, each.guard), value: each.value })),
    ) ?? [{ guard: ALWAYS, value: null }];
    for (const { guard, value } of asked) {
      const same = value === null ? 'maybe' : isSame(key, value);
      if (same !== 'no') possible = world.or(possible, guard);
      if (same === 'yes' && isNeeded) sure = world.or(sure, guard);
    }
  }
  return { sure, possible };
}

function isSame({ identity }: KnownKey, other: StreamKey): Ternary {
  if (other.kind === 'unknown') return 'maybe';
  return other.kind === 'unsuitable' ? 'no' : sameText(identity.arn, other.identity.arn);
}

const HARMLESS = new Set<string>(['scoped', 'key-policy', 'unknown']);

/** What is not known to be a call on this key tells nothing bad for certain, and what is none on it tells nothing. */
function asFarAsOwn(world: World, own: Decision, byRds: Decision, { sure, possible }: OwnCalls): Decision {
  const open = world.except(possible, sure);
  const bad = world.or(...OUTCOMES.filter((outcome) => !HARMLESS.has(outcome)).map((outcome) => own.outcomes[outcome]));
  const outcomes = outcomesBy((outcome) => {
    const kept = world.and(HARMLESS.has(outcome) ? possible : sure, own.outcomes[outcome]);
    const opened = outcome === 'unknown' ? world.and(open, bad) : NEVER;
    return world.or(kept, opened, world.except(byRds.outcomes[outcome], possible));
  });
  const isOpen = world.and(open, bad) !== NEVER;
  return { ...own, outcomes, reasons: isOpen ? [...own.reasons, OPEN] : own.reasons };
}

const OPEN = "whether the handler needs its own call of DescribeKey to succeed on the stream's key";

function meantToo(world: World, match: StatementMatch, byRds: Decision): StatementMatch {
  const { statement } = match;
  const other = byRds.matches.find((each) => each.statement === statement);
  if (other === undefined || !isOwnAllow(statement)) return match;
  return { ...match, meant: either(world, match.meant, other.applies) };
}
