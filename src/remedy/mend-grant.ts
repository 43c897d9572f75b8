import type { Remedy } from '../finding/finding.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { textsOf } from '../resolve/match-text.ts';
import { literalOf } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { grantRemedies } from './add-grant.ts';
import { type Gap, statementsThat } from './gap.ts';
import { keyArnValue } from './key-arn.ts';
import { rewriteStatements } from './rewrite.ts';

/**
 * Ways to mend a statement that was meant for the key and can not apply: where it holds nothing but the two actions
 * and its Resource is at fault, the ARN in its place; else a statement that works, added to it.
 */
export function mendingRemedies(gap: Gap): readonly Remedy[] {
  const arn = keyArnValue(gap);
  const { world } = gap.analysis.scope;
  const occurs = (diagram: Diagram) => world.and(gap.failing, diagram) !== NEVER;
  const meant = statementsThat(gap, (match) => occurs(match.meant.possible) && !occurs(match.applies.possible));
  // Where the Resource is this key already, something else is at fault.
  const misspelled = meant.filter(({ narrow }) => !occurs(narrow.sure));
  const covered = gap.actions.every((action) => coversAction(misspelled, action));
  const isCdk = gap.analysis.scope.template.provenance === 'cdk';
  const edits = arn === null || !covered || isCdk ? null : rewriteStatements(gap, misspelled, arn, 'resource');
  return edits === null || typeof edits === 'string' ? grantRemedies(gap) : [edits, ...grantRemedies(gap)];
}

function coversAction(matches: readonly StatementMatch[], action: ActionName): boolean {
  return matches.some(({ statement }) => {
    const actions = statement.elements.get('Action');
    return (
      actions !== undefined &&
      textsOf(statement.scope, actions).some((text) => literalOf(text)?.toLowerCase() === action.toLowerCase())
    );
  });
}
