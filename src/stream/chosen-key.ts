import { childrenOf, refName } from '../resolve/domains.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf } from '../resolve/text.ts';
import type { Guarded } from '../resolve/value.ts';
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
  const chosenBy = choiceOf(scope, customResource, caller);
  const [first] = keys;
  if (chosenBy === null || first?.value.kind !== 'key') return keys;
  const { form } = first.value;
  if (!keys.every(({ value }) => isLiteral(value, form))) return keys;
  const label = labelOf(chosenBy);
  return keys.map(({ guard, value }) => ({
    guard,
    value: value.kind === 'key' ? { ...value, label, chosenBy } : value,
  }));
}

function isLiteral(key: StreamKey, form: KnownKey['form']): boolean {
  if (key.kind !== 'key' || key.form !== form || key.requestAlias !== null) return false;
  const { arn, id } = key.identity;
  return literalOf(id ?? arn) !== null;
}

/** The FindInMap, or the Ref of a parameter, that stands where the caller's key was found, or null. */
function choiceOf(scope: Scope, customResource: Resource, { key, ...caller }: Caller): Expression | null {
  const environment = caller.functionScope === scope && caller.function !== null ? caller.function : null;
  const places = [customResource.properties, environment === null ? null : property(environment, 'Environment')];
  // What an expression resolves to is kept with it, so the key's values are those of the expression that brought them.
  const visited = new Set<Expression>();
  const find = (expression: Expression): Expression | null => {
    if (visited.has(expression)) return null;
    visited.add(expression);
    if (isChoice(scope, expression) && scope.resolve(expression) === key) return expression;
    for (const child of childrenOf(expression)) {
      const found = find(child);
      if (found !== null) return found;
    }
    return null;
  };
  return places.flatMap((place) => (place === null ? [] : [find(place)])).find((found) => found !== null) ?? null;
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
