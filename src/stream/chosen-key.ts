import { childrenOf, refName } from '../resolve/domains.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf } from '../resolve/text.ts';
import type { Guarded } from '../resolve/value.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import type { Caller } from './caller.ts';
import type { StreamKey } from './key.ts';
import type { KnownKey } from './request.ts';

/**
 * Keys that a mapping or a parameter chooses, as what chooses them: all of its values are one thing to speak of, and
 * the same token names each of them in its place. Other keys, and values of unlike forms, stay as they are.
 */
export function asChosen(
  scope: Scope,
  customResource: Resource,
  caller: Caller,
  keys: Guarded<StreamKey>,
): Guarded<StreamKey> {
  const given = whatGives(scope, customResource, caller);
  const choices = given === null ? [] : choicesIn(scope, given, ALWAYS);
  return choices.reduce((found, choice) => withChoice(scope, found, choice), keys);
}

/** A FindInMap, or the Ref of a parameter, and the assignments under which it gives the key. */
interface Choice {
  readonly expression: Expression;
  readonly guard: Diagram;
}

function withChoice({ world }: Scope, keys: Guarded<StreamKey>, { expression, guard }: Choice): Guarded<StreamKey> {
  const own = keys.filter((key) => world.implies(key.guard, guard));
  const [first] = own;
  if (first?.value.kind !== 'key') return keys;
  const { form } = first.value;
  if (!own.every(({ value }) => isLiteral(value, form))) return keys;
  const chosen = { label: labelOf(expression), chosenBy: expression };
  return keys.map((key) =>
    own.includes(key) && key.value.kind === 'key' ? { guard: key.guard, value: { ...key.value, ...chosen } } : key,
  );
}

/** Those in the branches of an Fn::If, or the expression itself. */
function choicesIn(scope: Scope, expression: Expression, guard: Diagram): readonly Choice[] {
  if (isChoice(scope, expression)) return [{ expression, guard }];
  if (!isIf(expression) || expression.argument.kind !== 'list') return [];
  const [condition, yes, no] = expression.argument.items;
  const name = literalText(condition ?? null);
  if (name === null || yes === undefined || no === undefined) return [];
  const holds = scope.conditions.named(name);
  return [
    ...choicesIn(scope, yes, scope.world.and(guard, holds)),
    ...choicesIn(scope, no, scope.world.except(guard, holds)),
  ];
}

function isLiteral(key: StreamKey, form: KnownKey['form']): boolean {
  if (key.kind !== 'key' || key.form !== form || key.requestAlias !== null) return false;
  const { arn, id } = key.identity;
  return literalOf(id ?? arn) !== null;
}

/** The FindInMap, the Ref of a parameter or the Fn::If that stands where the caller's key was found, or null. */
function whatGives(scope: Scope, customResource: Resource, { key, ...caller }: Caller): Expression | null {
  const environment = caller.functionScope === scope && caller.function !== null ? caller.function : null;
  const places = [customResource.properties, environment === null ? null : property(environment, 'Environment')];
  // What an expression resolves to is kept with it, so the key's values are those of the expression that brought them.
  const visited = new Set<Expression>();
  const find = (expression: Expression): Expression | null => {
    if (visited.has(expression)) return null;
    visited.add(expression);
    const mayGive = isIf(expression) || isChoice(scope, expression);
    if (mayGive && scope.resolve(expression) === key) return expression;
    for (const child of childrenOf(expression)) {
      const found = find(child);
      if (found !== null) return found;
    }
    return null;
  };
  return places.flatMap((place) => (place === null ? [] : [find(place)])).find((found) => found !== null) ?? null;
}

function isIf(expression: Expression): expression is Extract<Expression, { kind: 'intrinsic' }> {
  return expression.kind === 'intrinsic' && expression.name === 'Fn::If';
}

function isChoice(scope: Scope, expression: Expression): boolean {
  if (expression.kind !== 'intrinsic') return false;
  const name = refName(expression);
  return expression.name === 'Fn::FindInMap' || (name !== null && scope.template.parameters.has(name));
}

function labelOf(choice: Expression): string {
  const parameter = refName(choice);
  if (parameter !== null) return `parameter ${parameter}`;
  const [map] = choice.kind === 'intrinsic' && choice.argument.kind === 'list' ? choice.argument.items : [];
  const name = literalText(map);
  return name === null ? 'the key of a mapping' : `the key of mapping ${name}`;
}
