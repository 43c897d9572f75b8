import broadGrant from '../../docs/rules/broad-grant.md';
import deniedGrant from '../../docs/rules/denied-grant.md';
import keyPolicyClosed from '../../docs/rules/key-policy-closed.md';
import keyPolicyOnly from '../../docs/rules/key-policy-only.md';
import missingGrant from '../../docs/rules/missing-grant.md';
import policyRace from '../../docs/rules/policy-race.md';
import unresolved from '../../docs/rules/unresolved.md';
import unsuitableKey from '../../docs/rules/unsuitable-key.md';
import unusableGrant from '../../docs/rules/unusable-grant.md';
import type { RuleId } from '../finding/rule-meta.ts';

/** The page of each rule, in Markdown. */
export const RULE_PAGES: Readonly<Record<RuleId, string>> = {
  'missing-grant': missingGrant,
  'unusable-grant': unusableGrant,
  'denied-grant': deniedGrant,
  'key-policy-closed': keyPolicyClosed,
  'unsuitable-key': unsuitableKey,
  'broad-grant': broadGrant,
  'key-policy-only': keyPolicyOnly,
  'policy-race': policyRace,
  unresolved,
};
