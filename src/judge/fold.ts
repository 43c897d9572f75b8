import type { Finding } from '../finding/finding.ts';
import type { RuleId } from '../finding/rule-meta.ts';

/** Findings that are about lacking access; while one stands, its stream's other troubles are beside the point. */
const LACKING: readonly RuleId[] = ['missing-grant', 'unusable-grant', 'denied-grant'];

/**
 * Folds findings of one template that say the same trouble twice (design 2.1): a broad grant of the other action, and
 * a policy race, beside missing, unusable or denied access of the same stream.
 */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const lacking = new Set(
    findings.filter(({ rule }) => LACKING.includes(rule)).map(({ customResource }) => customResource),
  );
  return findings.filter(
    ({ rule, customResource }) => !lacking.has(customResource) || (rule !== 'broad-grant' && rule !== 'policy-race'),
  );
}
