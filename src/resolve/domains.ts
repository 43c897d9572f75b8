import { type Expression, literalText } from '../template/expression.ts';
import type { Template } from '../template/template.ts';

/** Stands for every value that the template compares a parameter with nowhere. */
export const OTHER = '\u0000other';

/**
 * The literals that each parameter (or pseudo-parameter) is compared with, by name: in Equals, and as a key of
 * FindInMap. They make the parameter's domain as a variable of the World; what else it is compared with is unforeseen.
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
  for (const output of template.outputs.values()) visit(output.value);
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

type Add = (name: string, values: Iterable<string>) => void;

function collect(template: Template, name: string, argument: Expression, add: Add): void {
  if (argument.kind !== 'list') return;
  const [first, second, third] = argument.items;
  if (name === 'Fn::FindInMap') {
    addKeys(template.mappings.get(literalText(first ?? null) ?? ''), second, third, add);
  } else if (name === 'Fn::Equals') {
    addPair(first, second, add);
    addPair(second, first, add);
  }
}

/** The keys of a mapping are what the parameters that choose among them are compared with. */
function addKeys(
  map: Expression | undefined,
  top: Expression | undefined,
  second: Expression | undefined,
  add: Add,
): void {
  if (map?.kind !== 'map') return;
  const [outer, inner] = [refName(top), refName(second)];
  if (outer !== null) add(outer, map.entries.keys());
  for (const row of map.entries.values()) if (inner !== null && row.kind === 'map') add(inner, row.entries.keys());
}

function addPair(ref: Expression | undefined, value: Expression | undefined, add: Add): void {
  const name = refName(ref);
  const text = literalText(value ?? null);
  if (name !== null && text !== null) add(name, [text]);
}
