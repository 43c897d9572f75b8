import { applyEdits, type TextEdit } from '../text/edit.ts';
import { blockItem } from './block-text.ts';
import { enclose, type FlowPlace, flowText } from './flow-text.ts';
import { linesBehind } from './lines.ts';
import { columnOf, indentationOf } from './neighbours.ts';
import { insideBrackets, isFlow, type Place, styleAt } from './place.ts';
import { type EditResult, edits, refused } from './result.ts';
import { colon, columns, keyText, type Style, unit, usesTags } from './style.ts';

const NO_VALUE = { Ref: 'AWS::NoValue' };

/**
 * Puts a mapping under a condition: its lines stay as they are written, comments and all, and are only indented anew.
 * `inner`: edits inside it, which are made along with that.
 */
export function wrap(place: Place, condition: string, inner: readonly TextEdit[]): EditResult {
  const { node } = place;
  if (node.kind !== 'mapping' || node.tag !== null || place.argument) return refused('no mapping stands there');
  if (node.anchor !== null) return refused('the value has an anchor that aliases may refer to');
  const style = styleAt(place, []);
  if (insideBrackets(place) || place.json || isFlow(node)) return inBrackets(place, style, condition, inner);
  return inBlock(place, style, condition, inner);
}

function inBlock(place: Place, style: Style, condition: string, inner: readonly TextEdit[]): EditResult {
  const { file, node, entry } = place;
  const list = place.around[0]?.node;
  if (entry !== null || list === undefined) return refused('it stands right below a key');
  const column = columnOf(file, node.valueRange.start);
  const { dash, gap } = columns(style);
  const items = usesTags(style, 'Fn::If') ? column : column + dash;
  const [sign, ...lines] = blockItem(style, NO_VALUE, 'Fn::If', items);
  const below = linesBehind(file, node, columnOf(file, list.valueRange.start), [sign ?? '', ...lines], style.eol);
  if (below.kind === 'refused') return below;
  const [tail] = below.edits;
  const range = { start: node.range.start, end: tail?.range.start ?? node.range.end };
  const dashes = `${' '.repeat(items)}-${' '.repeat(gap)}`;
  const head = [
    usesTags(style, 'Fn::If') ? '!If' : `${keyText(style, 'Fn::If', 'block')}:`,
    ...blockItem(style, condition, 'Fn::If', items),
    dashes,
  ].join(style.eol);
  const body = indented(editedPart(place, range, inner), ' '.repeat(dashes.length - column));
  return edits({ range, text: head + body + (tail?.text ?? '') });
}

function inBrackets(place: Place, style: Style, condition: string, inner: readonly TextEdit[]): EditResult {
  const { file, node } = place;
  const written = editedPart(place, node.range, inner);
  const kind: FlowPlace = /[\r\n]/.test(written) ? 'flow' : 'line';
  const outer = indentationOf(file, node.range.start);
  const isTagged = usesTags(style, 'Fn::If');
  const around = isTagged ? outer : outer + unit(style);
  const within = around + unit(style);
  const parts = [
    flowText(style, condition, 'Fn::If[]', kind, within),
    indented(written, within.slice(outer.length)),
    flowText(style, NO_VALUE, 'Fn::If[]', kind, within),
  ];
  const list = enclose(style, parts, '[]', kind, around);
  if (isTagged) return edits({ range: node.range, text: `!If ${list}` });
  const key = keyText(style, 'Fn::If', kind);
  return edits({ range: node.range, text: enclose(style, [key + colon(style, key) + list], '{}', kind, outer) });
}

function editedPart({ file }: Place, range: TextEdit['range'], inner: readonly TextEdit[]): string {
  const moved = inner.map(({ range: { start, end }, text }) => ({
    range: { start: start - range.start, end: end - range.start },
    text,
  }));
  return applyEdits(file.text.slice(range.start, range.end), moved);
}

/** Every line but the first further to the right, without those that hold nothing. */
function indented(text: string, blanks: string): string {
  return text.replace(/(\r\n|\n|\r)(?=[^\r\n])/g, `$1${blanks}`);
}
