import { nodeAt } from '../syntax/navigate.ts';
import type { Resource } from './template.ts';

/** How a resource has an attribute, such as DependsOn: written out (even an empty list), through a YAML alias, or not. */
export function attributeOf(resource: Resource, name: string): 'written' | 'alias' | 'absent' {
  const found = nodeAt(resource.node, [name]);
  if (found === null) return 'absent';
  return found.node.kind === 'alias' ? 'alias' : 'written';
}
