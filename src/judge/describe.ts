import { assumption } from '../finding/assumption.ts';
import {
  ACTIONS,
  type ActionName,
  type StatementDecision,
  type StreamReport,
  WORDS,
  type Word,
} from '../finding/stream-report.ts';
import type { Outcome } from '../iam/decide.ts';
import { MANAGED_POLICIES_DATE } from '../iam/managed-policies.ts';
import type { StatementMatch } from '../iam/match.ts';
import { NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { assumptionsBehind } from '../stream/assumptions.ts';

const WORD_OF: Readonly<Record<Outcome, Word>> = {
  denied: 'denied',
  closed: 'denied',
  bounded: 'denied',
  missing: 'missing',
  unusable: 'unusable',
  broad: 'broad',
  unknown: 'unknown',
  'key-policy': 'key-policy',
  scoped: 'scoped',
};

/** Puts an analysis into the words of the reports: the chain, a word for each action, what it rests on. */
export function describeStream(analysis: StreamAnalysis): StreamReport {
  const { branches } = analysis;
  const labels = (label: (branch: Branch) => string) => [...new Set(branches.map(label))].join(', ') || null;
  return {
    customResource: analysis.customResource.logicalId,
    function: labels(({ caller }) => caller.label),
    role: labels(({ role }) => (role.kind === 'role' ? role.resource.logicalId : role.label)),
    key: labels(({ key }) => key.label),
    evidence: analysis.evidence,
    actions: {
      'kms:CreateGrant': wordFor(analysis, 'kms:CreateGrant'),
      'kms:DescribeKey': wordFor(analysis, 'kms:DescribeKey'),
    },
    assumptions: assumptionsBehind(analysis).map((id) =>
      assumption(id, { managedPoliciesDate: MANAGED_POLICIES_DATE }),
    ),
    decisions: branches.flatMap((branch) => ACTIONS.flatMap((action) => decisionsOf(branch, action))),
  };
}

/** The worst word that occurs while the custom resource exists. */
function wordFor(analysis: StreamAnalysis, action: ActionName): Word {
  const occurring = new Set<Word>();
  for (const [outcome, word] of Object.entries(WORD_OF)) {
    if (analysis.outcomes[action][outcome as Outcome] !== NEVER) occurring.add(word);
  }
  return WORDS.find((word) => occurring.has(word)) ?? 'unknown';
}

function decisionsOf({ actions }: Branch, action: ActionName): readonly StatementDecision[] {
  return actions[action].requests.flatMap(({ decision, via }) =>
    decision.matches
      .filter((match) => match.applies.possible !== NEVER || match.meant.possible !== NEVER)
      .map((match) => decisionOf(match, action, via === 'direct')),
  );
}

function decisionOf(match: StatementMatch, action: ActionName, isDirect: boolean): StatementDecision {
  const { statement, applies, reason } = match;
  const outcome = applies.sure !== NEVER ? 'applies' : applies.possible !== NEVER ? 'may-apply' : 'does-not-apply';
  const whose = isDirect ? "for the handler's own call: " : '';
  return {
    action,
    effect: statement.effect,
    source: statement.source.label,
    path: statement.location?.file.path ?? '',
    offset: statement.location?.range.start ?? null,
    outcome,
    reason: outcome === 'applies' ? null : `${whose}${reason ?? openness(match)}`,
  };
}

/** Why a statement may or may not apply, of which nothing more is said. */
function openness({ turnsOn }: StatementMatch): string {
  return turnsOn.length > 0 ? `it turns on ${turnsOn.join(' and ')}` : 'it is not there under every condition';
}
