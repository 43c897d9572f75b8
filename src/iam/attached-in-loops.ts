import { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { readOneTurn } from '../template/read.ts';
import { attachedByName } from './attached-by-name.ts';
import type { PolicyDocument } from './statement.ts';

/**
 * Policies that a loop makes and that name the role, where nothing tells what the loop goes over: there may be any
 * number of them, and none.
 */
export function attachedInLoops(scope: Scope, name: Text, guard: Diagram): readonly PolicyDocument[] {
  const turned = oneTurnOf(scope);
  if (turned === null) return [];
  const { looped, resources } = scope.template;
  return attachedByName(turned, name, guard)
    .filter(({ source }) => source.logicalId !== null && !resources.has(source.logicalId))
    .map((document) => ({
      ...document,
      attached: { sure: NEVER, possible: document.attached.possible },
      turnsOn: looped === null ? [] : [looped],
    }));
}

const turns = new WeakMap<Scope, Scope | null>();

/** The stack with each of its open loops gone through once; a family of its own, since no stack is really like it. */
function oneTurnOf(scope: Scope): Scope | null {
  const known = turns.get(scope);
  if (known !== undefined) return known;
  const { template, world, environment, family, nesting } = scope;
  const turned = readOneTurn(template);
  const alone = turned === null ? null : new Scope(turned, world, environment, family.surroundings);
  const made =
    turned === null || alone === null || nesting === null
      ? alone
      : new Scope(turned, world, environment, family.surroundings, { family: alone.family, nesting });
  turns.set(scope, made);
  return made;
}
