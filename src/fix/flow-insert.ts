import { lineRange } from '../text/line-index.ts';
import type { Range } from '../text/source-file.ts';
import { enclose, type FlowPlace } from './flow-text.ts';
import { indentationOf } from './neighbours.ts';
import { outerBrackets, type Place } from './place.ts';
import { type EditResult, edits, insertion, refused } from './result.ts';
import { comma, type Style, unit } from './style.ts';

/** Writes the new parts, given what their first line starts with. */
export type Render = (place: FlowPlace, indent: string) => string[];

/** Puts parts behind the part at `index` of a collection in brackets that is not empty. */
export function insertBehind(
  place: Place,
  style: Style,
  parts: readonly Range[],
  index: number,
  render: Render,
): EditResult {
  const { file } = place;
  const part = parts[index];
  if (part === undefined) return refused('the list has no such item');
  const separator = separatorAt(place, style, parts, index);
  const breaks = /[\r\n]/.test(separator);
  const indent = breaks ? (/[^\r\n]*$/.exec(separator)?.[0] ?? '').replace(',', ' ') : indentationOf(file, part.end);
  const tabbed = !place.json && indent.includes('\t');
  if (tabbed || /[^ \t]/.test(indent)) return refused('the lines start with signs that can not be imitated');
  const texts = render(breaks || spansLines(place) ? 'flow' : 'line', indent);
  const comment = place.json
    ? null
    : /^[ \t]*(,?)[ \t]*#/.exec(file.text.slice(part.end, lineRange(file, part.end).end));
  if (comment === null) return edits(insertion(part.end, texts.map((text) => separator + text).join('')));
  const end = lineRange(file, part.end).end;
  const lines = texts.join(`,${style.eol}${indent}`);
  if (comment[1] === ',') return edits(insertion(end, `${style.eol}${indent}${lines},`));
  return edits(insertion(part.end, ','), insertion(end, `${style.eol}${indent}${lines}`));
}

/** Comma and blanks between two parts, as next to the part at `index`. */
function separatorAt(place: Place, style: Style, parts: readonly Range[], index: number): string {
  const { text } = place.file;
  for (const at of [index, index - 1]) {
    const [part, next] = [parts[at], parts[at + 1]];
    const between = part === undefined || next === undefined ? '' : text.slice(part.end, next.start);
    if (/^\s*,\s*$/.test(between)) return between;
  }
  const first = parts[0];
  const lead = first === undefined ? '' : text.slice(place.node.valueRange.start + 1, first.start);
  if (/^\s*[\r\n]\s*$/.test(lead)) return `,${lead}`;
  if (/[\r\n]/.test(lead) && first !== undefined) return `,${style.eol}${indentationOf(place.file, first.start)}`;
  return comma(style);
}

/** Whether the outermost brackets go over several lines. */
function spansLines(place: Place): boolean {
  const outer = outerBrackets(place);
  return outer !== null && lineRange(place.file, outer.valueRange.start).end < outer.valueRange.end;
}

/** Fills empty brackets; `several` says whether the parts go on lines of their own where the brackets allow it. */
export function insertIntoEmpty(place: Place, style: Style, several: () => boolean, render: Render): EditResult {
  const { file, node } = place;
  const [open, close] = [node.valueRange.start + 1, node.valueRange.end - 1];
  const inside = file.text.slice(open, close);
  if (/\S/.test(inside)) return refused('a comment stands in the empty brackets');
  const brackets = file.text[node.valueRange.start] === '{' ? '{}' : '[]';
  const outer = indentationOf(file, node.valueRange.start);
  if (/[\r\n]/.test(inside)) {
    const line = style.eol + outer + unit(style);
    return edits(insertion(open, line + render('flow', outer + unit(style)).join(`,${line}`)));
  }
  const kind: FlowPlace = spansLines(place) && several() ? 'flow' : 'line';
  const filled = enclose(style, render(kind, kind === 'flow' ? outer + unit(style) : outer), brackets, kind, outer);
  const body = filled.slice(1, -1);
  // A blank that is there already does for one of the two.
  return edits(insertion(open, inside !== '' && body.endsWith(' ') ? body.slice(0, -1) : inside + body));
}
