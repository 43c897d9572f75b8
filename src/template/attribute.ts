import { nodeAt } from '../syntax/navigate.ts';
import type { SyntaxNode } from '../syntax/node.ts';

/**
 * How a resource has an attribute, such as DependsOn, or a statement an element: written out (even an empty list),
 * through a YAML alias, or not.
 */
export function attributeOf({ node }: { readonly node: SyntaxNode }, name: string): 'written' | 'alias' | 'absent' {
  const found = nodeAt(node, [name]);
  if (found === null) return 'absent';
  return found.node.kind === 'alias' ? 'alias' : 'written';
}
