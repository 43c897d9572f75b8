import type { TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Resource } from '../template/template.ts';
import { branchesOfRole, type Gap, keyOf } from './gap.ts';
import { type Guarding, underGuarding } from './guard.ts';
import { guardingWithStream, targetOf } from './hold-back.ts';
import { keyArnValue } from './key-arn.ts';

/** Which condition is for which key is tried out: no template chooses among more. */
const MOST_KEYS = 3;

/** A key that a stream may have. */
interface Choice {
  readonly arn: TemplateValue;
  /** The assignments under which it is the stream's. */
  readonly used: Diagram;
  /** Those under which what stands for its ARN is one. */
  readonly there: Diagram;
}

/**
 * For a stream that chooses among keys: the same choice among their ARNs, in a place that is there under `place`, so that
 * none is granted where the stream has another. Null where the conditions of the template do not tell everywhere which of
 * them it has, or one of them is not there.
 */
export function keyChoice(gap: Gap, place: Diagram): TemplateValue | null {
  const { world } = gap.analysis.scope;
  const choices = choicesOf(gap)?.filter(({ used }) => world.and(used, place) !== NEVER) ?? [];
  return choices.length < 2 ? null : chosen(gap, place, choices);
}

/** The same for a place that is held back as the custom resource is; null where neither tells which key is there. */
export function heldChoice(
  gap: Gap,
  place: Diagram,
): { readonly choice: TemplateValue; readonly guarding: Guarding } | null {
  const guarding = guardingWithStream({ ...gap, failing: gap.analysis.exists }, place);
  const choice = keyChoice(gap, underGuarding(gap.analysis.scope, place, guarding));
  return choice === null ? null : { choice, guarding };
}

/** The keys among which a stream chooses for a role, as far as they stand in the stream's own stack. */
export function chosenKeys(gap: Gap): readonly Resource[] {
  return branchesOfRole(gap)
    .map((branch) => keyOf({ ...gap, branch }))
    .filter((key) => key !== null);
}

/** What of an action a grant mends, or a narrower one, or may. */
const MENDED = ['missing', 'unusable', 'broad', 'key-policy', 'unknown'] as const;

/**
 * The assignments under which it stands with an action as it does in the gap, where it does so for each key that the
 * stream chooses for the role; null where it does not for one of them, or where there is but one.
 */
export function sharedFailing(gap: Gap, action: ActionName): Diagram | null {
  const { world } = gap.analysis.scope;
  const word = MENDED.find((each) => world.and(gap.failing, gap.branch.actions[action].outcomes[each]) !== NEVER);
  if (word === undefined) return null;
  const failing = branchesOfRole(gap).map(({ guard, actions }) => world.and(guard, actions[action].outcomes[word]));
  return failing.length < 2 || failing.includes(NEVER) ? null : world.or(...failing);
}

/** Whether it stands with all of the gap's actions as it does in the gap for each key that the stream chooses. */
export function isShared(gap: Gap): boolean {
  return gap.actions.every((action) => sharedFailing(gap, action) !== null);
}

/** The keys that a change for the gap must name: that of the gap, and where it is so for each of a choice, all of them. */
export function keysToName(gap: Gap): readonly Resource[] {
  const own = keyOf(gap);
  return isShared(gap) ? chosenKeys(gap) : own === null ? [] : [own];
}

/** The keys of a stream, each once; null where one of them can not be told. */
function choicesOf(gap: Gap): readonly Choice[] | null {
  const found = new Map<string, Choice>();
  for (const branch of branchesOfRole(gap)) {
    const arn = keyArnValue({ analysis: gap.analysis, branch });
    if (arn === null || found.size > MOST_KEYS) return null;
    const name = JSON.stringify(arn);
    const used = gap.analysis.scope.world.or(found.get(name)?.used ?? NEVER, branch.guard);
    found.set(name, { arn, used, there: targetOf({ ...gap, branch }) });
  }
  return [...found.values()];
}
function chosen(gap: Gap, here: Diagram, choices: readonly Choice[]): TemplateValue | null {
  const { world, conditions, template } = gap.analysis.scope;
  const [only, ...more] = choices;
  if (only !== undefined && more.length === 0) return world.implies(here, only.there) ? only.arn : null;
  for (const name of template.conditions.keys()) {
    const holds = world.and(here, conditions.named(name));
    const fits = choices.find(
      ({ used, there }) =>
        holds !== NEVER &&
        world.implies(holds, there) &&
        world.implies(world.and(here, used), holds) &&
        choices.every((other) => other.used === used || world.and(other.used, holds) === NEVER),
    );
    if (fits === undefined) continue;
    const others = choices.filter((choice) => choice !== fits);
    const otherwise = chosen(gap, world.except(here, holds), others);
    if (otherwise !== null) return { 'Fn::If': [name, fits.arn, otherwise] };
  }
  return null;
}
