import { type Expression, literalText, toExpression } from '../template/expression.ts';
import type { Template } from '../template/template.ts';
import { childrenOf } from './domains.ts';
import { subPieces } from './sub.ts';

type Node = Expression['node'];

const cache = new WeakMap<Template, ReadonlySet<string>>();

/** Conditions, parameters and mappings that nothing in a template uses, as nouns: linters object to each. */
export function unusedNames(template: Template): ReadonlySet<string> {
  const known = cache.get(template) ?? namesWithout(template, new Set());
  cache.set(template, known);
  return known;
}

/** Those, as nouns, that nothing would use without these parts of a template, and that something uses now. */
export function lastUsesIn(template: Template, parts: readonly Node[]): ReadonlySet<string> {
  const unused = unusedNames(template);
  return new Set([...namesWithout(template, new Set(parts))].filter((name) => !unused.has(name)));
}

function namesWithout({ root, conditions, parameters, mappings }: Template, left: ReadonlySet<Node>) {
  const uses: Uses = { left, seen: new Set(), names: new Set() };
  collect(uses, toExpression(root));
  const isUnused = (kind: string) => (name: string) =>
    !uses.names.has(`${kind} ${name}`) && !uses.names.has(`${kind} *`);
  return new Set([
    ...[...conditions.keys()].filter(isUnused('condition')).map((name) => `the condition ${name}`),
    ...[...parameters.keys()].filter(isUnused('value')).map((name) => `the parameter ${name}`),
    ...[...mappings.keys()].filter(isUnused('mapping')).map((name) => `the mapping ${name}`),
  ]);
}

interface Uses {
  /** What is left out, with all in it. */
  readonly left: ReadonlySet<Node>;
  readonly seen: Set<Expression>;
  /** With what each stands for: `condition`, `value` or `mapping`; a star for a name that is put together. */
  readonly names: Set<string>;
}

function collect(uses: Uses, expression: Expression): void {
  if (uses.left.has(expression.node) || uses.seen.has(expression)) return;
  uses.seen.add(expression);
  if (expression.kind === 'map') addConditionOf(uses, expression.entries.get('Condition'));
  if (expression.kind === 'intrinsic') for (const name of namesIn(expression)) uses.names.add(name);
  for (const child of childrenOf(expression)) collect(uses, child);
}

/** The condition of a resource or an output. */
function addConditionOf({ names }: Uses, condition: Expression | undefined): void {
  const name = literalText(condition ?? null);
  if (name !== null) names.add(`condition ${name}`);
}

function namesIn({ name, argument }: Extract<Expression, { kind: 'intrinsic' }>): readonly string[] {
  const text = literalText(argument.kind === 'list' ? argument.items[0] : argument);
  if (name === 'Fn::If' || name === 'Condition') return [`condition ${text ?? '*'}`];
  if (name === 'Fn::FindInMap') return [`mapping ${text ?? '*'}`];
  if (name === 'Ref') return [`value ${text ?? '*'}`];
  if (name !== 'Fn::Sub' || text === null) return [];
  return subPieces(text).flatMap((piece) => ('name' in piece ? [`value ${piece.name}`] : []));
}
