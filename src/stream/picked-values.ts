import { expressionEnd } from './code-spans.ts';
import { type Code, FEW, follow, type Span, wordOf } from './code-variables.ts';

/** A string of the code, between its quotes or the values that it holds. */
export interface CodeString {
  readonly text: string;
  /** It is a key, an index or handed to a call, so that it is not the value of the expression around it. */
  readonly isBeside: boolean;
}

const WORDS = new Set(
  'and as await await const elif else false for function if in is lambda let new none not null of or return true typeof undefined var void'.split(
    ' ',
  ),
);

/** What the variables of a text are given, found once for all of them. */
export class Values {
  readonly all: Code;
  readonly #places = new Map<string, number[]>();
  readonly #spans = new Map<string, readonly Span[]>();
  readonly #names = new Map<number, readonly string[]>();

  constructor(all: Code) {
    this.all = all;
    for (const pattern of [ASSIGNED, LOOPED]) {
      for (const found of all.code.matchAll(pattern)) {
        const [whole, name = ''] = found;
        const places = this.#places.get(name) ?? [];
        if (places.length < FEW) places.push(found.index + whole.length);
        this.#places.set(name, places);
      }
    }
  }

  /** The expressions that a variable is assigned, or that a loop takes it from. */
  of(name: string): readonly Span[] {
    const known = this.#spans.get(name);
    if (known !== undefined) return known;
    const made = (this.#places.get(name) ?? []).map((at): Span => [at, expressionEnd(this.all.code, at)]);
    this.#spans.set(name, made);
    return made;
  }

  /** An expression with all that its variables are given, as far as they can be followed. */
  behind(expression: Span): readonly Span[] {
    return follow(
      [expression],
      (span) => this.namesIn(span),
      (name) => this.of(name),
    ).flat();
  }

  namesIn([start, end]: Span): readonly string[] {
    const known = this.#names.get(start);
    if (known !== undefined) return known;
    const found = this.all.code.slice(start, end).matchAll(/(?<![\w$])[A-Za-z_$][\w$]{0,63}(?![\w$])/g);
    const made = [...new Set([...found].map(([name]) => name))].filter((name) => !WORDS.has(name.toLowerCase()));
    this.#names.set(start, made);
    return made;
  }
}

const ASSIGNED = /(?<![\w$])([A-Za-z_$][\w$]{0,63})\s{0,9}(?::\s?[\w.[\]| ]{1,40})?=(?![=>])/g;
const LOOPED = /\bfor\b[^\n;{}]{0,40}?(?<![\w$])([A-Za-z_$][\w$]{0,63})\s{1,9}(?:of|in)\b/g;

/** The strings in a part of the code; one that holds values comes in the pieces between them. */
export function stringsIn({ text, code }: Code, [start, end]: Span): readonly CodeString[] {
  const found: CodeString[] = [];
  for (let at = start; at < end; at++) {
    const quote = code.charAt(at);
    if (!`'"\``.includes(quote)) continue;
    const close = code.indexOf(quote, at + 1);
    if (close < 0 || close > end) break;
    const isBeside = /[[(]$/.test(code.slice(start, at).trimEnd()) || /^\s{0,9}[:\]]/.test(code.slice(close + 1, end));
    const pieces = text.slice(at + 1, close).split(/\$?\{[^{}]{0,99}\}|%(?:\(\w{1,99}\))?s/);
    found.push(...pieces.filter((piece) => piece !== '').map((piece) => ({ text: piece, isBeside })));
    at = close;
  }
  return found;
}

/** Whether a name is one of the strings, or several of them side by side. */
export function isMadeOf(name: string, strings: readonly CodeString[]): boolean {
  const parts = new Set(strings.map(({ text }) => text));
  const reached = [true];
  for (let end = 1; end <= name.length; end++) {
    reached[end] = [...parts].some((part) => name.endsWith(part, end) && reached[end - part.length] === true);
  }
  return reached[name.length] === true;
}

/** Nothing but the name of an SDK client's maker, or of a service that the text does not tell. */
const CLIENT =
  /\bnew\s{1,9}(?:[\w$]{1,64}\.)?RDS\w{0,9}\s{0,9}\(|@aws-sdk\/client-rds|aws-sdk\/clients\/rds|\b(?:client|resource)\(\s{0,40}(?:service_name\s{0,4}=\s{0,4})?(?:['"]rds['"]|[A-Za-z_])/;

/** Whether an expression may be a client of RDS, or the module of its commands. */
export function mayBeClient(values: Values, receiver: Span): boolean {
  const { text, code } = values.all;
  if (CLIENT.test(text.slice(...receiver))) return true;
  const name = values.namesIn(receiver).at(-1);
  if (name === undefined || isOwn(name)) return false;
  const given = values.of(name);
  if (given.length > 0) return given.some((span) => CLIENT.test(text.slice(...span)));
  const module = new RegExp(`\\bimport\\b[^\\n]{0,99}${wordOf(name)}`).exec(code);
  if (module === null) return CLIENT.test(text);
  return text.slice(module.index, module.index + 200).includes('@aws-sdk/client-rds');
}

/** Whether it is the object that the code belongs to, or one that the code writes out. */
export function isOwnObject(values: Values, receiver: Span): boolean {
  const name = values.namesIn(receiver).at(-1);
  if (name === undefined || isOwn(name)) return name !== undefined;
  const given = values.of(name);
  return given.length > 0 && given.every(([start]) => /^\s{0,9}[[{]/.test(values.all.code.slice(start, start + 10)));
}

function isOwn(name: string): boolean {
  return name === 'self' || name === 'this' || name === 'cls';
}
