import { type Expression, entry, literalText } from '../template/expression.ts';
import type { Template } from '../template/template.ts';
import { childrenOf, refName } from './domains.ts';
import { both, either, exactly, HOLDS, type Holds, negate, UNKNOWN } from './holds.ts';
import { givenValue, isStored } from './parameters.ts';
import type { Scope } from './scope.ts';
import { ALWAYS, type Diagram } from './world.ts';

/**
 * The assignments that the template's Rules let through. What an assertion asks for that can not be decided here, or
 * that is about parameters on which nothing else turns, is left open and narrows nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function assertedBy(scope: Scope): Diagram {
  const { world, template } = scope;
  if (template.rules.size === 0) return ALWAYS;
  const given = [...template.parameters.keys()].filter((name) => givenValue(scope, name) !== null);
  const matters = new Set([...parametersThatMatter(template), ...given]);
  const known = new Map<Expression, Holds>();
  // Aliases may repeat an expression without end: each is looked at once.
  const holds = (expression: Expression): Holds => {
    const made = known.get(expression) ?? functionHolds(scope, expression, matters, holds);
    known.set(expression, made);
    return made;
  };
  const parts = [...template.rules.values()].flatMap((rule): readonly Diagram[] => {
    const condition = entry(rule, 'RuleCondition');
    const applies = condition === null ? HOLDS : holds(condition);
    return assertionsOf(rule).map((asserted) => world.or(world.not(applies.sure), holds(asserted).possible));
  });
  return world.and(...parts);
}

function assertionsOf(rule: Expression): readonly Expression[] {
  const assertions = entry(rule, 'Assertions');
  const items = assertions?.kind === 'list' ? assertions.items : [];
  return items.map((item) => entry(item, 'Assert')).filter((asserted) => asserted !== null);
}

/** Where a function of Rules is true, in three values. */
function functionHolds(
  scope: Scope,
  expression: Expression,
  matters: ReadonlySet<string>,
  holds: (operand: Expression) => Holds,
): Holds {
  const { world } = scope;
  const { name, operands } = calledBy(expression);
  const each = () => operands.map(holds);
  switch (name) {
    case 'Fn::And':
      return both(world, ...each());
    case 'Fn::Or':
      return either(world, ...each());
    case 'Fn::Not':
      return negate(world, both(world, ...each()));
    default:
      return isDecidable(scope.template, expression, matters) ? exactly(scope.conditions.of(expression)) : UNKNOWN;
  }
}

/** A function with its operands; what is no function has neither. */
function calledBy(expression: Expression): { readonly name: string | null; readonly operands: readonly Expression[] } {
  if (expression.kind !== 'intrinsic') return { name: null, operands: [] };
  const { name, argument } = expression;
  return { name, operands: argument.kind === 'list' ? argument.items : [argument] };
}

const COMPARING = new Set(['Fn::Equals', 'Fn::Contains', 'Fn::EachMemberIn', 'Fn::EachMemberEquals', 'Ref']);

/** Parameters on whose value something in the template turns besides its rules. */
function parametersThatMatter(template: Template): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<Expression>();
  const visit = (expression: Expression) => {
    if (expression.kind === 'literal' || visited.has(expression)) return;
    visited.add(expression);
    const name = refName(expression);
    const parameter = name === null ? undefined : template.parameters.get(name);
    if (parameter !== undefined && !isStored(parameter)) found.add(parameter.name);
    for (const child of childrenOf(expression)) visit(child);
  };
  for (const expression of template.conditions.values()) visit(expression);
  for (const { properties } of template.resources.values()) if (properties !== null) visit(properties);
  return found;
}

/** RefAll, ValueOf and ValueOfAll ask the account, and nothing here knows the answer. */
function isDecidable(
  template: Template,
  expression: Expression,
  matters: ReadonlySet<string>,
  seen = new Set<Expression>(),
): boolean {
  // What an alias repeats was found decidable before, or nothing is asked any more.
  if (seen.has(expression)) return true;
  seen.add(expression);
  const name = refName(expression);
  if (name !== null && template.parameters.has(name)) return matters.has(name);
  if (expression.kind === 'intrinsic' && !COMPARING.has(expression.name)) return false;
  return [...childrenOf(expression)].every((child) => isDecidable(template, child, matters, seen));
}

/** The values to which the assertions without a condition hold a parameter, or null. */
export function assertedValues(template: Template, parameter: string): readonly string[] | null {
  const asserted = [...template.rules.values()]
    .filter((rule) => entry(rule, 'RuleCondition') === null)
    .flatMap(assertionsOf)
    .flatMap((each) => conjuncts(each));
  const lists = asserted.map((each) => valuesFor(parameter, each)).filter((values) => values !== null);
  return lists.length === 0 ? null : lists.reduce((left, right) => left.filter((value) => right.includes(value)));
}

/** The parts of an And, and of the Ands in it; what aliases repeat counts once. */
function conjuncts(asserted: Expression, seen = new Set<Expression>()): readonly Expression[] {
  if (seen.has(asserted)) return [];
  seen.add(asserted);
  const { name, operands } = calledBy(asserted);
  return name === 'Fn::And' ? operands.flatMap((operand) => conjuncts(operand, seen)) : [asserted];
}

function valuesFor(parameter: string, asserted: Expression): readonly string[] | null {
  const { name, operands } = calledBy(asserted);
  const [first, second] = operands;
  const isOwn = (each: Expression | undefined) => refName(each) === parameter;
  const members = first?.kind === 'list' ? first.items : [];
  switch (name) {
    case 'Fn::Contains':
      return isOwn(second) ? textsIn(first) : null;
    case 'Fn::EachMemberIn':
      return members.some(isOwn) ? textsIn(second) : null;
    case 'Fn::EachMemberEquals':
      return members.some(isOwn) ? textIn(second) : null;
    case 'Fn::Equals':
      return isOwn(first) ? textIn(second) : isOwn(second) ? textIn(first) : null;
    default:
      return null;
  }
}

function textsIn(list: Expression | undefined): readonly string[] | null {
  if (list?.kind !== 'list') return null;
  const texts = list.items.map(literalText).filter((text) => text !== null);
  return texts.length === list.items.length ? texts : null;
}

function textIn(value: Expression | undefined): readonly string[] | null {
  const text = literalText(value);
  return text === null ? null : [text];
}
