import type { Remedy } from '../finding/finding.ts';
import type { Operation, TemplateValue } from '../finding/patch.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { matchesGlob } from '../resolve/glob.ts';
import { textsOf } from '../resolve/match-text.ts';
import { literalOf, lowerCase, textOf } from '../resolve/text.ts';
import { pathTo } from '../template/template.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, guardingIn, keyOf } from './gap.ts';
import { guarded } from './guard.ts';
import { narrowResource } from './narrow-resource.ts';
import { servesOtherRoles } from './place.ts';
import { toMap } from './template-value.ts';
import { usesNoOtherKmsCall } from './visible-code.ts';

/** What may be rewritten: the Resource alone, or the Action as well where the code shows that nothing else is used. */
export type Reach = 'resource' | 'actions-too';

/** Puts the key's ARN in the Resource of each statement, or gives null when one of them is not ours to change. */
export function rewriteStatements(
  gap: Gap,
  matches: readonly StatementMatch[],
  arn: TemplateValue,
  reach: Reach,
): Remedy | null {
  const operations = matches.map(({ statement }) => rewrite(gap, statement, arn, reach));
  const known = operations.filter((each) => each !== null);
  if (matches.length === 0 || known.length < operations.length) return null;
  return { kind: 'patch', patch: { file: gap.analysis.scope.template.file.path, operations: known.flat() } };
}

/** The changes of one statement. */
function rewrite(gap: Gap, statement: VisibleStatement, arn: TemplateValue, reach: Reach): readonly Operation[] | null {
  const { scope } = gap.analysis;
  const elements = rewritten(gap, statement, arn, reach);
  const key = keyOf(gap);
  const owner = statement.source.logicalId ?? '';
  if (elements === null || (key !== null && wouldCircle(scope, owner, key.logicalId))) return null;
  const guarding = guardingIn(gap, scope.exists(owner));
  if (guarding.kind === 'impossible') return null;
  if (guarding.kind === 'none') return replaceElements(gap, statement, elements);
  // A statement without its Resource would be invalid, so the whole of it goes under the condition.
  const isWhole = statement.expression.kind === 'map';
  const path = isWhole ? pathTo(scope.template, statement.expression.node) : null;
  const written = toMap(statement.elements);
  if (path === null || written === null || holdsComment(statement)) return null;
  return [{ kind: 'replace', path, value: guarded(guarding, { ...written, ...elements }) }];
}

type NewElements = { readonly Action?: TemplateValue; readonly Resource: TemplateValue };

/** The new elements of a statement, or null when it is not ours to change. */
function rewritten(gap: Gap, statement: VisibleStatement, arn: TemplateValue, reach: Reach): NewElements | null {
  const { role } = gap.branch;
  if (role.kind !== 'role' || servesOtherRoles(gap.analysis.scope, statement.source, role.resource)) return null;
  if (!statement.elements.has('Resource') || !statement.elements.has('Action')) return null;
  if (holdsOnlyTheTwo(statement)) return { Resource: arn };
  const isSpare = reach === 'actions-too' && holdsOnlyKms(statement) && usesNoOtherKmsCall(gap.analysis, role.resource);
  const kept = isSpare ? neededActionsIn(statement) : [];
  const [only] = kept;
  if (only === undefined) return null;
  return { Action: kept.length === 1 ? only : kept, Resource: arn };
}

/** Those of the two actions that the statement has already: what is narrowed never gives one that was not there. */
function neededActionsIn({ elements, scope }: VisibleStatement): readonly ActionName[] {
  const actions = elements.get('Action');
  const patterns = actions === undefined ? [] : textsOf(scope, actions).map(lowerCase);
  return ACTIONS.filter((action) =>
    patterns.some((pattern) => matchesGlob(pattern, textOf(action.toLowerCase())) === 'yes'),
  );
}

function replaceElements(
  gap: Gap,
  statement: VisibleStatement,
  { Action, Resource }: NewElements,
): readonly Operation[] | null {
  const resource = narrowResource(gap, statement, Resource);
  if (resource === null || Action === undefined) return resource;
  const written = statement.elements.get('Action');
  const path = written === undefined ? null : pathTo(gap.analysis.scope.template, written.node);
  return path === null ? null : [{ kind: 'replace', path, value: Action }, ...resource];
}

function holdsComment({ location }: VisibleStatement): boolean {
  if (location === null) return true;
  return /^[^'"]*(^|\s)#/m.test(location.file.text.slice(location.range.start, location.range.end));
}

function holdsOnlyTheTwo(statement: VisibleStatement): boolean {
  const known = ACTIONS.map((action) => action.toLowerCase());
  return everyAction(statement, (action) => known.includes(action));
}

/** Every action is one of KMS. */
function holdsOnlyKms(statement: VisibleStatement): boolean {
  return everyAction(statement, (action) => action.startsWith('kms:'));
}

function everyAction({ elements, scope }: VisibleStatement, test: (action: string) => boolean): boolean {
  const actions = elements.get('Action');
  if (actions === undefined) return false;
  const texts = textsOf(scope, actions).map((text) => literalOf(text)?.toLowerCase() ?? null);
  return texts.length > 0 && texts.every((text) => text !== null && test(text));
}
