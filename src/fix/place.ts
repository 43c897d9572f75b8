import type { TemplatePath } from '../finding/patch.ts';
import { concrete, entriesOf, longName, nodeAt } from '../syntax/navigate.ts';
import type { AliasNode, MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Scope } from './neighbours.ts';
import type { Style } from './style.ts';

/** A node in the text, with the way to it. */
export interface Place {
  readonly file: SourceFile;
  readonly json: boolean;
  /** As written: maybe an alias. */
  readonly node: SyntaxNode;
  /** What it stands under: the nearest key or intrinsic, with `[]` for each list between. */
  readonly key: string;
  /** The collections around it, the nearest first. */
  readonly around: readonly Scope[];
  /** The entry whose value it is, or null for the root and for an item of a list. */
  readonly entry: MappingEntry | null;
  /** The last step of the path spelled the node's short tag in long form (`Fn::If`). */
  readonly argument: boolean;
}

/** Goes to a path; a string says why it can not be edited there. */
export function placeAt(file: SourceFile, json: boolean, root: SyntaxNode, path: TemplatePath): Place | string {
  const around: Scope[] = [];
  let node = root;
  let key = '';
  let entry: MappingEntry | null = null;
  let argument = false;
  const shared = aliasTargets(root);
  for (const [index, step] of path.entries()) {
    const found = nodeAt(root, path.slice(0, index + 1));
    if (found === null) return `the template has nothing at ${path.slice(0, index + 1).join('.')}`;
    if (found.throughAlias) return 'the path leads through a YAML alias or merge key';
    if (shared.has(found.node)) return 'what stands there is shared through a YAML anchor';
    argument = found.node === node;
    if (argument) continue;
    const owner = longName(node.tag) ?? key;
    around.unshift({ node, key: owner });
    entry = entryOf(node, found.node);
    key = typeof step === 'number' ? `${owner}[]` : step;
    node = found.node;
  }
  return { file, json, node, key: argument ? (longName(node.tag) ?? key) : key, around, entry, argument };
}

/** The nodes that an alias stands for: to change one of them changes other places too. */
function aliasTargets(root: SyntaxNode): ReadonlySet<SyntaxNode> {
  return new Set(aliasesIn(root).flatMap(({ target }) => (target === null ? [] : [target])));
}

/** Whether an alias elsewhere stands for a node or a part of it: without that, the alias would stand for nothing. */
export function isSharedInPart({ around, node }: Place, part: SyntaxNode): boolean {
  const isInside = ({ range }: SyntaxNode) => range.start >= part.range.start && range.end <= part.range.end;
  const aliases = aliasesIn(around.at(-1)?.node ?? node);
  return aliases.some((alias) => alias.target !== null && isInside(alias.target) && !isInside(alias));
}

const aliases = new WeakMap<SyntaxNode, readonly AliasNode[]>();

function aliasesIn(root: SyntaxNode): readonly AliasNode[] {
  const known = aliases.get(root);
  if (known !== undefined) return known;
  const found: AliasNode[] = [];
  const rest: SyntaxNode[] = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.kind === 'alias') found.push(node);
    if (node.kind === 'sequence') for (const item of node.items) rest.push(item);
    if (node.kind === 'mapping') for (const entry of node.entries) rest.push(entry.value);
  }
  aliases.set(root, found);
  return found;
}

function entryOf(parent: SyntaxNode, value: SyntaxNode): MappingEntry | null {
  const mapping = concrete(parent);
  if (mapping.kind !== 'mapping') return null;
  return entriesOf(mapping).find((entry) => entry.value === value) ?? null;
}

/** Whether a collection is written in brackets. */
export function isFlow(node: SyntaxNode): boolean {
  return (node.kind === 'sequence' || node.kind === 'mapping') && node.flow;
}

/** Whether the place itself stands inside brackets. */
export function insideBrackets(place: Place): boolean {
  return place.around.some((scope) => isFlow(scope.node));
}

/** The outermost brackets around a place, itself included; null in block style. */
export function outerBrackets(place: Place): SyntaxNode | null {
  return [...place.around.map((scope) => scope.node).reverse(), place.node].find(isFlow) ?? null;
}

/** How things are written around a place; `nearest` are neighbours to look at first. */
export function styleAt(place: Place, nearest: readonly Scope[]): Style {
  const { file, json } = place;
  const root = place.around.at(-1)?.node ?? place.node;
  const minified = json && lineRange(file, root.range.start).end >= root.range.end;
  const eol = lineEndNear(file, place.node.range.start);
  return { file, json, minified, eol, scopes: [...nearest, { node: place.node, key: place.key }, ...place.around] };
}

/** The line end of a place's line, else of the line before it, else a line feed. */
function lineEndNear(file: SourceFile, offset: number): string {
  const own = lineEnding(file, offset);
  if (own !== '') return own;
  const { start } = lineRange(file, offset);
  return (start > 1 ? lineEnding(file, start - 1) : '') || '\n';
}
