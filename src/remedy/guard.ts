import type { TemplateValue } from '../finding/patch.ts';
import type { Scope } from '../resolve/scope.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import type { LogicalId } from '../template/template.ts';

/** How to hold something back where what it refers to is not there. */
export type Guarding =
  | { readonly kind: 'none' }
  /** `holds`: whether that condition has to hold or must not. */
  | { readonly kind: 'condition'; readonly name: LogicalId; readonly holds: boolean }
  /** No condition of the template says what is needed. */
  | { readonly kind: 'impossible' };

/**
 * Chooses the condition under which a statement must stand in a place: none when all that it refers to exists wherever
 * the place does, else a condition of the template that, or whose absence, brings the reference with it and covers every
 * failing assignment. The conditions of the key and of the custom resource are tried first.
 */
export function guardingFor(
  scope: Scope,
  place: Diagram,
  target: Diagram,
  failing: Diagram,
  preferred: readonly (LogicalId | null)[],
): Guarding {
  const { world } = scope;
  if (world.implies(place, target)) return { kind: 'none' };
  const names = [...preferred.filter((name) => name !== null), ...scope.template.conditions.keys()];
  const tells = (here: Diagram) =>
    here !== ALWAYS && world.implies(world.and(place, here), target) && world.implies(failing, here);
  const fits = names.find((name) => tells(scope.conditions.named(name)));
  if (fits !== undefined) return { kind: 'condition', name: fits, holds: true };
  const otherwise = names.find((name) => tells(world.not(scope.conditions.named(name))));
  return otherwise === undefined ? { kind: 'impossible' } : { kind: 'condition', name: otherwise, holds: false };
}

/** The assignments under which what is held back is there. */
export function underGuarding({ world, conditions }: Scope, place: Diagram, guarding: Guarding): Diagram {
  if (guarding.kind !== 'condition') return place;
  const named = conditions.named(guarding.name);
  return guarding.holds ? world.and(place, named) : world.except(place, named);
}

/** A statement that is only there under the condition. */
export function guarded(guarding: Guarding, value: TemplateValue): TemplateValue {
  if (guarding.kind !== 'condition') return value;
  const nothing = { Ref: 'AWS::NoValue' };
  return { 'Fn::If': [guarding.name, ...(guarding.holds ? [value, nothing] : [nothing, value])] };
}
