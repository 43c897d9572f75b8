import type { TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { Diagram } from '../resolve/world.ts';
import type { Resource } from '../template/template.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements, type Sids } from './grant-statements.ts';
import type { Guarding } from './guard.ts';
import { guardingOfBranch, guardingOfGrant } from './hold-back.ts';
import { chosenKeys, heldChoice, sharedFailing } from './key-choice.ts';

/**
 * What a grant is for: whichever key the stream chooses, in one statement for all of them; one key, wherever the place is
 * there; or one key under the condition of the branch that fails.
 */
export type Reach = 'choice' | 'place' | 'branch';

/** A grant of that reach that mends a gap. */
export interface Grant {
  readonly gap: Gap;
  readonly reach: Reach;
  /** The actions that each key of the stream's choice lacks alike. */
  readonly shared: readonly ActionName[];
  /** The assignments under which it mends something. */
  readonly failing: Diagram;
  /** The keys of the stack that it names. */
  readonly keys: readonly Resource[];
}

/** The grant of that reach that mends a gap; null where the stream has no choice that lacks the same. */
export function grantOf(gap: Gap, reach: Reach): Grant | null {
  const own = keyOf(gap);
  if (reach !== 'choice') {
    return { gap, reach, shared: [], failing: gap.failing, keys: own === null ? [] : [own] };
  }
  const failing = new Map(gap.actions.map((action) => [action, sharedFailing(gap, action)]));
  const shared = gap.actions.filter((action) => failing.get(action) !== null);
  if (shared.length === 0) return null;
  const all = [...failing.values()].filter((each) => each !== null);
  const whole = gap.analysis.scope.world.or(gap.failing, ...all);
  return { gap, reach, shared, failing: whole, keys: chosenKeys(gap) };
}

/** Statements that are held back alike. */
interface Part {
  readonly guarding: Guarding;
  readonly statements: readonly TemplateValue[];
}

/** Its statements for a place that is there under `present`; null where nothing can hold them back there. */
export function partsIn(
  { gap, reach, shared }: Grant,
  arn: TemplateValue,
  present: Diagram,
  sids: Sids,
): readonly Part[] | null {
  const alone = gap.actions.filter((action) => !shared.includes(action));
  const part = (actions: readonly ActionName[], held: Held | null): readonly (Part | null)[] => {
    if (actions.length === 0) return [];
    if (held === null || held.guarding.kind === 'impossible') return [null];
    return [{ guarding: held.guarding, statements: grantStatements(actions, held.arn, gap.conditions, sids) }];
  };
  const parts = [
    ...part(alone, { arn, guarding: guardingFor(gap, present, reach) }),
    ...part(shared, choiceIn(gap, present)),
  ];
  const known = parts.filter((each) => each !== null);
  return known.length < parts.length ? null : known;
}

/** What stands for an ARN, and what holds it back. */
interface Held {
  readonly arn: TemplateValue;
  readonly guarding: Guarding;
}

/** The ARN of whichever key the stream has; null where nothing tells. */
function choiceIn(gap: Gap, present: Diagram): Held | null {
  const held = heldChoice(gap, present);
  if (held === null) return null;
  // It was tried in the whole place where nothing holds it to the custom resource.
  const guarding: Guarding = held.guarding.kind === 'impossible' ? { kind: 'none' } : held.guarding;
  return { arn: held.choice, guarding };
}

function guardingFor(gap: Gap, present: Diagram, reach: Reach): Guarding {
  const guarding = guardingOfGrant(gap, present);
  if (reach !== 'branch') return guarding;
  return guarding.kind === 'none' ? guardingOfBranch(gap) : { kind: 'impossible' };
}
