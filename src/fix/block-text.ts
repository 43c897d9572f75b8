import type { TemplateValue } from '../finding/patch.ts';
import { flowText } from './flow-text.ts';
import { isList, isMap, type TemplateMap } from './intrinsic.ts';
import { inOrder } from './key-order.ts';
import { columns, indentsFromBracket, keyText, layoutOf, type Style, scalarValue, spelled } from './style.ts';

/** A value behind a key or a dash: what stands on the same line, and the lines below. */
export interface BlockValue {
  readonly inline: string;
  readonly lines: readonly string[];
}

/** `key: value` as lines, the key at a zero-based column. No line has a line end. */
export function blockEntry(style: Style, key: string, value: TemplateValue, column: number): string[] {
  const { inline, lines } = valueUnderKey(style, key, value, column);
  const head = `${' '.repeat(column)}${keyText(style, key, 'block')}:`;
  return [inline === '' ? head : `${head} ${inline}`, ...lines];
}

/** A value for the key at a column. */
export function valueUnderKey(style: Style, key: string, value: TemplateValue, column: number): BlockValue {
  const { step, dash } = columns(style);
  return blockValue(style, value, key, { mapping: column + step, list: column + dash, flow: column });
}

/** An item as lines, its dash at a zero-based column; `key` is the list's own, `outer` what an intrinsic stands for. */
export function blockItem(style: Style, value: TemplateValue, key: string, column: number, outer?: string): string[] {
  const { inline, lines } = valueBehindDash(style, key, value, column, outer);
  const dash = `${' '.repeat(column)}-${' '.repeat(columns(style).gap)}`;
  return [dash + inline, ...lines];
}

/** A value for the dash at a column; its first line is inline. */
export function valueBehindDash(
  style: Style,
  key: string,
  value: TemplateValue,
  column: number,
  outer = `${key}[]`,
): BlockValue {
  const content = column + 1 + columns(style).gap;
  const flow = indentsFromBracket(style) ? content : column;
  const below = blockValue(style, value, `${key}[]`, { mapping: content, list: content, flow }, outer);
  const [first, ...others] = below.lines;
  if (below.inline !== '' || first === undefined) return below;
  return { inline: first.slice(content), lines: others };
}

/** `below`: the columns of a mapping's keys and of a list's dashes on the lines below, and that brackets count from. */
function blockValue(
  style: Style,
  given: TemplateValue,
  under: string,
  below: { mapping: number; list: number; flow: number },
  outer: string = under,
): BlockValue {
  const { tag, value, key } = spelled(style, given, under);
  if (tag !== null) {
    const argument = blockValue(style, value, key, below, outer);
    return { ...argument, inline: argument.inline === '' ? tag : `${tag} ${argument.inline}` };
  }
  if (!isList(value) && !isMap(value)) return { inline: scalarValue(style, value, key, 'block'), lines: [] };
  const width = () => flowText(style, value, key, 'line', '').length;
  const layout = layoutOf(style, value, key, 'block', width, outer);
  if (layout !== 'block') {
    const place = layout === 'one' ? 'line' : 'flow';
    return { inline: flowText(style, value, key, place, ' '.repeat(below.flow), outer), lines: [] };
  }
  if (isMap(value)) return { inline: '', lines: mappingLines(style, value, below.mapping) };
  const own = key === 'Fn::If' ? outer : undefined;
  return { inline: '', lines: value.flatMap((item) => blockItem(style, item, key, below.list, own)) };
}

function mappingLines(style: Style, map: TemplateMap, column: number): string[] {
  return inOrder(style, map).flatMap(([key, value]) => blockEntry(style, key, value, column));
}
