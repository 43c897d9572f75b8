import type { Expression } from '../template/expression.ts';
import type { Scope } from './scope.ts';
import { literalOf } from './text.ts';
import { ALWAYS } from './world.ts';

/** The values that a loop goes over, where a parameter or a mapping gives the same ones under every assignment. */
export function knownCollection(scope: Scope, collection: Expression): readonly string[] | null {
  const [only, ...others] = scope.resolve(collection);
  if (only?.value.kind !== 'list' || only.guard !== ALWAYS || others.length > 0) return null;
  const texts = only.value.items.map((item) => {
    const [value, ...more] = scope.resolve(item);
    return value?.value.kind === 'text' && more.length === 0 ? literalOf(value.value) : null;
  });
  return texts.every((text) => text !== null) ? texts : null;
}
