import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { textsOf } from '../resolve/match-text.ts';
import { literalOf } from '../resolve/text.ts';
import type { Expression } from '../template/expression.ts';
import { arnAt } from './arn-at.ts';
import { bareOf } from './bare.ts';
import { wouldCircle } from './circle.ts';
import type { Gap } from './gap.ts';
import { keysToName } from './key-choice.ts';
import { isOfTwo, narrowActions, neededActions } from './narrow-actions.ts';
import { type Manner, narrowResource } from './narrow-resource.ts';
import { servesOthers } from './place.ts';
import { repeatable } from './repeatable.ts';
import { namesAnythingElse } from './resource-parts.ts';
import { otherKmsUse } from './visible-code.ts';

/** What may be rewritten: the Resource alone, or the Action as well where the code shows that nothing else is used. */
export type Reach = 'resource' | 'actions-too';

/**
 * Puts the key's ARN in the Resource of each statement, or says why one of them is not ours to change, as a clause. The
 * first way changes of lists the items alone that must be changed, with what is said of them; the others, where they are
 * others, the lists as a whole, and branches of choices each by itself.
 */
export function rewriteStatements(
  gap: Gap,
  matches: readonly StatementMatch[],
  arn: TemplateValue,
  reach: Reach,
): readonly Patched[] | string {
  const found = MANNERS.map((manner) => rewriteAll(gap, matches, { arn, reach, manner }));
  const ways = found.filter((way) => typeof way !== 'string');
  const reason = found.find((way) => typeof way === 'string');
  if (ways.length === 0 && reason !== undefined) return reason;
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

const MANNERS: readonly Manner[] = ['items', 'whole', 'branches'];

/** A remedy that is an edit. */
type Patched = Extract<Remedy, { kind: 'patch' }>;

function rewriteAll(gap: Gap, matches: readonly StatementMatch[], how: Omit<Rewriting, 'lone'>): Patched | string {
  const all = matches.map(({ statement }) => statement);
  const isLone = (each: VisibleStatement) => !namesAnythingElse(gap, each, how.arn);
  const lone = new Set(all.filter(isLone).map(({ expression }) => expression));
  const operations = all.map((statement) => rewrite(gap, statement, { ...how, lone }));
  const reason = operations.find((each) => typeof each === 'string');
  if (reason !== undefined) return reason;
  const known = operations.filter((each) => typeof each !== 'string');
  if (known.length === 0) return 'no statement that is written in this template allows it';
  return { kind: 'patch', patch: { file: gap.analysis.scope.template.file.path, operations: known.flat() } };
}

interface Rewriting {
  readonly arn: TemplateValue;
  readonly reach: Reach;
  /** The statements of which nothing is left without the key. */
  readonly lone: ReadonlySet<Expression>;
  readonly manner: Manner;
}

/** The changes of one statement, or why there are none. */
function rewrite(
  gap: Gap,
  statement: VisibleStatement,
  { arn, reach, lone, manner }: Rewriting,
): readonly Operation[] | string {
  const { scope } = gap.analysis;
  const found = reachIn(gap, statement, arn, reach);
  if (typeof found === 'string') return found;
  const { reached } = found;
  const { logicalId, label } = statement.source;
  const owner = logicalId ?? '';
  const key = keysToName(gap).find((each) => wouldCircle(scope, owner, each.logicalId));
  if (key !== undefined) {
    return `${owner} can not refer to ${key.logicalId}, which refers to it in turn`;
  }
  const refused = `the wide statement in the ${label} can not be edited without touching something else`;
  const bare = bareOf(gap, statement, lone);
  const valueFor = (part: Expression) => arnAt(gap, statement, part, arn);
  const exchanged = narrowResource(gap, statement, arn, valueFor, bare, manner);
  if (exchanged === 'untold') {
    return `no condition of the template tells when ${owner} may refer to ${gap.branch.key.label}`;
  }
  if (exchanged === 'refused') return refused;
  // What goes under the condition as a whole must not be needed for anything else.
  if (exchanged.some(isHeldAsAWhole) && namesAnythingElse(gap, statement, arn)) return refused;
  const actions = reached === 'resource' ? [] : narrowActions(gap, statement, manner);
  if (actions === null) return refused;
  return [...actions, ...exchanged.map((each) => repeatable(gap, statement, each, actions.length > 0))];
}

function isHeldAsAWhole(operation: Operation): boolean {
  if (operation.kind !== 'exchange' || operation.bare === 'others-left') return false;
  return operation.values.some(({ condition }) => condition !== null);
}

/** What of a statement has to change, or why it is not ours to change. */
function reachIn(
  gap: Gap,
  statement: VisibleStatement,
  arn: TemplateValue,
  reach: Reach,
): { readonly reached: Reach } | string {
  const { role } = gap.branch;
  const { source } = statement;
  const reason = whyNotOurs(gap, statement);
  if (reason !== null) return reason;
  if (holdsOnlyTheTwo(statement)) return { reached: 'resource' };
  if (!holdsOnlyKms(statement)) return `the wide statement in the ${source.label} allows more than actions of KMS`;
  if (reach === 'resource') return `the statement in the ${source.label} allows other actions as well`;
  if (namesAnythingElse(gap, statement, arn)) {
    return `the wide statement in the ${source.label} names other resources than this key`;
  }
  const use = role.kind === 'role' ? otherKmsUse(gap.analysis, role) : null;
  if (use !== null) return `${use}, so that other actions of KMS may be needed`;
  const kept = neededActionsIn(statement);
  if (kept.length === 0) return `the wide statement in the ${source.label} turns on values that are not known`;
  return { reached: 'actions-too' };
}

/** Why a statement is not ours to change, whatever it holds; null where it is. */
export function whyNotOurs(gap: Gap, statement: VisibleStatement): string | null {
  const { role } = gap.branch;
  const { source, elements } = statement;
  if (role.kind !== 'role') return `${role.called} is in no template that was read`;
  const { logicalId } = role.resource;
  if (source.kind === 'aws-managed')
    return `the ${source.label} is AWS's own: it can only be detached from ${logicalId}`;
  if (statement.scope !== gap.analysis.scope)
    return `the ${source.label} stands in ${statement.scope.template.file.path}`;
  if (servesOthers(gap.analysis.scope, source, role.resource)) return `the ${source.label} may serve others as well`;
  if (!elements.has('Resource') || !elements.has('Action')) {
    return `the wide statement in the ${source.label} says what it leaves out, not what it allows`;
  }
  return null;
}

/**
 * Those of the two actions that can be taken out of a statement for other things than KMS: it names each of its actions
 * in full, and no other resource than the key. None where it is not ours to change.
 */
export function actionsToTakeOut(gap: Gap, statement: VisibleStatement, arn: TemplateValue): readonly ActionName[] {
  if (whyNotOurs(gap, statement) !== null || namesAnythingElse(gap, statement, arn)) return [];
  if (holdsOnlyKms(statement)) return [];
  const isApart = everyAction(statement, (action) => !/[*?]/.test(action) && (isOfTwo(action) || !isOfKms(action)));
  return isApart ? neededActionsIn(statement) : [];
}

/** Those of the two actions that the statement has already: what is narrowed never gives one that was not there. */
export function neededActionsIn({ elements, scope }: VisibleStatement): readonly ActionName[] {
  const actions = elements.get('Action');
  return actions === undefined ? [] : neededActions(scope, actions);
}

function holdsOnlyTheTwo(statement: VisibleStatement): boolean {
  return everyAction(statement, isOfTwo);
}

/** Every action is one of KMS. */
function holdsOnlyKms(statement: VisibleStatement): boolean {
  return everyAction(statement, isOfKms);
}

function isOfKms(action: string): boolean {
  return action.startsWith('kms:');
}

function everyAction({ elements, scope }: VisibleStatement, test: (action: string) => boolean): boolean {
  const actions = elements.get('Action');
  if (actions === undefined) return false;
  const texts = textsOf(scope, actions).map((text) => literalOf(text)?.toLowerCase() ?? null);
  return texts.length > 0 && texts.every((text) => text !== null && test(text));
}
