import type { TemplateValue } from '../finding/patch.ts';
import type { Expression } from '../template/expression.ts';

/** A template value that is a mapping. */
export type TemplateMap = { readonly [key: string]: TemplateValue };

export function isMap(value: TemplateValue): value is TemplateMap {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** What stands in a template, as a value to write; null when it holds something that can not be written (null). */
export function toValue(expression: Expression): TemplateValue | null {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'list':
      return allOf(expression.items.map(toValue));
    case 'map':
      return toMap(expression.entries);
    case 'intrinsic': {
      const argument = toValue(expression.argument);
      return argument === null ? null : { [expression.name]: argument };
    }
  }
}

/** The entries of a mapping, as a value to write; null as for `toValue`. */
export function toMap(entries: ReadonlyMap<string, Expression>): TemplateMap | null {
  const values = allOf([...entries.values()].map(toValue));
  return values === null
    ? null
    : Object.fromEntries([...entries.keys()].map((key, index) => [key, values[index] ?? '']));
}

function allOf(values: readonly (TemplateValue | null)[]): readonly TemplateValue[] | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}
