import { childrenOf } from '../resolve/domains.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import { type Expression, literalText } from '../template/expression.ts';

const cache = new WeakMap<Scope, ReadonlySet<string>>();

/**
 * Tokens that the template writes behind `:key/` somewhere, in whichever way it builds the ARN: such a parameter or
 * import holds the id of a key, not its ARN.
 */
export function keyIdTokens(scope: Scope): ReadonlySet<string> {
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const found = new Set<string>();
  cache.set(scope, found);
  const visited = new Set<Expression>();
  const visit = (expression: Expression) => {
    if (visited.has(expression)) return;
    visited.add(expression);
    if (mayBuildKeyArn(expression)) {
      for (const { value } of scope.resolve(expression)) if (value.kind === 'text') addTokens(value, found);
    }
    for (const child of childrenOf(expression)) visit(child);
  };
  for (const { properties } of scope.template.resources.values()) if (properties !== null) visit(properties);
  for (const { value } of scope.template.outputs.values()) visit(value);
  return found;
}

const building = new WeakMap<Expression, boolean>();

/**
 * A Sub whose string says `:key/`, or a Join with `key` among its parts: nothing else is worth resolving. Told once for
 * each expression, since aliases may repeat one without end.
 */
function mayBuildKeyArn(expression: Expression): boolean {
  if (expression.kind !== 'intrinsic') return false;
  const known = building.get(expression);
  if (known !== undefined) return known;
  const { argument } = expression;
  const items = argument.kind === 'list' ? argument.items : [argument];
  const parts = items.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  const made = parts.some((part) => saysKey(part) || mayBuildKeyArn(part));
  building.set(expression, made);
  return made;
}

function saysKey(expression: Expression): boolean {
  return /(^|:)key(\/|$)/.test(literalText(expression) ?? '');
}

function addTokens({ pieces }: Text, found: Set<string>): void {
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (typeof piece === 'object' && typeof before === 'string' && before.endsWith(':key/')) found.add(piece.token);
  }
}
