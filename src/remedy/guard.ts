import type { TemplateValue } from '../finding/patch.ts';
import type { Scope } from '../resolve/scope.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import type { LogicalId } from '../template/template.ts';

/** How to hold something back where what it refers to is not there. */
export type Guarding =
  | { readonly kind: 'none' }
  | { readonly kind: 'condition'; readonly name: LogicalId }
  /** No condition of the template says what is needed. */
  | { readonly kind: 'impossible' };

/**
 * Chooses the condition under which a statement must stand in a place: none when all that it refers to exists wherever
 * the place does, else a condition of the template that brings the reference with it and covers every failing
 * assignment. The conditions of the key and of the custom resource are tried first.
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
  const fits = names.find((name) => {
    const holds = scope.conditions.named(name);
    return holds !== ALWAYS && world.implies(world.and(place, holds), target) && world.implies(failing, holds);
  });
  return fits === undefined ? { kind: 'impossible' } : { kind: 'condition', name: fits };
}

/** A statement that is only there under the condition. */
export function guarded(guarding: Guarding, value: TemplateValue): TemplateValue {
  if (guarding.kind !== 'condition') return value;
  return { 'Fn::If': [guarding.name, value, { Ref: 'AWS::NoValue' }] };
}
