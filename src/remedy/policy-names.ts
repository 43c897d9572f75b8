import { type Expression, literalText } from '../template/expression.ts';
import { property, type Template } from '../template/template.ts';
import { freeName } from './free-name.ts';

const cache = new WeakMap<Template, string>();

/** A name for a new inline policy: a second one of the same name would take the first one's place in the role. */
export function freePolicyName(template: Template): string {
  const known = cache.get(template);
  if (known !== undefined) return known;
  const name = findFreeName(template);
  cache.set(template, name);
  return name;
}

function findFreeName(template: Template): string {
  const names = [...template.resources.values()].flatMap((resource) => {
    const listed = property(resource, 'Policies');
    const items = listed?.kind === 'list' ? listed.items : [];
    return [property(resource, 'PolicyName'), ...items.map(nameOf)].map(literalText);
  });
  return freeName(new Set(names.filter((name) => name !== null)), 'DasKeyAccess');
}

function nameOf(item: Expression): Expression | null {
  return item.kind === 'map' ? (item.entries.get('PolicyName') ?? null) : null;
}
