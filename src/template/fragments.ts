import { concrete } from '../syntax/navigate.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { parse } from '../syntax/parse.ts';
import type { SourceFile } from '../text/source-file.ts';

/** The files of nodes that stand in another file than the template that they are a part of. */
const files = new WeakMap<SyntaxNode, SourceFile>();

/** Reads a file that AWS::Include brings in, or null when it does not parse; its nodes are located in it from then on. */
export function readFragment(file: SourceFile): SyntaxNode | null {
  const parsed = parse(file);
  if (parsed.kind === 'rejected' || parsed.root === null) return null;
  const open: SyntaxNode[] = [parsed.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (files.has(node)) continue;
    files.set(node, file);
    if (node.kind === 'sequence') for (const item of node.items) open.push(item);
    if (node.kind === 'mapping') for (const { key, value } of node.entries) open.push(key, value);
  }
  return parsed.root;
}

/** A file that AWS::Include brings in among entries of a map; null when it holds none. */
export function readFragmentMap(file: SourceFile): MappingNode | null {
  const root = readFragment(file);
  const followed = root === null ? null : concrete(root);
  return followed?.kind === 'mapping' ? followed : null;
}

/** The included file in which a node stands, or null for a node of a template. */
export function fragmentOf(node: SyntaxNode): SourceFile | null {
  return files.get(node) ?? null;
}
