import { elementsIn } from './code-parts.ts';
import { expressionEnd } from './code-spans.ts';
import { type Code, isIn, type Span } from './code-variables.ts';

/** A function of the code. */
export interface CodeFunction {
  /** Null where it has none of its own. */
  readonly name: string | null;
  /** Where its name stands, or it begins. */
  readonly at: number;
  readonly parameters: readonly Span[];
  /** From its first parameter to the end of its body. */
  readonly range: Span;
  /** It is an arrow whose body is the expression that it returns. */
  readonly returns: Span | null;
}

/** The brackets of a text and the functions among them, found once. */
export interface CodeOutline {
  /** Of each place, where the innermost bracket around it opens; -1 outside of all. */
  readonly outer: Int32Array;
  /** Of each opening bracket, where it closes; 0 where it never does. */
  readonly closes: Int32Array;
  readonly functions: readonly CodeFunction[];
  readonly named: ReadonlyMap<string | null, readonly CodeFunction[]>;
  /** False where the text has more brackets or functions than are looked at, so that no name in it can be followed. */
  readonly isWhole: boolean;
}

/** Where the innermost bracket around a place opens; -1 outside of all. */
export function bracketAround({ outer }: Pick<CodeOutline, 'outer'>, at: number): number {
  return outer[at] ?? -1;
}

/** Where a bracket closes; 0 where it never does, or where none opens. */
export function closeOf({ closes }: Pick<CodeOutline, 'closes'>, open: number): number {
  return closes[open] ?? 0;
}

const MOST_BRACKETS = 50_000;
const MOST_FUNCTIONS = 5_000;

const outlines = new WeakMap<Code, CodeOutline>();

export function outlineOf(all: Code): CodeOutline {
  const known = outlines.get(all);
  if (known !== undefined) return known;
  const brackets = bracketsIn(all.code);
  const isSmall =
    count(all.code, /\(/g) <= MOST_BRACKETS && count(all.code, /=>|\bdef\b|\blambda\b/g) <= MOST_FUNCTIONS;
  const found = !isSmall
    ? []
    : all.language === 'python'
      ? pythonFunctions(all, brackets)
      : scriptFunctions(all, brackets);
  const isWhole = isSmall && found.length <= MOST_FUNCTIONS;
  const functions = isWhole ? found : [];
  const made = { ...brackets, functions, named: byName(functions), isWhole };
  outlines.set(all, made);
  return made;
}

function byName(functions: readonly CodeFunction[]): ReadonlyMap<string | null, readonly CodeFunction[]> {
  const named = new Map<string | null, CodeFunction[]>();
  for (const each of functions) {
    const namesakes = named.get(each.name);
    if (namesakes === undefined) named.set(each.name, [each]);
    else namesakes.push(each);
  }
  return named;
}

/** The functions of the code that have this name. */
export function functionsNamed({ named }: CodeOutline, name: string): readonly CodeFunction[] {
  return named.get(name) ?? [];
}

/**
 * The name by which the code calls a function: for a constructor that of its class. Null where a class that extends it
 * may call it as well.
 */
export function calledAs(all: Code, of: CodeFunction): string | null {
  if (of.name !== '__init__' && of.name !== 'constructor') return of.name;
  const name = all.language === 'python' ? pythonClass(all, of) : scriptClass(all, of);
  if (name === null) return null;
  const extending = new RegExp(`\\bclass\\s+\\w+\\s*\\([^()]*\\b${name}\\b|\\bextends\\s+${name}(?![\\w$])`);
  return extending.test(all.code) ? null : name;
}

/** The class whose line stands before the method and is indented less. */
function pythonClass({ code }: Code, { at }: CodeFunction): string | null {
  const indentation = at - code.lastIndexOf('\n', at) - 1 - 'def '.length;
  const classes = [...code.slice(0, at).matchAll(/(?<=^|\n)([ \t]*)class[ \t]+(\w+)/g)];
  return classes.findLast(([, lead = '']) => lead.length < indentation)?.[2] ?? null;
}

function scriptClass(all: Code, { at }: CodeFunction): string | null {
  const open = bracketAround(outlineOf(all), at);
  return /\bclass\s+(\w+)[^{}()]*$/.exec(all.code.slice(Math.max(0, open - 200), Math.max(0, open)))?.[1] ?? null;
}

function count(code: string, pattern: RegExp): number {
  return [...code.matchAll(pattern)].length;
}

/** A parameter of a function, by its place among them. */
export interface Parameter {
  readonly of: CodeFunction;
  readonly index: number;
  readonly span: Span;
}

/** The parameter in which a place is, or null. */
export function parameterAround({ functions }: CodeOutline, at: number): Parameter | null {
  for (const of of functions) {
    for (const [index, span] of of.parameters.entries()) if (isIn(at, span)) return { of, index, span };
  }
  return null;
}

/** The functions around a place, innermost first. */
export function functionsAround({ functions }: CodeOutline, at: number): readonly CodeFunction[] {
  return functions.filter(({ range }) => isIn(at, range)).sort((a, b) => b.range[0] - a.range[0]);
}

type Brackets = Pick<CodeOutline, 'outer' | 'closes'>;

function bracketsIn(code: string): Brackets {
  const outer = new Int32Array(code.length + 1);
  const closes = new Int32Array(code.length + 1);
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const sign = code.charAt(at);
    if (')]}'.includes(sign)) {
      const start = open.pop();
      if (start !== undefined) closes[start] = at;
    }
    outer[at] = open.at(-1) ?? -1;
    if ('([{'.includes(sign)) open.push(at);
  }
  return { outer, closes };
}

function pythonFunctions({ code }: Code, { closes }: Brackets): readonly CodeFunction[] {
  const defined = [...code.matchAll(/(?<=^|\n)([ \t]*)(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\(/g)].map((found) => {
    const [whole, indentation = '', name = ''] = found;
    const open = found.index + whole.length;
    const close = closes[open - 1] || code.length;
    const range: Span = [open, dedentAfter(code, close, indentation.length)];
    const at = found.index + whole.lastIndexOf(name);
    return { name, at, parameters: elementsIn(code, [open, close]), range, returns: null };
  });
  const lambdas = [...code.matchAll(/\blambda\b([^:\n]*):/g)].map((found) => {
    const start = found.index + 'lambda'.length;
    const body = found.index + found[0].length;
    const range: Span = [start, expressionEnd(code, body)];
    return { name: null, at: start, parameters: elementsIn(code, [start, body - 1]), range, returns: null };
  });
  return [...defined, ...lambdas];
}

/** Where the first line that is indented no deeper begins. */
function dedentAfter(code: string, from: number, indentation: number): number {
  const deeper = new RegExp(`\\n(?=[ \\t]{0,${Math.min(indentation, 400)}}[^ \\t\\n\\r)\\]}])`, 'g');
  deeper.lastIndex = from;
  const found = deeper.exec(code);
  return found === null ? code.length : found.index;
}

const CONTROL = new Set(['if', 'for', 'while', 'switch', 'catch', 'with', 'await', 'return']);

/** What stands between parameters and body: a type, `: Promise<{ ok: boolean }>`, and the arrow. */
const BODY = /^\s*(?::[^=;(){}]{0,200}(?:\{[^{}()=]{0,200}\}[^=;(){}]{0,40}(?=\{|=>))?)?(=>\s*|(?=\{))/;

/** A class, or an object that is written out, as opposed to a block of statements. */
function holdsMethods(code: string, brace: number): boolean {
  const before = code.slice(Math.max(0, brace - 200), Math.max(0, brace)).trimEnd();
  if (code[brace] !== '{' || /\b(?:case\b[^:{}]*|default\s*):$/.test(before)) return false;
  return /\bclass\b[^{}();=]*$|(?:[=(:,[?&|]|\breturn|\bdefault)$/.test(before);
}

function scriptFunctions({ code }: Code, { closes, outer }: Brackets): readonly CodeFunction[] {
  const bracketed = [...code.matchAll(/\(/g)].flatMap(({ index: open }): readonly CodeFunction[] => {
    const close = closes[open] || code.length;
    const behind = BODY.exec(code.slice(close + 1, close + 240));
    const named = nameBefore(code, open);
    if (behind === null || CONTROL.has(named.name ?? '')) return [];
    // A call may stand before a block.
    const isMethod = /^[\w$]+\s*(?:<[^<>()]*>)?\s*$/.test(code.slice(named.at, open)) && !behind[0].includes('=>');
    const isFunction = /\bfunction\s*\*?\s*$/.test(code.slice(Math.max(0, named.at - 40), named.at));
    if (isMethod && !isFunction && named.name !== null && !holdsMethods(code, outer[open] ?? -1)) return [];
    const body = close + 1 + behind[0].length;
    return [functionAt(code, closes, [open + 1, close], body, named)];
  });
  const bare = [...code.matchAll(/(?<![\w$.])([A-Za-z_$][\w$]{0,63})\s{0,9}=>\s{0,40}/g)].map((found) => {
    const end = found.index + (found[1] ?? '').length;
    return functionAt(code, closes, [found.index, end], found.index + found[0].length, nameBefore(code, found.index));
  });
  return [...bracketed, ...bare];
}

type Named = Pick<CodeFunction, 'name' | 'at'>;

function functionAt(code: string, closes: Int32Array, inside: Span, body: number, named: Named): CodeFunction {
  const isBlock = code[body] === '{';
  const end = isBlock ? closes[body] || code.length : expressionEnd(code, body);
  const parameters = elementsIn(code, inside);
  return { ...named, parameters, range: [inside[0], end], returns: isBlock ? null : [body, end] };
}

/** `function name(`, `name(`, `name = async (`, `name: (`: the name that stands before the parameters. */
function nameBefore(code: string, open: number): Named {
  const before = code.slice(Math.max(0, open - 200), open);
  const [whole, direct, given] =
    /(?:(?<![\w$])(?!async\b|function\b)([A-Za-z_$][\w$]*)\s*(?:<[^<>()]*>)?|(?<![\w$])([A-Za-z_$][\w$]*)\s*(?::[^=;{}]{0,100})?[=:]\s*(?:async\s*)?(?:function\s*\*?\s*)?)\s*$/.exec(
      before,
    ) ?? [];
  const name = direct ?? given ?? null;
  return { name, at: whole === undefined ? open : open - whole.length };
}
