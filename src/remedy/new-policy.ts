import type { Operation, TemplateValue } from '../finding/patch.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import type { LogicalId, Resource } from '../template/template.ts';
import { wouldCircle } from './circle.ts';
import { dependOn } from './depend-on.ts';
import { freeName } from './free-name.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { targetOf } from './hold-back.ts';
import { chosenKeys, keyChoice } from './key-choice.ts';
import { freePolicyName } from './policy-names.ts';
import { roleName } from './role-name.ts';
import type { TemplateMap } from './template-value.ts';

/** Place 4: a policy resource of its own, which the custom resource waits for. */
export function newPolicyResource(gap: Gap, arn: TemplateValue): readonly (readonly Operation[])[] {
  return policyWith(gap, policyOfItsOwn(gap, arn));
}

/** The same for whichever key the custom resource chooses. */
export function newPolicyOfChoice(gap: Gap): readonly (readonly Operation[])[] {
  return policyWith(gap, policyOfChoice(gap));
}

function policyWith(gap: Gap, policy: NewPolicy | null): readonly (readonly Operation[])[] {
  const { template } = gap.analysis.scope;
  const { role, caller } = gap.branch;
  if (policy === null || role.kind !== 'role') return [];
  const { resource, scope } = role;
  const stack = scope.nesting?.resource.logicalId ?? null;
  const near = [resource.samFunction, resource.logicalId, caller.function?.logicalId ?? null, stack];
  const after = near.find((id) => id !== null && template.resources.has(id)) ?? null;
  return [
    [
      { kind: 'set', path: ['Resources'], key: policy.name, after, value: policy.resource },
      dependOn(gap.analysis.customResource, policy.name),
    ],
  ];
}

/** A policy resource and its logical id. */
export interface NewPolicy {
  readonly name: LogicalId;
  readonly resource: TemplateMap;
}

/** A policy for what is lacking, as a resource of the stream's template; null where no such resource could be there. */
export function policyOfItsOwn(gap: Gap, arn: TemplateValue): NewPolicy | null {
  const exists = existsOf(gap);
  return policyHolding(gap, holdingAlone(gap, exists, arn) ?? holdingChoice(gap, exists));
}

/** The same for whichever key the custom resource chooses; null where it has but one. */
export function policyOfChoice(gap: Gap): NewPolicy | null {
  return policyHolding(gap, holdingChoice(gap, existsOf(gap)));
}

function existsOf({ branch: { role } }: Gap): Diagram {
  return role.kind === 'role' ? role.scope.exists(role.resource.logicalId) : ALWAYS;
}

function policyHolding(gap: Gap, held: Held | null): NewPolicy | null {
  const { scope, customResource } = gap.analysis;
  const roles = roleName(gap);
  const { role } = gap.branch;
  if (roles === null || held === null) return null;
  const isHere = role.kind === 'role' && role.scope === scope;
  // A key or a role that waits for the custom resource can not be waited for by it.
  const needed = [...(isHere ? [role.resource] : []), ...held.keys];
  if (needed.some(({ logicalId }) => wouldCircle(scope, customResource.logicalId, logicalId))) return null;
  // One for each role: what two roles need is not for both of them.
  const owner = role.kind === 'role' ? role.resource.logicalId : '';
  const { resources, parameters } = scope.template;
  // CloudFormation takes no resource that has the name of a parameter.
  const name = freeName(new Set([...resources.keys(), ...parameters.keys()]), `${owner}DasKeyAccess`);
  const policyName = freePolicyName(scope);
  const resource = {
    Type: 'AWS::IAM::Policy',
    ...(held.condition === null ? {} : { Condition: held.condition }),
    Properties: {
      // Another stack may give the same role a policy of the same name, which would take this one's place.
      PolicyName: isHere ? policyName : { 'Fn::Sub': `\${AWS::StackName}-${policyName}` },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: grantStatements(gap.actions, held.arn, gap.conditions, null),
      },
      Roles: [roles],
    },
  };
  return { name, resource };
}

/** What a policy resource grants on, and the condition that it has. */
interface Held {
  readonly arn: TemplateValue;
  readonly condition: LogicalId | null;
  readonly keys: readonly Resource[];
}

/** The key alone, where it is there whenever the policy is. */
function holdingAlone(gap: Gap, role: Diagram, arn: TemplateValue): Held | null {
  const own = keyOf(gap);
  const condition = conditionOfPolicy(gap, role, targetOf(gap));
  return condition === 'impossible' ? null : { arn, condition, keys: own === null ? [] : [own] };
}

/** Whichever key the custom resource chooses. */
function holdingChoice(gap: Gap, role: Diagram): Held | null {
  const { scope } = gap.analysis;
  const condition = conditionOfPolicy(gap, role, ALWAYS);
  if (condition === 'impossible') return null;
  const choice = keyChoice(gap, condition === null ? scope.deployed : scope.conditions.named(condition));
  return choice === null ? null : { arn: choice, condition, keys: chosenKeys(gap) };
}

/** The condition of a policy resource: none, or one that the custom resource shares, so that DependsOn always holds. */
function conditionOfPolicy(gap: Gap, role: Diagram, target: Diagram): LogicalId | null | 'impossible' {
  const { scope, customResource, exists: needed } = gap.analysis;
  const { world } = scope;
  const everywhere = world.and(role, needed, target);
  if (world.implies(scope.deployed, everywhere)) return null;
  const names = [customResource.condition, ...scope.template.conditions.keys()].filter((name) => name !== null);
  const fits = names.find((name) => {
    const holds = scope.conditions.named(name);
    return world.implies(needed, holds) && world.implies(holds, everywhere);
  });
  return fits ?? 'impossible';
}
