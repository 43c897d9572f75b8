import { type Expression, literalText } from '../template/expression.ts';
import { childrenOf, refName } from './domains.ts';
import type { Scope } from './scope.ts';
import { textOf } from './text.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/**
 * The assignments under which every Fn::FindInMap has its entry that CloudFormation works out whatever a Fn::If chooses:
 * those of Conditions, and those of a resource that is there. Without an entry nothing is deployed. Where that would
 * leave nothing at all, it narrows nothing: what is wrong with such a template is not ours to say.
 */
export function mappedBy(scope: Scope): Diagram {
  const { world, template } = scope;
  if (template.mappings.size === 0) return ALWAYS;
  const found = new Map<string, Diagram>();
  const collect = (expression: Expression, condition: string | null, seen: Set<Expression>) => {
    if (expression.kind === 'literal' || seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === 'intrinsic' && expression.name === 'Fn::If') return;
    const lookup = expression.kind === 'intrinsic' && expression.name === 'Fn::FindInMap' ? expression.argument : null;
    const key = lookup?.kind === 'list' ? keyOf(condition, lookup.items) : null;
    if (lookup?.kind === 'list' && key !== null && !found.has(key)) {
      const absent = condition === null ? NEVER : world.not(scope.conditions.named(condition));
      found.set(key, world.or(absent, hasEntry(scope, lookup.items)));
    }
    for (const child of childrenOf(expression)) collect(child, condition, seen);
  };
  const inConditions = new Set<Expression>();
  for (const expression of template.conditions.values()) collect(expression, null, inConditions);
  for (const { properties, condition } of template.resources.values()) {
    if (properties !== null) collect(properties, condition, new Set());
  }
  const all = world.and(...found.values());
  return all === NEVER ? ALWAYS : all;
}

/** What a lookup turns on, for those of which more than the place is alike; null where no entry is needed. */
function keyOf(condition: string | null, [map, top, second, options]: readonly Expression[]): string | null {
  if (options !== undefined || top === undefined || second === undefined) return null;
  const parts = [map, top, second].map((part) => {
    return literalText(part ?? null) ?? `Ref ${refName(part) ?? part?.node.range.start}`;
  });
  return [condition ?? '', ...parts].join('\n');
}

function hasEntry(scope: Scope, [map, top, second]: readonly Expression[]): Diagram {
  const rows = scope.template.mappings.get(literalText(map ?? null) ?? '');
  if (rows?.kind !== 'map') return ALWAYS;
  const { world } = scope;
  return world.or(
    ...[...rows.entries].map(([name, row]) => {
      const entries = row.kind === 'map' ? [...row.entries.keys()] : [];
      return world.and(isName(scope, top, name), world.or(...entries.map((entry) => isName(scope, second, entry))));
    }),
  );
}

/** The assignments under which a key of the map may be that name. */
function isName(scope: Scope, key: Expression | undefined, name: string): Diagram {
  if (key === undefined) return ALWAYS;
  const { world } = scope;
  const parts = scope.resolve(key).map(({ guard, value }) => {
    return value.kind === 'text' ? world.and(guard, scope.conditions.sameText(value, textOf(name))) : guard;
  });
  return world.or(...parts);
}
