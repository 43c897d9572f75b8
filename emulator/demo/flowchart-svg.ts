import { type ChartNode, type Flowchart, parseFlowchart } from './flowchart.ts';
import { layOut, type PlacedNode } from './flowchart-layout.ts';
import type { PlacedEdge, Point } from './flowchart-route.ts';
import { type Html, html } from './html.ts';

const LONGEST_LINE = 26;
const LINE = 18;

/** A flow chart of the Action's summary as a drawing; null when it is not one, or holds more than that. */
export function flowchartSvg(lines: readonly string[]): Html | null {
  const parsed = parseFlowchart(lines);
  if (parsed === null) return null;
  const chart: Flowchart = { ...parsed, nodes: parsed.nodes.map(withShortLines) };
  const layout = layOut(chart);
  if (layout === null) return null;
  const { width, height } = layout;
  const alt = chart.edges.map(
    ({ from, to, label }) => `${name(chart, from)} to ${name(chart, to)}: ${label || 'leads'}`,
  );
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${alt.join('; ')}">${layout.edges.map(edge)}${layout.nodes.map(node)}</svg>`;
}

function name({ nodes }: Flowchart, id: string): string {
  return (
    nodes
      .find((each) => each.id === id)
      ?.lines.slice(1)
      .join(' ') ?? id
  );
}

/** Labels broken at their spaces; a box has to fit into a row of five or six. */
function withShortLines({ id, lines }: ChartNode): ChartNode {
  const short = lines.flatMap((line) => {
    const rows: string[] = [];
    for (const word of line.split(' ')) {
      const last = rows.at(-1);
      if (last !== undefined && `${last} ${word}`.length <= LONGEST_LINE) rows[rows.length - 1] = `${last} ${word}`;
      else rows.push(word);
    }
    return rows;
  });
  return { id, lines: short };
}

function node({ node: { lines }, x, y, width, height }: PlacedNode): Html {
  const middle = y + height / 2 - ((lines.length - 1) * LINE) / 2;
  const texts = lines.map(
    (line, index) =>
      html`<text class="${index === 0 ? 'what' : 'name'}" x="${x + width / 2}" y="${middle + index * LINE}">${line}</text>`,
  );
  return html`<g class="node"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>${texts}</g>`;
}

function edge({ edge: { arrow, isMarked, label }, points, label: place }: PlacedEdge): Html {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const kind = ['edge', arrow === '-.->' ? 'dotted' : '', isMarked ? 'marked' : ''].join(' ').trim();
  const text = place === null ? null : html`<text class="label" x="${place.x}" y="${place.y - 9}">${label}</text>`;
  return html`<g class="${kind}"><path d="${curve(points)}"/>${arrow === '--x' ? cross(tip) : head(tip)}${text}</g>`;
}

/** Level at both ends of each stretch, and curved between them. */
function curve([first = { x: 0, y: 0 }, ...rest]: readonly Point[]): string {
  let at = first;
  const steps = rest.map((to) => {
    const half = (to.x - at.x) / 2;
    const step = at.y === to.y ? `H${to.x}` : `C${at.x + half} ${at.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
    at = to;
    return step;
  });
  return `M${first.x} ${first.y} ${steps.join(' ')}`;
}

function head({ x, y }: Point): Html {
  return html`<path class="tip" d="M${x - 9} ${y - 5} L${x} ${y} L${x - 9} ${y + 5} Z"/>`;
}

function cross({ x, y }: Point): Html {
  return html`<path class="cross" d="M${x - 16} ${y - 5} l10 10 m0 -10 l-10 10"/>`;
}
