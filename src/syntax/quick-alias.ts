import { mergeCost } from './navigate.ts';
import type { AliasNode, MappingEntry, MappingNode, SyntaxNode } from './node.ts';
import { type Cursor, endOf, type QuickProps } from './quick-cursor.ts';

const ALIAS = /\*[A-Za-z0-9_-]+(?=[ \r\n]|$)/y;
const ALIAS_IN_FLOW = /\*[A-Za-z0-9_-]+(?=[ \r\n,\]}]|$)/y;

/** The alias at the cursor; null for one that stands for nothing, or that has a tag or an anchor itself. */
export function readAlias(cursor: Cursor, props: QuickProps, inFlow: boolean): AliasNode | null {
  const { text, at: start } = cursor;
  const end = endOf(inFlow ? ALIAS_IN_FLOW : ALIAS, text, start);
  const name = text.slice(start + 1, end);
  const target = end < 0 || props.start !== null ? null : (cursor.anchors.get(name) ?? null);
  if (target === null) return null;
  cursor.at = end;
  cursor.nodes += 1;
  const range = { start, end };
  return { kind: 'alias', name, target, range, valueRange: range, tag: null, anchor: null };
}

/** What `read` reads, known by the anchor before it to the aliases behind it. */
export function anchored(cursor: Cursor, { anchor }: QuickProps, read: () => SyntaxNode | null): SyntaxNode | null {
  if (anchor === null) return read();
  cursor.anchors.set(anchor, null);
  const node = read();
  if (node === null || node.kind === 'alias') return null;
  cursor.anchors.set(anchor, node);
  return node;
}

/** What merge keys may bring in before it is counted by the rules (tree.ts). */
const MAX_MERGED = 100_000;

/** A mapping of these entries; null where its merge keys bring in more than is read quickly. */
export function mappingNode(
  cursor: Cursor,
  given: Omit<MappingNode, 'kind' | 'unique'>,
  hasMergeKey: boolean,
): MappingNode | null {
  const node: MappingNode = { kind: 'mapping', ...given, unique: !hasMergeKey };
  if (hasMergeKey) cursor.merged += mergeCost(node);
  return cursor.merged > MAX_MERGED ? null : node;
}

/** Whether an entry can be read quickly beside those before it: no key twice, and a merge key only if it is plain. */
export function isNewKey(keys: ReadonlySet<string>, key: MappingEntry['key']): boolean {
  return !keys.has(key.text) && (key.text !== '<<' || key.style === 'plain');
}
