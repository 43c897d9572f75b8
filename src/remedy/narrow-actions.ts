import type { Operation, TemplatePath, TemplateValue } from '../finding/patch.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { matchesGlob } from '../resolve/glob.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf, lowerCase, textOf } from '../resolve/text.ts';
import { lastUsesIn } from '../resolve/uses.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import { elementPath } from './element-path.ts';
import type { Gap } from './gap.ts';
import { narrowItems } from './narrow-action-items.ts';
import type { Manner } from './narrow-resource.ts';
import { childrenOf, isChoice } from './resource-parts.ts';

/**
 * Leaves of a statement's actions the two, in those branches of an Fn::If alone that the gap meets and that allow more.
 * Null where an edit there would change more than one place.
 */
export function narrowActions(gap: Gap, statement: VisibleStatement, manner: Manner): readonly Operation[] | null {
  const actions = statement.elements.get('Action');
  const path = elementPath(statement, 'Action');
  return actions === undefined || path === null ? null : narrowed({ gap, statement, manner }, actions, path, ALWAYS);
}

interface Narrowing {
  readonly gap: Gap;
  readonly statement: VisibleStatement;
  readonly manner: Manner;
}

function narrowed(
  how: Narrowing,
  written: Expression,
  path: TemplatePath,
  guard: Diagram,
): readonly Operation[] | null {
  const { gap, statement, manner } = how;
  const { scope } = statement;
  if (scope.world.and(guard, gap.failing) === NEVER) return [];
  if (isChoice(written)) {
    const branches = childrenOf(gap, written, guard).map((branch) => {
      const there = pathTo(scope.template, branch.expression.node);
      return there === null ? null : narrowed(how, branch.expression, there, branch.guard);
    });
    const known = branches.filter((branch) => branch !== null);
    return branches.length === 0 || known.length < branches.length ? null : known.flat();
  }
  const kept = neededActions(scope, written);
  if (kept.length === 0) return null;
  if (textsOf(scope, written).every((text) => isOfTwo(literalOf(text)?.toLowerCase() ?? ''))) return [];
  const items = manner === 'whole' ? null : narrowItems({ gap, scope, guard, kept, manner }, written, path);
  return items ?? [{ kind: 'replace', path, value: inChoice(scope, written, kept) }];
}

/** The actions; where a condition would else be used by nothing any more, the same in both of its branches. */
function inChoice({ template }: Scope, written: Expression, kept: readonly ActionName[]): TemplateValue {
  const [only = '', ...others] = kept;
  const value = others.length === 0 ? only : kept;
  const left = lastUsesIn(template, [written.node]);
  const name = [...template.conditions.keys()].find((each) => left.has(`the condition ${each}`));
  return name === undefined ? value : { 'Fn::If': [name, value, value] };
}

/** Those of the two actions that are among some: what is narrowed never gives one that was not there. */
export function neededActions(scope: Scope, actions: Expression): readonly ActionName[] {
  const patterns = textsOf(scope, actions).map(lowerCase);
  return ACTIONS.filter((action) =>
    patterns.some((pattern) => matchesGlob(pattern, textOf(action.toLowerCase())) === 'yes'),
  );
}

/** Whether an action, in lower case, is one of the two. */
export function isOfTwo(action: string): boolean {
  return ACTIONS.some((each) => each.toLowerCase() === action);
}
