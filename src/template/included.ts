import { concrete, entriesOf } from '../syntax/navigate.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../syntax/node.ts';
import { type Expression, type MapExpression, toExpression } from './expression.ts';
import { includeLocation, isTransform, transformsIn, transformsOver, writtenEntries, writtenIn } from './transforms.ts';

/** What stands at the location of an AWS::Include, where that is a file of the repository that was read. */
export type Included = (location: string) => MappingNode | null;

/** How deep below the root a section is looked into: the rows of a mapping, the defaults of a type. */
const SECTIONS: Readonly<Record<string, number>> = {
  Mappings: 2,
  Globals: 2,
  Conditions: 1,
  Rules: 1,
  Resources: 1,
  Outputs: 1,
};

/** A template with what AWS::Include brings in at its top level and among the entries of its sections. */
export interface Whole {
  readonly root: MappingNode;
  /** The transforms over the template besides those that bring in what was read. */
  readonly transforms: readonly Expression[];
  /** A section of which nothing tells how the template's entries and those that are brought in come together, or null. */
  readonly doubled: string | null;
}

/**
 * Puts the content of an included file where the transform stands; what is written beside it goes before it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export function withSnippets(root: MappingNode, included: Included): Whole {
  const over = transformsOver(root);
  const snippets = snippetsOf(over, included);
  const written = new Map(entriesOf(root).map((entry) => [entry.key.text, entry]));
  let doubled: string | null = null;
  for (const entry of snippets.flatMap(entriesOf)) {
    const name = entry.key.text;
    if (!(name in SECTIONS)) continue;
    const before = written.get(name);
    const [own, more] = [mappingOf(before?.value ?? null), mappingOf(entry.value)];
    if (own !== null && more !== null && meet(name, own, more)) doubled = name;
    written.set(name, before === undefined || own === null || more === null ? entry : joined(before, own, more));
  }
  const transforms = over.filter((transform) => snippetsOf([transform], included).length === 0);
  return { root: withSections(root, [...written.values()], included), transforms, doubled };
}

/** AWS's page does not tell what becomes of two sections, but a name of one alone can not be meant otherwise. */
function meet(name: string, own: MappingNode, more: MappingNode): boolean {
  const [a, b] = [entriesOf(own), entriesOf(more)];
  if (name === 'Resources') return a.length > 0 && b.length > 0;
  const names = new Set(a.map(({ key }) => key.text));
  return b.some(({ key }) => names.has(key.text));
}

function joined(entry: MappingEntry, own: MappingNode, more: MappingNode): MappingEntry {
  return { key: entry.key, value: withEntries(own, beside(entriesOf(own), entriesOf(more))) };
}

function withSections(root: MappingNode, entries: readonly MappingEntry[], included: Included): MappingNode {
  const followed = entries.map((entry) => {
    const depth = SECTIONS[entry.key.text];
    return depth === undefined ? entry : { key: entry.key, value: spliced(entry.value, included, depth) };
  });
  return withEntries(root, followed);
}

/** A mapping with what its transform includes, and the same of its values down to a depth; itself where that is nothing. */
function spliced(node: SyntaxNode, included: Included, depth: number): SyntaxNode {
  const mapping = mappingOf(node);
  if (mapping === null || depth === 0) return node;
  const [snippet] = snippetsOf(transformsIn(mapping), included);
  const entries = snippet === undefined ? entriesOf(mapping) : beside(writtenIn(mapping), entriesOf(snippet));
  const followed = entries.map(({ key, value }) => ({ key, value: spliced(value, included, depth - 1) }));
  const isSame = snippet === undefined && followed.every(({ value }, index) => value === entries[index]?.value);
  return isSame ? node : withEntries({ ...mapping, tag: null }, followed);
}

/** A resource's body, or its properties, with what its transform includes; itself where that file was not read. */
export function withSnippet<T extends Expression | null>(expression: T, included: Included): T | MapExpression {
  if (expression?.kind !== 'intrinsic' || !isTransform(expression)) return expression;
  const [snippet] = snippetsOf([expression.argument], included);
  if (snippet === undefined) return expression;
  const more = entriesOf(snippet).map(({ key, value }): [string, Expression] => [key.text, toExpression(value)]);
  const { node } = expression;
  return { kind: 'map', entries: new Map([...more, ...(writtenEntries(node) ?? [])]), node };
}

/** What was read of the files that transforms include. */
function snippetsOf(transforms: readonly Expression[], included: Included): readonly MappingNode[] {
  return transforms.flatMap((transform) => {
    const location = includeLocation(transform);
    const snippet = location === null ? null : included(location);
    return snippet === null ? [] : [snippet];
  });
}

/** What is written, and of what is brought in the rest. */
function beside(written: readonly MappingEntry[], more: readonly MappingEntry[]): readonly MappingEntry[] {
  const names = new Set(written.map(({ key }) => key.text));
  return [...more.filter(({ key }) => !names.has(key.text)), ...written];
}

function withEntries(mapping: MappingNode, entries: readonly MappingEntry[]): MappingNode {
  return { ...mapping, anchor: null, entries, unique: true };
}

function mappingOf(node: SyntaxNode | null): MappingNode | null {
  const followed = node === null ? null : concrete(node);
  return followed?.kind === 'mapping' ? followed : null;
}
