import type { TemplateValue } from '../finding/patch.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import { type BlockValue, valueBehindDash, valueUnderKey } from './block-text.ts';
import { holdsComment } from './comments.ts';
import { flowText } from './flow-text.ts';
import { linesBehind } from './lines.ts';
import { blanksBefore } from './lone.ts';
import { columnOf, indentationOf } from './neighbours.ts';
import { insideBrackets, isSharedInPart, outerBrackets, type Place, styleAt } from './place.ts';
import { type EditResult, edits, insertion, refused, SHARED_PART } from './result.ts';
import { columns, type Style } from './style.ts';

/** Puts a value in the place of the one that stands there; an anchor, which no alias names, stays before it. */
export function replace(place: Place, value: TemplateValue): EditResult {
  if (place.around.length === 0) return refused('the whole template can not be replaced');
  if (place.argument) return refused('the argument of an intrinsic in short form can not be replaced by itself');
  if (isSharedInPart(place, place.node)) return refused(SHARED_PART);
  if (holdsComment(place)) return refused('a comment within the value would be lost');
  // Its own text tells nothing about how to write the new one: only what stands around it does.
  const own = styleAt(place, []);
  const style = { ...own, scopes: own.scopes.slice(1) };
  if (insideBrackets(place) || place.json) return inBrackets(place, style, value);
  return inBlock(place, style, value);
}

function inBrackets(place: Place, style: Style, value: TemplateValue): EditResult {
  const { node, file, key } = place;
  const outer = outerBrackets(place);
  const free = outer !== null && lineRange(file, outer.range.start).end < outer.range.end;
  const text =
    anchor(node) + flowText(style, value, key, free ? 'flow' : 'line', indentationOf(file, node.range.start));
  if (node.range.start < node.range.end) return edits({ range: node.range, text });
  return file.text[node.range.start - 1] === ':'
    ? edits(insertion(node.range.start, ` ${text}`))
    : refused('the value is omitted without a colon');
}

function anchor({ anchor: name }: SyntaxNode): string {
  return name === null ? '' : `&${name} `;
}

/** Key of the list that an item stands in. */
function listKey(key: string): string {
  return key.endsWith('[]') ? key.slice(0, -2) : key;
}

function inBlock(place: Place, style: Style, value: TemplateValue): EditResult {
  const { node, file, entry, key } = place;
  const list = place.around[0]?.node;
  const column = columnOf(file, entry?.key.range.start ?? list?.valueRange.start ?? 0);
  const bare: BlockValue =
    entry === null ? valueBehindDash(style, listKey(key), value, column) : valueUnderKey(style, key, value, column);
  if (node.anchor !== null && entry === null && bare.lines.length > 0)
    return refused('an anchor stands behind the dash');
  const written = { ...bare, inline: `${anchor(node)}${bare.inline}`.trimEnd() };
  const head = startsOn(place);
  const { start, end } = node.range;
  if (head === null) {
    const text = belowComment(place, written, style);
    return text === null
      ? refused('a comment stands between the key and its value')
      : edits({ range: node.range, text });
  }
  const line = lineRange(file, head);
  // Behind a dash, the first line and those below stand in one column, so the blanks between are written too.
  const kept = start < end && start <= line.end && (entry !== null || written.lines.length === 0);
  const from = kept && written.inline !== '' ? start : head;
  const blank = from === start ? '' : ' '.repeat(entry === null ? columns(style).gap : 1);
  const first = written.inline === '' ? '' : blank + written.inline;
  if (line.end < end || written.lines.length === 0) {
    return edits({ range: { start: from, end }, text: [first, ...written.lines].join(style.eol) });
  }
  const below = linesBehind(file, node, column, written.lines, style.eol);
  if (below.kind === 'refused') return below;
  return edits({ range: { start: from, end }, text: first }, ...below.edits);
}

/** What takes the place of a value on lines of its own; null where the new one would not begin where that does. */
function belowComment({ file, node, entry }: Place, { inline, lines }: BlockValue, { eol }: Style): string | null {
  const { start, end } = node.range;
  if (start === end || node.kind === 'sequence') return null;
  if (lines.length === 0) return inline === '' ? null : inline;
  const column = columnOf(file, start);
  const [first = '', ...others] = lines;
  const fits = entry !== null && inline === '' && node.kind === 'mapping' && first.search(/\S/) === column;
  return fits ? [first.slice(column), ...others].join(eol) : null;
}

/** Behind the colon or dash that the value belongs to; null when a comment stands between. */
function startsOn({ file, node }: Place): number | null {
  let at = blanksBefore(file.text, node.range.start);
  for (;;) {
    const { start } = lineRange(file, at);
    if (at > start || at <= 1) break;
    const previous = lineRange(file, start - 1);
    if (lineEnding(file, previous.start) === '') break;
    if (/(?:^|\s)#/.test(file.text.slice(previous.start, previous.end))) return null;
    at = blanksBefore(file.text, previous.end);
  }
  const sign = file.text[at - 1];
  return sign === ':' || sign === '-' ? at : null;
}
