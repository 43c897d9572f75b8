import type { Parameter } from '../template/template.ts';
import { givenTo, type Nesting } from './family.ts';
import type { Scope } from './scope.ts';
import { asSpoken, type Hole, literalOf, type Piece, soleHole, split, type Text, textFrom, textOf } from './text.ts';
import { always, chain, type Guarded, type Shape, unknown } from './value.ts';
import type { Diagram } from './world.ts';

/** Beyond this many AllowedValues a parameter is not taken apart. */
const ALLOWED_VALUES_LIMIT = 64;

/** What `Ref` of a parameter gives. */
export function parameterValue(scope: Scope, name: string): Guarded<Shape> {
  const parameter = scope.template.parameters.get(name);
  if (parameter === undefined) return always(unknown(`parameter ${name}`));
  if (scope.nesting !== null) return handedDown(scope, scope.nesting, parameter);
  const given = givenValue(scope, name);
  if (given !== null) return always(valueOfType(parameter, givenHole(scope.id, parameter, given)));
  const allowed = scope.allowedValues(name);
  const isOpen = allowed === null || allowed.length > ALLOWED_VALUES_LIMIT;
  if (isListType(parameter.type)) {
    // What a list allows is allowed for each of its items: where that is one value, the list is that value.
    const only = allowed?.length === 1 && allowed[0]?.includes(',') === false ? textOf(allowed[0]) : null;
    return always(only === null ? open(scope, parameter) : typed(parameter, only));
  }
  if (isOpen) return always(open(scope, parameter));
  return allowed.map((value) => ({ guard: scope.parameterIs(name, value), value: textOf(value) }));
}

/** The value that the user gives for a parameter of the template, or null; of one that AWS keeps it gives the name. */
export function givenValue(scope: Scope, name: string): string | null {
  const parameter = scope.template.parameters.get(name);
  if (parameter === undefined || isStored(parameter)) return null;
  return scope.environment.parameters.get(name) ?? null;
}

/** Whether a parameter is given the name of a value that AWS keeps: what it allows, and what rules ask, is of the name. */
export function isStored({ type }: Parameter): boolean {
  return type.startsWith('AWS::SSM::Parameter::Value<');
}

/** The value that the parent gives, or the default: a nested stack is deployed by its parent alone. */
function handedDown(scope: Scope, nesting: Nesting, parameter: Parameter): Guarded<Shape> {
  if (isStored(parameter)) return always(open(scope, parameter));
  const given = givenTo(nesting, parameter.name);
  const otherwise = (): Shape =>
    parameter.fallback === null
      ? unknown(`parameter ${parameter.name} of ${scope.id}`)
      : valueOfType(parameter, parameter.fallback);
  if (given === null) return always(otherwise());
  return chain(scope.world, nesting.parent.resolve(given), (shape): Guarded<Shape> => {
    if (shape.kind === 'absent') return always(otherwise());
    return always(shape.kind === 'text' ? handedOn(parameter, shape) : shape);
  });
}

/** A text that the parent gives: of a list its items, where nothing in it may hold a comma. */
function handedOn(parameter: Parameter, text: Text): Shape {
  if (literalOf(text) !== null || !isListType(parameter.type)) return typed(parameter, text);
  const items = split(text, ',');
  return items === null ? text : { kind: 'list', items: items.map(trimmed) };
}

/** CloudFormation takes the blanks around the items of a list away. */
function trimmed({ pieces, ...more }: Text): Text {
  const last = pieces.length - 1;
  const trim = (piece: Piece, index: number) => {
    if (typeof piece !== 'string') return piece;
    const start = index === 0 ? piece.trimStart() : piece;
    return index === last ? start.trimEnd() : start;
  };
  return { ...more, pieces: textFrom(pieces.map(trim)).pieces };
}

/** The assignments under which a nested stack's parameter is given that value. */
export function givenIs(scope: Scope, name: string, value: string): Diagram {
  const { world, conditions } = scope;
  const parts = parameterValue(scope, name).map(({ guard, value: shape }) => {
    const isTold = shape.kind === 'text' && soleHole(shape)?.token !== tokenOf(scope.id, name);
    const holds = isTold ? conditions.sameText(shape, textOf(value)) : world.unforeseen(scope.variable(name), value);
    return world.and(guard, holds);
  });
  return world.or(...parts);
}

/** A value that only the deployment tells. */
function open(scope: Scope, parameter: Parameter): Shape {
  return isListType(parameter.type) ? unknown(labelOf(parameter)) : textOf(parameterHole(scope.id, parameter));
}

/** Whether the values of a parameter type are lists. */
export function isListType(type: string): boolean {
  return (
    type === 'CommaDelimitedList' || type.startsWith('List<') || type.startsWith('AWS::SSM::Parameter::Value<List')
  );
}

/** A value as the parameter's type has it: a list type splits at commas. */
function valueOfType(parameter: Parameter, value: Piece): Shape {
  return typed(parameter, textOf(value));
}

function typed({ type }: Parameter, text: Text): Shape {
  if (!isListType(type)) return text;
  const source = soleHole(asSpoken(text));
  const items = (literalOf(text) ?? '').split(',').map((item) => item.trim());
  return { kind: 'list', items: items.map((item) => textOf(source === null ? item : { ...source, given: item })) };
}

/** The parameter's token with the value that the user gave. */
function givenHole(id: string, parameter: Parameter, given: string): Hole {
  return { ...parameterHole(id, parameter), given };
}

/** How to speak of a parameter's value: of one that AWS keeps no option tells. */
export function labelOf(parameter: Parameter): string {
  return isStored(parameter) ? `the stored value of ${parameter.name}` : `parameter ${parameter.name}`;
}

/** Values of EC2 and Route 53 types and numbers are short names; nothing else limits what a parameter holds. */
function parameterHole(id: string, parameter: Parameter): Hole {
  const { name, type } = parameter;
  const isShort = type === 'Number' || /^AWS::(EC2|Route53)::/.test(type);
  return {
    token: tokenOf(id, name),
    label: labelOf(parameter),
    alphabet: isShort ? 'segment' : 'any',
    distinctClass: null,
    outside: true,
  };
}

function tokenOf(id: string, name: string): string {
  return `param:${id}#${name}`;
}
