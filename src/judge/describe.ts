import { assumption } from '../finding/assumption.ts';
import {
  ACTIONS,
  type ActionName,
  type StreamReport,
  WORDS,
  type Word,
  type WordHolds,
} from '../finding/stream-report.ts';
import type { Outcome } from '../iam/decide.ts';
import { MANAGED_POLICIES_DATE } from '../iam/managed-policies.ts';
import { whenText } from '../resolve/when.ts';
import { NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { assumptionsBehind } from '../stream/assumptions.ts';
import { decisionsOf } from './decisions.ts';
import { limitsOf } from './limits.ts';

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
    role: labels(roleLabel),
    key: branches.every(isOpen)
      ? null
      : labels((branch) => (isOpen(branch) ? 'one that is not known' : keyLabel(branch))),
    evidence: analysis.evidence,
    actions: {
      'kms:CreateGrant': wordFor(analysis, 'kms:CreateGrant'),
      'kms:DescribeKey': wordFor(analysis, 'kms:DescribeKey'),
    },
    assumptions: assumptionsBehind(analysis).map((id) =>
      assumption(id, { managedPoliciesDate: MANAGED_POLICIES_DATE }),
    ),
    holds: {
      'kms:CreateGrant': holdsOf(analysis, 'kms:CreateGrant'),
      'kms:DescribeKey': holdsOf(analysis, 'kms:DescribeKey'),
    },
    decisions: ACTIONS.flatMap((action) => decisionsOf(analysis, action)),
    limits: ACTIONS.flatMap((action) => limitsOf(analysis, action)),
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

function roleLabel({ role }: Branch): string {
  return role.kind === 'role' ? role.resource.logicalId : role.label;
}

function keyLabel({ key }: Branch): string {
  return key.label;
}

/** Whether nothing stands for the key but the reason why it is not known. */
function isOpen({ key }: Branch): boolean {
  return key.kind === 'unknown' && key.label === key.reason;
}

/** Of which role and key, and when, the worst word of an action is told, where others occur besides. */
function holdsOf(analysis: StreamAnalysis, action: ActionName): WordHolds {
  const { scope, exists, branches } = analysis;
  const { world } = scope;
  const word = wordFor(analysis, action);
  const places = branches.map((branch) => {
    const outcomes = Object.entries(branch.actions[action].outcomes);
    const told = outcomes.filter(([outcome]) => WORD_OF[outcome as Outcome] === word).map(([, diagram]) => diagram);
    return { branch, diagram: world.and(branch.guard, world.or(...told)) };
  });
  const concerned = places.filter(({ diagram }) => diagram !== NEVER).map(({ branch }) => branch);
  const some = (label: (branch: Branch) => string) => {
    const [all, here] = [branches, concerned].map((each) => [...new Set(each.map(label))]);
    return here !== undefined && here.length < (all?.length ?? 0) ? here.join(', ') : null;
  };
  const when = whenText(scope, world.or(...places.map(({ diagram }) => diagram)), exists);
  return { role: some(roleLabel), key: some(keyLabel), when };
}
