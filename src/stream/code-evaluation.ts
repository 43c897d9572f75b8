import { chainValue } from './code-chains.ts';
import type { Context, Names } from './code-knowledge.ts';
import { isGroup, isSign, isWord, spanOf, splitAt, type Token } from './code-tokens.ts';
import {
  areEqual,
  joinOf,
  negated,
  textValue,
  truthOf,
  truthValue,
  UNKNOWN,
  unknownOf,
  type Value,
} from './code-values.ts';
import { holds } from './text-methods.ts';

const FUNCTION: Value = { kind: 'function', name: null, isTyped: false };

/** What an expression comes to; notes of its parts what they call and which of them never run. */
export function evaluate(context: Context, tokens: readonly Token[], names: Names): Value {
  const [first] = tokens;
  if (first === undefined || context.isTooDeep()) return UNKNOWN;
  const value = evaluated(context, tokens, names);
  context.rise();
  return value;
}

function evaluated(context: Context, tokens: readonly Token[], names: Names): Value {
  const [first] = tokens;
  const isPython = context.all.language === 'python';
  // A function runs where it is called.
  if (isPython ? isWord(first, 'lambda') : isFunction(tokens)) return FUNCTION;
  const elements = splitAt(tokens, (token) => isSign(token, ','));
  if (elements.length > 1) {
    const items = elements.filter((part) => part.length > 0).map((part) => evaluate(context, part, names));
    return isPython ? { kind: 'list', items, isFixed: true, isTyped: false } : (items.at(-1) ?? UNKNOWN);
  }
  const given = tokens.findIndex((token) => isSign(token, '=', ':='));
  if (given > 0) return evaluate(context, tokens.slice(given + 1), names);
  const type = isPython ? -1 : tokens.findIndex((token, at) => at > 0 && isWord(token, 'as', 'satisfies'));
  if (type > 0) return evaluate(context, tokens.slice(0, type), names);
  return chosen(context, tokens, names) ?? eitherOf(context, tokens, names);
}

function isFunction(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  const word = isWord(first, 'async') ? second : first;
  return isWord(word, 'function', 'class') || tokens.some((token) => isSign(token, '=>'));
}

/** `a if c else b`, `c ? a : b`; null where the expression is none. */
function chosen(context: Context, tokens: readonly Token[], names: Names): Value | null {
  const parts = context.all.language === 'python' ? pythonChoice(tokens) : scriptChoice(tokens);
  if (parts === null) return null;
  const { condition, value, otherwise } = parts;
  const asked = evaluate(context, condition, names);
  const isIt = context.decide(asked, spanOf(condition)[0]);
  if (isIt !== null) context.found.dead.push(spanOf(isIt ? otherwise : value));
  const [one, other] = [evaluate(context, value, names), evaluate(context, otherwise, names)];
  if (isIt !== null) return isIt ? one : other;
  const joined = joinOf([one, other]);
  return asked.isTyped && !joined.isTyped ? { ...joined, isTyped: true } : joined;
}

interface Choice {
  readonly condition: readonly Token[];
  readonly value: readonly Token[];
  readonly otherwise: readonly Token[];
}

function pythonChoice(tokens: readonly Token[]): Choice | null {
  const at = tokens.findIndex((token) => isWord(token, 'if'));
  const not = tokens.findIndex((token, index) => index > at && isWord(token, 'else'));
  if (at < 1 || not < 0) return null;
  return { value: tokens.slice(0, at), condition: tokens.slice(at + 1, not), otherwise: tokens.slice(not + 1) };
}

function scriptChoice(tokens: readonly Token[]): Choice | null {
  const at = tokens.findIndex((token) => isSign(token, '?'));
  let open = 0;
  const not = tokens.findIndex((token, index) => {
    if (index < at || at < 0) return false;
    if (isSign(token, '?')) open++;
    return isSign(token, ':') && --open === 0;
  });
  if (at < 1 || not < 0) return null;
  return { condition: tokens.slice(0, at), value: tokens.slice(at + 1, not), otherwise: tokens.slice(not + 1) };
}

/** `a or b`, `a || b`, `a ?? b`. */
function eitherOf(context: Context, tokens: readonly Token[], names: Names): Value {
  const isPython = context.all.language === 'python';
  const isOr = (token: Token) => (isPython ? isWord(token, 'or') : isSign(token, '||', '??'));
  const asksForNothing = tokens.some((token) => isSign(token, '??'));
  const isThere = (value: Value) =>
    !asksForNothing ? truthOf(value, context.all.language) : value.kind === 'unknown' ? null : value.kind !== 'nothing';
  return inOrder(context, splitAt(tokens, isOr), true, isThere, (part) => bothOf(context, part, names));
}

/** `a and b`, `a && b`. */
function bothOf(context: Context, tokens: readonly Token[], names: Names): Value {
  const isPython = context.all.language === 'python';
  const isAnd = (token: Token) => (isPython ? isWord(token, 'and') : isSign(token, '&&'));
  const isThere = (value: Value) => truthOf(value, context.all.language);
  return inOrder(context, splitAt(tokens, isAnd), false, isThere, (part) => notOf(context, part, names));
}

/** The first of several that decides; those behind it never run. */
function inOrder(
  { found, decide }: Context,
  parts: readonly (readonly Token[])[],
  deciding: boolean,
  isThere: (value: Value) => boolean | null,
  read: (part: readonly Token[]) => Value,
): Value {
  const open: Value[] = [];
  let last: Value = UNKNOWN;
  for (const [index, part] of parts.entries()) {
    last = read(part);
    const isLast = index === parts.length - 1;
    const isIt = isThere(last) ?? (isLast ? null : decide(last, spanOf(part)[0]));
    if (isIt === deciding) {
      for (const never of parts.slice(index + 1)) found.dead.push(spanOf(never));
      return open.length === 0 ? last : { ...unknownOf(...open, last), holds: deciding };
    }
    if (isIt === null) open.push(last);
  }
  const isLastAlone = open.length === 0 || (open.length === 1 && open[0] === last);
  return isLastAlone ? last : unknownOf(...open);
}

function notOf(context: Context, tokens: readonly Token[], names: Names): Value {
  const from = tokens.findIndex((token) => !isWord(token, 'not'));
  const value = comparison(context, tokens.slice(Math.max(0, from)), names);
  if (from < 1) return value;
  const holdsIt = truthOf(value, 'python');
  return truthValue(from % 2 === 0 ? holdsIt : negated(holdsIt), value);
}

const COMPARES = ['==', '!=', '===', '!==', '<', '>', '<=', '>='];

function comparison(context: Context, tokens: readonly Token[], names: Names): Value {
  const isOperator = (token: Token | undefined) =>
    isSign(token, ...COMPARES) || isWord(token, 'in', 'is', 'instanceof', 'not');
  const parts = splitAt(tokens, (token, index) => index > 0 && isOperator(token)).filter((part) => part.length > 0);
  const [left, right, ...others] = parts.map((part) => sum(context, part, names));
  if (left === undefined || right === undefined) return left ?? UNKNOWN;
  if (others.length > 0) return unknownOf(left, right, ...others);
  const operator = tokens.filter((token, index) => index > 0 && isOperator(token)).map(({ sign }) => sign);
  return compared(context, operator.join(' '), [left, right], parts[1] ?? []);
}

function compared(
  context: Context,
  operator: string,
  [left, right]: readonly [Value, Value],
  rest: readonly Token[],
): Value {
  const isPython = context.all.language === 'python';
  switch (operator) {
    case '==':
    case '===':
      return truthValue(areEqual(left, right, !isPython && operator === '=='), left, right);
    case '!=':
    case '!==':
      return truthValue(negated(areEqual(left, right, !isPython && operator === '!=')), left, right);
    case 'is':
    case 'is not': {
      const isIt = areEqual(left, right);
      return truthValue(operator === 'is' ? isIt : negated(isIt), left, right);
    }
    case 'in':
    case 'not in': {
      noteLookUp(context, rest);
      const isKey = isPython || right.kind === 'object';
      const found = isKey ? holds(right, left) : unknownOf(left, right);
      return operator === 'in' ? found : truthValue(negated(truthOf(found, 'python')), found);
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return inNumbers(operator, left, right);
    default:
      return unknownOf(left, right);
  }
}

function inNumbers(operator: string, left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number') return unknownOf(left, right);
  const isLess = left.number < right.number;
  const isSame = left.number === right.number;
  const holdsIt = operator.startsWith('<') ? isLess : !isLess && !isSame;
  return truthValue(holdsIt || (isSame && operator.endsWith('=')), left, right);
}

/** What stands whole behind `in` is only looked up. */
function noteLookUp({ found }: Context, tokens: readonly Token[]): void {
  const last = tokens.at(-1);
  if (last?.kind !== 'word' || (tokens.length > 1 && !isSign(tokens.at(-2), '.'))) return;
  found.lookUps.add(last.span[0]);
  found.served.add(last.span[0]);
}

const OPERATORS = ['+', '-', '*', '/', '%', '|', '&', '^', '**', '//', '<<', '>>', '@'];

/** `a + b` of texts; what other operators make is not told. */
function sum(context: Context, tokens: readonly Token[], names: Names): Value {
  const isOperator = (token: Token, index: number) =>
    index > 0 && isSign(token, ...OPERATORS) && !isSign(tokens[index - 1], ...OPERATORS);
  const parts = splitAt(tokens, isOperator);
  if (parts.length === 1) return unary(context, tokens, names);
  const values = parts.map((part) => unary(context, part, names));
  const isSum = tokens.every((token, index) => !isOperator(token, index) || isSign(token, '+'));
  const texts = values.map((value) => (value.kind === 'text' ? value.text : null));
  if (!isSum || texts.includes(null)) return unknownOf(...values);
  return textValue(texts.join(''), unknownOf(...values).isTyped);
}

function unary(context: Context, tokens: readonly Token[], names: Names): Value {
  const [first, ...rest] = tokens;
  const from = tokens.findIndex((token) => !isSign(token, '!'));
  if (from > 0) {
    const value = unary(context, tokens.slice(from), names);
    const holdsIt = truthOf(value, context.all.language);
    return truthValue(from % 2 === 0 ? holdsIt : negated(holdsIt), value);
  }
  if (isWord(first, 'await')) return evaluate(context, rest, names);
  if (isSign(first, '-') && rest[0]?.kind === 'number' && rest.length === 1) {
    return { kind: 'number', number: -Number(rest[0].sign), isTyped: false };
  }
  const isOther =
    first?.kind === 'sign' || (isWord(first, 'typeof', 'void', 'delete', 'yield', 'from') && rest.length > 0);
  if (isOther) return unknownOf(evaluate(context, rest, names));
  const isMade = isWord(first, 'new') && context.all.language !== 'python';
  if (isMade) return chainValue(context, rest, names, evaluate, true);
  if (isGroup(first, '(') || first !== undefined) return chainValue(context, tokens, names, evaluate, false);
  return UNKNOWN;
}
