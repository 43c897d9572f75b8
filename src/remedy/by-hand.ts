import type { Remedy } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import type { StatementMatch } from '../iam/match.ts';
import { keyPolicyCalls } from './cdk-call.ts';
import type { Gap } from './gap.ts';
import { grantStatements, RDS_SERVICE } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue } from './key-arn.ts';
import { isMap, toValue } from './template-value.ts';

/** What a key policy must say so that the account's IAM policies can allow the actions. */
export function keyPolicyRemedy(gap: Gap): Remedy {
  const statement: TemplateValue = {
    Effect: 'Allow',
    Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
    Action: [...gap.actions],
    Resource: '*',
  };
  const reason = `a key policy is for a person to change; the one of ${gap.branch.key.label} lacks this statement`;
  const isCdk = gap.analysis.scope.template.provenance === 'cdk';
  return { kind: 'manual', reason, statement, ...(isCdk ? { calls: keyPolicyCalls(gap) } : {}) };
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
    reason: `${what} in the ${sources} must give way, which is for a person to decide${how}`,
    statement: exempt,
  };
}

/** The Deny as it stands, but for requests that come through RDS; null where that would not help, or is not certain. */
function exemptRds({ actions, branch }: Gap, { statement }: StatementMatch): TemplateValue | null {
  const ownCall = actions.some((action) => branch.actions[action].requests.some(({ via }) => via === 'direct'));
  const written = toValue(statement.expression);
  if (ownCall || written === null || !isMap(written)) return null;
  const condition = written.Condition ?? {};
  if (!isMap(condition) || condition.StringNotEquals !== undefined) return null;
  return { ...written, Condition: { ...condition, StringNotEquals: { 'kms:ViaService': RDS_SERVICE } } };
}

/** A boundary is there on purpose: say what it would have to allow, and change nothing. */
export function boundaryRemedy(gap: Gap): Remedy {
  const { role } = gap.branch;
  const label = role.kind === 'role' ? role.resource.logicalId : role.label;
  const reason = `the permissions boundary of ${label} is for a person to change; it would have to allow`;
  return { kind: 'manual', reason, statement: statementsFor(gap) };
}

/** A grant of the role's own, for access that works through the key policy alone: offered, not pressed. */
export function ownGrantRemedy(gap: Gap): Remedy {
  const { role } = gap.branch;
  const label = role.kind === 'role' ? `the policies of ${role.resource.logicalId}` : 'the role';
  return {
    kind: 'manual',
    reason: `it works as it is; to hold it in ${label} too, add`,
    statement: statementsFor(gap),
  };
}

function statementsFor(gap: Gap): readonly TemplateValue[] {
  return grantStatements(gap.actions, keyArnValue(gap) ?? ARN_TO_FILL_IN, gap.conditions, null);
}
