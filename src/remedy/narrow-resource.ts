import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import type { Gap } from './gap.ts';
import { toValue } from './template-value.ts';

/**
 * Puts the key's ARN in the place of a statement's Resource; of one that an Fn::If chooses, in the branches that the gap
 * can meet, unless the ARN is all that is left. Null where an edit there would change more than one place.
 */
export function narrowResource(
  gap: Gap,
  { elements }: VisibleStatement,
  arn: TemplateValue,
): readonly Operation[] | null {
  const resource = elements.get('Resource');
  if (resource === undefined) return null;
  const narrowing = { gap, arn };
  const met = branchesMet(narrowing, resource, gap.failing);
  const others = branchesMet(narrowing, resource, gap.analysis.scope.world.not(gap.failing));
  const isAll =
    others.every((branch) => met.includes(branch) || isNothingElse(narrowing, branch)) && !isLastUse(gap, resource);
  const operations = (isAll ? [resource] : met.filter((branch) => !isNothingElse(narrowing, branch))).map((branch) => {
    const path = pathTo(gap.analysis.scope.template, branch.node);
    return path === null ? null : ({ kind: 'replace', path, value: arn } as const);
  });
  const known = operations.filter((operation) => operation !== null);
  return known.length < operations.length ? null : known;
}

interface Narrowing {
  readonly gap: Gap;
  readonly arn: TemplateValue;
}

/** The values that a chain of Fn::If can choose under some of these assignments; anything else is its own value. */
function branchesMet(narrowing: Narrowing, expression: Expression, guard: Diagram): readonly Expression[] {
  const { scope } = narrowing.gap.analysis;
  if (guard === NEVER) return [];
  if (expression.kind !== 'intrinsic' || expression.name !== 'Fn::If' || expression.argument.kind !== 'list') {
    return [expression];
  }
  const [condition, yes, no] = expression.argument.items;
  const holds = scope.conditions.named(condition?.kind === 'literal' ? condition.text : '');
  return [
    ...(yes === undefined ? [] : branchesMet(narrowing, yes, scope.world.and(guard, holds))),
    ...(no === undefined ? [] : branchesMet(narrowing, no, scope.world.except(guard, holds))),
  ];
}

/** Whether an Fn::If is all that uses its condition, which would stand there for nothing without it. */
function isLastUse({ analysis }: Gap, { node }: Expression): boolean {
  const { conditions, file } = analysis.scope.template;
  const { start, end } = node.range;
  const [inside, outside] = [file.text.slice(start, end), file.text.slice(0, start) + file.text.slice(end)];
  const uses = (text: string, name: string) => text.split(name).length - 1;
  return [...conditions.keys()].some((name) => uses(inside, name) > 0 && uses(outside, name) < 2);
}

/** Whether a branch is the key's ARN already, or nothing. */
function isNothingElse({ arn }: Narrowing, branch: Expression): boolean {
  const value = JSON.stringify(toValue(branch));
  return value === JSON.stringify(arn) || value === JSON.stringify({ Ref: 'AWS::NoValue' });
}
