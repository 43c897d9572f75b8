import type { TemplateValue } from '../finding/patch.ts';
import type { SequenceNode } from '../syntax/node.ts';
import { blockBelowKey } from './below-key.ts';
import { blockItem } from './block-text.ts';
import { insertBehind, insertIntoEmpty } from './flow-insert.ts';
import { flowText } from './flow-text.ts';
import { apart, linesBehind } from './lines.ts';
import { wrapLone } from './lone.ts';
import { columnOf } from './neighbours.ts';
import { insideBrackets, type Place, styleAt } from './place.ts';
import { type EditResult, refused } from './result.ts';
import { layoutOf } from './style.ts';

/** Puts values into the list at a place, behind the item at `after` or (null) behind the last. */
export function append(place: Place, after: number | null, values: readonly TemplateValue[]): EditResult {
  const { node } = place;
  if (node.kind === 'alias') return refused('the list is written through a YAML alias');
  const list = node.kind === 'sequence' && (node.tag === null || place.argument);
  if (!list) return intoLone(place, after, values);
  if (node.items.length === 0) return intoEmpty(place, after, values);
  const index = after ?? node.items.length - 1;
  return node.flow ? intoBrackets(place, node, index, values) : intoBlock(place, node, index, values);
}

function intoBlock(place: Place, node: SequenceNode, index: number, values: readonly TemplateValue[]): EditResult {
  const item = node.items[index];
  if (item === undefined) return refused('the list has no such item');
  const { file, key } = place;
  const style = styleAt(place, [{ node: item, key: `${key}[]` }]);
  const column = columnOf(file, node.valueRange.start);
  const blank = apart(
    file,
    node.items.map((sibling) => sibling.range),
  );
  const lines = values.flatMap((value) => [...(blank ? [''] : []), ...blockItem(style, value, key, column)]);
  return linesBehind(file, item, column, lines, style.eol);
}

function intoBrackets(place: Place, node: SequenceNode, index: number, values: readonly TemplateValue[]): EditResult {
  const item = node.items[index];
  if (item === undefined) return refused('the list has no such item');
  const style = styleAt(place, [{ node: item, key: `${place.key}[]` }]);
  const ranges = node.items.map((sibling) => sibling.range);
  return insertBehind(place, style, ranges, index, (kind, indent) =>
    values.map((value) => flowText(style, value, `${place.key}[]`, kind, indent)),
  );
}

function intoEmpty(place: Place, after: number | null, values: readonly TemplateValue[]): EditResult {
  if (after !== null) return refused('the list has no such item');
  const style = styleAt(place, []);
  const layout = layoutOf(style, values, place.key, insideBrackets(place) || place.json ? 'flow' : 'block', () => 0);
  if (layout === 'block' && place.entry !== null) {
    return blockBelowKey(place, style, (column) =>
      values.flatMap((value) => blockItem(style, value, place.key, column)),
    );
  }
  return insertIntoEmpty(
    place,
    style,
    () => layout === 'multi',
    (kind, indent) => values.map((value) => flowText(style, value, `${place.key}[]`, kind, indent)),
  );
}

function intoLone(place: Place, after: number | null, values: readonly TemplateValue[]): EditResult {
  const { node } = place;
  if (after !== null && after !== 0) return refused('the list has no such item');
  const style = styleAt(place, []);
  if (node.kind !== 'scalar' || node.value !== null || node.tag !== null) return wrapLone(place, style, values);
  if (after !== null) return refused('the list has no such item');
  return blockBelowKey(place, style, (column) => values.flatMap((value) => blockItem(style, value, place.key, column)));
}
