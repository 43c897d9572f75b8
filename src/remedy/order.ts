import type { Remedy } from '../finding/finding.ts';
import type { Operation } from '../finding/patch.ts';
import type { PolicySource } from '../iam/statement.ts';
import { referencesFrom } from '../resolve/references.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { LogicalId, Resource } from '../template/template.ts';
import { cdkReason, orderCalls } from './cdk-call.ts';
import { wouldCircle } from './circle.ts';
import { dependOn } from './depend-on.ts';
import type { Gap } from './gap.ts';

/**
 * The resources that CloudFormation makes before a resource, each with the assignments under which it does: those that
 * it names in DependsOn, Ref, GetAtt or Sub, and those that these name in turn.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
 */
export function madeBefore(scope: Scope, start: Resource): ReadonlyMap<LogicalId, Diagram> {
  const { world } = scope;
  const found = new Map<LogicalId, Diagram>();
  const open: (readonly [Resource, Diagram])[] = [[start, scope.exists(start.logicalId)]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [resource, here] = next;
    for (const { to, guard } of referencesFrom(scope, resource)) {
      const known = found.get(to) ?? NEVER;
      const reached = world.or(known, world.and(here, guard));
      const target = scope.template.resources.get(to);
      if (reached === known || target === undefined) continue;
      found.set(to, reached);
      open.push([target, reached]);
    }
  }
  return found;
}

/** The DependsOn that puts a policy before a custom resource, or why there can be none, as a clause. */
function orderBefore(scope: Scope, customResource: Resource, policy: LogicalId): Operation | string {
  const { logicalId } = customResource;
  if (!scope.world.implies(scope.exists(logicalId), scope.exists(policy))) {
    return `${policy} is not there under every condition under which ${logicalId} is, and could not be depended on`;
  }
  if (wouldCircle(scope, logicalId, policy)) return `${policy} waits for ${logicalId} itself`;
  return dependOn(customResource, policy);
}

/** What makes a stream's custom resource wait for a policy that stands apart from the role; null when nothing can. */
export function orderOf({ analysis, failing }: Gap, { kind, logicalId }: PolicySource): readonly Operation[] | null {
  const { scope, customResource } = analysis;
  if (kind === 'inline' || logicalId === null) return [];
  const before = madeBefore(scope, customResource).get(logicalId) ?? NEVER;
  if (scope.world.implies(failing, before)) return [];
  const operation = orderBefore(scope, customResource, logicalId);
  return typeof operation === 'string' ? null : [operation];
}

/** How to put a policy before a custom resource: DependsOn, added to what is there. */
export function orderRemedies(scope: Scope, customResource: Resource, policy: LogicalId): readonly Remedy[] {
  const manual = (reason: string) => ({ kind: 'manual', reason, statement: null }) as const;
  if (scope.template.provenance === 'cdk') {
    const calls = orderCalls(customResource, scope.template.resources.get(policy) ?? null);
    return [{ ...manual(cdkReason('add the dependency', calls)), calls }];
  }
  const operation = orderBefore(scope, customResource, policy);
  if (typeof operation === 'string') {
    return [manual(`${operation}; the grant would have to stand among the role's own Policies`)];
  }
  const patch = { file: scope.template.file.path, operations: [operation] };
  return [{ kind: 'patch', patch }, manual(`a DependsOn of ${customResource.logicalId} could not be proven right`)];
}
