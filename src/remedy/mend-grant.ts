import type { Remedy } from '../finding/finding.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { textsOf } from '../resolve/match-text.ts';
import { literalOf } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { grantRemedies } from './add-grant.ts';
import { type Gap, statementsThat } from './gap.ts';
import { keyArnValue } from './key-arn.ts';
import { orderOf } from './order.ts';
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
  const edits = arn === null || !covered || isCdk ? [] : rewriteStatements(gap, misspelled, arn, 'resource');
  const ordered = typeof edits === 'string' ? [] : edits.map((edit) => inTime(gap, edit, misspelled));
  return [...ordered.filter((remedy) => remedy !== null), ...grantRemedies(gap)];
}

/** The changes with what makes the custom resource wait for their policies; null where nothing can. */
function inTime(gap: Gap, patch: Remedy, matches: readonly StatementMatch[]): Remedy | null {
  if (patch.kind !== 'patch') return patch;
  const orders = matches.map(({ statement }) => orderOf(gap, statement.source));
  const known = orders.filter((order) => order !== null);
  if (known.length < orders.length) return null;
  return { ...patch, patch: { ...patch.patch, operations: [...patch.patch.operations, ...known.flat()] } };
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
