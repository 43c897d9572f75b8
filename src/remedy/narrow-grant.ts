import type { Remedy } from '../finding/finding.ts';
import { ACTIONS } from '../finding/stream-report.ts';
import { NEVER } from '../resolve/world.ts';
import { cdkReason, wholeGrantCalls } from './cdk-call.ts';
import { type Gap, statementsThat } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue, whyNoArn } from './key-arn.ts';
import { rewriteStatements } from './rewrite.ts';

/**
 * Ways to narrow a grant that reaches beyond the key, by narrowing the statement itself: its Resource where it holds
 * nothing but the two actions, its Action too where no code that runs under the role makes another KMS call. Never a
 * narrow statement beside the wide one; anything else is for a person (design 2.5).
 */
export function narrowingRemedies(gap: Gap): readonly Remedy[] {
  const { key } = gap.branch;
  if (key.kind !== 'key') return [];
  const arn = keyArnValue(gap);
  const statement = grantStatements(ACTIONS, arn ?? ARN_TO_FILL_IN, gap.conditions, null);
  const manual = (reason: string) => ({ kind: 'manual', reason, statement }) as const;
  if (gap.analysis.scope.template.provenance === 'cdk') {
    const calls = wholeGrantCalls(gap);
    return [{ ...manual(cdkReason('give this in the place of the wide grant', calls)), calls }];
  }
  const { world } = gap.analysis.scope;
  const wide = statementsThat(gap, ({ applies, narrow }) => {
    const here = world.and(gap.failing, applies.possible);
    return here !== NEVER && !world.implies(here, narrow.sure);
  });
  const edits = arn === null ? whyNoArn(gap) : rewriteStatements(gap, wide, arn, 'actions-too');
  if (typeof edits === 'string') return [manual(`${edits}; for the stream these are enough in its place`)];
  return [edits, manual('no narrower statement could be proven right')];
}
