import type { SequenceNode, SyntaxNode } from '../syntax/node.ts';
import type { TextEdit } from '../text/edit.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import { isSharedInPart, type Place } from './place.ts';
import { type EditResult, edits, refused, SHARED_PART } from './result.ts';

/** Takes items out of a list that keeps others: their lines, or in brackets what is between them and a neighbour. */
export function remove(place: Place, items: readonly number[]): EditResult {
  const { node } = place;
  if (node.kind !== 'sequence' || node.tag !== null) return refused('no list stands there');
  const kept = node.items.filter((_, index) => !items.includes(index));
  if (kept.length === 0) return refused('nothing would be left of the list');
  const gone = node.items.filter((_, index) => items.includes(index));
  if (gone.some((item) => isSharedInPart(place, item))) return refused(SHARED_PART);
  const ranges = node.flow ? inBrackets(node, kept) : gone.map((item) => linesOf(place, item));
  const known = ranges.filter((range) => range !== null);
  if (known.length < ranges.length) return refused('something else stands on the line of an item');
  if (!node.flow && known.some((range) => isSpokenOf(place, range))) return refused('a comment stands above an item');
  const { text } = place.file;
  if (!place.json && node.flow && known.some(({ start, end }) => text.slice(start, end).includes('#'))) {
    return refused('a comment stands between the items');
  }
  return edits(...known.map((range) => ({ range, text: '' })));
}

/** The lines of an item, with the comment behind it; null where anything else stands on them, or the text ends there. */
function linesOf({ file }: Place, item: SyntaxNode): TextEdit['range'] | null {
  const [first, last] = [lineRange(file, item.range.start), lineRange(file, item.range.end)];
  const end = lineEnding(file, last.start);
  const isAlone =
    /^ *- *$/.test(file.text.slice(first.start, item.range.start)) &&
    /^[ \t]*(?:#.*)?$/.test(file.text.slice(item.range.end, last.end));
  return isAlone && end !== '' ? { start: first.start, end: last.end + end.length } : null;
}

/** Whether a comment stands right above, which would then seem to be about what comes next. */
function isSpokenOf({ file }: Place, { start }: TextEdit['range']): boolean {
  const above = lineRange(file, Math.max(0, start - 1));
  return /^[ \t]*#/.test(file.text.slice(above.start, above.end));
}

/** What is not kept: from the end of one kept item to the next, but for what separates the two. */
function inBrackets({ items }: SequenceNode, kept: readonly SyntaxNode[]): readonly TextEdit['range'][] {
  const ranges: TextEdit['range'][] = [];
  const [first] = kept;
  const [head] = items;
  if (first !== undefined && head !== undefined && first !== head) {
    ranges.push({ start: head.range.start, end: first.range.start });
  }
  for (const item of kept) {
    const rest = items.slice(items.indexOf(item) + 1);
    const next = rest.findIndex((each) => kept.includes(each));
    const run = next < 0 ? rest : rest.slice(0, next);
    const last = run.at(-1);
    if (last !== undefined) ranges.push({ start: item.range.end, end: last.range.end });
  }
  return ranges;
}
