import type { Finding } from '../finding/finding.ts';

/**
 * What is found, for proofs to compare: one unit for each rule, custom resource, action and resource, and for each the
 * cases in which it occurs (another key, other conditions).
 */
export function unitsOf(findings: readonly Finding[]): ReadonlyMap<string, ReadonlySet<string>> {
  const units = new Map<string, Set<string>>();
  for (const { rule, customResource, actions, logicalId, when, related } of findings) {
    const place = JSON.stringify([when, related.map((each) => each.logicalId)]);
    for (const action of actions.length === 0 ? [''] : actions) {
      const what = [rule, customResource, action, logicalId].join(' ');
      units.set(what, (units.get(what) ?? new Set()).add(place));
    }
  }
  return units;
}
