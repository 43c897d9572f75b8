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

/** The elements of a value, or the value itself when it is no list; Fn::If around the list or an item is followed. */
export function leavesOf(scope: Scope, expression: Expression, outer: Diagram = ALWAYS): readonly Leaf[] {
  return scope.resolve(expression).flatMap(({ guard, value }): readonly Leaf[] => {
    const here = scope.world.and(outer, guard);
    if (here === NEVER || value.kind === 'absent') return [];
    if (value.kind !== 'list') return [{ guard: here, value, expression }];
    return value.items.flatMap((item) =>
      item.kind === 'text' ? [{ guard: here, value: item, expression }] : leavesOf(scope, item, here),
    );
  });
}
