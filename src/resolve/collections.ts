import type { Expression } from '../template/expression.ts';
import type { Scope } from './scope.ts';
import { literalOf } from './text.ts';
import { ALWAYS } from './world.ts';

/** The values that a loop goes over, where a parameter or a mapping gives the same ones under every assignment. */
export function knownCollection(scope: Scope, collection: Expression): readonly string[] | null {
  const [only] = scope.resolve(collection);
  if (only?.value.kind !== 'list' || only.guard !== ALWAYS) return null;
  const texts = only.value.items.map((item) => {
    const [value] = scope.resolve(item);
    return value?.value.kind === 'text' && value.guard === ALWAYS ? literalOf(value.value) : null;
  });
  return texts.every((text) => text !== null) ? texts : null;
}
