import type { TemplateValue } from '../finding/patch.ts';
import { Comparison } from '../iam/compare.ts';
import { readResource } from '../iam/read-resource.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { leavesOf } from '../resolve/leaves.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { assumedFor } from '../stream/request.ts';
import type { Expression } from '../template/expression.ts';
import type { Gap } from './gap.ts';
import { toValue } from './template-value.ts';

/**
 * What an element of a Resource names: the stream's key by its ARN; that key by a wildcard, or in a spelling that does
 * not work; nothing (AWS::NoValue); anything else, or what nobody can tell.
 */
type Named = 'key' | 'key-wrongly' | 'nothing' | 'other';

/** A Resource, taken apart into the items of its lists and the branches of its Fn::If. */
export interface ResourcePart {
  readonly expression: Expression;
  /** The assignments under which it is there. */
  readonly guard: Diagram;
  /** Null for what has children. */
  readonly named: Named | null;
  readonly children: readonly ResourcePart[];
}

/** Takes an element of a statement's Resource apart. */
export function resourcePart(
  gap: Gap,
  statement: VisibleStatement,
  arn: TemplateValue,
  expression: Expression,
  guard: Diagram = ALWAYS,
): ResourcePart {
  const children = childrenOf(gap, expression, guard)
    .filter((child) => child.guard !== NEVER)
    .map((child) => resourcePart(gap, statement, arn, child.expression, child.guard));
  const named = children.length === 0 ? namedBy(gap, statement, arn, expression, guard) : null;
  return { expression, guard, named, children };
}

/** The parts that have no parts of their own. */
export function lastPartsOf(part: ResourcePart): readonly ResourcePart[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(lastPartsOf);
}

/** Whether a statement's Resource names anything besides the key and wildcards over it, or may. */
export function namesAnythingElse(gap: Gap, statement: VisibleStatement, arn: TemplateValue): boolean {
  const resource = statement.elements.get('Resource');
  if (resource === undefined) return true;
  return lastPartsOf(resourcePart(gap, statement, arn, resource)).some(({ named }) => named === 'other');
}

/** The items of a list, and the branches of an Fn::If; none of anything else. */
export function childrenOf(
  { analysis: { scope } }: Gap,
  expression: Expression,
  guard: Diagram,
): readonly Pick<ResourcePart, 'expression' | 'guard'>[] {
  if (expression.kind === 'list') return expression.items.map((item) => ({ expression: item, guard }));
  if (!isChoice(expression) || expression.argument.kind !== 'list') return [];
  const [condition, yes, no] = expression.argument.items;
  const holds = scope.conditions.named(condition?.kind === 'literal' ? condition.text : '');
  return [
    ...(yes === undefined ? [] : [{ expression: yes, guard: scope.world.and(guard, holds) }]),
    ...(no === undefined ? [] : [{ expression: no, guard: scope.world.except(guard, holds) }]),
  ];
}

/** Whether an expression is an Fn::If. */
export function isChoice(expression: Expression): expression is Extract<Expression, { kind: 'intrinsic' }> {
  return expression.kind === 'intrinsic' && expression.name === 'Fn::If';
}

function namedBy(
  { analysis, branch: { key } }: Gap,
  { scope }: VisibleStatement,
  arn: TemplateValue,
  expression: Expression,
  guard: Diagram,
): Named {
  const value = JSON.stringify(toValue(expression));
  if (value === JSON.stringify(arn)) return 'key';
  if (value === JSON.stringify({ Ref: 'AWS::NoValue' })) return 'nothing';
  if (key.kind !== 'key') return 'other';
  const comparison = new Comparison(assumedFor(analysis.scope, key));
  const leaves = leavesOf(scope, expression).filter((leaf) => scope.world.and(leaf.guard, guard) !== NEVER);
  const spellings = leaves.map((leaf) =>
    leaf.value.kind === 'text'
      ? readResource(scope, leaf.value, leaf.value, key.identity, comparison).spelling
      : 'other',
  );
  if (spellings.length === 0 || spellings.some((each) => each === 'other' || each === 'unknown')) return 'other';
  return spellings.every((each) => each === 'exact') ? 'key' : 'key-wrongly';
}
