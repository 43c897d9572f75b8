/** A box of a flow chart. */
export interface ChartNode {
  readonly id: string;
  /** The lines of its label. */
  readonly lines: readonly string[];
}

/** An arrow: plain, of dots, or crossed out. */
export interface ChartEdge {
  readonly from: string;
  readonly to: string;
  readonly arrow: '-->' | '-.->' | '--x';
  /** Empty when there is none. */
  readonly label: string;
  /** Whether a `linkStyle` marks it out. */
  readonly isMarked: boolean;
}

export interface Flowchart {
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
}

const NODE = /^(\w+)\["([^"]*)"\]$/;
const EDGE = /^(\w+) (-->|-\.->|--x)(?:\|"([^"]*)"\|)? (\w+)$/;
const STYLE = /^linkStyle (\d+) /;

/**
 * Reads the part of Mermaid's language that the Action's summary is written in: `flowchart LR`, boxes, arrows with or
 * without a label, and `linkStyle`. Null for anything else, which is then shown as text. Mermaid itself, which reads all
 * of it, has megabytes.
 */
export function parseFlowchart(lines: readonly string[]): Flowchart | null {
  const [head, ...rest] = lines.map((line) => line.trim());
  if (head !== 'flowchart LR') return null;
  const nodes: ChartNode[] = [];
  const edges: ChartEdge[] = [];
  const marked = new Set<number>();
  for (const line of rest) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    const style = STYLE.exec(line);
    if (node !== null) nodes.push({ id: node[1] ?? '', lines: (node[2] ?? '').split('<br/>').map(decoded) });
    else if (edge !== null) edges.push(edgeOf(edge));
    else if (style !== null) marked.add(Number(style[1]));
    else return null;
  }
  const ids = new Set(nodes.map(({ id }) => id));
  if (edges.some(({ from, to }) => !ids.has(from) || !ids.has(to))) return null;
  return { nodes, edges: edges.map((edge, index) => ({ ...edge, isMarked: marked.has(index) })) };
}

function edgeOf([, from = '', arrow, label = '', to = '']: RegExpExecArray): ChartEdge {
  return { from, to, arrow: arrow as ChartEdge['arrow'], label: decoded(label), isMarked: false };
}

/** Reads Mermaid's numeric entities. */
function decoded(label: string): string {
  return label.replace(/#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
