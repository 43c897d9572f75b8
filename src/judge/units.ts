import type { Finding } from '../finding/finding.ts';
import type { Outcome } from '../iam/decide.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { NEEDED_ACTIONS, type StreamAnalysis } from '../stream/analyse.ts';

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

const FAILURES: readonly Outcome[] = ['denied', 'closed', 'bounded', 'missing', 'unusable'];

/** For each call, "kms:DescribeKey of Role for Stream", the assignments under which it fails for certain. */
export function failingCalls(streams: readonly StreamAnalysis[]): ReadonlyMap<string, Diagram> {
  const failing = new Map<string, Diagram>();
  for (const { scope, customResource, branches } of streams) {
    const { world } = scope;
    for (const { guard, role, actions } of branches) {
      const owner = role.kind === 'role' ? role.resource.logicalId : role.label;
      for (const action of NEEDED_ACTIONS) {
        const call = `${action} of ${owner} for ${customResource.logicalId}`;
        const fails = world.or(...FAILURES.map((outcome) => actions[action].outcomes[outcome]));
        failing.set(call, world.or(failing.get(call) ?? NEVER, world.and(guard, fails)));
      }
    }
  }
  return failing;
}
