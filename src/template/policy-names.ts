import { type Expression, entry, literalText } from './expression.ts';
import { property, type Template } from './template.ts';

/**
 * Which name would be there twice that was not before, as a clause; null for none. IAM rejects a policy with a Sid that
 * occurs twice, and of two inline policies of one name in a role the later replaces the earlier.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function repeatedName(before: Template, after: Template): string | null {
  const old = repeated(before);
  const made = [...repeated(after)].find((name) => !old.has(name));
  return made === undefined ? null : `${made} would be there twice`;
}

function repeated(template: Template): ReadonlySet<string> {
  const found = new Set<string>();
  for (const resource of template.resources.values()) {
    const { logicalId, properties } = resource;
    const names = itemsOf(property(resource, 'Policies')).map((item) => literalText(entry(item, 'PolicyName')));
    for (const name of twice(names)) found.add(`the policy ${name} of ${logicalId}`);
    if (properties !== null) collectSids(properties, { where: `in a policy of ${logicalId}`, seen: new Set() }, found);
  }
  return found;
}

/** The resource that is looked through, and what of it an alias can repeat and was seen. */
interface Look {
  readonly where: string;
  readonly seen: Set<Expression>;
}

function collectSids(expression: Expression, look: Look, found: Set<string>): void {
  if (expression.kind === 'literal' || look.seen.has(expression)) return;
  if (expression.node.anchor !== null) look.seen.add(expression);
  const statements = entry(expression, 'Statement');
  const sids = itemsOf(statements).map((item) => literalText(entry(item, 'Sid')));
  for (const sid of twice(sids)) found.add(`the Sid ${sid} ${look.where}`);
  for (const child of childrenOf(expression)) {
    // No policy stands inside the statements of another.
    if (child !== statements || child.kind !== 'list') collectSids(child, look, found);
  }
}

function twice(names: readonly (string | null)[]): readonly string[] {
  return names.filter((name, index) => name !== null && names.indexOf(name) < index).filter((name) => name !== null);
}

function childrenOf(expression: Expression): Iterable<Expression> {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.values();
    case 'intrinsic':
      return [expression.argument];
  }
}

/** The items of a list; of an Fn::If over an item the first branch stands for both. */
function itemsOf(expression: Expression | null): readonly Expression[] {
  if (expression?.kind !== 'list') return [];
  return expression.items.map((item) => {
    if (item.kind !== 'intrinsic' || item.name !== 'Fn::If' || item.argument.kind !== 'list') return item;
    return item.argument.items[1] ?? item;
  });
}
