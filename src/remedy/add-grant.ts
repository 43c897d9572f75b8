import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { Diagram } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { pathTo, property, type Resource, type Template } from '../template/template.ts';
import { cdkReason, grantCalls } from './cdk-call.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, keyOf } from './gap.ts';
import { type Grant, grantOf, partsIn } from './grant-parts.ts';
import { guarded } from './guard.ts';
import { keyArnValue, whyNoArn } from './key-arn.ts';
import { newPolicyOfChoice, newPolicyResource } from './new-policy.ts';
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
  const within = (grant: Grant | null) =>
    grant === null
      ? []
      : [
          ...places.flatMap((place) => appendTo(grant, place, arn)),
          ...(isHere ? newInlinePolicy(grant, role.resource, arn) : []),
        ];
  // One statement for all keys of a choice, in whatever place takes it, is less than one for each.
  const choice = grantOf(gap, 'choice');
  const patches = [
    ...within(choice),
    ...(choice === null || choice.shared.length < gap.actions.length ? [] : newPolicyOfChoice(gap)),
    ...within(grantOf(gap, 'place')),
    ...newPolicyResource(gap, arn),
    ...within(grantOf(gap, 'branch')),
  ].map((operations): Remedy => ({ kind: 'patch', patch: { file: template.file.path, operations } }));
  return [...patches, manual(isHere ? whyByHand(gap, patches) : `${standsElsewhere(role)}; ${toAddThere(gap, role)}`)];
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

/** Whether a grant that names its keys could stand in that resource, and would be in force wherever something fails. */
function fits({ gap: { analysis }, failing, keys }: Grant, owner: string, inForce: Diagram): boolean {
  const { scope } = analysis;
  return scope.world.implies(failing, inForce) && !keys.some(({ logicalId }) => wouldCircle(scope, owner, logicalId));
}

/** Places 1 and 2: a statement behind its like in a policy that the role has. */
function appendTo(grant: Grant, place: Place, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { gap, failing } = grant;
  const { source } = place.policy;
  if (!fits(grant, source.logicalId ?? '', place.inForce)) return [];
  const parts = partsIn(grant, arn, place.present, place.sids);
  const order = orderOf({ ...gap, failing }, source);
  if (parts === null || order === null) return [];
  const values = parts.flatMap(({ guarding, statements }) => statements.map((each) => guarded(guarding, each)));
  return [[{ kind: 'append', path: place.path, after: place.after, values }, ...order]];
}

/** Place 3: a policy of its own among the role's inline policies; for a SAM function among its Policies. */
function newInlinePolicy(grant: Grant, role: Resource, arn: TemplateValue): readonly (readonly Operation[])[] {
  const { scope } = grant.gap.analysis;
  const exists = scope.exists(role.logicalId);
  if (!fits(grant, role.logicalId, exists)) return [];
  const [part, ...others] = partsIn(grant, arn, exists, null) ?? [];
  // What is held back in two ways might leave a policy without a statement.
  if (part === undefined || others.length > 0) return [];
  const document = { Version: '2012-10-17', Statement: part.statements };
  const PolicyName = freePolicyName(scope);
  const policy = role.samFunction === null ? { PolicyName, PolicyDocument: document } : document;
  const entry = guarded(part.guarding, policy);
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
