import type { Scope } from '../resolve/scope.ts';
import type { LogicalId, Resource } from '../template/template.ts';

/** Two resources of one stack: whether a policy is there in time is whether the first is made before the other. */
export interface StackOrder {
  readonly scope: Scope;
  readonly first: LogicalId;
  readonly next: Resource;
}

/**
 * On what it turns that a policy of some stack is there before a custom resource: a nested stack counts as the resource
 * that nests it. Null when nothing can be late, as a stack that values are imported from is deployed before.
 */
export function orderOf(scope: Scope, customResource: Resource, at: Scope, policy: LogicalId): StackOrder | null {
  if (at === scope) return { scope, first: policy, next: customResource };
  if (at.nesting?.parent === scope) return { scope, first: at.nesting.resource.logicalId, next: customResource };
  if (scope.nesting === null) return null;
  const { parent, resource } = scope.nesting;
  return orderOf(parent, resource, at, policy);
}
