import type { Finding, Remedy } from '../finding/finding.ts';
import type { RuleId } from '../finding/rule-meta.ts';
import { withSharedPatches } from './share-patches.ts';

/** Findings that are about lacking access; while one stands, its stream's other troubles are beside the point. */
const LACKING: readonly RuleId[] = ['missing-grant', 'unusable-grant', 'denied-grant'];
const BESIDE: readonly RuleId[] = ['broad-grant', 'policy-race'];

/**
 * Folds findings of one template that say the same trouble twice (design 2.1): a broad grant of the other action, and
 * a policy race, beside missing, unusable or denied access of the same stream. What would mend them is done along with
 * the first remedies, so that nothing is left to be found once a fix is in.
 */
export function foldFindings(found: readonly Finding[]): readonly Finding[] {
  const findings = withSharedPatches(found);
  const lacking = new Set(
    findings.filter(({ rule }) => LACKING.includes(rule)).map(({ customResource }) => customResource),
  );
  const folded = findings.filter(({ rule, customResource }) => BESIDE.includes(rule) && lacking.has(customResource));
  return findings
    .filter((finding) => !folded.includes(finding))
    .map((finding) => {
      const own = folded.filter(({ customResource }) => customResource === finding.customResource);
      return LACKING.includes(finding.rule) && own.length > 0 ? alongWith(finding, own) : finding;
    });
}

/** The finding with its patches in two forms: with the others' patches, and, should that fail, alone. */
function alongWith(finding: Finding, others: readonly Finding[]): Finding {
  const more = others.flatMap(({ remedies: [first] }) => (first?.kind === 'patch' ? first.patch.operations : []));
  if (more.length === 0) return finding;
  const remedies = finding.remedies.flatMap((remedy): Remedy[] => {
    if (remedy.kind !== 'patch') return [remedy];
    const { patch } = remedy;
    return [{ ...remedy, patch: { ...patch, operations: [...patch.operations, ...more] } }, remedy];
  });
  return { ...finding, remedies };
}
