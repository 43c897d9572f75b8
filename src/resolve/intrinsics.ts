import { type Expression, entry, type Intrinsic, literalText } from '../template/expression.ts';
import { expandLoops } from '../template/loops.ts';
import type { Parameter } from '../template/template.ts';
import { knownCollection } from './collections.ts';
import { refName } from './domains.ts';
import { withDynamicReferences } from './dynamic-reference.ts';
import { findInMap } from './find-in-map.ts';
import { sameText } from './glob.ts';
import { transform } from './include.ts';
import { toJsonString } from './json-string.ts';
import { labelOf } from './parameters.ts';
import type { Scope } from './scope.ts';
import { substitute } from './sub.ts';
import {
  concat,
  type Hole,
  holesOf,
  lengthOf,
  literalOf,
  printable,
  spelledByTokens,
  split,
  type Text,
  textOf,
  tokenOf,
} from './text.ts';
import { ABSENT, always, chain, combine, type Guarded, restrict, type Shape, unknown } from './value.ts';

/** One item of a list that a parameter brings: the same item is the same value (A4). */
function itemHole(scope: Scope, list: Parameter, index: number): Hole {
  const token = `param:${scope.id}#${list.name}[${index}]`;
  return { token, label: labelOf(list), alphabet: 'any', distinctClass: null, outside: true };
}

/** What a value that is not written out turns on, as a noun. */
function reasonOf(shape: Shape, otherwise: string): string {
  if (shape.kind === 'unknown') return shape.reason;
  const hole = shape.kind === 'text' ? holesOf(shape).find(({ outside }) => outside) : undefined;
  return hole?.label ?? otherwise;
}

/** Works out one intrinsic; what can not be known is a hole in a text, or unknown with its reason. */
export function evaluateIntrinsic(scope: Scope, expression: Intrinsic): Guarded<Shape> {
  const { name, argument } = expression;
  const operands = argument.kind === 'list' ? argument.items : [argument];
  switch (name) {
    case 'Ref':
      return chainText(scope, argument, (text) => scope.ref(text));
    case 'Fn::GetAtt':
      return getAtt(scope, operands);
    case 'Fn::Sub':
      return substitute(scope, operands);
    case 'Fn::Join':
      return join(scope, operands);
    case 'Fn::Select':
      return select(scope, operands);
    case 'Fn::Split':
      return splitText(scope, operands);
    case 'Fn::If':
      return choose(scope, operands);
    case 'Fn::FindInMap':
      return findInMap(scope, operands);
    case 'Fn::ImportValue':
      return chain(scope.world, scope.resolve(argument), (shape) =>
        shape.kind === 'text' ? importValue(scope, shape) : always(unknown('an import')),
      );
    case 'Fn::GetStackOutput':
      return stackOutput(scope, argument);
    case 'Fn::ForEach':
      return loop(scope, argument);
    case 'Fn::ToJsonString':
      return toJsonString(scope, argument);
    case 'Fn::Length':
      return listLength(scope, argument);
    case 'Fn::Transform':
      return transform(scope, expression);
    default:
      return always(unknown(`the result of ${name}`));
  }
}

/** A map that holds loops over what its own text does not tell. */
function loop(scope: Scope, argument: Expression): Guarded<Shape> {
  if (argument.kind !== 'map') return always(unknown('a loop'));
  const made = expandLoops(argument, (collection) => knownCollection(scope, collection));
  if ('reason' in made && made.isOver) scope.world.exhaust(`${made.reason} makes too much to be judged`);
  return always('reason' in made ? unknown(made.reason) : { kind: 'map', entries: new Map(made.entries) });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html */
function listLength(scope: Scope, argument: Expression): Guarded<Shape> {
  return chain(scope.world, scope.resolve(argument), (shape): Guarded<Shape> => {
    if (shape.kind === 'list') return always(textOf(String(shape.items.length)));
    return always(shape.kind === 'unknown' ? shape : unknown('the length of something that is no list'));
  });
}

/**
 * An import of what a template that was read exports is that output's value. No stack can import what is not exported,
 * so that the last of the values may stand for the assignments under which nothing is.
 */
function importValue(scope: Scope, name: Text): Guarded<Shape> {
  const { world } = scope;
  const literal = literalOf(name);
  const found = literal === null ? [] : scope.family.exporting(literal, scope);
  const paths = [...new Set(found.map((each) => each.scope.template.file.path))];
  if (paths.length > 1)
    return always(unknown(`which of ${paths.join(' and ')} exports ${printable(name)} to this stack`));
  const values = found.flatMap((each) => restrict(world, each.scope.resolve(each.output.value), each.guard));
  const last = values.at(-1);
  if (last === undefined) return outside('import', printable(name), spelledByTokens(name), whereabouts(scope, name));
  const others = values.slice(0, -1);
  return [...others, { guard: world.not(world.or(...others.map(({ guard }) => guard))), value: last.value }];
}

/** The template that may export the name, when its stack or its parameters are called so. */
function whereabouts(scope: Scope, name: Text): { readonly whereabouts?: string } {
  const [first] = scope.family.mayExport(name, scope);
  if (first === undefined) return {};
  return { whereabouts: `which ${first.path} exports if ${printable(first.name)} comes to that` };
}

/** A value of another stack: the same name is the same value (A4). */
function outside(kind: string, name: string, spelling = name, more: Partial<Hole> = {}): Guarded<Shape> {
  const label = `the ${kind} ${name}`;
  const token = `${kind}:${spelling}`;
  return always(textOf({ token, label, alphabet: 'any', distinctClass: null, outside: true, ...more }));
}

/**
 * An output of another stack in the stack's own region and account, when its template was read; else the name alone.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
function stackOutput(scope: Scope, argument: Expression): Guarded<Shape> {
  const parts = ['StackName', 'OutputName', 'Region', 'RoleArn'].map((key) => {
    const given = entry(argument, key);
    return given === null ? always<Shape>(ABSENT) : scope.resolve(given);
  });
  const rows = combine(scope.world, parts);
  if (rows === null) return always(unknown('a stack output with too many names'));
  return chain(scope.world, rows, ([stack = ABSENT, name = ABSENT, region = ABSENT, role = ABSENT]) => {
    if (stack.kind !== 'text') return always(unknown(reasonOf(stack, 'a stack output without a stack')));
    if (name.kind !== 'text') return always(unknown(reasonOf(name, 'a stack output without a name')));
    return outputOf(scope, [stack, name], region, role);
  });
}

function outputOf(scope: Scope, [stack, name]: readonly [Text, Text], region: Shape, role: Shape): Guarded<Shape> {
  // The stack's own region goes without saying.
  const isNear = region.kind === 'text' ? sameText(region, scope.pseudo.region) === 'yes' : region.kind === 'absent';
  const others = [...(isNear ? [] : [region]), role];
  const texts = [stack, name, ...others.filter((shape) => shape.kind === 'text')];
  const label = texts.map(printable).join('.');
  // By a role the output may be read in another account, and what it names is then in none that is seen here.
  if (role.kind !== 'absent') return always(unknown(`the stack output ${label}, which may be of another account`));
  if (!isNear && region.kind !== 'text')
    return always(unknown(reasonOf(region, `the region of the stack output ${label}`)));
  const [stackName, outputName] = [literalOf(stack), literalOf(name)];
  const isKnown = isNear && stackName !== null && outputName !== null;
  const found = isKnown ? scope.family.outputOf(stackName, outputName, scope) : null;
  return found === null
    ? outside('stack output', label, texts.map(tokenOf).join('.'))
    : found.scope.resolve(found.output.value);
}

/** Runs `step` on the literal string that an expression resolves to; anything else is unknown. */
function chainText(scope: Scope, argument: Expression, step: (text: string) => Guarded<Shape>): Guarded<Shape> {
  const direct = literalText(argument);
  if (direct !== null) return step(direct);
  return chain(scope.world, scope.resolve(argument), (shape) => {
    const text = shape.kind === 'text' ? literalOf(shape) : null;
    return text === null ? always(unknown(reasonOf(shape, 'a reference without a target'))) : step(text);
  });
}

function getAtt(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const [target, attribute] = operands;
  if (target === undefined || attribute === undefined) return always(unknown('a GetAtt without attribute'));
  return chainText(scope, target, (logicalId) => chainText(scope, attribute, (name) => scope.getAtt(logicalId, name)));
}

function choose(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const [condition, yes, no] = operands;
  const name = literalText(condition ?? null);
  if (name === null || yes === undefined || no === undefined) return always(unknown('a malformed Fn::If'));
  const guard = scope.conditions.named(name);
  const { world } = scope;
  return [...restrict(world, scope.resolve(yes), guard), ...restrict(world, scope.resolve(no), world.not(guard))];
}

function join(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const delimiter = literalText(operands[0] ?? null);
  const source = operands[1];
  if (delimiter === null || source === undefined) return always(unknown('a malformed Fn::Join'));
  return chain(scope.world, scope.resolve(source), (shape) => {
    if (shape.kind === 'unknown') return always(shape);
    if (shape.kind !== 'list') return always(unknown('a list that is not written out'));
    return joinItems(scope, delimiter, shape.items);
  });
}

/** A template may be 1 MB: a longer text is made of aliases of aliases. */
const MADE_TEXT_LIMIT = 1_000_000;

function isTooLarge({ world }: Scope, texts: readonly Text[]): boolean {
  const length = texts.reduce((sum, text) => sum + lengthOf(text), 0);
  if (length > MADE_TEXT_LIMIT) world.exhaust('it makes texts that are longer than a template may be');
  return length > MADE_TEXT_LIMIT;
}

function joinItems(scope: Scope, delimiter: string, items: readonly (Expression | Text)[]): Guarded<Shape> {
  const rows = combine(
    scope.world,
    items.map((item) => scope.resolve(item)),
  );
  if (rows === null) return always(unknown('a Join with too many alternatives'));
  return chain(scope.world, rows, (row): Guarded<Shape> => {
    const present = row.filter((shape) => shape.kind !== 'absent');
    const texts = present.filter((shape) => shape.kind === 'text');
    const other = present.find((shape) => shape.kind !== 'text');
    if (other !== undefined) return always(other.kind === 'unknown' ? other : unknown('a Join over a nested list'));
    if (isTooLarge(scope, texts)) return always(unknown('a Join that makes too long a text'));
    const separator = textOf(delimiter);
    const joined = concat(...texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])));
    return always(withDynamicReferences(joined));
  });
}

function select(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const [position, source] = operands;
  if (position === undefined || source === undefined) return always(unknown('a malformed Fn::Select'));
  return chain(scope.world, scope.resolve(position), (shape) => {
    const index = Number((shape.kind === 'text' ? literalOf(shape) : null) ?? Number.NaN);
    if (!Number.isInteger(index)) return always(unknown(reasonOf(shape, 'the index of a Select')));
    return itemAt(scope, source, index);
  });
}

function itemAt(scope: Scope, source: Expression, index: number): Guarded<Shape> {
  const list = scope.template.parameters.get(refName(source) ?? '');
  if (list !== undefined && scope.isOpenList(list)) return always(textOf(itemHole(scope, list, index)));
  return chain(scope.world, scope.resolve(source), (shape) => {
    if (shape.kind === 'unknown') return always(shape);
    const item = shape.kind === 'list' ? shape.items[index] : undefined;
    return item === undefined ? always(unknown('a list that is not written out')) : scope.resolve(item);
  });
}

function splitText(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const delimiter = literalText(operands[0] ?? null);
  const source = operands[1];
  if (delimiter === null || delimiter === '' || source === undefined) return always(unknown('a malformed Fn::Split'));
  return chain(scope.world, scope.resolve(source), (shape): Guarded<Shape> => {
    const items = shape.kind === 'text' ? split(shape, delimiter) : null;
    return always(
      items === null ? unknown(reasonOf(shape, 'a Split of something that is no string')) : { kind: 'list', items },
    );
  });
}
