import { type Expression, literalText } from '../template/expression.ts';
import type { Template } from '../template/template.ts';

/** Stands for every value that the template compares a parameter with nowhere. */
export const OTHER = '\u0000other';

/**
 * The literals that each parameter (or pseudo-parameter) is compared with, by name: in Equals, in Contains, and as a
 * key of FindInMap. They make the parameter's domain as a variable of the World.
 */
export function comparedLiterals(template: Template): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, values: Iterable<string>) => {
    const set = found.get(name) ?? new Set();
    for (const value of values) set.add(value);
    found.set(name, set);
  };
  const visited = new Set<Expression>();
  const visit = (expression: Expression) => {
    if (expression.kind === 'literal' || visited.has(expression)) return;
    visited.add(expression);
    if (expression.kind === 'intrinsic') collect(template, expression.name, expression.argument, add);
    for (const child of childrenOf(expression)) visit(child);
  };
  for (const expression of template.conditions.values()) visit(expression);
  for (const expression of template.rules.values()) visit(expression);
  for (const resource of template.resources.values()) if (resource.properties !== null) visit(resource.properties);
  return found;
}

/** The expressions directly inside another. */
export function childrenOf(expression: Expression): Iterable<Expression> {
  if (expression.kind === 'list') return expression.items;
  if (expression.kind === 'map') return expression.entries.values();
  return expression.kind === 'intrinsic' ? [expression.argument] : [];
}

/** The name in `Ref: name`, or null. */
export function refName(expression: Expression | undefined): string | null {
  if (expression?.kind !== 'intrinsic' || expression.name !== 'Ref') return null;
  return literalText(expression.argument);
}

function collect(
  template: Template,
  name: string,
  argument: Expression,
  add: (name: string, values: Iterable<string>) => void,
): void {
  if (argument.kind !== 'list') return;
  const [first, second, third] = argument.items;
  if (name === 'Fn::Equals') {
    addPair(first, second, add);
    addPair(second, first, add);
  } else if (name === 'Fn::Contains') {
    const values = first?.kind === 'list' ? first.items.map(literalText).filter((text) => text !== null) : [];
    const ref = refName(second);
    if (ref !== null) add(ref, values);
  } else if (name === 'Fn::FindInMap') {
    const map = template.mappings.get(literalText(first ?? null) ?? '');
    if (map?.kind !== 'map') return;
    const top = refName(second);
    if (top !== null) add(top, map.entries.keys());
    const inner = refName(third);
    for (const row of map.entries.values()) if (inner !== null && row.kind === 'map') add(inner, row.entries.keys());
  }
}

function addPair(
  ref: Expression | undefined,
  value: Expression | undefined,
  add: (name: string, values: Iterable<string>) => void,
): void {
  const name = refName(ref);
  const text = literalText(value ?? null);
  if (name !== null && text !== null) add(name, [text]);
}
