import {
  ACTIONS,
  type ActionName,
  type StatementDecision,
  type StreamReport,
  type Word,
} from '../finding/stream-report.ts';
import { clip } from './fence.ts';
import { forTerminal } from './terminal-escape.ts';

/** An edge of the graph: how it is drawn, and whether it is where the chain breaks. */
interface Edge {
  readonly text: string;
  readonly broken: boolean;
}

/** How an action's link to the key is drawn: allowed, not known, or broken. */
const ARROWS: Readonly<Record<Word, '-->' | '-.->' | '--x'>> = {
  scoped: '-->',
  broad: '-->',
  'key-policy': '-->',
  unknown: '-.->',
  unusable: '--x',
  missing: '--x',
  denied: '--x',
};

const LONGEST_LABEL = 80;
const BROKEN_STYLE = 'stroke:#cf222e,stroke-width:2px';

/**
 * A stream's chain as a Mermaid flow chart, without a fence: custom resource, function, role, the policies that speak of
 * the actions, and the key; a link for each action, crossed out and red where access is lacking. GitHub draws it.
 * https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function chainGraph(stream: StreamReport): string {
  const sources = new Map<string, string>();
  const links = ACTIONS.flatMap((action) => linksFor(stream, action, sources));
  const edges: readonly Edge[] = [
    { text: 'start --> caller', broken: false },
    { text: 'caller --> role', broken: false },
    ...[...sources.values()].map((id) => ({ text: `role --> ${id}`, broken: false })),
    ...links,
  ];
  const styles = edges.flatMap(({ broken }, index) => (broken ? [`linkStyle ${index} ${BROKEN_STYLE}`] : []));
  return [
    'flowchart LR',
    node('start', 'custom resource', stream.customResource),
    node('caller', 'function', stream.function),
    node('role', 'role', stream.role),
    ...[...sources].map(([source, id]) => node(id, 'policy', source)),
    node('key', 'key', stream.key),
    ...[...edges.map(({ text }) => text), ...styles].map((line) => `  ${line}`),
  ].join('\n');
}

/** The links of one action to the key: from the policies that make its word what it is, or from the role. */
function linksFor(stream: StreamReport, action: ActionName, sources: Map<string, string>): readonly Edge[] {
  const word = stream.actions[action];
  const names = [
    ...new Set(
      stream.decisions.filter((each) => each.action === action && tells(each, word)).map(({ source }) => source),
    ),
  ];
  const from = names.length === 0 ? ['role'] : names.map((name) => idOf(name, sources));
  const arrow = ARROWS[word];
  return from.map((id) => ({ text: `${id} ${arrow}|"${escaped(action)}: ${word}"| key`, broken: arrow === '--x' }));
}

/** Whether a statement is one that a word comes from. A key policy that delegates to IAM is none of them. */
function tells({ effect, outcome, source }: StatementDecision, word: Word): boolean {
  switch (word) {
    case 'scoped':
    case 'broad':
      return effect === 'Allow' && outcome === 'applies' && !source.startsWith('key policy');
    case 'key-policy':
      return effect === 'Allow' && outcome === 'applies' && source.startsWith('key policy');
    case 'denied':
      return effect === 'Deny' && outcome === 'applies';
    case 'unknown':
      return outcome === 'may-apply';
    case 'unusable':
      return effect === 'Allow' && outcome === 'does-not-apply';
    case 'missing':
      return false;
  }
}

function idOf(source: string, sources: Map<string, string>): string {
  const id = sources.get(source) ?? `policy${sources.size + 1}`;
  sources.set(source, id);
  return id;
}

function node(id: string, what: string, name: string | null): string {
  return `  ${id}["${what}<br/>${name === null ? 'not known' : escaped(forTerminal(clip(name, LONGEST_LABEL)))}"]`;
}

/** Anything but plain characters as Mermaid's numeric entity, so that no name can end its label or begin markup. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} :.,/_-]|\p{Cs}/gu, (char) => `#${char.codePointAt(0)};`);
}
