import { type LogicalId, property, type Resource } from '../template/template.ts';
import { leavesOf } from './leaves.ts';
import type { Scope } from './scope.ts';
import type { MapShape } from './value.ts';
import { type Diagram, NEVER } from './world.ts';

const cache = new WeakMap<Scope, ReadonlySet<LogicalId>>();

/**
 * The resources with a policy document that is left without any statement under some assignment: IAM needs one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export function emptyPolicies(scope: Scope): ReadonlySet<LogicalId> {
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const resources = [...scope.template.resources.values()].filter((resource) => mayBeEmpty(scope, resource));
  const found = new Set(resources.map(({ logicalId }) => logicalId));
  cache.set(scope, found);
  return found;
}

function mayBeEmpty(scope: Scope, resource: Resource): boolean {
  const { world } = scope;
  const exists = scope.exists(resource.logicalId);
  return ['Policies', 'PolicyDocument'].some((name) => {
    const written = property(resource, name);
    const policies = written === null ? [] : leavesOf(scope, written);
    return policies.some(({ guard, value }) => {
      const here = world.and(exists, guard);
      const document = value.kind === 'map' ? value.entries.get('PolicyDocument') : undefined;
      if (document === undefined) return value.kind === 'map' && isEmpty(scope, value.entries, here);
      return scope
        .resolve(document)
        .some((each) => each.value.kind === 'map' && isEmpty(scope, each.value.entries, world.and(here, each.guard)));
    });
  });
}

function isEmpty(scope: Scope, document: MapShape['entries'], here: Diagram): boolean {
  const statements = document.get('Statement');
  if (statements === undefined) return false;
  const left = scope.world.or(...leavesOf(scope, statements).map(({ guard }) => guard));
  return scope.world.except(here, left) !== NEVER;
}
