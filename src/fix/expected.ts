import type { TemplateValue } from '../finding/patch.ts';
import { longName } from '../syntax/navigate.ts';
import type { MappingNode, SequenceNode, SyntaxNode } from '../syntax/node.ts';
import { type Call, callOf, dotted, isList, isMap } from './intrinsic.ts';

/** What a text must come to once the edits are made: nodes that stay, values that are new, collections that hold both. */
export type Expected =
  | { readonly kind: 'same'; readonly node: SyntaxNode }
  /** `instead`: what stood there before. */
  | { readonly kind: 'new'; readonly value: TemplateValue; readonly instead?: SyntaxNode }
  | { readonly kind: 'list'; readonly origin: SequenceNode | null; readonly items: readonly Expected[] }
  | { readonly kind: 'map'; readonly origin: MappingNode | null; readonly entries: readonly ExpectedEntry[] }
  /** What was there, in the first branch of an Fn::If whose other branch is AWS::NoValue. */
  | { readonly kind: 'choice'; readonly condition: string; readonly inner: Expected };

export type ExpectedEntry = readonly [key: string, value: Expected];

/** Whether a node of the edited text is what was expected there. */
export function meets(node: SyntaxNode, expected: Expected): boolean {
  switch (expected.kind) {
    case 'same':
      return sameNode(node, expected.node);
    case 'new':
      return (
        node.anchor === (expected.instead?.anchor ?? null) && holdsValue({ ...node, anchor: null }, expected.value)
      );
    case 'list':
      return (
        node.kind === 'sequence' &&
        sameProps(node, expected.origin) &&
        all(node.items, expected.items, (item, wanted) => meets(item, wanted))
      );
    case 'map':
      return (
        node.kind === 'mapping' &&
        sameProps(node, expected.origin) &&
        all(
          node.entries,
          expected.entries,
          ({ key, value }, [name, wanted]) => key.text === name && meets(value, wanted),
        )
      );
    case 'choice':
      return isChoice(node, expected);
  }
}

function isChoice(node: SyntaxNode, { condition, inner }: Extract<Expected, { kind: 'choice' }>): boolean {
  if (node.anchor !== null) return false;
  const [only, ...others] = node.kind === 'mapping' ? node.entries : [];
  const isLong = node.tag === null && only?.key.text === 'Fn::If' && others.length === 0 && only.value.tag === null;
  const list = isLong ? only.value : node;
  if (list.kind !== 'sequence' || (!isLong && longName(node.tag) !== 'Fn::If')) return false;
  const wanted: readonly Expected[] = [
    { kind: 'new', value: condition },
    inner,
    { kind: 'new', value: { Ref: 'AWS::NoValue' } },
  ];
  return all(list.items, wanted, meets);
}

function all<A, B>(left: readonly A[], right: readonly B[], test: (a: A, b: B) => boolean): boolean {
  if (left.length !== right.length) return false;
  return left.every((a, index) => {
    const b = right[index];
    return b !== undefined && test(a, b);
  });
}

interface Props {
  readonly tag: string | null;
  readonly anchor: string | null;
}

function sameProps(node: Props, origin: Props | null): boolean {
  return node.tag === (origin?.tag ?? null) && node.anchor === (origin?.anchor ?? null);
}

/** Whether two nodes are written alike, apart from where they stand and how they are indented. */
function sameNode(node: SyntaxNode, old: SyntaxNode): boolean {
  if (!sameProps(node, old)) return false;
  if (node.kind === 'scalar' && old.kind === 'scalar') {
    return node.text === old.text && node.style === old.style && Object.is(node.value, old.value);
  }
  if (node.kind === 'alias' && old.kind === 'alias') return node.name === old.name;
  if (node.kind === 'sequence' && old.kind === 'sequence') return all(node.items, old.items, sameNode);
  if (node.kind !== 'mapping' || old.kind !== 'mapping') return false;
  return all(node.entries, old.entries, (a, b) => sameNode(a.key, b.key) && sameNode(a.value, b.value));
}

/** Whether a node says a value; an intrinsic may be in long or short form. */
function holdsValue(node: SyntaxNode, value: TemplateValue): boolean {
  if (node.anchor !== null || node.kind === 'alias') return false;
  const call = callOf(value);
  if (node.tag !== null)
    return call !== null && longName(node.tag) === call.name && holdsArgument({ ...node, tag: null }, call);
  if (isList(value)) return node.kind === 'sequence' && all(node.items, value, holdsValue);
  if (!isMap(value)) return node.kind === 'scalar' && node.value === value;
  const [first] = node.kind === 'mapping' && node.entries.length === 1 ? node.entries : [];
  if (call !== null) return first?.key.text === call.name && holdsArgument(first.value, call);
  const entries = Object.entries(value);
  return node.kind === 'mapping' && node.entries.length === entries.length && entries.every(isIn(node));
}

/** Keys stand in the order of their neighbours. */
function isIn({ entries }: MappingNode): (entry: readonly [name: string, value: TemplateValue]) => boolean {
  return ([name, value]) => entries.some((entry) => entry.key.text === name && holdsValue(entry.value, value));
}

/** An attribute may be told with a dot or as a list. */
function holdsArgument(node: SyntaxNode, call: Call): boolean {
  const text = dotted(call);
  return holdsValue(node, call.argument) || (text !== null && holdsValue(node, text));
}
