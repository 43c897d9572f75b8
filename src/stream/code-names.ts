import type { Names } from './code-knowledge.ts';
import { isSame, joinOf, UNKNOWN, type Value } from './code-values.ts';

/** Names behind a place; null where nothing runs on behind it. */
export type Behind = Names | null;

/** Whether the same is known at two places. */
export function areSame(a: Names, b: Names): boolean {
  return a.size === b.size && [...a].every(([name, value]) => isSame(value, b.get(name) ?? UNKNOWN));
}

/** The names where several ways come together. */
export function merged(ways: readonly Behind[]): Behind {
  const open = ways.filter((way) => way !== null);
  const [first, ...others] = open;
  if (first === undefined) return null;
  const names = new Map<string, Value>();
  for (const [name, value] of first) {
    const each = others.map((other) => other.get(name));
    if (each.some((one) => one === undefined)) continue;
    names.set(name, joinOf([value, ...each.filter((one) => one !== undefined)]));
  }
  return names;
}
