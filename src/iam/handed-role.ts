import { nestingResources } from '../resolve/family.ts';
import { leavesOf } from '../resolve/leaves.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf, type Text, tokenOf } from '../resolve/text.ts';
import { chain, type Guarded } from '../resolve/value.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { property, type Resource } from '../template/template.ts';
import type { RoleIdentity } from './role.ts';
import type { OpaqueStatement } from './statement.ts';
import { unreadPolicy } from './unread.ts';

/**
 * Opens the nested stacks that are handed the name or the ARN of a role, so that their policies are looked at too. Those
 * that can not be opened may attach anything to it: they are given as policies that can not be read.
 */
export function openStacksHanded(family: Scope['family'], role: Guarded<RoleIdentity>): readonly OpaqueStatement[] {
  return [...family.scopes].flatMap((parent) =>
    nestingResources(parent.template).flatMap((resource): readonly OpaqueStatement[] => {
      const handed = whereHanded(parent, resource, role);
      if (handed === NEVER) return [];
      const nested = family.nestedStack(parent, resource);
      return 'reason' in nested ? [unreadPolicy(handed, `${nested.reason}, which is handed the role`)] : [];
    }),
  );
}

/** The assignments under which a nested stack is there and some parameter of it holds the role. */
function whereHanded(parent: Scope, stack: Resource, role: Guarded<RoleIdentity>): Diagram {
  const { world } = parent;
  const parameters = property(stack, 'Parameters');
  if (parameters === null) return NEVER;
  const given = chain(world, parent.resolve(parameters), (shape) =>
    shape.kind === 'map' ? [...shape.entries.values()].flatMap((value) => leavesOf(parent, value)) : [],
  );
  const handed = given.flatMap(({ guard, value }) =>
    role
      .filter(({ value: { name } }) => value.kind === 'text' && holdsName(value, name))
      .map((identity) => world.and(guard, identity.guard)),
  );
  return world.and(parent.exists(stack.logicalId), world.or(...handed));
}

/** Whether a text is the name, or holds it as the last part of an ARN or as an item of a list. */
function holdsName(text: Text, name: Text): boolean {
  const literal = literalOf(name);
  if (literal === null) return tokenOf(text).includes(tokenOf(name));
  return text.pieces.some((piece) => typeof piece === 'string' && piece.split(/[,/]/).includes(literal));
}
