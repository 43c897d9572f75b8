import type { ActionName, PolicyLimit } from '../finding/stream-report.ts';
import type { PolicyDocument } from '../iam/statement.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { locate } from '../template/template.ts';

/** A policy that keeps the action from the role, and where. */
interface Row {
  readonly limit: Omit<PolicyLimit, 'when'>;
  readonly region: Diagram;
}

/** The boundaries and key policies that keep an action from the role by what they do not allow, over all branches. */
export function limitsOf(analysis: StreamAnalysis, action: ActionName): readonly PolicyLimit[] {
  const { scope, exists, branches } = analysis;
  const { world } = scope;
  const rows = new Map<string, Row>();
  for (const { limit, region } of branches.flatMap((branch) => rowsOf(analysis, branch, action))) {
    const key = JSON.stringify([limit.source, limit.location.range]);
    if (region !== NEVER) rows.set(key, { limit, region: world.or(region, rows.get(key)?.region ?? NEVER) });
  }
  return [...rows.values()].map(({ limit, region }) => ({ ...limit, when: whenText(scope, region, exists) }));
}

function rowsOf({ scope }: StreamAnalysis, branch: Branch, action: ActionName): readonly Row[] {
  const { world } = scope;
  return branch.actions[action].requests.flatMap(({ decision, request }) => {
    const { closed, bounded } = decision.outcomes;
    const row = (kind: PolicyLimit['kind'], policy: Pick<PolicyDocument, 'scope' | 'document'>, source: string) => ({
      limit: { action, kind, source, location: locate(policy.scope.template, policy.document.node) },
    });
    const { policy } = request.key;
    const boundaries = (branch.boundary?.documents ?? []).map((document) => ({
      ...row('boundary', document, document.source.label),
      region: world.and(branch.guard, bounded, document.attached.possible),
    }));
    if (policy.kind !== 'document') return boundaries;
    const ofKey = row('key-policy', policy, `key policy of ${policy.logicalId}`);
    return [...boundaries, { ...ofKey, region: world.and(branch.guard, closed) }];
  });
}
