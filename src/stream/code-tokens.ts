import { outlineOf } from './code-functions.ts';
import type { Code, Span } from './code-variables.ts';

/** A word, a sign, a string, or all between two brackets, in no bracket of its own. */
export interface Token {
  readonly kind: 'word' | 'number' | 'sign' | 'string' | 'group';
  readonly span: Span;
  /** The word or the sign; the opening bracket of a group; the quotes of a string with what stands before them. */
  readonly sign: string;
  /** It is the first of its line. */
  readonly isFirst: boolean;
}

const SIGN =
  /\s+|\\\n|[A-Za-z_$#][\w$]*|\d[\w.]*|\.\.\.|\?\.(?=[\w[(#$])|=>|[=!]==|\*\*=|\/\/=|\?\?=|&&=|\|\|=|[=!<>:+\-*/%&|^@]=|&&|\|\||\?\?|\*\*|\/\/|->|[\s\S]/y;

/** The tokens of a part of the code; null where its brackets do not fit together. */
export function tokensIn(all: Code, [start, end]: Span): readonly Token[] | null {
  const { code } = all;
  const { closes } = outlineOf(all);
  const found: Token[] = [];
  let isFirst = true;
  for (let at = start; at < end; ) {
    SIGN.lastIndex = at;
    const sign = SIGN.exec(code)?.[0] ?? code.charAt(at);
    if (/^(?:\s|\\\n)/.test(sign)) {
      isFirst ||= sign.includes('\n') && sign !== '\\\n';
      at += sign.length;
      continue;
    }
    const token = tokenAt(all, at, sign, closes);
    if (token === null || token.span[1] > end) return null;
    found.push({ ...token, isFirst });
    isFirst = false;
    at = token.span[1];
  }
  return found;
}

function tokenAt(all: Code, at: number, sign: string, closes: Int32Array): Omit<Token, 'isFirst'> | null {
  const { code } = all;
  if ('([{'.includes(sign)) {
    const close = closes[at] || -1;
    return close < 0 ? null : { kind: 'group', sign, span: [at, close + 1] };
  }
  if (')]}'.includes(sign)) return null;
  const behind = code.charAt(at + sign.length);
  const isPrefix = all.language === 'python' && /^[A-Za-z]{1,2}$/.test(sign) && /['"]/.test(behind);
  const open = isPrefix ? at + sign.length : at;
  if (isPrefix || /^['"`]$/.test(sign)) {
    const quotes = quotesAt(all, open);
    const end = stringEnd(code, open + quotes.length, quotes, closes);
    return { kind: 'string', sign: code.slice(at, open) + quotes, span: [at, end] };
  }
  const kind = /^[A-Za-z_$#]/.test(sign) ? 'word' : /^\d/.test(sign) ? 'number' : 'sign';
  return { kind, sign, span: [at, at + sign.length] };
}

function quotesAt({ code, language }: Code, open: number): string {
  const quote = code.charAt(open);
  return language === 'python' && code.startsWith(quote.repeat(3), open) ? quote.repeat(3) : quote;
}

/** Behind the closing quotes; what an f-string or a template literal holds in braces is jumped over. */
function stringEnd(code: string, from: number, quotes: string, closes: Int32Array): number {
  for (let at = from; at < code.length; at++) {
    if (code.startsWith(quotes, at)) return at + quotes.length;
    const close = code[at] === '{' ? (closes[at] ?? 0) : 0;
    if (close > at) at = close;
    else if (code[at] === '\n' && /^['"]$/.test(quotes) && code[at - 1] !== '\\') return at;
  }
  return code.length;
}

/** The parts of a list of tokens between those that a test takes for separators. */
export function splitAt(
  tokens: readonly Token[],
  isSeparator: (token: Token, index: number) => boolean,
): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    if (isSeparator(token, index)) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

/** The elements between commas; one that is empty behind the last comma is none. */
export function elementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts = splitAt(tokens, ({ kind, sign }) => kind === 'sign' && sign === ',');
  return parts.filter((part, index) => index < parts.length - 1 || part.length > 0);
}

/** From the first of the tokens to the end of the last; nothing at `at` where there is none. */
export function spanOf(tokens: readonly Token[], at = 0): Span {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? [at, at] : [first.span[0], last.span[1]];
}

/** What stands between the brackets of a group. */
export function insideOf(all: Code, { span: [start, end] }: Token): readonly Token[] | null {
  return tokensIn(all, [start + 1, end - 1]);
}

export function isSign(token: Token | undefined, ...signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.sign);
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.sign);
}

export function isGroup(token: Token | undefined, bracket: string): boolean {
  return token?.kind === 'group' && token.sign === bracket;
}
