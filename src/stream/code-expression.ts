import { branchesIn, elementsIn, partsBetween, trimmed } from './code-parts.ts';
import { closingAt } from './code-spans.ts';
import type { Code, Span } from './code-variables.ts';

/** What an expression of the code is, as far as its whole form is understood; anything else is `unread`. */
export type CodeExpression =
  | { readonly kind: 'string'; readonly value: string }
  /** None, null or undefined. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'member'; readonly of: CodeExpression; readonly name: Step }
  | { readonly kind: 'call'; readonly name: string; readonly at: number }
  /** The first that is there counts: `a or b`, `a ?? b`. */
  | { readonly kind: 'first'; readonly of: readonly CodeExpression[] }
  | { readonly kind: 'either'; readonly of: readonly CodeExpression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly CodeExpression[] }
  | { readonly kind: 'unread' };

/** A property's name, or the place of an item in a list. */
export type Step = string | number;

/** Every item of a list, one after the other. */
export const EACH = -1;

/** What a JSON text holds. */
export const PARSED = '{JSON}';

/** An entry of an object; of another object that it takes over whole, or under a name that is not told, without name. */
export interface Entry {
  readonly name: string | null;
  readonly isSpread: boolean;
  readonly value: CodeExpression;
}

const UNREAD: CodeExpression = { kind: 'unread' };

const NESTING_LIMIT = 24;

/** Reads an expression that takes up a whole part of the code. */
export function readExpression(all: Code, span: Span, depth = 0): CodeExpression {
  const [start, end] = trimmed(all, span);
  if (start >= end || depth > NESTING_LIMIT) return UNREAD;
  const read = (part: Span) => readExpression(all, part, depth + 1);
  if (all.language === 'python' && partsBetween(all.code, [start, end], /,/y).length > 1) {
    return readList(all, [start, end], depth);
  }
  const branches = branchesIn(all, [start, end]);
  if (branches !== null) {
    const { value, condition, otherwise } = branches;
    const both = [read(value), read(otherwise)];
    const isSame = all.text.slice(...value).trim() === all.text.slice(...condition).trim();
    if (isSame || asksFor(all, condition, both[0], true, depth)) return { kind: 'first', of: both };
    if (asksFor(all, condition, both[1], false, depth)) return { kind: 'first', of: both.toReversed() };
    return { kind: 'either', of: both };
  }
  const choices = partsBetween(all.code, [start, end], all.language === 'python' ? /\bor\b/y : /\|\||\?\?/y);
  if (choices.length > 1) return { kind: 'first', of: choices.map(read) };
  return readChain(all, [start, end], depth);
}

/** Whether a condition holds just where something is there, or just where it is not. */
function asksFor(
  all: Code,
  condition: Span,
  what: CodeExpression | undefined,
  isThere: boolean,
  depth: number,
): boolean {
  const asked = askedFor(all, condition, depth);
  return asked.isThere === isThere && what !== undefined && isPath(what) && isSamePath(what, asked.of);
}

const NO_VALUE = /^\s*(?:None|null|undefined)\s*$/;

/** `x`, `not x`, `'K' in x`, `x is not None`, `x !== undefined`: what a condition asks for. */
function askedFor(all: Code, span: Span, depth: number): { readonly of: CodeExpression; readonly isThere: boolean } {
  const read = (part: Span) => readExpression(all, part, depth + 1);
  const [subject, rest] = partsBetween(all.code, span, /\b(?:not\s{1,9})?in\b|\bis\b(?:\s{1,9}not\b)?|[!=]==?/y);
  if (rest === undefined) {
    const not = /^\s*(?:not\b|!)/.exec(all.code.slice(...span))?.[0];
    return not === undefined
      ? { of: read(span), isThere: true }
      : { of: read([span[0] + not.length, span[1]]), isThere: false };
  }
  const operator = all.code.slice(subject[1], rest[0]);
  const isThere = operator.startsWith('!') || operator.includes('not') !== operator.endsWith('in');
  if (!operator.endsWith('in')) return { of: NO_VALUE.test(all.code.slice(...rest)) ? read(subject) : UNREAD, isThere };
  const name = read(subject);
  return { of: name.kind === 'string' ? { kind: 'member', of: read(rest), name: name.value } : UNREAD, isThere };
}

function isPath(expression: CodeExpression): boolean {
  return expression.kind === 'name' || (expression.kind === 'member' && isPath(expression.of));
}

function isSamePath(a: CodeExpression, b: CodeExpression): boolean {
  if (a.kind === 'member' && b.kind === 'member') return a.name === b.name && isSamePath(a.of, b.of);
  return a.kind === 'name' && b.kind === 'name' && a.name === b.name;
}

/** Something, with what is looked up in it. */
function readChain(all: Code, [start, end]: Span, depth: number): CodeExpression {
  let [read, at] = readFirst(all, [start, end], depth);
  while (at < end && read.kind !== 'unread') [read, at] = readNext(all, read, [at, end], depth);
  return read;
}

type Read = readonly [read: CodeExpression, end: number];

const NOTHING = /^(?:None|null|undefined)$/;

function readFirst(all: Code, [start, end]: Span, depth: number): Read {
  const { code } = all;
  const name = /^[A-Za-z_$][\w$]*/.exec(code.slice(start, Math.min(end, start + 100)))?.[0] ?? '';
  const behind = code.charAt(start + name.length);
  if (`'"\``.includes(behind) && behind !== '' && /^(?:|[rRuU]|[fF][rR]?|[rR][fF])$/.test(name)) {
    return readString(all, [start, end], name, depth);
  }
  if (NOTHING.test(name)) return [{ kind: 'nothing' }, start + name.length];
  if (name !== '') return [{ kind: 'name', name, at: start }, start + name.length];
  const close = closingAt(code, start + 1);
  const inside: Span = [start + 1, close];
  if (close >= end) return [UNREAD, end];
  if (code[start] === '{') return [{ kind: 'object', entries: readEntries(all, inside, depth) }, close + 1];
  if (code[start] === '[') return [readList(all, inside, depth), close + 1];
  return [readExpression(all, inside, depth + 1), close + 1];
}

function readList(all: Code, inside: Span, depth: number): CodeExpression {
  const { code } = all;
  const elements = elementsIn(code, inside);
  // What a star, three dots or a loop brings moves all others.
  if (elements.some((part) => /^\s*(?:\*|\.\.\.)|\bfor\b/.test(code.slice(...part)))) return UNREAD;
  return { kind: 'list', items: elements.map((part) => readExpression(all, part, depth + 1)) };
}

/** A whole string, or the one value that an f-string or a template literal consists of. */
function readString(all: Code, [start, end]: Span, prefix: string, depth: number): Read {
  const { text, code, language } = all;
  const open = start + prefix.length;
  const sign = code.charAt(open);
  const quote = language === 'python' && code.startsWith(sign.repeat(3), open) ? sign.repeat(3) : sign;
  const from = open + quote.length;
  let at = from;
  while (at < end && /\s/.test(code.charAt(at))) at++;
  if (code.startsWith(quote, at)) {
    const value = text.slice(from, at);
    // In an f-string two braces stand for one.
    const isPlain = !/[\\\n]/.test(value) && !(/f/i.test(prefix) && /[{}]/.test(value));
    return [isPlain ? { kind: 'string', value } : UNREAD, at + quote.length];
  }
  const brace = quote === '`' ? '${' : '{';
  const close = closingAt(code, from + brace.length);
  if (!code.startsWith(brace, from) || !code.startsWith(quote, close + 1)) return [UNREAD, end];
  const inside = readExpression(all, [from + brace.length, close], depth + 1);
  return [inside.kind === 'object' ? UNREAD : inside, close + 1 + quote.length];
}

function readEntries(all: Code, inside: Span, depth: number): readonly Entry[] {
  return elementsIn(all.code, inside).map((element) => readEntry(all, element, depth));
}

function readEntry(all: Code, [from, end]: Span, depth: number): Entry {
  const { text, code, language } = all;
  const [start] = trimmed(all, [from, end]);
  const spread = language === 'python' ? '**' : '...';
  const read = (at: number) => readExpression(all, [at, end], depth + 1);
  if (code.startsWith(spread, start)) return { name: null, isSpread: true, value: read(start + spread.length) };
  const [, quote = '', name] = /^(['"]?)([\w$]{1,99})\1\s*(?=:|$)/.exec(text.slice(start, end)) ?? [];
  const colon = partsBetween(code, [start, end], /:/y)[1]?.[0];
  const isTold = name !== undefined && (quote !== '' || language === 'javascript');
  if (colon !== undefined) return { name: isTold ? name : null, isSpread: false, value: read(colon) };
  const isShort = isTold && quote === '';
  return { name: isShort ? name : null, isSpread: false, value: isShort ? read(start) : UNREAD };
}

/** The next member, index or call. */
function readNext(all: Code, of: CodeExpression, [from, end]: Span, depth: number): Read {
  const { code } = all;
  const [lead, sign] = /^(?:\s|\\\n)*!?(?:\?\.(?=[[(]))?(\?\.|[.[(])/.exec(code.slice(from, end)) ?? [];
  if (lead === undefined) return [UNREAD, end];
  const at = from + lead.length;
  if (sign === '.' || sign === '?.') return readMember(all, of, [at, end]);
  const close = closingAt(code, at);
  if (close >= end) return [UNREAD, end];
  if (sign === '(') return [readCall(all, of, [at, close], depth), close + 1];
  const index = readExpression(all, [at, close], depth + 1);
  const number = /^\s*\d{1,4}\s*$/.exec(code.slice(at, close));
  if (number !== null) return [{ kind: 'member', of, name: Number(number[0]) }, close + 1];
  return [index.kind === 'string' ? { kind: 'member', of, name: index.value } : UNREAD, close + 1];
}

function readMember({ code }: Code, of: CodeExpression, [at, end]: Span): Read {
  const [lead = '', name] = /^\s*(#?[A-Za-z_$][\w$]*)/.exec(code.slice(at, Math.min(end, at + 200))) ?? [];
  return name === undefined ? [UNREAD, end] : [{ kind: 'member', of, name }, at + lead.length];
}

/** Methods that hand a value through: a string but for blanks around it, a copy, the answer of version 2 of the SDK. */
const SAME = new Set(['strip', 'trim', 'toString', 'promise', 'copy']);
/** Functions of the languages themselves that hand on their one argument, or a copy of it. */
const COPIES = new Set(['str', 'dict', 'String', 'structuredClone', 'deepcopy']);
const PARSERS = new Set(['json.loads', 'JSON.parse']);
const COPYING_METHODS = new Set(['Object.freeze', 'copy.copy', 'copy.deepcopy']);

/** A call that hands a value through or looks one up; a function of the code's own is followed later. */
function readCall(all: Code, callee: CodeExpression, inside: Span, depth: number): CodeExpression {
  const given = elementsIn(all.code, inside);
  const [first, second] = given.map((part) => readExpression(all, part, depth + 1));
  if (callee.kind === 'name') {
    if (!COPIES.has(callee.name)) return calledByName(all, callee.name, first, second, inside[0]);
    const isNamed = given.some((part) => partsBetween(all.code, part, /(?<![=!<>])=(?!=)/y).length > 1);
    if (given.length === 1 && first !== undefined && !isNamed) return first;
    return callee.name === 'dict' ? { kind: 'object', entries: readArguments(all, inside, depth) } : UNREAD;
  }
  return readMethod(all, callee, inside, depth);
}

/** A call of a method; what it returns is not told as a rule, but the event may be in it. */
function readMethod(all: Code, callee: CodeExpression, inside: Span, depth: number): CodeExpression {
  const other: CodeExpression = { kind: 'call', name: '', at: inside[0] };
  if (callee.kind !== 'member' || typeof callee.name !== 'string') return other;
  const given = elementsIn(all.code, inside);
  const [first, second] = given.map((part) => readExpression(all, part, depth + 1));
  const owner = callee.of.kind === 'name' ? callee.of.name : '';
  const method = `${owner}.${callee.name}`;
  if (SAME.has(callee.name) && given.length === 0) return callee.of;
  if (first !== undefined && given.length === 1) {
    if (PARSERS.has(method)) return { kind: 'member', of: first, name: PARSED };
    if (COPYING_METHODS.has(method)) return first;
  }
  if (first?.kind === 'object' && method === 'Object.assign') return mergedOf(all, given, depth);
  const described = describedKey(all, callee.name, inside, depth);
  if (described !== null) return described;
  if (callee.name === 'get' && all.language === 'python' && first?.kind === 'string' && given.length < 3) {
    return withDefault({ kind: 'member', of: callee.of, name: first.value }, second);
  }
  return OWNERS.has(owner) ? calledByName(all, callee.name, first, second, inside[0]) : other;
}

/** What calls the module's or the object's own functions. */
const OWNERS = new Set(['os', 'self', 'this']);

/** What `Object.assign` puts into an object that stands there. */
function mergedOf(all: Code, given: readonly Span[], depth: number): CodeExpression {
  const entries = given.map(
    (part): Entry => ({ name: null, isSpread: true, value: readExpression(all, part, depth + 1) }),
  );
  return { kind: 'object', entries };
}

const COMMAND = /^\s*new\s+(?:[\w$]{1,99}\.)?DescribeKeyCommand\s*\(/;

/** What DescribeKey answers: the very key that it is asked for. */
function describedKey(all: Code, method: string, inside: Span, depth: number): CodeExpression | null {
  const command = method === 'send' ? COMMAND.exec(all.code.slice(...inside)) : null;
  const from = inside[0] + (command?.[0].length ?? 0);
  if (command === null && method !== 'describe_key' && method !== 'describeKey') return null;
  const given: Span = [from, command === null ? inside[1] : closingAt(all.code, from)];
  const input = all.language === 'python' ? null : readExpression(all, given, depth + 1);
  const entries = input === null ? readArguments(all, given, depth) : input.kind === 'object' ? input.entries : [];
  const [asked, ...others] = entries;
  if (asked?.name !== 'KeyId' || others.length > 0) return null;
  const key = ['Arn', 'KeyId'].map((name): Entry => ({ name, isSpread: false, value: asked.value }));
  const metadata: Entry = { name: 'KeyMetadata', isSpread: false, value: { kind: 'object', entries: key } };
  return { kind: 'object', entries: [metadata] };
}

function calledByName(
  { language }: Code,
  name: string,
  first: CodeExpression | undefined,
  second: CodeExpression | undefined,
  at: number,
): CodeExpression {
  if (name !== 'getenv' || language !== 'python') return { kind: 'call', name, at };
  const environment: CodeExpression = { kind: 'name', name: 'environ', at };
  return first?.kind === 'string'
    ? withDefault({ kind: 'member', of: environment, name: first.value }, second)
    : UNREAD;
}

function withDefault(member: CodeExpression, otherwise: CodeExpression | undefined): CodeExpression {
  return otherwise === undefined ? member : { kind: 'first', of: [member, otherwise] };
}

/** The arguments of a call of Python as the entries that they make: `dict(a=1, **b)`. */
export function readArguments(all: Code, inside: Span, depth = 0): readonly Entry[] {
  return elementsIn(all.code, inside).map((element): Entry => {
    const named = /^\s*([A-Za-z_]\w{0,99})\s*=(?!=)/.exec(all.code.slice(...element));
    if (named === null) return readEntry(all, element, depth);
    const value = readExpression(all, [element[0] + named[0].length, element[1]], depth + 1);
    return { name: named[1] ?? null, isSpread: false, value };
  });
}
