import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { textsOf } from '../resolve/match-text.ts';
import { literalOf } from '../resolve/text.ts';
import { NEVER } from '../resolve/world.ts';
import { pathTo } from '../template/template.ts';
import { type Gap, grantRemedies } from './add-grant.ts';
import { grantStatements } from './grant-statements.ts';
import { guardingFor } from './guard.ts';
import { keyArnValue } from './key-arn.ts';
import { servesOtherRoles } from './place.ts';

/**
 * Ways to narrow a grant that reaches beyond the key: the Resource of a statement that holds nothing but the two
 * actions. Never a narrow statement beside the wide one; anything else is for a person (design 2.5).
 */
export function narrowingRemedies(gap: Gap): readonly Remedy[] {
  const { key } = gap.branch;
  if (key.kind !== 'key') return [];
  const arn = keyArnValue(key);
  const wide = statementsThat(gap, ({ applies, narrow }) => applies.possible !== NEVER && narrow.sure === NEVER);
  const edits = arn === null ? null : replaceResources(gap, wide, arn);
  const [first, ...others] = grantStatements(ACTIONS, arn ?? '<ARN of the key>', gap.conditions, false);
  const manual: Remedy = {
    kind: 'manual',
    reason: 'what the wide statement is needed for can not be seen; put these in its place',
    statement: first === undefined ? null : [first, ...others],
  };
  return edits === null ? [manual] : [edits, manual];
}

/**
 * Ways to mend a statement that was meant for the key and can not apply: where it holds nothing but the two actions
 * and only its Resource is at fault, the ARN in its place; else a statement that works, added to it.
 */
export function mendingRemedies(gap: Gap): readonly Remedy[] {
  const { key } = gap.branch;
  const arn = key.kind === 'key' ? keyArnValue(key) : null;
  const meant = statementsThat(gap, (match) => match.meant.possible !== NEVER && match.applies.possible === NEVER);
  const misspelled = meant.filter((match) => !match.statement.elements.has('Condition'));
  const everyAction = gap.actions.every((action) => coversAction(misspelled, action));
  const edits = arn === null || !everyAction ? null : replaceResources(gap, misspelled, arn);
  return edits === null ? grantRemedies(gap) : [edits, ...grantRemedies(gap)];
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

/** The Allow statements of the role's policies that took part in the decision on the gap's actions, each once. */
function statementsThat(gap: Gap, test: (match: StatementMatch) => boolean): readonly StatementMatch[] {
  const found = new Map<unknown, StatementMatch>();
  for (const action of gap.actions) {
    for (const { decision } of gap.branch.actions[action].requests) {
      for (const match of decision.matches) {
        const { statement } = match;
        const isOwn = statement.source.kind !== 'key-policy' && statement.source.kind !== 'boundary';
        if (isOwn && statement.effect === 'Allow' && test(match)) found.set(statement.expression, match);
      }
    }
  }
  return [...found.values()];
}

/** Replaces the Resource of each statement by the key's ARN, or null when one of them is not ours to change. */
function replaceResources(gap: Gap, matches: readonly StatementMatch[], arn: TemplateValue): Remedy | null {
  const { scope, customResource } = gap.analysis;
  const { role, key } = gap.branch;
  if (role.kind !== 'role' || scope.template.provenance === 'cdk' || matches.length === 0) return null;
  const target = scope.exists(key.kind === 'key' ? (key.resource?.logicalId ?? '') : '');
  const operations: Operation[] = [];
  for (const { statement } of matches) {
    const resource = statement.elements.get('Resource');
    const path = resource === undefined ? null : pathTo(scope.template, resource.node);
    const isOurs = holdsOnlyTheTwo(statement) && !servesOtherRoles(scope, statement.source, role.resource);
    if (path === null || !isOurs) return null;
    const present = scope.exists(statement.source.logicalId ?? '');
    const preferred = [scope.template.resources.get(key.label)?.condition ?? null, customResource.condition];
    const guarding = guardingFor(scope, present, target, gap.failing, preferred);
    // Without its Resource a statement would be invalid, so a guard inside it can not help.
    if (guarding.kind !== 'none') return null;
    operations.push({ kind: 'replace', path, value: arn });
  }
  return { kind: 'patch', patch: { file: scope.template.file.path, operations } };
}

function holdsOnlyTheTwo(statement: StatementMatch['statement']): boolean {
  const actions = statement.elements.get('Action');
  if (actions === undefined) return false;
  const known = ACTIONS.map((action) => action.toLowerCase());
  return textsOf(statement.scope, actions).every((text) => known.includes(literalOf(text)?.toLowerCase() ?? ''));
}
