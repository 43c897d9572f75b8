import { type Expression, entry, literalText } from '../template/expression.ts';
import type { Template } from '../template/template.ts';
import { childrenOf, refName } from './domains.ts';
import type { Scope } from './scope.ts';
import { ALWAYS, type Diagram } from './world.ts';

const DECIDABLE = new Set(['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Fn::Contains', 'Ref']);

/**
 * The assignments that the template's Rules let through. A rule that asks for something that can not be decided here,
 * or about parameters that nothing else turns on, is left out: it would only add variables.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function assertedBy(scope: Scope): Diagram {
  const { world, template } = scope;
  if (template.rules.size === 0) return ALWAYS;
  const matters = new Set([...parametersThatMatter(template), ...scope.environment.parameters.keys()]);
  const parts = [...template.rules.values()].flatMap((rule): readonly Diagram[] => {
    const condition = entry(rule, 'RuleCondition');
    const assertions = entry(rule, 'Assertions');
    if (assertions?.kind !== 'list' || (condition !== null && !isDecidable(template, condition, matters))) return [];
    const applies = condition === null ? ALWAYS : scope.conditions.of(condition);
    return assertions.items.flatMap((item) => {
      const asserted = entry(item, 'Assert');
      if (asserted === null || !isDecidable(template, asserted, matters)) return [];
      return [world.or(world.not(applies), scope.conditions.of(asserted))];
    });
  });
  return world.and(...parts);
}

/** Parameters on whose value something in the template turns besides its rules. */
function parametersThatMatter(template: Template): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<Expression>();
  const visit = (expression: Expression) => {
    if (expression.kind === 'literal' || visited.has(expression)) return;
    visited.add(expression);
    const name = refName(expression);
    if (name !== null && template.parameters.get(name)?.type.startsWith('AWS::SSM::') === false) found.add(name);
    for (const child of childrenOf(expression)) visit(child);
  };
  for (const expression of template.conditions.values()) visit(expression);
  for (const { properties } of template.resources.values()) if (properties !== null) visit(properties);
  return found;
}

function isDecidable(template: Template, expression: Expression, matters: ReadonlySet<string>): boolean {
  const name = refName(expression);
  if (name !== null && template.parameters.has(name)) return matters.has(name);
  if (expression.kind === 'intrinsic' && !DECIDABLE.has(expression.name)) return false;
  return [...childrenOf(expression)].every((child) => isDecidable(template, child, matters));
}

/** The values to which an assertion without a condition holds a parameter, or null. */
export function assertedValues(template: Template, parameter: string): readonly string[] | null {
  for (const rule of template.rules.values()) {
    const assertions = entry(rule, 'Assertions');
    if (assertions?.kind !== 'list' || entry(rule, 'RuleCondition') !== null) continue;
    for (const item of assertions.items) {
      const asserted = entry(item, 'Assert');
      if (asserted?.kind !== 'intrinsic' || asserted.argument.kind !== 'list') continue;
      const values = valuesFor(parameter, asserted.name, asserted.argument.items);
      if (values !== null) return values;
    }
  }
  return null;
}

function valuesFor(parameter: string, name: string, operands: readonly Expression[]): readonly string[] | null {
  const [first, second] = operands;
  if (name === 'Fn::Contains' && refName(second) === parameter && first?.kind === 'list') {
    const texts = first.items.map(literalText).filter((text) => text !== null);
    return texts.length === first.items.length ? texts : null;
  }
  if (name !== 'Fn::Equals') return null;
  const literal = refName(first) === parameter ? second : refName(second) === parameter ? first : null;
  const text = literalText(literal);
  return text === null ? null : [text];
}
