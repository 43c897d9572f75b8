import { referencesFrom } from '../resolve/references.ts';
import type { Scope } from '../resolve/scope.ts';
import type { LogicalId } from '../template/template.ts';

/**
 * Whether a new mention of `to` in `from` would close a circle of references, which CloudFormation rejects: a key whose
 * policy names the role can not be named by a policy inside that role.
 */
export function wouldCircle(scope: Scope, from: LogicalId, to: LogicalId): boolean {
  return from === to || dependenciesOf(scope, to).has(from);
}

/** All resources that a resource waits for, by DependsOn or by mention, directly or not. */
function dependenciesOf(scope: Scope, start: LogicalId): ReadonlySet<LogicalId> {
  const found = new Set<LogicalId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const resource = scope.template.resources.get(id);
    for (const { to } of resource === undefined ? [] : referencesFrom(scope, resource)) {
      if (found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}
