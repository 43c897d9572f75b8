import type { Operation, TemplatePath } from '../finding/patch.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { matchesGlob } from '../resolve/glob.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf, lowerCase, textOf } from '../resolve/text.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import { elementPath } from './element-path.ts';
import type { Gap } from './gap.ts';
import { childrenOf, isChoice } from './resource-parts.ts';

/**
 * Leaves of a statement's actions the two, in those branches of an Fn::If alone that the gap meets and that allow more.
 * Null where an edit there would change more than one place. `byItem`: of a list only items change.
 */
export function narrowActions(gap: Gap, statement: VisibleStatement, byItem: boolean): readonly Operation[] | null {
  const actions = statement.elements.get('Action');
  const path = elementPath(statement, 'Action');
  return actions === undefined || path === null ? null : narrowed({ gap, statement, byItem }, actions, path, ALWAYS);
}

interface Narrowing {
  readonly gap: Gap;
  readonly statement: VisibleStatement;
  readonly byItem: boolean;
}

function narrowed(
  how: Narrowing,
  written: Expression,
  path: TemplatePath,
  guard: Diagram,
): readonly Operation[] | null {
  const { gap, statement, byItem } = how;
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
  const [only] = kept;
  if (only === undefined) return null;
  if (textsOf(scope, written).every((text) => isOfTwo(literalOf(text)?.toLowerCase() ?? ''))) return [];
  const items = byItem ? actionItems(path, written, kept) : null;
  return items ?? [{ kind: 'replace', path, value: kept.length === 1 ? only : kept }];
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

/** The actions put in the place of the patterns that stand for them, one by one; null where no list of texts is there. */
function actionItems(
  path: TemplatePath,
  written: Expression,
  kept: readonly ActionName[],
): readonly Operation[] | null {
  const patterns = written.kind === 'list' ? written.items.map(literalText) : [null];
  const known = patterns.filter((pattern) => pattern !== null);
  if (known.length < patterns.length) return null;
  const isFor = (pattern: string, action: ActionName) =>
    matchesGlob(lowerCase(textOf(pattern)), textOf(action.toLowerCase())) === 'yes';
  const homes = kept.map((action) => known.findIndex((pattern) => isFor(pattern, action)));
  if (homes.includes(-1)) return null;
  const changes = [...new Set(homes)].flatMap((index): readonly Operation[] => {
    const values = kept.filter((_, at) => homes[at] === index).map((value) => ({ value, condition: null }));
    const isThere = values.length === 1 && values[0]?.value === known[index];
    return isThere ? [] : [{ kind: 'exchange', path: [...path, index], values, bare: 'others-left' }];
  });
  const gone = [...known.keys()].filter((index) => !homes.includes(index));
  return gone.length === 0 ? changes : [...changes, { kind: 'remove', path, items: gone }];
}
