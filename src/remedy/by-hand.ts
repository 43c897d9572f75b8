import type { Remedy } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import type { Gap } from './add-grant.ts';
import { grantStatements } from './grant-statements.ts';
import { keyArnValue } from './key-arn.ts';

/** What a key policy must say so that the account's IAM policies can allow the actions. */
export function keyPolicyRemedy(gap: Gap): Remedy {
  const statement: TemplateValue = {
    Effect: 'Allow',
    Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
    Action: [...gap.actions],
    Resource: '*',
  };
  const reason = `the key policy of ${gap.branch.key.label} must change, which needs a person; it lacks this statement`;
  return { kind: 'manual', reason, statement };
}

/** An explicit Deny or a boundary is there on purpose: say what must give way, and change nothing. */
export function deniedRemedy(what: string): Remedy {
  return { kind: 'manual', reason: `${what} must change, which needs a person`, statement: null };
}

/** A grant of the role's own, for access that works through the key policy alone: offered, not pressed. */
export function ownGrantRemedy(gap: Gap): Remedy {
  const { key } = gap.branch;
  const arn = key.kind === 'key' ? keyArnValue(key) : null;
  const statements = grantStatements(gap.actions, arn ?? '<ARN of the key>', gap.conditions, false);
  return { kind: 'manual', reason: 'it works as it is; to hold it in the role, add', statement: statements };
}
