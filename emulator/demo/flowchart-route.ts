import type { ChartEdge, ChartNode, Flowchart } from './flowchart.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: ChartEdge;
  /** From the right side of one box to the left side of another: each pair of points is a level stretch. */
  readonly points: readonly Point[];
  /** The middle of the label. */
  readonly label: Point | null;
}

/** What takes room in a column: a box, or an edge on its way past. */
export interface Slot {
  readonly item: ChartNode | ChartEdge;
  readonly width: number;
  readonly height: number;
  /** Of its middle; set when its column is. */
  y: number;
}

export interface Column {
  readonly slots: readonly Slot[];
  readonly x: number;
  readonly width: number;
}

/** Between the ends of two arrows at one box. */
export const PORT = 18;

/** Leads an edge from box to box along the lanes that were kept for it. */
export function route(
  edge: ChartEdge,
  columns: readonly Column[],
  ranks: ReadonlyMap<string, number>,
  chart: Flowchart,
): PlacedEdge {
  const [first = 0, last = 0] = [ranks.get(edge.from), ranks.get(edge.to)];
  const lanes = columns.slice(first + 1, last).flatMap(({ slots, x, width }) => {
    const y = slots.find(({ item }) => item === edge)?.y ?? 0;
    return { start: { x, y }, end: { x: x + width, y }, middle: { x: x + width / 2, y } };
  });
  const yAt = (each: ChartEdge, column: number) =>
    columns[column]?.slots.find(({ item }) => item === each || ('id' in item && [each.from, each.to].includes(item.id)))
      ?.y ?? 0;
  const leaving = chart.edges.filter(({ from }) => from === edge.from);
  const arriving = chart.edges.filter(({ to }) => to === edge.to);
  const start = port(edge, leaving, columns[first], edge.from, (each) => yAt(each, first + 1));
  const end = port(edge, arriving, columns[last], edge.to, (each) => yAt(each, last - 1));
  const from = { x: (columns[first]?.x ?? 0) + (columns[first]?.width ?? 0), y: start };
  const to = { x: columns[last]?.x ?? 0, y: end };
  const label = edge.label === '' ? null : (lanes.at(-1)?.middle ?? null);
  return { edge, points: [from, ...lanes.flatMap(({ start, end }) => [start, end]), to], label };
}

/** Where an edge meets its box: the edges on one side share it, in the order of where they go. */
function port(
  edge: ChartEdge,
  edges: readonly ChartEdge[],
  column: Column | undefined,
  id: string,
  towards: (edge: ChartEdge) => number,
): number {
  const middle = column?.slots.find(({ item }) => 'id' in item && item.id === id)?.y ?? 0;
  const index = edges.toSorted((a, b) => towards(a) - towards(b)).indexOf(edge);
  return middle + (index - (edges.length - 1) / 2) * PORT;
}
