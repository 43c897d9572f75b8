import type { AliasNode, ConcreteNode, MappingEntry, MappingNode, ScalarNode, SyntaxNode } from './node.ts';

const effective = new WeakMap<MappingNode, Map<string, MappingEntry>>();

/** The node itself, or what the alias stands for; a dangling alias reads as an omitted value at its place. */
export function concrete(node: SyntaxNode): ConcreteNode {
  return node.kind === 'alias' ? (node.target ?? omitted(node)) : node;
}

function omitted(node: AliasNode): ScalarNode {
  return { ...node, kind: 'scalar', value: null, text: '', style: 'plain' };
}

/**
 * The entries that count: of a key that occurs twice the last, and what merge keys (`<<`: a mapping, an alias, or a
 * list of them) bring in where the mapping does not say it itself; merged entries come last. Bounded by parse().
 */
export function entriesOf(mapping: MappingNode): readonly MappingEntry[] {
  return mapping.unique ? mapping.entries : [...effectiveMap(mapping).values()];
}

/** The value that counts for a key, or null when the mapping has no such key. */
export function valueAt(mapping: MappingNode, key: string): SyntaxNode | null {
  return effectiveMap(mapping).get(key)?.value ?? null;
}

/** How many entries the merge keys of a mapping look at; parse() refuses a text where this explodes. */
export function mergeCost(mapping: MappingNode): number {
  return mergeSources(mapping).reduce((sum, source) => sum + effectiveMap(source).size + 1, 0);
}

/** Whether an entry is a merge key: a plain, untagged `<<`. */
function isMergeKey(entry: MappingEntry): boolean {
  return entry.key.text === '<<' && entry.key.style === 'plain';
}

function effectiveMap(mapping: MappingNode): Map<string, MappingEntry> {
  const known = effective.get(mapping);
  if (known !== undefined) return known;
  const result = new Map<string, MappingEntry>();
  for (const entry of mapping.entries) {
    if (!isMergeKey(entry)) result.set(entry.key.text, entry);
  }
  for (const source of mergeSources(mapping)) {
    for (const [key, entry] of effectiveMap(source)) {
      if (!result.has(key)) result.set(key, entry);
    }
  }
  effective.set(mapping, result);
  return result;
}

function mergeSources(mapping: MappingNode): MappingNode[] {
  return mapping.entries.filter(isMergeKey).flatMap(({ value }) => {
    const node = concrete(value);
    const candidates = node.kind === 'sequence' ? node.items.map(concrete) : [node];
    return candidates.filter((candidate): candidate is MappingNode => candidate.kind === 'mapping');
  });
}

/** What stands at a path. `throughAlias`: the way there led through an alias or a merge key. */
export interface Found {
  /** As written: an alias at the very end of the path is not followed. */
  readonly node: SyntaxNode;
  readonly throughAlias: boolean;
}

/**
 * Goes down a path of keys and indices. A step that spells a short tag in long form (`Fn::If` on `!If […]`, `Ref` on
 * `!Ref x`) stays on the tagged node. Null when there is nothing at the path.
 */
export function nodeAt(root: SyntaxNode, path: readonly (string | number)[]): Found | null {
  let node: SyntaxNode = root;
  let throughAlias = false;
  for (const step of path) {
    if (node.kind === 'alias') throughAlias = true;
    const here: ConcreteNode = concrete(node);
    const entry = here.kind === 'mapping' ? effectiveMap(here).get(String(step)) : undefined;
    if (here.kind === 'mapping' && entry !== undefined) {
      if (!here.entries.includes(entry)) throughAlias = true;
      node = entry.value;
    } else if (here.kind === 'sequence' && typeof step === 'number') {
      const item: SyntaxNode | undefined = here.items[step];
      if (item === undefined) return null;
      node = item;
    } else if (typeof step !== 'string' || longName(here.tag) !== step) return null;
  }
  return { node, throughAlias };
}

/** The long name of a short intrinsic: `!Sub` → `Fn::Sub`, `!Ref` → `Ref`; null when there is no short tag. */
export function longName(tag: string | null): string | null {
  if (tag === null || !/^![A-Za-z]/.test(tag)) return null;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** The path from the root to a node as it is written in the text, or null when it is not (or no longer counts) there. */
export function pathOf(root: SyntaxNode, node: SyntaxNode): (string | number)[] | null {
  const path: (string | number)[] = [];
  let here: SyntaxNode = root;
  while (here !== node) {
    const step = stepTowards(here, node);
    if (step === null) return null;
    path.push(step.at);
    here = step.child;
  }
  return path;
}

function stepTowards(here: SyntaxNode, node: SyntaxNode): { at: string | number; child: SyntaxNode } | null {
  const holds = (child: SyntaxNode) =>
    child === node ||
    (child.kind !== 'scalar' && child.range.start <= node.range.start && node.range.end <= child.range.end);
  if (here.kind === 'sequence') {
    const index = here.items.findIndex(holds);
    const child = here.items[index];
    return child === undefined ? null : { at: index, child };
  }
  if (here.kind !== 'mapping') return null;
  const entry = entriesOf(here).find((candidate) => holds(candidate.value) && here.entries.includes(candidate));
  return entry === undefined ? null : { at: entry.key.text, child: entry.value };
}
