import type { Remedy } from '../finding/finding.ts';
import { ACTIONS } from '../finding/stream-report.ts';
import { NEVER } from '../resolve/world.ts';
import { type Gap, statementsThat } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue } from './key-arn.ts';
import { rewriteStatements } from './rewrite.ts';

/**
 * Ways to narrow a grant that reaches beyond the key, by narrowing the statement itself: its Resource where it holds
 * nothing but the two actions, its Action too where no code that runs under the role makes another KMS call. Never a
 * narrow statement beside the wide one; anything else is for a person (design 2.5).
 */
export function narrowingRemedies(gap: Gap): readonly Remedy[] {
  const { key } = gap.branch;
  if (key.kind !== 'key') return [];
  const arn = keyArnValue(gap.branch);
  const wide = statementsThat(gap, ({ applies, narrow }) => applies.possible !== NEVER && narrow.sure === NEVER);
  const isCdk = gap.analysis.scope.template.provenance === 'cdk';
  const edits = arn === null || isCdk ? null : rewriteStatements(gap, wide, arn, 'actions-too');
  const manual: Remedy = {
    kind: 'manual',
    reason: edits === null ? reasonFor(isCdk) : 'no narrower statement could be proven right; what it should come to',
    statement: grantStatements(ACTIONS, arn ?? ARN_TO_FILL_IN, gap.conditions, null),
  };
  return edits === null ? [manual] : [edits, manual];
}

function reasonFor(isCdk: boolean): string {
  if (isCdk) return 'the template is CDK output, which the next synthesis writes anew; narrow it in the program, to';
  return 'what else the wide statement is needed for can not be seen here; for the stream these are enough in its place';
}
