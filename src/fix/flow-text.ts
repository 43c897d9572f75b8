import type { TemplateValue } from '../finding/patch.ts';
import { isList, isMap } from './intrinsic.ts';
import { inOrder } from './key-order.ts';
import { closing, colon, comma, keyText, layoutOf, padding, type Style, scalarValue, spelled, unit } from './style.ts';

/** Inside brackets: free to break lines, or held to one line. */
export type FlowPlace = 'flow' | 'line';

/**
 * A value as it is written inside brackets or on the line of its key. `indent` is what the line starts with that the
 * value begins on; the text has no blanks at its ends.
 */
export function flowText(
  style: Style,
  given: TemplateValue,
  under: string,
  place: FlowPlace,
  indent: string,
  outer: string = under,
): string {
  const { tag, value, key } = spelled(style, given, under);
  if (tag !== null) return `${tag} ${flowText(style, value, key, place, indent, outer)}`;
  if (!isList(value) && !isMap(value)) return scalarValue(style, value, key, place);
  const width = () => flowText(style, value, key, 'line', '').length;
  return collection(
    style,
    value,
    key,
    layoutOf(style, value, key, place, width, outer) === 'multi' ? 'flow' : 'line',
    indent,
  );
}

/** A list or mapping in brackets: over several lines (`flow`) or on one. */
function collection(style: Style, value: TemplateValue, key: string, place: FlowPlace, indent: string): string {
  const inner = place === 'flow' ? indent + unit(style) : indent;
  const list = isList(value);
  const parts = isMap(value)
    ? inOrder(style, value).map(([name, part]) => flowEntry(style, name, part, place, inner))
    : (list ? value : [value]).map((item) => flowText(style, item, `${key}[]`, place, inner));
  return enclose(style, parts, list ? '[]' : '{}', place, indent);
}

/** `key: value` inside braces. */
export function flowEntry(style: Style, key: string, value: TemplateValue, place: FlowPlace, indent: string): string {
  const name = keyText(style, key, place);
  return name + colon(style, name) + flowText(style, value, key, place, indent);
}

/** Parts between brackets, one a line (`flow`) or all on one. */
export function enclose(
  style: Style,
  parts: readonly string[],
  brackets: '[]' | '{}',
  place: FlowPlace,
  indent: string,
): string {
  const [open, close] = [brackets.charAt(0), brackets.charAt(1)];
  if (parts.length === 0) return brackets;
  if (place === 'flow') {
    const line = style.eol + indent + unit(style);
    return open + line + parts.join(`,${line}`) + style.eol + indent + closing(style) + close;
  }
  const blank = padding(style, brackets === '{}' ? 'brace' : 'bracket');
  return open + blank + parts.join(comma(style)) + blank + close;
}
