import type { Remedy } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import { ACTIONS } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { NEVER } from '../resolve/world.ts';
import { policyToPaste } from './by-hand.ts';
import { cdkReason, wholeGrantCalls } from './cdk-call.ts';
import { type Gap, statementsThat } from './gap.ts';
import { keyArnValue, whyNoArn } from './key-arn.ts';
import { narrowMixed } from './narrow-mixed.ts';
import { actionsToTakeOut, rewriteStatements } from './rewrite.ts';
import { splitStatement } from './split-grant.ts';
import { statementToPaste } from './statement-to-paste.ts';
import { otherKeyUse } from './visible-code.ts';

/**
 * Ways to narrow a grant that reaches beyond the key, by narrowing the statement itself: its Resource where it holds
 * nothing but the two actions, its Action too where no code that runs under the role makes another KMS call. Never a
 * narrow statement beside the wide one; anything else is for a person (design 2.5).
 */
export function narrowingRemedies(gap: Gap): readonly Remedy[] {
  const { key } = gap.branch;
  if (key.kind !== 'key') return [];
  const arn = keyArnValue(gap);
  const whole = { ...gap, actions: ACTIONS };
  const statement = statementToPaste(whole);
  const manual = (reason: string) => ({ kind: 'manual', reason, statement }) as const;
  if (gap.analysis.scope.template.provenance === 'cdk') {
    const calls = wholeGrantCalls(gap);
    return [{ ...manual(cdkReason(IN_PROGRAM, calls)), calls }];
  }
  const { world } = gap.analysis.scope;
  const wide = statementsThat(gap, ({ applies, narrow }) => {
    const here = world.and(gap.failing, applies.possible);
    return here !== NEVER && !world.implies(here, narrow.sure);
  });
  const other = anotherKey(gap);
  const rewritten = arn === null ? whyNoArn(gap) : rewriteStatements(gap, wide, arn, 'actions-too');
  const edits = typeof rewritten === 'string' ? rewritten : (other ?? rewritten);
  const patches = typeof edits === 'string' ? splitting(gap, wide, arn) : edits;
  if (patches.length > 0) return [...patches, manual(UNPROVEN)];
  const apart = policyToPaste(whole);
  if (apart !== null) {
    const needs = `this policy, and ${gap.analysis.customResource.logicalId} to depend on it`;
    return [{ kind: 'manual', reason: `${edits}; ${BEFORE} ${needs}`, statement: apart }];
  }
  const out = other === null ? takingOut(gap, wide, arn) : null;
  return [out ?? manual(`${edits}; ${BEFORE} these`)];
}

const BEFORE = 'before the wide grant is narrowed or removed, grant what else it is used for; of KMS the stream needs';
const UNPROVEN =
  'take the wide grant away, once what else it is used for is granted, and put these in its place; ' +
  'no narrower statement could be proven right';
const IN_PROGRAM = 'give this, and narrow or remove the wide grant once what else it is used for is granted,';

/** Why the two actions may be needed on another key than the stream's, as a clause; null where no code shows that. */
function anotherKey({ analysis, branch: { role } }: Gap): string | null {
  return role.kind === 'role' ? otherKeyUse(analysis, role) : null;
}

/** For a single statement that holds actions of KMS among others: those narrowed, or taken out and granted behind it. */
function splitting(gap: Gap, wide: readonly StatementMatch[], arn: TemplateValue | null): readonly Remedy[] {
  const [only, ...others] = wide;
  if (only === undefined || others.length > 0 || arn === null) return [];
  const operations = narrowMixed(gap, only.statement, arn) ?? splitStatement(gap, only.statement, arn);
  const { path } = gap.analysis.scope.template.file;
  return operations === null ? [] : [{ kind: 'patch', patch: { file: path, operations } }];
}

/** For a statement that holds the two actions among others than those of KMS: what to take out of it, and to add. */
function takingOut(gap: Gap, wide: readonly StatementMatch[], arn: TemplateValue | null): Remedy | null {
  const [only, ...others] = wide;
  if (only === undefined || others.length > 0 || arn === null) return null;
  const actions = actionsToTakeOut(gap, only.statement, arn);
  if (actions.length === 0) return null;
  const { label } = only.statement.source;
  const reason = `the wide statement in the ${label} allows more than actions of KMS; take ${actions.join(' and ')} out of it, and add`;
  return { kind: 'manual', reason, statement: statementToPaste({ ...gap, actions }) };
}
