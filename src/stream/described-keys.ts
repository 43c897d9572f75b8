import { readArguments, readExpression } from './code-expression.ts';
import {
  bracketAround,
  type CodeFunction,
  closeOf,
  functionsAround,
  functionsNamed,
  outlineOf,
} from './code-functions.ts';
import { closingAt } from './code-spans.ts';
import { type Code, FEW, first, isIn, type Span, wordOf } from './code-variables.ts';
import { type KeyForm, UNKNOWN_FORM } from './key-form.ts';
import { KeyForms } from './key-forms.ts';

/** A call of KMS DescribeKey in the code of a handler. */
export interface DescribedKey {
  /** What it gives as KeyId. */
  readonly form: KeyForm;
  /** The handler may go on to start the stream where the call fails. */
  readonly isCaught: boolean;
  /** A function around it that nothing in the code calls: it runs only where it is the handler itself. */
  readonly within: string | null;
}

const DESCRIBE = /\.(?:describe_key|describeKey)\s{0,80}\(|\bDescribeKeyCommand\s{0,80}\(/g;
const START = /\b(?:start_activity_stream|startActivityStream|StartActivityStreamCommand)\b/g;

/** The calls of DescribeKey that stand in the code, the first few. */
export function describedKeys(all: Code): readonly DescribedKey[] {
  if (all.language === 'shell') {
    const isThere = all.code.includes('describe-key');
    return isThere ? [{ form: UNKNOWN_FORM, isCaught: false, within: null }] : [];
  }
  const calls = first(FEW, all.code.matchAll(DESCRIBE));
  if (calls.length === 0) return [];
  const forms = new KeyForms(all);
  const starts = startsIn(all);
  const known: Known = new Map();
  return calls.map(({ index, 0: whole }) => ({
    form: formOf(all, forms, index + whole.length),
    isCaught: isCaught(all, index, starts, known),
    within: unmentionedAround(all, index),
  }));
}

function formOf(all: Code, forms: KeyForms, start: number): KeyForm {
  const given: Span = [start, closingAt(all.code, start)];
  if (all.language !== 'python') return forms.of(readExpression(all, given), ['KeyId']);
  return forms.of({ kind: 'object', entries: readArguments(all, given) }, ['KeyId']);
}

const ROUNDS = 4;

/** Where the code starts a stream, by the call or by a function that comes to it. */
function startsIn(all: Code): readonly number[] {
  const outline = outlineOf(all);
  const starts = new Set(first(FEW, all.text.matchAll(START)).map(({ index }) => index));
  const followed = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const around = [...starts].flatMap((at) => functionsAround(outline, at));
    for (const { name, at: own } of around) {
      if (name === null || followed.has(name)) continue;
      followed.add(name);
      for (const at of mentionsOf(all, name)) if (at !== own) starts.add(at);
    }
  }
  return [...starts];
}

function mentionsOf({ code }: Code, name: string): readonly number[] {
  return first(FEW, code.matchAll(new RegExp(wordOf(name), 'g'))).map(({ index }) => index);
}

/** What is known of the calls of each function, by where it stands. */
type Known = Map<number, boolean>;

/** Whether a failure at a place is caught before the stream is started, here or wherever its function is called. */
function isCaught(all: Code, at: number, starts: readonly number[], known: Known): boolean {
  const tried = all.language === 'python' ? triedInPython(all.code, at) : triedInScript(all, at);
  if (tried.some((body) => !starts.some((start) => isIn(start, body)))) return true;
  const around = functionsAround(outlineOf(all), at).find(({ name }) => name !== null);
  if (around === undefined || starts.some((start) => isIn(start, around.range))) return false;
  const before = known.get(around.at);
  if (before !== undefined) return before;
  known.set(around.at, true);
  const calls = mentionsOf(all, around.name ?? '').filter((call) => call !== around.at);
  const found = calls.length > 0 && calls.every((call) => isCaught(all, call, starts, known));
  known.set(around.at, found);
  return found;
}

const TRY = /^[ \t]*(?:try[ \t]*:|(?:async[ \t]+)?with\b.*\bsuppress\()/;

/** The bodies of the `try` and `with suppress` around a place, by their indentation. */
function triedInPython(code: string, at: number): readonly Span[] {
  const found: Span[] = [];
  let indentation = Number.POSITIVE_INFINITY;
  let start = at;
  for (const line of code.slice(0, at).split('\n').toReversed()) {
    start -= line.length;
    const own = line.search(/\S/);
    if (own >= 0 && own < indentation) {
      indentation = own;
      if (TRY.test(line)) found.push([start, endOfBlock(code, at, own)]);
    }
    start -= 1;
  }
  return found;
}

/** Where the first line behind a place stands that is indented no more than this. */
function endOfBlock(code: string, from: number, indentation: number): number {
  const next = /\n([ \t]*)(?=[^\s])/g;
  next.lastIndex = from;
  for (let line = next.exec(code); line !== null; line = next.exec(code)) {
    if ((line[1] ?? '').length <= indentation) return line.index;
  }
  return code.length;
}

/** The bodies of the `try` around a place, and the chain of calls that ends in `catch` and in which it stands. */
function triedInScript(all: Code, at: number): readonly Span[] {
  const outline = outlineOf(all);
  const found: Span[] = [];
  for (let open = bracketAround(outline, at); open >= 0; open = bracketAround(outline, open)) {
    if (all.code[open] === '{' && /\btry\s*$/.test(all.code.slice(Math.max(0, open - 40), open))) {
      found.push([open, closeOf(outline, open)]);
    }
  }
  const statement = all.code.slice(at, at + 2000).split(';', 1)[0] ?? '';
  return /\.\s*catch\s*\(/.test(statement) ? [...found, [at, at]] : found;
}

/** The outermost function around a place, where the code mentions it nowhere and nothing is written to call it. */
function unmentionedAround(all: Code, at: number): string | null {
  const outermost = functionsAround(outlineOf(all), at).at(-1);
  if (outermost === undefined || outermost.name === null || !isPlain(all, outermost)) return null;
  const { name } = outermost;
  const isInString = [`'${name}'`, `"${name}"`, `\`${name}\``].some((string) => all.text.includes(string));
  return !isInString && mentionsOf(all, name).length === 1 && functionsNamed(outlineOf(all), name).length === 1
    ? name
    : null;
}

/** A function that stands by itself: no method, nothing that a decorator takes or that is handed on. */
function isPlain(all: Code, { at }: CodeFunction): boolean {
  const before = all.code.slice(Math.max(0, at - 400), at);
  if (all.language === 'python')
    return /(?:^|\n)(?:async )?def[ \t]+$/.test(before) && !/@[^\n]*\n(?:async )?def[ \t]+$/.test(before);
  const isOutside = bracketAround(outlineOf(all), at) < 0;
  return isOutside && /(?:\bfunction\s*\*?\s*|\b(?:const|let|var)\s+)$/.test(before);
}
