import { broadGrant } from './broad-grant.ts';
import { deniedGrant } from './denied-grant.ts';
import { keyPolicyClosed } from './key-policy-closed.ts';
import { keyPolicyOnly } from './key-policy-only.ts';
import { missingGrant } from './missing-grant.ts';
import { policyRace } from './policy-race.ts';
import type { Rule } from './rule.ts';
import { unresolved } from './unresolved.ts';
import { unsuitableKey } from './unsuitable-key.ts';
import { unusableGrant } from './unusable-grant.ts';

/** Every rule, in the order in which findings of one stream are reported. */
export const RULES: readonly Rule[] = [
  missingGrant,
  unusableGrant,
  deniedGrant,
  keyPolicyClosed,
  unsuitableKey,
  broadGrant,
  keyPolicyOnly,
  policyRace,
  unresolved,
];
