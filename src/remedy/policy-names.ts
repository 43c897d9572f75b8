import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf } from '../resolve/text.ts';
import { entry } from '../template/expression.ts';
import { property } from '../template/template.ts';
import { freeName } from './free-name.ts';

const cache = new WeakMap<Scope, string>();

/** A name for a new inline policy: a second one of the same name would take the first one's place in the role. */
export function freePolicyName(scope: Scope): string {
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const name = findFreeName(scope);
  cache.set(scope, name);
  return name;
}

function findFreeName(scope: Scope): string {
  const written = [...scope.template.resources.values()].flatMap((resource) => {
    const listed = property(resource, 'Policies');
    const items = listed?.kind === 'list' ? listed.items : [];
    return [property(resource, 'PolicyName'), ...items.map((item) => entry(item, 'PolicyName'))];
  });
  const names = written.flatMap((name) => (name === null ? [] : textsOf(scope, name).map(literalOf)));
  return freeName(new Set(names.filter((name) => name !== null)), 'DasKeyAccess');
}
