import type { ChartEdge, ChartNode, Flowchart } from './flowchart.ts';
import { type Column, type PlacedEdge, PORT, route, type Slot } from './flowchart-route.ts';

export interface PlacedNode {
  readonly node: ChartNode;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const CHARACTER = 7.6;
const LABEL_CHARACTER = 6.8;
const LINE = 18;
const PADDING = 14;
const GAP = { across: 44, down: 22 };
const LANE = 34;
const MARGIN = 8;

/** Puts boxes into columns from left to right, each edge with a lane of its own; null when the chart goes in a circle. */
export function layOut(chart: Flowchart): Layout | null {
  const ranks = ranksOf(chart);
  if (ranks === null) return null;
  const columns = columnsOf(chart, ranks);
  for (const [index, { slots }] of columns.entries()) stack(slots, columns[index - 1]?.slots ?? [], chart);
  const all = columns.flatMap(({ slots }) => slots);
  const top = Math.min(...all.map(({ y, height }) => y - height / 2)) - MARGIN;
  for (const slot of all) slot.y -= top;
  const last = columns.at(-1);
  return {
    width: (last === undefined ? 0 : last.x + last.width) + MARGIN,
    height: Math.max(...all.map(({ y, height }) => y + height / 2)) + MARGIN,
    nodes: columns.flatMap(placedNodes),
    edges: chart.edges.map((edge) => route(edge, columns, ranks, chart)),
  };
}

/** The column of each box: right of all that point at it, with a column between for a label. */
function ranksOf({ nodes, edges }: Flowchart): Map<string, number> | null {
  const ranks = new Map(nodes.map(({ id }) => [id, 0]));
  const rank = (id: string) => ranks.get(id) ?? 0;
  for (let round = 0; round <= nodes.length; round++) {
    const late = edges.filter((edge) => rank(edge.to) < rank(edge.from) + span(edge));
    if (late.length === 0) return ranks;
    for (const edge of late) ranks.set(edge.to, Math.max(rank(edge.to), rank(edge.from) + span(edge)));
  }
  return null;
}

function span({ label }: ChartEdge): number {
  return label === '' ? 1 : 2;
}

function columnsOf({ nodes, edges }: Flowchart, ranks: ReadonlyMap<string, number>): Column[] {
  const rank = (id: string) => ranks.get(id) ?? 0;
  const columns: Column[] = [];
  let x = MARGIN;
  for (let index = 0; index <= Math.max(...ranks.values()); index++) {
    const boxes = nodes.filter(({ id }) => rank(id) === index).map((node) => nodeSlot(node, edges));
    const passing = edges.filter(({ from, to }) => rank(from) < index && index < rank(to));
    const lanes = passing.map((edge) => laneSlot(edge, index === rank(edge.to) - 1));
    const slots = [...boxes, ...lanes];
    const width = Math.max(...slots.map((slot) => slot.width));
    columns.push({ slots, x, width });
    x += width + GAP.across;
  }
  return columns;
}

function nodeSlot(node: ChartNode, edges: readonly ChartEdge[]): Slot {
  const ports = Math.max(
    edges.filter(({ from }) => from === node.id).length,
    edges.filter(({ to }) => to === node.id).length,
  );
  const longest = Math.max(...node.lines.map(({ length }) => length));
  return {
    item: node,
    width: longest * CHARACTER + 2 * PADDING,
    height: Math.max(node.lines.length * LINE + 2 * PADDING, (ports + 1) * PORT),
    y: 0,
  };
}

function laneSlot(edge: ChartEdge, isLast: boolean): Slot {
  return { item: edge, width: isLast ? edge.label.length * LABEL_CHARACTER : 0, height: LANE, y: 0 };
}

/** Puts each slot of a column as near to the height of what points at it as the others let it. */
function stack(slots: readonly Slot[], before: readonly Slot[], chart: Flowchart): void {
  const wanted = new Map(slots.map((slot) => [slot, origin(slot, before, chart)]));
  const wish = (slot: Slot) => wanted.get(slot) ?? 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const slot of slots.toSorted((a, b) => wish(a) - wish(b))) {
    slot.y = Math.max(wish(slot), free + slot.height / 2);
    free = slot.y + slot.height / 2 + GAP.down;
  }
  const surplus = slots.reduce((sum, slot) => sum + slot.y - wish(slot), 0) / slots.length;
  for (const slot of slots) slot.y -= surplus;
}

/** The mean height of what points at a slot from the column before. */
function origin({ item }: Slot, before: readonly Slot[], { edges }: Flowchart): number {
  const arriving = 'id' in item ? edges.filter(({ to }) => to === item.id) : [item];
  const sources = before.filter((slot) => arriving.some((edge) => slot.item === edge || isFrom(slot, edge)));
  return sources.reduce((sum, { y }) => sum + y, 0) / Math.max(1, sources.length);
}

function isFrom({ item }: Slot, edge: ChartEdge): boolean {
  return 'id' in item && item.id === edge.from;
}

function placedNodes({ slots, x, width }: Column): PlacedNode[] {
  return slots.flatMap(({ item, y, height }) =>
    'id' in item ? [{ node: item, x, y: y - height / 2, width, height }] : [],
  );
}
