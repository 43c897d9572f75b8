import { concrete, entriesOf } from '../syntax/navigate.ts';
import type { ConcreteNode, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { expandLoops, isLoopKey } from './loops.ts';

/** A template value with every intrinsic in one spelling, whatever tag or key wrote it. */
export type Expression = Literal | ListExpression | MapExpression | Intrinsic;

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  /** The value as CloudFormation would hand it over: a string. */
  readonly text: string;
  readonly node: SyntaxNode;
}

export interface ListExpression {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly node: SyntaxNode;
}

export interface MapExpression {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Expression>;
  readonly node: SyntaxNode;
}

/** `Ref`, `Condition` or `Fn::…`; GetAtt's dotted string is split into logical id and attribute. */
export interface Intrinsic {
  readonly kind: 'intrinsic';
  readonly name: string;
  readonly argument: Expression;
  readonly node: SyntaxNode;
}

const SHORT_NAMES_WITHOUT_FN = new Set(['Ref', 'Condition']);

const cache = new WeakMap<SyntaxNode, Expression>();

/**
 * Reads a syntax node as a template value. An anchored node gives the same object wherever an alias repeats it, so that
 * an alias bomb costs no more than its text.
 */
export function toExpression(node: SyntaxNode): Expression {
  const own = concrete(node);
  if (own.anchor === null) return build(own);
  const known = cache.get(own);
  if (known !== undefined) return known;
  const made = build(own);
  cache.set(own, made);
  return made;
}

/** A literal that stands for something the program adds to a template (a SAM default), located at `node`. */
export function literal(text: string, node: SyntaxNode): Literal {
  return { kind: 'literal', value: text, text, node };
}

/** An intrinsic that the program adds to a template, located at `node`. */
export function intrinsic(name: string, argument: Expression, node: SyntaxNode): Intrinsic {
  return { kind: 'intrinsic', name, argument, node };
}

/** A list that the program adds to a template, located at `node`. */
export function list(items: readonly Expression[], node: SyntaxNode): ListExpression {
  return { kind: 'list', items, node };
}

/** The entry of a map, or null when `expression` is no map or has no such key. */
export function entry(expression: Expression | null, key: string): Expression | null {
  return expression?.kind === 'map' ? (expression.entries.get(key) ?? null) : null;
}

/** The text of a literal, or null for anything else. */
export function literalText(expression: Expression | null | undefined): string | null {
  return expression?.kind === 'literal' ? expression.text : null;
}

function build(node: ConcreteNode): Expression {
  const tagged = node.tag === null ? null : intrinsicOfTag(node.tag);
  if (tagged !== null) return makeIntrinsic(tagged, untagged(node), node);
  return untagged(node);
}

function untagged(node: ConcreteNode): Expression {
  if (node.kind === 'scalar') return scalar(node);
  if (node.kind === 'sequence') return { kind: 'list', items: node.items.map(toExpression), node };
  return mapping(node);
}

function scalar(node: ScalarNode): Literal {
  return { kind: 'literal', value: node.value, text: node.text, node };
}

function mapping(node: MappingNode): Expression {
  const entries = entriesOf(node);
  for (const { key, value } of entries) {
    const name = key.text;
    const alone = entries.length === 1;
    if (alone && isIntrinsicKey(name, value)) return makeIntrinsic(name, toExpression(value), node);
    // A transform beside other keys rewrites the whole map in ways that are not visible here.
    if (name === 'Fn::Transform') return makeIntrinsic(name, toExpression(value), node);
  }
  const map: MapExpression = {
    kind: 'map',
    entries: new Map(entries.map(({ key, value }) => [key.text, toExpression(value)])),
    node,
  };
  return withoutLoops(map);
}

/** A map that holds loops has what they make; where it does not tell that itself, the whole is what the loops give. */
function withoutLoops(map: MapExpression): Expression {
  const key = [...map.entries.keys()].find(isLoopKey);
  if (key === undefined) return map;
  const made = expandLoops(map);
  if ('entries' in made) return { ...map, entries: new Map(made.entries) };
  return { kind: 'intrinsic', name: 'Fn::ForEach', argument: map, node: map.node };
}

function isIntrinsicKey(name: string, value: SyntaxNode): boolean {
  if (name === 'Condition') return concrete(value).kind === 'scalar';
  return name === 'Ref' || (name.startsWith('Fn::') && !name.startsWith('Fn::ForEach::'));
}

function intrinsicOfTag(tag: string): string | null {
  if (!tag.startsWith('!') || tag.startsWith('!!') || tag.length === 1) return null;
  const short = tag.slice(1);
  return SHORT_NAMES_WITHOUT_FN.has(short) ? short : `Fn::${short}`;
}

function makeIntrinsic(name: string, argument: Expression, node: SyntaxNode): Intrinsic {
  return { kind: 'intrinsic', name, argument: name === 'Fn::GetAtt' ? splitGetAtt(argument) : argument, node };
}

/** `A.B.C` means attribute `B.C` of `A`; in the list form later elements may carry the dots as well. */
function splitGetAtt(argument: Expression): Expression {
  const dotted = literalText(argument);
  if (dotted !== null) {
    const dot = dotted.indexOf('.');
    if (dot < 0) return argument;
    return list(
      [literal(dotted.slice(0, dot), argument.node), literal(dotted.slice(dot + 1), argument.node)],
      argument.node,
    );
  }
  if (argument.kind !== 'list' || argument.items.length < 3) return argument;
  const texts = argument.items.map(literalText);
  if (texts.some((text) => text === null)) return argument;
  const [first = '', ...rest] = texts.filter((text) => text !== null);
  return list([literal(first, argument.node), literal(rest.join('.'), argument.node)], argument.node);
}

/** Plain data (a policy document that is in no template) as a template value, located at `node`. */
export function fromData(
  data: unknown,
  node: SyntaxNode,
  string: (text: string) => Expression = (text) => literal(text, node),
): Expression {
  if (typeof data === 'string') return string(data);
  if (Array.isArray(data))
    return list(
      data.map((item) => fromData(item, node, string)),
      node,
    );
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([key, value]) => [key, fromData(value, node, string)] as const);
    return { kind: 'map', entries: new Map(entries), node };
  }
  const value = typeof data === 'number' || typeof data === 'boolean' ? data : null;
  return { kind: 'literal', value, text: String(value ?? ''), node };
}
