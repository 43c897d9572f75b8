import type { TemplatePath } from '../finding/patch.ts';
import { nodeAt } from '../syntax/navigate.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import type { Expected, ExpectedEntry } from './expected.ts';
import type { Step } from './steps.ts';

/** What a text should hold after the steps, or null when a step can not be followed. */
export function outcomeOf(root: SyntaxNode, steps: readonly Step[]): Expected | null {
  let expected: Expected = { kind: 'same', node: root };
  for (const step of steps) {
    const way = nodesTo(root, step.path);
    const target = way?.at(-1);
    if (way === null || target === undefined) return null;
    const next = change(expected, way, (here) => apply(here, step));
    if (next === null) return null;
    expected = next;
  }
  return expected;
}

/** The nodes from the root to a path, each once. */
function nodesTo(root: SyntaxNode, path: TemplatePath): SyntaxNode[] | null {
  const nodes: SyntaxNode[] = [root];
  for (let length = 1; length <= path.length; length += 1) {
    const found = nodeAt(root, path.slice(0, length));
    if (found === null) return null;
    if (found.node !== nodes.at(-1)) nodes.push(found.node);
  }
  return nodes;
}

function nodeOf(expected: Expected): SyntaxNode | null {
  if (expected.kind === 'same') return expected.node;
  if (expected.kind === 'choice') return nodeOf(expected.inner);
  return expected.kind === 'new' ? (expected.instead ?? null) : expected.origin;
}

/** Changes the node at the end of a way; null when the way was cut by an earlier step. */
function change(
  expected: Expected,
  way: readonly SyntaxNode[],
  work: (here: Expected) => Expected | null,
): Expected | null {
  const [here, next] = way;
  if (nodeOf(expected) !== here || expected.kind === 'new') return null;
  if (next === undefined) return work(expected);
  const open = opened(expected);
  if (open.kind === 'list') {
    const items = changeOne(
      open.items,
      (item) => nodeOf(item) === next,
      (item) => change(item, way.slice(1), work),
    );
    return items === null ? null : { ...open, items };
  }
  if (open.kind !== 'map') return null;
  const entries = changeOne<ExpectedEntry>(
    open.entries,
    ([, value]) => nodeOf(value) === next,
    ([key, value]) => {
      const changed = change(value, way.slice(1), work);
      return changed === null ? null : [key, changed];
    },
  );
  return entries === null ? null : { ...open, entries };
}

function changeOne<T>(parts: readonly T[], isIt: (part: T) => boolean, work: (part: T) => T | null): T[] | null {
  const index = parts.findIndex(isIt);
  const part = parts[index];
  const changed = part === undefined ? null : work(part);
  return changed === null ? null : parts.with(index, changed);
}

/** A collection with its parts, each as it was. */
function opened(expected: Expected): Expected {
  if (expected.kind !== 'same') return expected;
  const { node } = expected;
  if (node.kind === 'sequence') {
    return { kind: 'list', origin: node, items: node.items.map((item) => ({ kind: 'same', node: item })) };
  }
  if (node.kind !== 'mapping') return expected;
  const entries = node.entries.map(({ key, value }): ExpectedEntry => [key.text, { kind: 'same', node: value }]);
  return { kind: 'map', origin: node, entries };
}

function apply(here: Expected, step: Step): Expected | null {
  if (step.kind === 'replace') {
    const instead = nodeOf(here);
    return { kind: 'new', value: step.value, ...(instead === null ? {} : { instead }) };
  }
  if (step.kind === 'wrap') return { kind: 'choice', condition: step.condition, inner: here };
  const open = opened(here);
  if (step.kind === 'remove') return removed(open, step.items);
  return step.kind === 'append' ? appended(open, step) : added(open, step);
}

function removed(here: Expected, items: readonly number[]): Expected | null {
  if (here.kind !== 'list' || here.origin === null) return null;
  const gone = items.map((index) => here.origin?.items[index]);
  return { ...here, items: here.items.filter((item) => !gone.includes(nodeOf(item) ?? undefined)) };
}

function appended(here: Expected, step: Extract<Step, { kind: 'append' }>): Expected | null {
  const values = step.values.map((value): Expected => ({ kind: 'new', value }));
  const origin = here.kind === 'list' ? here.origin : null;
  if (here.kind !== 'list' || !step.list) {
    const lone = nodeOf(here);
    const omitted = lone?.kind === 'scalar' && lone.value === null && lone.tag === null;
    return { kind: 'list', origin: null, items: omitted ? values : [here, ...values] };
  }
  const neighbour = step.after === null ? undefined : origin?.items[step.after];
  if (step.after !== null && neighbour === undefined) return null;
  const at =
    neighbour === undefined ? here.items.length - 1 : here.items.findIndex((item) => nodeOf(item) === neighbour);
  return { ...here, items: here.items.toSpliced(at + 1, 0, ...values) };
}

function added(here: Expected, step: Extract<Step, { kind: 'set' }>): Expected | null {
  const fresh = step.entries.map(([key, value]): ExpectedEntry => [key, { kind: 'new', value }]);
  if (here.kind !== 'map') return { kind: 'map', origin: null, entries: fresh };
  const at = step.after === null ? here.entries.length - 1 : here.entries.findLastIndex(([key]) => key === step.after);
  return { ...here, entries: here.entries.toSpliced(at + 1, 0, ...fresh) };
}
