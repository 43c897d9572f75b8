import type { TemplateValue } from '../finding/patch.ts';
import type { TextEdit } from '../text/edit.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import { blockItem } from './block-text.ts';
import { flowText } from './flow-text.ts';
import { linesBehind } from './lines.ts';
import { columnOf, indentationOf } from './neighbours.ts';
import { insideBrackets, isFlow, outerBrackets, type Place } from './place.ts';
import { type EditResult, edits, insertion, refused } from './result.ts';
import { closing, columns, comma, layoutOf, padding, type Style, unit } from './style.ts';

/** Makes a list of a lone value and of those that come behind it. */
export function wrapLone(place: Place, style: Style, values: readonly TemplateValue[]): EditResult {
  const { node } = place;
  const block = (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
  if (block && node.anchor !== null) return refused('the lone value has an anchor that aliases may refer to');
  if (block && node.tag !== null) return taggedBlockToList(place, style, values);
  if (block) return blockMappingToList(place, style, values);
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) {
    return refused('a block text stands where the list would');
  }
  if (insideBrackets(place) || isFlow(node)) return inBrackets(place, style, values);
  const multiline = lineRange(place.file, node.range.start).end < node.range.end;
  if (multiline) return refused('a value over several lines stands where the list would');
  const sample = ['a', ...values];
  const bracketed = layoutOf(style, sample, place.key, 'block', () => 0) === 'one' && fitsBrackets(place);
  return bracketed ? inBrackets(place, style, values) : scalarToBlockList(place, style, values);
}

/** An unquoted text may hold signs that mean something else inside brackets. */
function fitsBrackets({ node }: Place): boolean {
  return node.kind !== 'scalar' || node.style !== 'plain' || !/[,[\]{}]/.test(node.text);
}

/** `x` → `[x, y]`, nothing but insertions. */
function inBrackets(place: Place, style: Style, values: readonly TemplateValue[]): EditResult {
  const { node, file, key } = place;
  if (!fitsBrackets(place)) return refused('an unquoted text stands there that would read otherwise in a list');
  const outer = outerBrackets(place);
  const free = outer !== null && lineRange(file, outer.range.start).end < outer.range.end;
  const indent = indentationOf(file, node.range.end);
  const wide = free && !isFlow(node) && layoutOf(style, ['a', ...values], key, 'flow', () => 0) === 'multi';
  const line = style.eol + indent + unit(style);
  const blank = padding(style, 'bracket');
  const [open, between, close] = wide
    ? [line, `,${line}`, style.eol + indent + closing(style)]
    : [blank, comma(style), blank];
  const inner = wide ? indent + unit(style) : indent;
  const texts = values.map((value) => flowText(style, value, `${key}[]`, free ? 'flow' : 'line', inner));
  const added = texts.map((text) => between + text).join('');
  return edits(insertion(node.range.start, `[${open}`), insertion(node.range.end, `${added}${close}]`));
}

/** `Key: x` → `Key:` and a dash for each; a comment stays behind its value. */
function scalarToBlockList(place: Place, style: Style, values: readonly TemplateValue[]): EditResult {
  const { node, file, entry, key } = place;
  if (entry === null) return refused('a lone value in a list can not become a list');
  const { dash, gap } = columns(style);
  const blanks = blanksBefore(file.text, node.range.start);
  const ownLine = blanks === lineRange(file, node.range.start).start;
  const column = ownLine ? columnOf(file, node.range.start) : columnOf(file, entry.key.range.start) + dash;
  if (!ownLine && file.text[blanks - 1] !== ':') return refused('the value does not stand right behind its key');
  const lines = values.flatMap((value) => blockItem(style, value, key, column));
  const below = linesBehind(file, node, column, lines, style.eol);
  if (below.kind === 'refused') return below;
  const sign = `-${' '.repeat(gap)}`;
  if (ownLine) return edits(insertion(node.range.start, sign), ...below.edits);
  const text = `${style.eol}${' '.repeat(column)}${sign}`;
  return edits({ range: { start: blanks, end: node.range.start }, text }, ...below.edits);
}

/** Offset behind the last sign before `at` that is no blank. */
export function blanksBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start -= 1;
  return start;
}

/**
 * A dash before the first line of a mapping. It stands below the key's first letter, even where other lists do not: no
 * other line has to change then. Only where that leaves no room are all lines shifted.
 */
function blockMappingToList(place: Place, style: Style, values: readonly TemplateValue[]): EditResult {
  const { file, node, entry } = place;
  if (entry === null) return refused('a lone value in a list can not become a list');
  const column = columnOf(file, node.valueRange.start);
  const { gap } = columns(style);
  const keyColumn = columnOf(file, entry.key.range.start);
  if (column - keyColumn > 1) {
    const start = lineRange(file, node.valueRange.start).start + keyColumn;
    const alike = { ...style, gap: column - keyColumn - 1 };
    return withItems(place, alike, values, keyColumn, [{ range: { start, end: start + 1 }, text: '-' }]);
  }
  const blank = ' '.repeat(gap);
  const first = insertion(node.valueRange.start, `-${blank}`);
  const indents = linesOf(place)
    .slice(1)
    .map((start) => insertion(start, ` ${blank}`));
  return withItems(place, style, values, column, [first, ...indents]);
}

/**
 * `Key: !If` and lines below → `Key:` and a dash before the tag, on a line of its own; below the key's first letter where
 * the other lines can then stay as they are.
 */
function taggedBlockToList(place: Place, style: Style, values: readonly TemplateValue[]): EditResult {
  const { file, node, entry } = place;
  if (entry === null) return refused('a lone value in a list can not become a list');
  const { dash, gap } = columns(style);
  const [keyColumn, inner] = [columnOf(file, entry.key.range.start), columnOf(file, node.valueRange.start)];
  const column = inner > keyColumn ? keyColumn : keyColumn + dash;
  const blanks = blanksBefore(file.text, node.range.start);
  if (file.text[blanks - 1] !== ':') return refused('the value does not stand right behind its key');
  const shift = inner > column ? 0 : column + 1 + gap - inner;
  const lead = `${style.eol}${' '.repeat(column)}-${' '.repeat(gap)}`;
  const first = { range: { start: blanks, end: node.range.start }, text: lead };
  const indents = linesOf(place).map((start) => insertion(start, ' '.repeat(shift)));
  return withItems(place, style, values, column, shift === 0 ? [first] : [first, ...indents]);
}

/** The changes to the lone value, and the other items behind it. */
function withItems(
  place: Place,
  style: Style,
  values: readonly TemplateValue[],
  column: number,
  changes: readonly TextEdit[],
): EditResult {
  const lines = values.flatMap((value) => blockItem(style, value, place.key, column));
  const below = linesBehind(place.file, place.node, column, lines, style.eol);
  return below.kind === 'refused' ? below : edits(...changes, ...below.edits);
}

/** Where the lines of a block collection start, without those that hold nothing. */
function linesOf({ file, node }: Place): number[] {
  let line = lineRange(file, node.valueRange.start);
  const starts = [line.start];
  while (line.end < node.range.end) {
    line = lineRange(file, line.end + lineEnding(file, line.start).length);
    if (line.end > line.start) starts.push(line.start);
  }
  return starts;
}
