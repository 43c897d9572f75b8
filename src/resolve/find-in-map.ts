import { type Expression, entry } from '../template/expression.ts';
import { isTransform } from '../template/transforms.ts';
import { refName } from './domains.ts';
import type { Scope } from './scope.ts';
import { holesOf, literalOf, soleHole } from './text.ts';
import { type Alternative, always, chain, type Guarded, type Shape, type Unknown, unknown } from './value.ts';
import { ALWAYS, type Diagram } from './world.ts';

/**
 * Fn::FindInMap: where a key turns on a parameter, every row that it can choose, under the assignments that choose it.
 * A value without a row fails the deployment, so it may count as the last row and brings nothing of its own.
 */
export function findInMap(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const [map, top, second, options] = operands;
  if (map === undefined || top === undefined || second === undefined) return always(unknown('a malformed FindInMap'));
  const fallback = entry(options ?? null, 'DefaultValue');
  return chain(scope.world, scope.resolve(map), (shape) => {
    const name = shape.kind === 'text' ? literalOf(shape) : null;
    const rows = name === null ? undefined : scope.template.mappings.get(name);
    if (rows !== undefined) return valueIn(scope, rows, top, second, fallback);
    const included = scope.template.loopedSections.get('Mappings');
    if (included !== undefined) return always(unknown(included));
    return fallback === null
      ? always(unknown(turnsOn(shape, 'a map that is not in the template')))
      : scope.resolve(fallback);
  });
}

function valueIn(
  scope: Scope,
  rows: Expression,
  top: Expression,
  second: Expression,
  fallback: Expression | null,
): Guarded<Shape> {
  return chain(scope.world, pick(scope, rows, top, fallback), (row): Guarded<Shape> => {
    if (row.kind === 'unknown') return always(row);
    if (row === fallback) return scope.resolve(row);
    return chain(scope.world, pick(scope, row, second, fallback), (value) =>
      value.kind === 'unknown' ? always(value) : scope.resolve(value),
    );
  });
}

/** What a name in a FindInMap turns on, as a noun, where it is not written out. */
function turnsOn(shape: Shape, otherwise: string): string {
  if (shape.kind === 'unknown') return shape.reason;
  return (shape.kind === 'text' ? holesOf(shape)[0]?.label : undefined) ?? otherwise;
}

const NO_KEY = 'a key that the map does not have';

/** The entries of `map` that `key` can name; unknown where it names none. */
function pick(
  scope: Scope,
  map: Expression,
  key: Expression,
  fallback: Expression | null,
): Guarded<Expression | Unknown> {
  if (isTransform(map)) return chain(scope.world, scope.resolve(map), (made) => always(unknown(turnsOn(made, NO_KEY))));
  if (map.kind !== 'map') return always(unknown(NO_KEY));
  const chosen = chosenByParameter(scope, map.entries, key, fallback);
  if (chosen !== null) return chosen;
  return chain(scope.world, scope.resolve(key), (shape) => {
    const name = shape.kind === 'text' ? literalOf(shape) : null;
    const found = name === null ? null : (map.entries.get(name) ?? fallback);
    return always(found ?? unknown(turnsOn(shape, NO_KEY)));
  });
}

function chosenByParameter(
  scope: Scope,
  entries: ReadonlyMap<string, Expression>,
  key: Expression,
  fallback: Expression | null,
): Guarded<Expression | Unknown> | null {
  const name = refName(key);
  const [only] = name === null ? [] : scope.ref(name);
  if (name === null || only?.guard !== ALWAYS || only.value.kind !== 'text' || soleHole(only.value) === null)
    return null;
  if (!name.startsWith('AWS::') && !scope.template.parameters.has(name)) return null;
  let rest: Diagram = ALWAYS;
  const found: Alternative<Expression | Unknown>[] = [];
  const names = [...entries];
  for (const [index, [row, value]] of names.entries()) {
    const last = index === names.length - 1 && fallback === null;
    const guard = last ? rest : scope.world.and(rest, scope.parameterIs(name, row));
    found.push({ guard, value });
    rest = scope.world.except(rest, guard);
  }
  return [...found, { guard: rest, value: fallback ?? unknown(NO_KEY) }];
}
