import { called, method } from './code-calls.ts';
import type { Context, Names } from './code-knowledge.ts';
import { type Chain, type Evaluate, indexed, memberOf, noteInline, noteLookUp, noteName } from './code-look-ups.ts';
import { objectValue } from './code-objects.ts';
import { elementsOf, insideOf, isGroup, isSign, splitAt, type Token, tokensIn } from './code-tokens.ts';
import { NONE, textValue, truthValue, UNKNOWN, unknownOf, type Value } from './code-values.ts';

/** A name, a literal or a bracket, with what is looked up in it and called; `isMade` behind `new`. */
export function chainValue(
  context: Context,
  tokens: readonly Token[],
  names: Names,
  evaluate: Evaluate,
  isMade: boolean,
): Value {
  const chain: Chain = { context, tokens, names, evaluate };
  let { value, next } = firstOf(chain);
  const isInline = tokens[0] !== undefined && value.kind === 'object' && next < tokens.length;
  if (isInline) noteInline(chain, tokens[0]);
  while (next < tokens.length) {
    const step = stepAt(chain, value, next, isMade);
    if (step === null) break;
    ({ value, next } = step);
  }
  if (next >= tokens.length) return value;
  // What is not understood is looked through all the same.
  const rest = tokens.slice(next).flatMap((token) => (token.kind === 'group' ? [inside(chain, token)] : []));
  return unknownOf(value, ...rest);
}

interface Step {
  readonly value: Value;
  readonly next: number;
}

function nothing(word: string): Value {
  return { ...NONE, word };
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', truthValue(true)],
  ['true', truthValue(true)],
  ['False', truthValue(false)],
  ['false', truthValue(false)],
  ['undefined', NONE],
  ['null', nothing('null')],
  ['None', nothing('None')],
]);

function firstOf(chain: Chain): Step {
  const { context, tokens, names } = chain;
  const [token] = tokens;
  if (token === undefined) return { value: UNKNOWN, next: 0 };
  if (token.kind === 'string') {
    const strings = tokens.findIndex(({ kind }) => kind !== 'string');
    const next = strings < 0 ? tokens.length : strings;
    const parts = tokens.slice(0, next).map((string) => stringValue(chain, string));
    const texts = parts.map((part) => (part.kind === 'text' ? part.text : null));
    const value = texts.includes(null) ? unknownOf(...parts) : textValue(texts.join(''), unknownOf(...parts).isTyped);
    return { value, next };
  }
  if (token.kind === 'number')
    return { value: { kind: 'number', number: Number(token.sign), isTyped: false }, next: 1 };
  if (token.kind === 'word')
    return { value: WORDS.get(token.sign) ?? context.nameAt(token.sign, token.span[0], names), next: 1 };
  if (token.kind === 'group') return { value: inside(chain, token), next: 1 };
  return { value: UNKNOWN, next: 1 };
}

/** What stands in brackets at the beginning of an expression. */
function inside({ context, names, evaluate }: Chain, token: Token): Value {
  const tokens = insideOf(context.all, token);
  if (tokens === null) return UNKNOWN;
  if (token.sign === '(' && tokens.length > 0) return evaluate(context, tokens, names);
  if (token.sign === '{') return objectValue(context, token.span[0], tokens, names, evaluate);
  const elements = elementsOf(tokens);
  const items = elements.map((element) => evaluate(context, element, names));
  const isPlain = elements.every(
    (element) =>
      !isSign(element[0], '*', '...') && !element.some(({ kind, sign }) => kind === 'word' && sign === 'for'),
  );
  return isPlain ? { kind: 'list', items, isTyped: false } : unknownOf(...items);
}

/** A string without escapes, with what it holds in braces. */
function stringValue({ context, names, evaluate }: Chain, { sign, span: [start, end] }: Token): Value {
  const { text, code } = context.all;
  const quotes = /['"`]+$/.exec(sign)?.[0] ?? '';
  const from = start + sign.length;
  const to = end - quotes.length;
  if (to < from || !code.startsWith(quotes, to)) return UNKNOWN;
  const isFormatted = quotes === '`' || /f/i.test(sign);
  const parts: Value[] = [];
  let at = from;
  for (let brace = isFormatted ? code.indexOf('{', at) : -1; brace >= 0 && brace < to; brace = code.indexOf('{', at)) {
    const tokens = tokensIn(context.all, [brace, to])?.[0];
    const close = tokens?.span[1] ?? to;
    parts.push(textValue(text.slice(at, quotes === '`' ? brace - 1 : brace)));
    const held = tokensIn(context.all, [brace + 1, Math.max(brace + 1, close - 1)]) ?? [];
    const [whole = [], ...more] = quotes === '`' ? [held] : splitAt(held, (token) => isSign(token, ':', '!'));
    const value = evaluate(context, whole, names);
    parts.push(more.length > 0 && value.kind !== 'unknown' ? unknownOf(value) : value);
    at = close;
  }
  parts.push(textValue(text.slice(at, to)));
  const texts = parts.map((part) => (part.kind === 'text' && !/[\\]|\{\{|\}\}/.test(part.text) ? part.text : null));
  // What Fn::Sub puts in a plain string is not known.
  const isFilled = quotes !== '`' && text.slice(from, to).includes('${');
  if (isFilled || /b/i.test(sign) || texts.includes(null)) return unknownOf(...parts);
  return textValue(texts.join(''), unknownOf(...parts).isTyped);
}

function stepAt(chain: Chain, value: Value, at: number, isMade: boolean): Step | null {
  const { tokens } = chain;
  const token = tokens[at];
  const before = tokens[at - 1];
  if (isSign(token, '!')) return { value, next: at + 1 };
  const isOptional = isSign(token, '?.');
  const index = isOptional ? at + 1 : at;
  if (isGroup(tokens[index], '[')) {
    noteLookUp(chain, before, value);
    const found = indexed(chain, value, index, tokens[index]);
    if (value.kind === 'object') noteName(chain, found, index + 1);
    return { value: found, next: index + 1 };
  }
  const group = tokens[index];
  if (group !== undefined && isGroup(group, '('))
    return { value: called(chain, value, at, group, isMade), next: index + 1 };
  const member = tokens[at + 1];
  if (!(isSign(token, '.') || isOptional) || member?.kind !== 'word') return null;
  const open = tokens[at + 2];
  if (open !== undefined && isGroup(open, '(')) return { value: method(chain, value, at, member, open), next: at + 3 };
  noteLookUp(chain, before, value);
  return { value: memberOf(chain, value, at, member), next: at + 2 };
}
