import type { Operation, TemplateValue } from '../finding/patch.ts';
import { ALWAYS } from '../resolve/world.ts';
import type { LogicalId, Resource } from '../template/template.ts';
import { wouldCircle } from './circle.ts';
import { dependOn } from './depend-on.ts';
import { freeName } from './free-name.ts';
import { type Gap, keyOf, targetOf } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { freePolicyName } from './policy-names.ts';

/** Place 4: a policy resource of its own, which the custom resource waits for. */
export function newPolicyResource(gap: Gap, role: Resource, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { scope, customResource } = gap.analysis;
  const condition = conditionOfPolicy(gap, role);
  const key = keyOf(gap);
  // A key or a role that waits for the custom resource can not be waited for by it.
  const circular = [role, ...(key === null ? [] : [key])].some(({ logicalId }) =>
    wouldCircle(scope, customResource.logicalId, logicalId),
  );
  if (condition === 'impossible' || circular) return [];
  const name = freeName(scope.template.resources, 'DasKeyAccessPolicy');
  const resource: TemplateValue = {
    Type: 'AWS::IAM::Policy',
    ...(condition === null ? {} : { Condition: condition }),
    Properties: {
      PolicyName: freePolicyName(scope.template),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: grantStatements(gap.actions, arn, gap.conditions, null),
      },
      Roles: [{ Ref: role.logicalId }],
    },
  };
  const after = role.samFunction ?? role.logicalId;
  return [[{ kind: 'set', path: ['Resources'], key: name, after, value: resource }, dependOn(customResource, name)]];
}

/** The condition of a policy resource: none, or one that the custom resource shares, so that DependsOn always holds. */
function conditionOfPolicy(gap: Gap, role: Resource): LogicalId | null | 'impossible' {
  const { scope, customResource, exists: needed } = gap.analysis;
  const { world } = scope;
  const everywhere = world.and(scope.exists(role.logicalId), targetOf(gap));
  if (world.implies(ALWAYS, everywhere)) return null;
  const names = [customResource.condition, ...scope.template.conditions.keys()].filter((name) => name !== null);
  const fits = names.find((name) => {
    const holds = scope.conditions.named(name);
    return world.implies(needed, holds) && world.implies(holds, everywhere);
  });
  return fits ?? 'impossible';
}
