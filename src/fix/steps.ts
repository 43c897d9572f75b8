import type { TemplatePath, TemplateValue } from '../finding/patch.ts';
import { concrete, longName, nodeAt } from '../syntax/navigate.ts';
import type { ConcreteNode, SyntaxNode } from '../syntax/node.ts';
import type { Primitive, Wrap } from './lower.ts';
import type { NewEntry } from './set.ts';

/** Operations that meet at one place, taken together: an empty list or a lone value can be filled only once. */
export type Step =
  | {
      readonly kind: 'append';
      readonly path: TemplatePath;
      readonly after: number | null;
      readonly values: readonly TemplateValue[];
      /** Whether a list stands there already; found out at the place. */
      readonly list: boolean;
    }
  | {
      readonly kind: 'set';
      readonly path: TemplatePath;
      readonly after: string | null;
      readonly entries: readonly NewEntry[];
    }
  | { readonly kind: 'replace'; readonly path: TemplatePath; readonly value: TemplateValue }
  | { readonly kind: 'remove'; readonly path: TemplatePath; readonly items: readonly number[] }
  | Wrap;

/**
 * Joins the operations that add at the same place, in their order: "behind the last" and behind what is the last now
 * are the same place. A key may be set behind one that is set before it.
 */
export function stepsOf(root: SyntaxNode, operations: readonly Primitive[]): Step[] {
  const steps: Step[] = [];
  for (const operation of operations.map((given) => withNeighbour(root, given))) {
    const index = steps.findIndex((step) => meet(step, operation));
    const step = steps[index];
    const joined = step === undefined ? null : join(step, operation);
    if (joined === null) steps.push(stepOf(operation));
    else steps[index] = joined;
  }
  return steps;
}

/** Names what "behind the last" is behind of, where there is anything; a lone value is the first and the last. */
function withNeighbour(root: SyntaxNode, operation: Primitive): Primitive {
  if (operation.kind !== 'append' && operation.kind !== 'set') return operation;
  const found = nodeAt(root, operation.path);
  const node = found === null ? null : concrete(found.node);
  if (operation.kind === 'append') return { ...operation, after: lastItem(node, operation) };
  const last = node?.kind === 'mapping' ? node.entries.at(-1) : undefined;
  return { ...operation, after: operation.after ?? last?.key.text ?? null };
}

function lastItem(node: ConcreteNode | null, operation: Extract<Primitive, { kind: 'append' }>): number | null {
  const { after, path } = operation;
  // An intrinsic in short form is a lone value, unless the path names it.
  const tagged = node?.kind === 'sequence' && node.tag !== null && longName(node.tag) !== path.at(-1);
  if (node?.kind === 'sequence' && !tagged) return after ?? (node.items.length > 0 ? node.items.length - 1 : null);
  const omitted = node?.kind === 'scalar' && node.value === null;
  return after === 0 && !omitted ? null : after;
}

function stepOf(operation: Primitive): Step {
  if (operation.kind === 'append') return { ...operation, list: true };
  if (operation.kind !== 'set') return operation;
  const { kind, path, after, key, value } = operation;
  return { kind, path, after, entries: [[key, value]] };
}

function meet(step: Step, operation: Primitive): boolean {
  if (operation.kind !== 'append' && operation.kind !== 'set') return false;
  if (step.kind !== operation.kind) return false;
  if (!samePath(step.path, operation.path)) return false;
  if (step.after === operation.after) return true;
  return step.kind === 'set' && step.entries.some(([key]) => key === operation.after);
}

function samePath(left: TemplatePath, right: TemplatePath): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

function join(step: Step, operation: Primitive): Step | null {
  if (step.kind === 'append' && operation.kind === 'append') {
    return { ...step, values: [...step.values, ...operation.values] };
  }
  if (step.kind !== 'set' || operation.kind !== 'set') return null;
  const behind = step.entries.findIndex(([key]) => key === operation.after);
  const at = behind < 0 ? step.entries.length : behind + 1;
  return { ...step, entries: step.entries.toSpliced(at, 0, [operation.key, operation.value]) };
}
