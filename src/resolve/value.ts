import type { Expression } from '../template/expression.ts';
import type { Text } from './text.ts';
import { ALWAYS, type Diagram, NEVER, type World } from './world.ts';

/** What an expression is once its outermost intrinsic is worked out; what is inside stays unresolved until asked for. */
export type Shape = Text | ListShape | MapShape | Absent | Unknown;

export interface ListShape {
  readonly kind: 'list';
  readonly items: readonly (Expression | Text)[];
}

export interface MapShape {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Expression>;
}

/** `AWS::NoValue`: the property or the item is not there. */
export interface Absent {
  readonly kind: 'absent';
}

/** A value that can not be known from the templates. */
export interface Unknown {
  readonly kind: 'unknown';
  /** What it turns on, as a noun: "the import Shared-Key", "the transform AWS::Include". */
  readonly reason: string;
}

/** The values that something takes, each with the assignments of conditions under which it does; guards are disjoint. */
export type Guarded<T> = readonly Alternative<T>[];

export interface Alternative<T> {
  readonly guard: Diagram;
  readonly value: T;
}

/** Beyond this many alternatives of one value the analysis ends: no template that people deploy comes near. */
const ALTERNATIVE_LIMIT = 4096;

export const ABSENT: Absent = { kind: 'absent' };

export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}

export function always<T>(value: T): Guarded<T> {
  return [{ guard: ALWAYS, value }];
}

/** The alternatives under `guard` alone; those that can not occur there fall away. */
export function restrict<T>(world: World, values: Guarded<T>, guard: Diagram): Guarded<T> {
  if (guard === ALWAYS) return values;
  return values
    .map((alternative) => ({ guard: world.and(alternative.guard, guard), value: alternative.value }))
    .filter((alternative) => alternative.guard !== NEVER);
}

/** Each alternative replaced by those that `step` makes of it. */
export function chain<T, U>(world: World, values: Guarded<T>, step: (value: T) => Guarded<U>): Guarded<U> {
  return values.flatMap(({ guard, value }) => restrict(world, step(value), guard));
}

/** All combinations of one alternative from each list that can occur together; null ends the analysis. */
export function combine<T>(world: World, lists: readonly Guarded<T>[]): Guarded<readonly T[]> | null {
  let rows: { readonly guard: Diagram; readonly value: T[] }[] = [{ guard: ALWAYS, value: [] }];
  for (const list of lists) {
    const [only] = list;
    if (list.length === 1 && only?.guard === ALWAYS) {
      for (const { value } of rows) value.push(only.value);
      continue;
    }
    rows = rows.flatMap((row) =>
      list
        .map(({ guard, value }) => ({ guard: world.and(row.guard, guard), value: [...row.value, value] }))
        .filter(({ guard }) => guard !== NEVER),
    );
    if (rows.length > ALTERNATIVE_LIMIT) {
      world.exhaust('its values combine in too many ways to be judged');
      return null;
    }
  }
  return rows;
}
