import type { Remedy } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow, type VisibleStatement } from '../iam/statement.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { cdkReason, grantCalls, keyPolicyCalls } from './cdk-call.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements, RDS_SERVICE } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue } from './key-arn.ts';
import { isShared, keysToName } from './key-choice.ts';
import { type NewPolicy, policyOfChoice, policyOfItsOwn } from './new-policy.ts';
import { standsElsewhere, statementToPaste } from './statement-to-paste.ts';
import { isMap, toMap, toValue } from './template-value.ts';

/** What a key policy must say so that the account's IAM policies can allow the actions. */
export function keyPolicyRemedy(gap: Gap): Remedy {
  const role = lacksOwnGrant(gap);
  const also = role === null ? '' : `, and ${role} a grant of its own, which it needs as well`;
  const reason = `a key policy is for a person to change; the one of ${gap.branch.key.label} lacks this statement${also}`;
  const isCdk = gap.analysis.scope.template.provenance === 'cdk';
  return { kind: 'manual', reason, statement: delegation(gap), ...(isCdk ? { calls: keyPolicyCalls(gap) } : {}) };
}

function delegation({ actions }: Gap): TemplateValue {
  const Principal = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
  return { Effect: 'Allow', Principal, Action: [...actions], Resource: '*' };
}

/** An explicit Deny is there on purpose: say what must give way, and how it could, and change nothing. */
export function denyRemedy(gap: Gap, denying: readonly StatementMatch[]): Remedy {
  const [first, ...others] = denying;
  const exempt = first === undefined || others.length > 0 ? null : exemptRds(gap, first);
  const what = others.length > 0 ? 'these Deny statements' : 'the Deny statement';
  const sources = [...new Set(denying.map(({ statement }) => statement.source.label))].join(', ');
  const how = exempt === null ? '' : '; with this one in its place it would spare what RDS does for the caller';
  return {
    kind: 'manual',
    reason: `${what} in the ${sources} must give way, which is for a person to decide${alsoLacking(gap)}${how}`,
    statement: exempt,
  };
}

/** The Deny as it stands, but for requests that come through RDS; null where that would not help, or is not certain. */
function exemptRds({ actions, branch }: Gap, { statement }: StatementMatch): TemplateValue | null {
  const ownCall = actions.some((action) => branch.actions[action].requests.some(({ via }) => via === 'direct'));
  // The statement may be a branch of an Fn::If, of which its elements alone are shown.
  const written = toMap(statement.elements);
  if (ownCall || written === null) return null;
  const condition = written.Condition ?? {};
  if (!isMap(condition) || condition.StringNotEquals !== undefined) return null;
  return { ...written, Condition: { ...condition, StringNotEquals: { 'kms:ViaService': RDS_SERVICE } } };
}

/** A boundary is there on purpose: say what it would have to allow, and change nothing. */
export function boundaryRemedy(gap: Gap): Remedy {
  const { role, boundary } = gap.branch;
  const { scope } = gap.analysis;
  const label = role.kind === 'role' ? role.resource.logicalId : role.label;
  const also = alsoLacking(gap);
  const reason = `the permissions boundary of ${label} is for a person to change${also}; ${also === '' ? 'it' : 'the boundary'} would have to allow`;
  const key = keyOf(gap);
  const owners = (boundary?.documents ?? []).map(({ source }) => source.logicalId);
  const circles = key !== null && owners.some((id) => id !== null && wouldCircle(scope, id, key.logicalId));
  if (!circles) return { kind: 'manual', reason, statement: statementToPaste(gap) };
  const why = `on every key, since ${key.logicalId} refers to the role and naming it there would close a circle`;
  const statement = grantStatements(gap.actions, '*', gap.conditions, null);
  return { kind: 'manual', reason: `${reason} this ${why} (a boundary grants nothing by itself)`, statement };
}

function alsoLacking(gap: Gap): string {
  const role = lacksOwnGrant(gap);
  return role === null ? '' : `, and ${role} lacks a grant of its own, which it needs as well`;
}

/** The role where it is certain that none of its policies, nor the key's, allows it one of the actions; else null. */
function lacksOwnGrant({ analysis, branch, actions, failing }: Gap): string | null {
  const { role, attachments } = branch;
  const { world } = analysis.scope;
  if (role.kind !== 'role' || attachments === null || attachments.unread.length > 0) return null;
  const mayAllow = (action: ActionName) =>
    branch.actions[action].requests.some(({ decision }) =>
      decision.matches.some(
        ({ statement, applies }) =>
          (isOwnAllow(statement) || mayAdmit(statement)) && world.and(failing, applies.possible) !== NEVER,
      ),
    );
  return actions.every(mayAllow) ? null : role.resource.logicalId;
}

/** Whether a statement of a key policy allows it to more than the account, which only lets IAM policies decide. */
function mayAdmit({ source, effect, elements }: VisibleStatement): boolean {
  const principal = elements.get('Principal');
  const written = JSON.stringify(principal === undefined ? null : toValue(principal));
  return source.kind === 'key-policy' && effect === 'Allow' && (!written.includes(':root"') || written.includes(','));
}

/** A grant of the role's own, for access that works through the key policy alone: offered, not pressed. */
export function ownGrantRemedy(gap: Gap): Remedy {
  const { branch, analysis } = gap;
  const { role } = branch;
  if (lacksDelegation(gap)) return delegationRemedy(gap);
  if (role.kind !== 'role') return manual('it works as it is; to hold it in the role too, add', statementToPaste(gap));
  const { logicalId } = role.resource;
  if (analysis.scope.template.provenance === 'cdk') {
    const calls = grantCalls(gap);
    const reason = `it works as it is; ${cdkReason(`to hold it in the policies of ${logicalId} too, add it`, calls)}`;
    return { kind: 'manual', reason, statement: statementToPaste(gap), calls };
  }
  if (role.scope !== analysis.scope) {
    const where = `${standsElsewhere(role)}; to hold it in a policy there too, add`;
    return manual(`it works as it is; ${where}`, statementToPaste(gap, role.scope));
  }
  const apart = policyToPaste(gap);
  if (apart === null) {
    return manual(`it works as it is; to hold it in the policies of ${logicalId} too, add`, statementToPaste(gap));
  }
  const why = `its own Policies can not name ${branch.key.label}, whose key policy names the role`;
  const order = `and let ${analysis.customResource.logicalId} depend on it`;
  return manual(`it works as it is; to hold it in a policy of ${logicalId} too, add this one ${order} (${why})`, apart);
}

/** The role's policies allow it already, and the key policy does not let them decide. */
export function lacksDelegation(gap: Gap): boolean {
  return gap.actions.every((action) => isAllowed(gap, action, ({ applies }) => applies.sure));
}

function delegationRemedy(gap: Gap): Remedy {
  const calls = gap.analysis.scope.template.provenance === 'cdk' ? { calls: keyPolicyCalls(gap) } : {};
  const reason = `it works as it is; for the policies of the role to count, the key policy of ${gap.branch.key.label} would need this statement`;
  return { kind: 'manual', reason, statement: delegation(gap), ...calls };
}

/**
 * Where naming the key in the role itself would close a circle: a policy of its own to paste. Null where there is no
 * circle, or where no such policy could be there.
 */
export function policyToPaste(gap: Gap): TemplateValue | null {
  const { analysis, branch } = gap;
  const { role } = branch;
  if (role.kind !== 'role' || role.scope !== analysis.scope) return null;
  const { logicalId } = role.resource;
  if (!keysToName(gap).some((key) => wouldCircle(analysis.scope, logicalId, key.logicalId))) return null;
  const apart = policyToAdd(gap);
  return apart === null ? null : { [apart.name]: apart.resource };
}

/** One policy for whichever key the stream chooses, where it stands with all of them as in the gap. */
function policyToAdd(gap: Gap): NewPolicy | null {
  return (isShared(gap) ? policyOfChoice(gap) : null) ?? policyOfItsOwn(gap, keyArnValue(gap) ?? ARN_TO_FILL_IN);
}

/** For a role that is in no template that was read: what it needs where it lacks it; nothing where that is seen. */
export function outsideRoleRemedies(gap: Gap): readonly Remedy[] {
  const { branch, analysis } = gap;
  const { role, key } = branch;
  if (role.kind !== 'outside' || key.kind !== 'key' || gap.actions.every((action) => isGranted(gap, action))) return [];
  const policy = policyToAdd(gap);
  const where = `${role.called} is in no template that was read; where it lacks the grant,`;
  if (policy === null || analysis.scope.template.provenance === 'cdk') {
    return [manual(`${where} add to its policies`, statementToPaste(gap, null))];
  }
  const order = `and let ${analysis.customResource.logicalId} depend on it`;
  return [manual(`${where} add this policy ${order}`, { [policy.name]: policy.resource })];
}

/** Whether a statement that is seen grants the action on this key alone, for every request and wherever it is open. */
function isGranted(gap: Gap, action: ActionName): boolean {
  const { world } = gap.analysis.scope;
  return isAllowed(gap, action, ({ applies, narrow }) => world.and(applies.sure, narrow.sure));
}

/** Whether some Allow of the role's own is as it should be, for every request and wherever the case is. */
function isAllowed(gap: Gap, action: ActionName, where: (match: StatementMatch) => Diagram): boolean {
  const { world } = gap.analysis.scope;
  return gap.branch.actions[action].requests.every(({ decision }) => {
    const own = decision.matches.filter(({ statement }) => isOwnAllow(statement));
    return world.implies(gap.failing, world.or(...own.map(where)));
  });
}

function manual(reason: string, statement: TemplateValue): Remedy {
  return { kind: 'manual', reason, statement };
}
