import { expressionOfJson } from '../resolve/json-string.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf, type Text, textOf, tokenOf } from '../resolve/text.ts';
import { ABSENT, always, chain, type Guarded, type Shape, unknown } from '../resolve/value.ts';
import { ALWAYS } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { EACH, PARSED, type Step } from './code-expression.ts';
import type { KeyForm } from './key-form.ts';

/** What a handler can read: the properties of the custom resource, and the variables of its function. */
export interface Readable {
  readonly scope: Scope;
  readonly properties: Expression | null;
  readonly environment: { readonly scope: Scope; readonly variables: Expression | null } | null;
  /** What is found by name alone. */
  readonly named: () => Guarded<Shape> | null;
  /** What all agree on that may be a key by name or value. */
  readonly only: () => Guarded<Shape> | null;
  /** What Fn::Sub puts into the code, by what stands in its place. */
  readonly tokens: ReadonlyMap<string, Text>;
}

const UNTOLD = 'which key the handler passes to StartActivityStream';

/** The values of what the code gives as the key, unknown where nothing of it is there; null where it names nothing. */
export function givenKey(readable: Readable, form: KeyForm): Guarded<Shape> | null {
  const found = valuesOf(readable, form);
  if (!isAbsent(found)) return found;
  const isByName = form.kind === 'first' && form.of.some(({ kind }) => kind === 'named');
  return isByName ? null : always(unknown(missing(form)));
}

function missing(form: KeyForm): string {
  if (form.kind === 'variable') return `the variable ${form.name}, ${NOT_THERE}`;
  if (form.kind === 'property' || form.kind === 'part')
    return `the property ${form.path.filter((step) => step !== PARSED).join('.')}, ${NOT_THERE}`;
  return UNTOLD;
}

const NOT_THERE = 'which the handler passes to StartActivityStream and which is not there';

function valuesOf(readable: Readable, form: KeyForm): Guarded<Shape> {
  const { scope, properties, environment } = readable;
  switch (form.kind) {
    case 'literal':
      return always(withTokens(form.value, readable.tokens));
    case 'property':
      return properties === null ? always(ABSENT) : valueAt(scope, properties, form.path);
    case 'part':
      return properties === null ? always(ABSENT) : partAt(scope, [properties], form.path);
    case 'variable':
      if (environment === null || environment.variables === null) return always(ABSENT);
      return valueAt(environment.scope, environment.variables, [form.name, ...(form.path ?? [])]);
    case 'first':
      return firstOf(readable, form.of);
    case 'when':
      return chain(scope.world, valuesOf(readable, form.tested), (shape) => {
        const isMet = answerOf(scope, shape, form);
        const forms = isMet === null ? [form.met, form.otherwise] : [isMet ? form.met : form.otherwise];
        return agreed(forms.map((each) => valuesOf(readable, each)));
      });
    case 'either':
      return agreed(form.of.map((each) => valuesOf(readable, each)));
    case 'named':
      return readable.named() ?? always(ABSENT);
    case 'only':
      return readable.only() ?? always(ABSENT);
    case 'nothing':
      return always(ABSENT);
    case 'unknown':
      return always(unknown(UNTOLD));
  }
}

/** Whether what stands in the template is what the code asks for; null where the template does not tell. */
function answerOf(scope: Scope, shape: Shape, { asks, value }: Extract<KeyForm, { kind: 'when' }>): boolean | null {
  if (shape.kind === 'absent') return false;
  if (shape.kind === 'unknown') return null;
  if (asks === 'present') return true;
  if (shape.kind !== 'text') return null;
  const literal = literalOf(shape);
  if (literal !== null) return asks === 'equals' ? literal === value : literal !== '';
  const isFilled = shape.pieces.some(
    (piece) => typeof piece === 'string' || scope.family.resourceOfToken(piece.token) !== null,
  );
  return asks === 'filled' && isFilled ? true : null;
}

function firstOf(readable: Readable, [form, ...others]: readonly KeyForm[]): Guarded<Shape> {
  if (form === undefined) return always(ABSENT);
  const found = valuesOf(readable, form);
  if (!found.some(({ value }) => value.kind === 'absent')) return found;
  return chain(readable.scope.world, found, (shape) =>
    shape.kind === 'absent' ? firstOf(readable, others) : always(shape),
  );
}

/** What all agree on that are there. */
function agreed(found: readonly Guarded<Shape>[]): Guarded<Shape> {
  const [first, ...others] = found.filter((values) => !isAbsent(values));
  if (first === undefined) return always(ABSENT);
  return others.every((other) => printed(other) === printed(first)) ? first : always(unknown(UNTOLD));
}

/** Values as a string that is equal for equal ones. */
export function printed(values: Guarded<Shape>): string {
  return values.map(({ guard, value }) => `${guard}:${value.kind === 'text' ? tokenOf(value) : value.kind}`).join();
}

function isAbsent(values: Guarded<Shape>): boolean {
  return values.every(({ value }) => value.kind === 'absent');
}

/** The values at the end of a path into an expression; a string that is no map has nothing inside that could be told. */
function valueAt(scope: Scope, expression: Expression, [step, ...path]: readonly Step[]): Guarded<Shape> {
  if (step === undefined) return scope.resolve(expression);
  return through(scope, scope.resolve(expression), (shape): Guarded<Shape> => {
    if (shape.kind === 'absent' || shape.kind === 'unknown') return always(shape);
    if (step === PARSED) return insideJson(scope, shape, expression, path);
    if (shape.kind === 'map' && typeof step === 'string') {
      const inner = shape.entries.get(step);
      return inner === undefined ? always(ABSENT) : valueAt(scope, inner, path);
    }
    if (shape.kind !== 'list' || typeof step !== 'number') return always(unknown(UNTOLD));
    const taken = step === EACH ? shape.items : shape.items.slice(step, step + 1);
    return agreed(
      taken.map((item) =>
        item.kind === 'text' ? always(path.length === 0 ? item : unknown(UNTOLD)) : valueAt(scope, item, path),
      ),
    );
  });
}

/** What a JSON text holds at the end of a path; the code fails on anything that is no text. */
function insideJson(scope: Scope, shape: Shape, { node }: Expression, path: readonly Step[]): Guarded<Shape> {
  const held = shape.kind === 'text' ? expressionOfJson(scope, shape, node) : null;
  return held === null ? always(unknown(UNTOLD)) : valueAt(scope, held, path);
}

/** As chain; what one expression alone brings stays the very list that it resolves to, by which it is known again. */
function through(scope: Scope, values: Guarded<Shape>, step: (shape: Shape) => Guarded<Shape>): Guarded<Shape> {
  const [only] = values;
  return values.length === 1 && only?.guard === ALWAYS ? step(only.value) : chain(scope.world, values, step);
}

const NESTING_LIMIT = 4;

/** What stands at the end of the path in the properties, or else in all maps of the first depth that has it. */
function partAt(scope: Scope, containers: readonly Expression[], path: readonly Step[], depth = 0): Guarded<Shape> {
  const found = agreed(containers.flatMap((each) => (each.kind === 'map' ? [valueAt(scope, each, path)] : [])));
  if (!isAbsent(found) || depth > NESTING_LIMIT || containers.length === 0) return found;
  const inner = containers.flatMap((each) =>
    each.kind === 'map' ? [...each.entries.values()] : each.kind === 'list' ? each.items : [],
  );
  return partAt(scope, [...new Set(inner)], path, depth + 1);
}

function withTokens(literal: string, tokens: ReadonlyMap<string, Text>): Text {
  const parts = literal.split(/(\$\{[^}]*\})/).map((part) => tokens.get(part)?.pieces ?? [part]);
  return textOf(...parts.flat());
}
