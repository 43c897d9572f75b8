import { concrete, entriesOf } from '../syntax/navigate.ts';
import type { ConcreteNode, SyntaxNode } from '../syntax/node.ts';
import { type Parsed, value } from './values.ts';

/** A value read from a node, or what is wrong, as a clause behind the key; `at` is the place where the key's own is not. */
export type NodeRead<T> =
  | Extract<Parsed<T>, { kind: 'value' }>
  | { readonly kind: 'wrong'; readonly message: string; readonly at?: SyntaxNode };

/** The text of a scalar as it was written (`012345678901` keeps its zero); null for anything else, or nothing. */
export function scalarText(node: ConcreteNode): string | null {
  return node.kind === 'scalar' && node.value !== null ? node.text : null;
}

/** The texts of a list, or the one text that stands there instead; null for anything else. */
export function listOfTexts(node: ConcreteNode): readonly string[] | null {
  if (node.kind === 'mapping') return null;
  const texts = node.kind === 'sequence' ? node.items.map((item) => scalarText(concrete(item))) : [scalarText(node)];
  return texts.every((text) => text !== null) ? texts : null;
}

/** Parameters by name. A list stands for a text with commas, as CloudFormation takes it. No message shows a value. */
export function parametersAt(node: ConcreteNode): NodeRead<ReadonlyMap<string, string>> {
  if (node.kind !== 'mapping') return { kind: 'wrong', message: 'takes a value for each parameter, as Name: value' };
  const found = new Map<string, string>();
  for (const { key, value: given } of entriesOf(node)) {
    const texts = listOfTexts(concrete(given));
    if (texts === null || !/^[A-Za-z0-9]+$/.test(key.text)) {
      return { kind: 'wrong', message: 'takes a value for each parameter, as Name: value', at: key };
    }
    found.set(key.text, texts.join(','));
  }
  return value(found);
}
