import type { TemplatePath } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { attributeOf } from '../template/attribute.ts';
import { pathTo } from '../template/template.ts';

/** The path of an element of a statement, or null where an edit there would change more than the statement. */
export function elementPath({ scope, expression, elements }: VisibleStatement, name: string): TemplatePath | null {
  const element = elements.get(name);
  if (element === undefined) return null;
  if (attributeOf(expression, name) !== 'alias') return pathTo(scope.template, element.node);
  // What the alias stands for is another statement's; the alias itself is not.
  const path = pathTo(scope.template, expression.node);
  return path === null ? null : [...path, name];
}
