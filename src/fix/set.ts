import type { TemplateValue } from '../finding/patch.ts';
import { entriesOf } from '../syntax/navigate.ts';
import type { MappingEntry, MappingNode } from '../syntax/node.ts';
import { blockBelowKey } from './below-key.ts';
import { blockEntry } from './block-text.ts';
import { insertBehind, insertIntoEmpty } from './flow-insert.ts';
import { flowEntry } from './flow-text.ts';
import { apart, linesBehind } from './lines.ts';
import { columnOf } from './neighbours.ts';
import { insideBrackets, type Place, styleAt } from './place.ts';
import { type EditResult, refused } from './result.ts';
import { layoutOf } from './style.ts';

/** A key to add, with its value. */
export type NewEntry = readonly [key: string, value: TemplateValue];

/** Adds keys to the mapping at a place, behind the key `after` or (null) behind the last. */
export function set(place: Place, after: string | null, added: readonly NewEntry[]): EditResult {
  const { node } = place;
  const keys = added.map(([key]) => key);
  if (new Set(keys).size < keys.length) return refused('two changes add the same key');
  if (node.kind === 'alias') return refused('the mapping is written through a YAML alias');
  if (node.tag !== null && !place.argument) return refused('an intrinsic stands where the mapping would');
  if (node.kind === 'scalar' && node.value === null && after === null) {
    return belowKey(place, added);
  }
  if (node.kind !== 'mapping') return refused('no mapping stands there');
  if (isCall(node)) return refused('an intrinsic stands where the mapping would');
  const present = new Set(entriesOf(node).map((entry) => entry.key.text));
  const double = added.find(([key]) => present.has(key));
  if (double !== undefined) return refused(`the key ${double[0]} exists already`);
  if (node.entries.length === 0) return after === null ? intoEmpty(place, added) : refused(`there is no key ${after}`);
  const index = after === null ? node.entries.length - 1 : node.entries.findLastIndex(({ key }) => key.text === after);
  const neighbour = node.entries[index];
  if (neighbour === undefined) return refused(`there is no key ${after}`);
  return node.flow ? intoBrackets(place, node, index, added) : intoBlock(place, node, neighbour, added);
}

function isCall(node: MappingNode): boolean {
  const [only, ...others] = node.entries;
  const name = only?.key.text ?? '';
  const call = name === 'Ref' || (name.startsWith('Fn::') && !/^Fn::(?:Transform|ForEach)/.test(name));
  return others.length === 0 && call;
}

function belowKey(place: Place, added: readonly NewEntry[]): EditResult {
  const style = styleAt(place, []);
  const render = (column: number) => added.flatMap(([key, value]) => blockEntry(style, key, value, column));
  return blockBelowKey(place, style, render, 'mapping');
}

function intoBlock(place: Place, node: MappingNode, neighbour: MappingEntry, added: readonly NewEntry[]): EditResult {
  const { file } = place;
  const style = styleAt(place, [{ node: neighbour.value, key: neighbour.key.text }]);
  const column = columnOf(file, node.valueRange.start);
  const ranges = node.entries.map(({ key, value }) => ({ start: key.range.start, end: value.range.end }));
  const blank = apart(file, ranges) ? [''] : [];
  const lines = added.flatMap(([key, value]) => [...blank, ...blockEntry(style, key, value, column)]);
  return linesBehind(file, neighbour.value, column, lines, style.eol);
}

function intoBrackets(place: Place, node: MappingNode, index: number, added: readonly NewEntry[]): EditResult {
  const style = styleAt(place, []);
  const ranges = node.entries.map(({ key, value }) => ({
    start: key.range.start,
    end: Math.max(key.range.end, value.range.end),
  }));
  return insertBehind(place, style, ranges, index, (kind, indent) =>
    added.map(([key, value]) => flowEntry(style, key, value, kind, indent)),
  );
}

function intoEmpty(place: Place, added: readonly NewEntry[]): EditResult {
  const style = styleAt(place, []);
  const map = Object.fromEntries(added);
  const layout = layoutOf(style, map, place.key, insideBrackets(place) || place.json ? 'flow' : 'block', () => 0);
  if (layout === 'block' && place.entry !== null) return belowKey(place, added);
  return insertIntoEmpty(
    place,
    style,
    () => layout === 'multi',
    (kind, indent) => added.map(([key, value]) => flowEntry(style, key, value, kind, indent)),
  );
}
