import type { SyntaxNode } from '../syntax/node.ts';
import { lineRange } from '../text/line-index.ts';
import type { Range } from '../text/source-file.ts';
import { isFlow, type Place } from './place.ts';

/** Whether replacing a whole value would delete a comment within it, or leave one that speaks of a part of it alone. */
export function holdsComment({ file, json, node }: Place): boolean {
  if (json || node.kind === 'scalar' || node.kind === 'alias') return false;
  const { start, end } = node.range;
  const leaves = leavesIn(node).toSorted((a, b) => a.start - b.start);
  const gaps = [...leaves, { start: end, end }].map((leaf, index) => [leaves[index - 1]?.end ?? start, leaf.start]);
  if (gaps.some(([from, to]) => file.text.slice(from, to).includes('#'))) return true;
  const last = lineRange(file, end);
  // Behind the last line of a block of several: about what stands on that line.
  return !isFlow(node) && start < last.start && file.text.slice(end, last.end).includes('#');
}

/** Where no comment can stand: keys, and values that have no parts. */
function leavesIn(node: SyntaxNode): readonly Range[] {
  if (node.kind === 'sequence') return node.items.flatMap(leavesIn);
  if (node.kind !== 'mapping') return [node.range];
  return node.entries.flatMap(({ key, value }) => [key.range, ...leavesIn(value)]);
}
