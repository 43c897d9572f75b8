import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { Scope } from '../resolve/scope.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import type { Expression } from '../template/expression.ts';
import { type LogicalId, pathTo, property, type Resource } from '../template/template.ts';
import { type GrantConditions, grantStatements } from './grant-statements.ts';
import { guarded, guardingFor } from './guard.ts';
import { keyArnValue } from './key-arn.ts';
import { type Place, placesOf } from './place.ts';

/** What is lacking in one branch of a stream: these actions, under these assignments. */
export interface Gap {
  readonly analysis: StreamAnalysis;
  readonly branch: Branch;
  readonly actions: readonly ActionName[];
  readonly failing: Diagram;
  readonly conditions: GrantConditions;
}

/** The ways to grant what is lacking, in the order of design 2.5; the last is always the statement to paste. */
export function grantRemedies(gap: Gap): readonly Remedy[] {
  const { role, key, attachments } = gap.branch;
  if (key.kind !== 'key' || role.kind !== 'role' || attachments === null) return [];
  const arn = keyArnValue(key);
  const { template } = role.scope;
  const shown = lone(grantStatements(gap.actions, arn ?? '<ARN of the key>', gap.conditions, false));
  const manual = (reason: string): Remedy => ({ kind: 'manual', reason, statement: shown });
  if (arn === null) return [manual(`nothing tells whether ${key.label} holds a key ARN; fill in the ARN of the key`)];
  if (template.provenance === 'cdk') return [manual('the template is CDK output; add it in the program that makes it')];
  const patch = (operations: readonly Operation[]): Remedy => ({
    kind: 'patch',
    patch: { file: template.file.path, operations },
  });
  const inPlaces = placesOf(role.scope, role.resource, attachments).flatMap((place) => appendTo(gap, place, arn));
  return [
    ...inPlaces.map(patch),
    ...newInlinePolicy(gap, role.resource, arn).map(patch),
    ...newPolicyResource(gap, role.resource, arn).map(patch),
    manual('no edit of the template could be proven right'),
  ];
}

function lone(statements: readonly TemplateValue[]): TemplateValue {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : statements;
}

function exists(gap: Gap, id: LogicalId | undefined): Diagram {
  return gap.analysis.scope.exists(id ?? '');
}

function guardingIn({ analysis, branch, failing }: Gap, place: Diagram) {
  const key = branch.key.kind === 'key' ? branch.key.resource : null;
  const target = analysis.scope.exists(key?.logicalId ?? '');
  return guardingFor(analysis.scope, place, target, failing, [
    key?.condition ?? null,
    analysis.customResource.condition,
  ]);
}

/** Places 1 and 2: a statement behind its like in a policy that the role has. */
function appendTo(gap: Gap, place: Place, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { scope } = gap.analysis;
  // A policy that is not there in every failing branch can not mend them all.
  if (!scope.world.implies(gap.failing, place.inForce)) return [];
  const guarding = guardingIn(gap, place.present);
  if (guarding.kind === 'impossible') return [];
  const statements = grantStatements(gap.actions, arn, gap.conditions, place.hasSids);
  const values = statements.map((statement) => guarded(guarding, statement));
  return [[{ kind: 'append', path: place.path, after: place.after, values }]];
}

const POLICY_NAME = 'DasKeyAccess';

/** Place 3: a policy of its own among the role's inline policies; for a SAM function among its Policies. */
function newInlinePolicy(gap: Gap, role: Resource, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { scope } = gap.analysis;
  if (!scope.world.implies(gap.failing, exists(gap, role.logicalId))) return [];
  const guarding = guardingIn(gap, exists(gap, role.logicalId));
  if (guarding.kind === 'impossible') return [];
  const statements = grantStatements(gap.actions, arn, gap.conditions, false);
  const isSam = role.samFunction !== null;
  const document = { Version: '2012-10-17', Statement: statements };
  const entry = guarded(guarding, isSam ? document : { PolicyName: POLICY_NAME, PolicyDocument: document });
  const path = ['Resources', role.samFunction ?? role.logicalId, 'Properties'];
  const written = policiesOf(scope, role);
  if (written === null) return [[{ kind: 'set', path, key: 'Policies', after: null, value: [entry] }]];
  // A list that an intrinsic makes can not be added to.
  const list = written.kind === 'intrinsic' ? null : pathTo(scope.template, written.node);
  return list === null ? [] : [[{ kind: 'append', path: list, after: null, values: [entry] }]];
}

/** What stands under Policies: of the role, or of the SAM function that the role is made for. */
function policiesOf(scope: Scope, role: Resource): Expression | null {
  const owner = role.samFunction === null ? role : scope.template.resources.get(role.samFunction);
  return owner === undefined ? null : property(owner, 'Policies');
}

/** Place 4: a policy resource of its own, which the custom resource waits for. */
function newPolicyResource(gap: Gap, role: Resource, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { analysis } = gap;
  const { scope, customResource } = analysis;
  const { world } = scope;
  const everywhere = world.and(exists(gap, role.logicalId), guardTarget(gap));
  const condition = conditionOfPolicy(gap, everywhere);
  if (condition === 'impossible') return [];
  const name = freeName(scope.template.resources, 'DasKeyAccessPolicy');
  const statements = grantStatements(gap.actions, arn, gap.conditions, false);
  const resource: TemplateValue = {
    Type: 'AWS::IAM::Policy',
    ...(condition === null ? {} : { Condition: condition }),
    Properties: {
      PolicyName: POLICY_NAME,
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
      Roles: [{ Ref: role.logicalId }],
    },
  };
  return [
    [
      { kind: 'set', path: ['Resources'], key: name, after: role.samFunction ?? role.logicalId, value: resource },
      dependOn(customResource, name),
    ],
  ];
}

function guardTarget({ analysis, branch }: Gap): Diagram {
  return analysis.scope.exists(branch.key.kind === 'key' ? (branch.key.resource?.logicalId ?? '') : '');
}

/** The condition of a policy resource: none, or one that the custom resource shares, so that DependsOn always holds. */
function conditionOfPolicy(gap: Gap, everywhere: Diagram): LogicalId | null | 'impossible' {
  const { scope, customResource, exists: needed } = gap.analysis;
  const { world } = scope;
  if (world.implies(ALWAYS, everywhere)) return null;
  const names = [customResource.condition, ...scope.template.conditions.keys()].filter((name) => name !== null);
  const fits = names.find((name) => {
    const holds = scope.conditions.named(name);
    return world.implies(needed, holds) && world.implies(holds, everywhere);
  });
  return fits ?? 'impossible';
}

function dependOn(customResource: Resource, name: LogicalId): Operation {
  const path = ['Resources', customResource.logicalId];
  if (customResource.dependsOn.length === 0) return { kind: 'set', path, key: 'DependsOn', after: 'Type', value: name };
  return { kind: 'append', path: [...path, 'DependsOn'], after: null, values: [name] };
}

/** A logical id that the template does not use yet. */
function freeName(taken: ReadonlyMap<LogicalId, unknown>, wanted: LogicalId): LogicalId {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
