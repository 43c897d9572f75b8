import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow } from '../iam/statement.ts';
import type { Diagram } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import type { Resource } from '../template/template.ts';
import type { GrantConditions } from './grant-statements.ts';
import { type Guarding, guardingFor } from './guard.ts';

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

/** The assignments under which what a grant refers to is there. */
export function targetOf(gap: Gap): Diagram {
  return gap.analysis.scope.exists(keyOf(gap)?.logicalId ?? '');
}

/** How a mention of the key must be held back in a place that is there under `place`. */
export function guardingIn(gap: Gap, place: Diagram): Guarding {
  const { scope, customResource } = gap.analysis;
  return guardingFor(scope, place, targetOf(gap), gap.failing, [
    keyOf(gap)?.condition ?? null,
    customResource.condition,
  ]);
}

/**
 * How a grant is held to the assignments that fail, where only some do: by the condition of the template that says so.
 * Elsewhere it might reach what nobody can judge.
 */
export function guardingOfBranch({ analysis, failing }: Gap): Guarding {
  const { scope, exists } = analysis;
  const names = failing === exists ? [] : [...scope.template.conditions.keys()];
  const name = names.find((each) => scope.world.and(scope.conditions.named(each), exists) === failing);
  return name === undefined ? { kind: 'impossible' } : { kind: 'condition', name };
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
