import { longName } from '../syntax/navigate.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { lineRange } from '../text/line-index.ts';
import type { Range, SourceFile } from '../text/source-file.ts';
import { isFlow, type Place } from './place.ts';

/** Whether replacing a whole value would delete a comment within it, or leave one that speaks of a part of it alone. */
export function holdsComment({ file, json, node }: Place): boolean {
  if (json || node.kind === 'scalar' || node.kind === 'alias') return false;
  const { start, end } = isCall(node) ? headOf(file, node) : node.range;
  const leaves = leavesIn(node)
    .filter((leaf) => leaf.start < end)
    .toSorted((a, b) => a.start - b.start);
  const gaps = [...leaves, { start: end, end }].map((leaf, index) => [leaves[index - 1]?.end ?? start, leaf.start]);
  if (gaps.some(([from, to]) => file.text.slice(from, to).includes('#'))) return true;
  const last = lineRange(file, end);
  // Behind the last line of a block of several: about what stands on that line.
  return !isFlow(node) && start < last.start && file.text.slice(end, last.end).includes('#');
}

/** An intrinsic but a choice: what is said of its arguments is nothing without it. */
function isCall(node: SyntaxNode): boolean {
  const [only, ...others] = node.kind === 'mapping' ? node.entries : [];
  const name = longName(node.tag) ?? (others.length === 0 ? only?.key.text : undefined) ?? '';
  return name.startsWith('Fn::') && name !== 'Fn::If';
}

/** The first line of a node, on which its name stands. */
function headOf(file: SourceFile, { range }: SyntaxNode): Range {
  return { start: range.start, end: Math.min(range.end, lineRange(file, range.start).end) };
}

/** Where no comment can stand: keys, and values that have no parts. */
function leavesIn(node: SyntaxNode): readonly Range[] {
  if (node.kind === 'sequence') return node.items.flatMap(leavesIn);
  if (node.kind !== 'mapping') return [node.range];
  return node.entries.flatMap(({ key, value }) => [key.range, ...leavesIn(value)]);
}
