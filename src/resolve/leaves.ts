import type { Expression } from '../template/expression.ts';
import type { Scope } from './scope.ts';
import type { Text } from './text.ts';
import type { MapShape, Unknown } from './value.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/** One element of something that may be a single value or a list, with the assignments under which it is there. */
export interface Leaf {
  readonly guard: Diagram;
  readonly value: Text | MapShape | Unknown;
  /** What was resolved: an item of the list, or the whole when it is no list. */
  readonly expression: Expression;
}

/** Beyond this many elements the analysis ends: only aliases of aliases make such a list. */
const LEAF_LIMIT = 10_000;

/** The elements of a value, or the value itself when it is no list; Fn::If around the list or an item is followed. */
export function leavesOf(scope: Scope, expression: Expression): readonly Leaf[] {
  const found: Leaf[] = [];
  collect(scope, expression, ALWAYS, found);
  return found;
}

function collect(scope: Scope, expression: Expression, outer: Diagram, found: Leaf[]): void {
  for (const { guard, value } of scope.resolve(expression)) {
    const here = scope.world.and(outer, guard);
    if (here === NEVER || value.kind === 'absent') continue;
    if (value.kind === 'list') collectItems(scope, expression, value.items, here, found);
    else found.push({ guard: here, value, expression });
  }
}

function collectItems(
  scope: Scope,
  expression: Expression,
  items: readonly (Expression | Text)[],
  guard: Diagram,
  found: Leaf[],
): void {
  for (const item of items) {
    if (found.length > LEAF_LIMIT) scope.world.exhaust('one of its lists has too many elements to be judged');
    if (scope.world.exhausted) return;
    if (item.kind === 'text') found.push({ guard, value: item, expression });
    else collect(scope, item, guard, found);
  }
}
