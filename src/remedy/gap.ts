import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow } from '../iam/statement.ts';
import type { Diagram } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import type { Resource } from '../template/template.ts';
import type { GrantConditions } from './grant-statements.ts';

/** What is lacking in one branch of a stream: these actions, under these assignments. */
export interface Gap {
  readonly analysis: StreamAnalysis;
  readonly branch: Branch;
  readonly actions: readonly ActionName[];
  readonly failing: Diagram;
  readonly conditions: GrantConditions;
}

/** The key's resource where it stands in the stream's own stack: what stands in another can not be referred to. */
export function keyOf({ analysis, branch }: Pick<Gap, 'analysis' | 'branch'>): Resource | null {
  const resource = branch.key.kind === 'key' ? branch.key.resource : null;
  return resource !== null && analysis.scope.family.stackOf(resource) === analysis.scope ? resource : null;
}

/** The ways through the stream that run under the gap's role. */
export function branchesOfRole({ analysis, branch }: Gap): readonly Branch[] {
  const nameOf = ({ role }: Branch) => (role.kind === 'role' ? role.resource : role.label);
  return analysis.branches.filter((other) => nameOf(other) === nameOf(branch));
}

/** The Allow statements of the role's own policies that took part in the decision on the gap's actions, each once. */
export function statementsThat(gap: Gap, test: (match: StatementMatch) => boolean): readonly StatementMatch[] {
  const found = new Map<unknown, StatementMatch>();
  for (const action of gap.actions) {
    for (const { decision } of gap.branch.actions[action].requests) {
      for (const match of decision.matches) {
        const { statement } = match;
        if (isOwnAllow(statement) && test(match)) found.set(statement.expression, match);
      }
    }
  }
  return [...found.values()];
}
