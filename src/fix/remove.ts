import type { SequenceNode, SyntaxNode } from '../syntax/node.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import type { Range, SourceFile } from '../text/source-file.ts';
import { holdsComment } from './comments.ts';
import { startWithComment, type Thinned } from './item-comment.ts';
import { lastCommentBelow } from './lines.ts';
import { columnOf } from './neighbours.ts';
import { isSharedInPart, type Place } from './place.ts';
import { type EditResult, edits, refused, SHARED_PART } from './result.ts';

/**
 * Takes items out of a list that keeps others: their lines, or in brackets what is between them and a neighbour. A
 * comment goes along where it is plainly about what goes.
 */
export function remove(place: Place, items: readonly number[]): EditResult {
  const { node, file } = place;
  if (node.kind !== 'sequence' || node.tag !== null) return refused('no list stands there');
  const kept = node.items.filter((_, index) => !items.includes(index));
  if (kept.length === 0) return refused('nothing would be left of the list');
  const gone = node.items.filter((_, index) => items.includes(index));
  if (gone.some((item) => isSharedInPart(place, item))) return refused(SHARED_PART);
  const lines = byLine(file, node, new Set(gone));
  const between = node.flow ? inBrackets(node, kept) : [];
  const mayJoin = node.flow && !between.some(({ start, end }) => file.text.slice(start, end).includes('#'));
  const isByLine = !node.flow || (holdsComment(place) && !(mayJoin && lines.includes(null)));
  const ranges = isByLine ? lines : between;
  const known = ranges.filter((range) => range !== null);
  if (known.length < ranges.length) return refused('something else stands on the line of an item');
  const last = kept.at(-1)?.range.end ?? 0;
  const tidy = isByLine ? merged(known).map((range) => withBlankLine(file, range, range.start > last)) : known;
  return edits(...tidy.map((range) => ({ range, text: '' })));
}

/** Ranges that touch, as one. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = found.at(-1);
    if (before?.end === range.start) found[found.length - 1] = { start: before.start, end: range.end };
    else found.push(range);
  }
  return found;
}

/** The lines of what goes; in brackets also the comma behind what is then the last item, where that had none. */
function byLine(file: SourceFile, { items, flow, valueRange }: SequenceNode, gone: ReadonlySet<SyntaxNode>) {
  const ranges = [...gone].map((item) => {
    const column = columnOf(file, flow ? item.range.start : valueRange.start);
    return linesOf({ file, items, gone, column }, item);
  });
  const [last, head] = [items.at(-1), items.findLast((item) => !gone.has(item))];
  if (!flow || last === undefined || head === undefined || !gone.has(last)) return ranges;
  const rest = file.text.slice(last.range.end, valueRange.end).replace(/#.*/g, '');
  const comma = /^[ \t]*,/.exec(file.text.slice(head.range.end))?.[0];
  if (rest.includes(',') || comma === undefined) return ranges;
  const end = head.range.end + comma.length;
  return [...ranges, { start: end - 1, end }];
}

/** The lines of an item, with what is said of it above, behind and below; null where anything else stands on them. */
function linesOf(list: Thinned, item: SyntaxNode): Range | null {
  const { file, column } = list;
  const { start, end } = item.range;
  const [before, behind] = [lineRange(file, start).start, lineRange(file, end)];
  const rest = /^([ \t]*,?[ \t]*)(?:#.*)?(.*)$/.exec(file.text.slice(end, behind.end));
  if (rest === null || !/^[ \t]*[-,]?[ \t]*$/.test(file.text.slice(before, start))) return null;
  const [, gap = '', other] = rest;
  if (other !== '') return other === ']' ? { start, end: end + gap.length } : null;
  const last = lastCommentBelow(file, behind, column);
  return wholeLines(file, { start: startWithComment(list, item), end: last.end });
}

/** Lines with the line end behind them, else the one before. */
function wholeLines(file: SourceFile, { start, end }: Range): Range {
  const ending = lineEnding(file, end);
  return ending === '' ? { start: lineRange(file, start - 1).end, end } : { start, end: end + ending.length };
}

/** Lines with the blank one above, where one is below as well, or nothing of the list. */
function withBlankLine(file: SourceFile, { start, end }: Range, isLast: boolean): Range {
  const [above, below] = [lineRange(file, Math.max(0, start - 1)), lineRange(file, end)];
  const isBlank = (line: Range) => file.text.slice(line.start, line.end).trim() === '';
  const isWhole = lineRange(file, start).start === start && below.start === end && above.start < start;
  return isWhole && isBlank(above) && (isLast || isBlank(below)) ? { start: above.start, end } : { start, end };
}

/** What is not kept: from the end of one kept item to the next, but for what separates the two. */
function inBrackets({ items }: SequenceNode, kept: readonly SyntaxNode[]): readonly Range[] {
  const ranges: Range[] = [];
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
