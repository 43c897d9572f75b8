import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { Diagram } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { pathTo, property, type Resource, type Template } from '../template/template.ts';
import { cdkReason, grantCalls } from './cdk-call.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { type Guarding, guarded } from './guard.ts';
import { guardingOfBranch, guardingOfGrant } from './hold-back.ts';
import { keyArnValue, whyNoArn } from './key-arn.ts';
import { newPolicyResource } from './new-policy.ts';
import { orderOf } from './order.ts';
import { type Place, placesOf } from './place.ts';
import { freePolicyName } from './policy-names.ts';
import { standsElsewhere, statementToPaste, toAddThere } from './statement-to-paste.ts';

/** The ways to grant what is lacking, in the order of design 2.5; the last is always the statement to paste. */
export function grantRemedies(gap: Gap): readonly Remedy[] {
  const { role, key, attachments } = gap.branch;
  if (key.kind !== 'key' || role.kind !== 'role' || attachments === null) return [];
  const { template } = gap.analysis.scope;
  const arn = keyArnValue(gap);
  const manual = (reason: string): Remedy => ({ kind: 'manual', reason, statement: statementToPaste(gap, role.scope) });
  if (template.provenance === 'cdk') {
    const calls = grantCalls(gap);
    return [{ kind: 'manual', reason: cdkReason('add it', calls), statement: statementToPaste(gap), calls }];
  }
  if (arn === null) return [manual(whyNoArn(gap))];
  const isHere = role.scope === gap.analysis.scope;
  const places = placesOf(gap.analysis.scope, role.resource, attachments);
  const within = (reach: Reach) => [
    ...places.flatMap((place) => appendTo(gap, place, arn, reach)),
    ...(isHere ? newInlinePolicy(gap, role.resource, arn, reach) : []),
  ];
  const patches = [...within('place'), ...newPolicyResource(gap, arn), ...within('branch')].map(
    (operations): Remedy => ({ kind: 'patch', patch: { file: template.file.path, operations } }),
  );
  return [...patches, manual(isHere ? whyByHand(gap, patches) : `${standsElsewhere(role)}; ${toAddThere(gap, role)}`)];
}

/** Where a grant holds: wherever its place is there, or under the condition of the branch that fails. */
type Reach = 'place' | 'branch';

function guardingFor(gap: Gap, present: Diagram, reach: Reach): Guarding {
  const guarding = guardingOfGrant(gap, present);
  if (reach === 'place') return guarding;
  return guarding.kind === 'none' ? guardingOfBranch(gap) : { kind: 'impossible' };
}

function whyByHand(gap: Gap, patches: readonly Remedy[]): string {
  if (patches.length > 0) return 'no edit of the template could be proven right';
  const { role, key } = gap.branch;
  const owner = role.kind === 'role' ? role.resource.logicalId : role.label;
  if (closesCircle(gap, owner))
    return `whatever names ${key.label} and is waited for would close a circle of references`;
  return `no condition of the template tells when ${owner} may refer to ${key.label}`;
}

/** Whether a mention of the key in that resource would close a circle. */
function closesCircle(gap: Gap, owner: string): boolean {
  const key = keyOf(gap);
  return key !== null && wouldCircle(gap.analysis.scope, owner, key.logicalId);
}

/** Places 1 and 2: a statement behind its like in a policy that the role has. */
function appendTo(gap: Gap, place: Place, arn: TemplateValue, reach: Reach): readonly (readonly Operation[])[] {
  const { scope } = gap.analysis;
  // A policy that is not there in every failing branch can not mend them all.
  if (!scope.world.implies(gap.failing, place.inForce)) return [];
  if (closesCircle(gap, place.policy.source.logicalId ?? '')) return [];
  const guarding = guardingFor(gap, place.present, reach);
  if (guarding.kind === 'impossible') return [];
  const statements = grantStatements(gap.actions, arn, gap.conditions, place.sids);
  const values = statements.map((statement) => guarded(guarding, statement));
  const order = orderOf(gap, place.policy.source);
  return order === null ? [] : [[{ kind: 'append', path: place.path, after: place.after, values }, ...order]];
}

/** Place 3: a policy of its own among the role's inline policies; for a SAM function among its Policies. */
function newInlinePolicy(
  gap: Gap,
  role: Resource,
  arn: TemplateValue,
  reach: Reach,
): readonly (readonly Operation[])[] {
  const { scope } = gap.analysis;
  const exists = scope.exists(role.logicalId);
  if (!scope.world.implies(gap.failing, exists) || closesCircle(gap, role.logicalId)) return [];
  const guarding = guardingFor(gap, exists, reach);
  if (guarding.kind === 'impossible') return [];
  const document = {
    Version: '2012-10-17',
    Statement: grantStatements(gap.actions, arn, gap.conditions, null),
  };
  const PolicyName = freePolicyName(scope);
  const entry = guarded(guarding, role.samFunction === null ? { PolicyName, PolicyDocument: document } : document);
  const owner = role.samFunction === null ? role : scope.template.resources.get(role.samFunction);
  const written = owner === undefined ? null : property(owner, 'Policies');
  if (written === null) {
    const path = ['Resources', role.samFunction ?? role.logicalId, 'Properties'];
    return [[{ kind: 'set', path, key: 'Policies', after: null, value: [entry] }]];
  }
  const list = mayBeList(scope.template, written) ? null : pathTo(scope.template, written.node);
  return list === null ? [] : [[{ kind: 'append', path: list, after: null, values: [entry] }]];
}

/** A list that an intrinsic makes can not be added to; beside a name or an ARN, which SAM takes as well, there is room. */
function mayBeList({ resources }: Template, written: Expression): boolean {
  if (written.kind !== 'intrinsic') return false;
  const isOwn = written.name === 'Ref' && resources.has(literalText(written.argument) ?? '');
  return !isOwn && written.name !== 'Fn::Sub' && written.name !== 'Fn::Join';
}
