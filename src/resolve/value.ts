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

/** Beyond this many alternatives a value is unknown: no template that people deploy comes near. */
export const ALTERNATIVE_LIMIT = 256;

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

/**
 * All combinations of one alternative from each list that can occur together, or null beyond ALTERNATIVE_LIMIT.
 */
export function combine<T>(world: World, lists: readonly Guarded<T>[]): Guarded<readonly T[]> | null {
  let rows: Guarded<readonly T[]> = always([]);
  for (const list of lists) {
    rows = chain(world, rows, (row) => list.map(({ guard, value }) => ({ guard, value: [...row, value] })));
    if (rows.length > ALTERNATIVE_LIMIT) return null;
  }
  return rows;
}
