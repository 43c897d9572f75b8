import { outlineOf } from './code-functions.ts';
import { expressionEnd } from './code-spans.ts';
import { type Code, isIn, type Span, wordOf } from './code-variables.ts';

/** A part of a file that runs only where one of its names is used. */
export interface Part {
  readonly range: Span;
  readonly names: readonly string[];
  readonly isFunction: boolean;
}

/** Code is written by anyone: of a file with more parts none is told apart. */
export const MOST_PARTS = 1000;

/** Ways to call a function, or to make one, by which its name does not stand in the code. */
const UNNAMED =
  /\b(?:globals|locals|vars|getattr|attrgetter|methodcaller|eval|exec|Function|__import__|import_module|modules|__dict__|__subclasses__|__init_subclass__|Reflect)\b|\b(?:this|exports|self|cls|module|global|globalThis)\s{0,9}\[/;

/** A method by a name that is made, and a decorator that may call what it stands on. */
const COMPUTED = /[\w$)\]]\s{0,9}(?:\?\.)?\[[^\]'"`\n]{1,99}\]\s{0,9}\(/;
const DECORATED = /(?<=^|\n)[ \t]*@([\w.]{1,99})[^\n]*\n(?:[ \t]*@[^\n]*\n)*[ \t]*(?:async[ \t]+)?def\b/g;
/** Decorators of methods that nothing calls but their class. */
const HARMLESS =
  /^(?:\w+\.setter|property|cached_property|staticmethod|classmethod|abc\.abstractmethod|abstractmethod|override)$/;
/** Decorators that only wrap what is called by its name. */
const WRAPS =
  /^(?:property|cached_property|staticmethod|classmethod|abstractmethod|override|functools\.\w+|lru_cache|cache|wraps|contextmanager|(?:\w+\.)?(?:create|update|delete|poll_create|poll_update|poll_delete))$|retry|backoff|trac|log|metric|time/i;

/** Whether code may call a function by what is not its name. */
export function callsUnnamed({ code, language }: Code): boolean {
  if (UNNAMED.test(code)) return true;
  return language === 'python'
    ? [...code.matchAll(DECORATED)].some(([, name = '']) => !WRAPS.test(name))
    : COMPUTED.test(code);
}

/**
 * The parts of the file that Lambda loads first which run only by their names: functions, classes and plain variables of
 * the whole file. All else of it runs with the file. Null where its code may call what it does not name.
 */
export function entryParts(all: Code): readonly Part[] | null {
  return UNNAMED.test(all.code) ? null : partsByName(all);
}

function partsByName(all: Code): readonly Part[] | null {
  if (all.language === 'shell' || !outlineOf(all).isWhole) return null;
  const parts = all.language === 'python' ? pythonParts(all) : scriptParts(all);
  return parts.length > MOST_PARTS ? null : parts;
}

/**
 * Whether a file plainly defines the function that the Handler of a Lambda function names: what it gives on by that name
 * may be another.
 * https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
 */
export function definesEntry(all: Code, name: string): boolean {
  const parts = partsByName(all) ?? [];
  const [found, ...others] = parts.filter(({ names }) => names.includes(name));
  if (found?.isFunction !== true || others.length > 0) return false;
  return (
    all.language === 'python' ||
    !new RegExp(`${wordOf(name)}\\s*:|\\bas\\s+${wordOf(name)}`).test(outsideOf(all, parts))
  );
}

/** The names of functions and variables that nothing else of the file names: one of them is what Lambda calls; null where none is told. */
export function unnamedElsewhere(all: Code): readonly string[] | null {
  const parts = partsByName(all);
  if (parts === null) return null;
  return parts.flatMap(({ names: [name], range, isFunction }) => {
    if (name === undefined) return [];
    if (!isFunction) return [...all.code.matchAll(new RegExp(wordOf(name), 'g'))].length > 1 ? [] : [name];
    const uses = [...all.code.matchAll(new RegExp(wordOf(name), 'g'))].map(({ index }) => index);
    const outside = uses.filter((at) => !isIn(at, range) && !isDefinition(all, at, range));
    const isGivenOut = outside.some((at) => parts.some((part) => part.names.length === 0 && isIn(at, part.range)));
    return outside.length === 0 || isGivenOut ? [name] : [];
  });
}

function isDefinition({ code }: Code, at: number, [start]: Span): boolean {
  return at < start && !/[;{}]|\n\s*\n/.test(code.slice(at, start)) && start - at < 200;
}

function outsideOf({ code }: Code, parts: readonly Part[]): string {
  let left = code;
  for (const { range, isFunction } of parts) {
    if (isFunction) left = left.slice(0, range[0]) + ' '.repeat(range[1] - range[0]) + left.slice(range[1]);
  }
  return left;
}

/** Functions and classes in the first column; one that is decorated may be called by its decorator. */
function pythonParts(all: Code): readonly Part[] {
  const { code } = all;
  const parts: Part[] = [];
  let open: { readonly name: string; readonly start: number } | null = null;
  let isDecorated = false;
  let at = 0;
  for (const line of code.split('\n')) {
    if (/^[^\s)\]}]/.test(line) && !/^(?:"""|''')\s*$/.test(line)) {
      if (open !== null) parts.push({ range: [open.start, at], names: [open.name], isFunction: true });
      const name = isDecorated ? undefined : /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w{1,64})/.exec(line)?.[1];
      open = name === undefined ? null : { name, start: at };
      isDecorated = line.startsWith('@');
    }
    at += line.length + 1;
  }
  if (open !== null) parts.push({ range: [open.start, code.length], names: [open.name], isFunction: true });
  return [...parts, ...idleVariables(all)];
}

function scriptParts(all: Code): readonly Part[] {
  const { code } = all;
  const { functions, outer } = outlineOf(all);
  const isOutside = (at: number) => outer[at] === -1;
  const named = functions.flatMap(({ name, at, range }): readonly Part[] => {
    const isCalled = /^\s*[(.[`?]/.test(code.slice(range[1] + 1, range[1] + 40));
    return name === null || !isOutside(at) || isCalled ? [] : [{ range, names: [name], isFunction: true }];
  });
  const classes = scriptClasses(all);
  return [...named, ...classes, ...idleVariables(all)];
}

function scriptClasses(all: Code): readonly Part[] {
  const { code } = all;
  const { outer, closes } = outlineOf(all);
  return [...code.matchAll(/\bclass\s{1,9}([\w$]{1,64})[^{}()]{0,200}\{/g)].flatMap(
    ({ index, 0: whole, 1: name = '' }): readonly Part[] => {
      const isDecorated = /@[\w$.]+\s*(?:\([^()]*\)\s*)?(?:export\s+)?$/.test(
        code.slice(Math.max(0, index - 200), index),
      );
      const brace = index + whole.length - 1;
      if (outer[index] !== -1 || isDecorated || !closes[brace]) return [];
      return [{ range: [index, closes[brace]], names: [name], isFunction: true }];
    },
  );
}

/** The classes of a file whose methods run only where the class is used: those that are declared and not decorated. */
export function classParts(all: Code): readonly Part[] {
  if (all.language !== 'python') {
    const isDeclared = (at: number) => /(?:^|[;}\n]|\bexport)\s*$/.test(all.code.slice(Math.max(0, at - 20), at));
    return scriptClasses(all).filter(({ range }) => isDeclared(range[0]));
  }
  // What a decorator in a class registers may run by itself.
  const isRegistered = (text: string) => [...text.matchAll(DECORATED)].some(([, name = '']) => !HARMLESS.test(name));
  return pythonParts(all).filter(
    ({ range }) => /^class\b/.test(all.code.slice(range[0], range[0] + 6)) && !isRegistered(all.code.slice(...range)),
  );
}

const RUNS = /[(`]|=>|\b(?:new|await|yield|function|class)\b/;

/** Variables whose value calls nothing. */
function idleVariables(all: Code): readonly Part[] {
  return variablesIn(all).filter(({ range }) => !RUNS.test(all.code.slice(...range)));
}

/** The names of variables whose value may call something, but for those that are functions. */
export function variablesThatRun(all: Code): readonly string[] {
  const isFunction =
    /^\s*(?:async\s*)?(?:function\b|lambda\b|[\w$]{1,64}\s*=>|\((?:[^()]|\([^()]*\))*\)\s*(?::[^=]{0,200})?=>)/;
  return variablesIn(all)
    .filter(({ range }) => RUNS.test(all.code.slice(...range)) && !isFunction.test(all.code.slice(...range)))
    .flatMap(({ names }) => names);
}

const VARIABLE = /(?<=^|\n)(\w{1,64})[ \t]*(?::[^=\n]{0,80})?=(?!=)/g;
const SCRIPT_VARIABLE =
  /\b(?:(?:const|let|var)\s{1,9}([\w$]{1,64})\s{0,9}(?::[^=;\n]{0,80})?=(?![=>])|module\.exports\s{0,9}=\s{0,9}(?=\{)|export\s{0,9}(?=\{))/g;

/** The values that a file gives to variables, or exports, outside of all brackets. */
export function variablesIn(all: Code): readonly Part[] {
  const { outer } = outlineOf(all);
  return [...all.code.matchAll(all.language === 'python' ? VARIABLE : SCRIPT_VARIABLE)]
    .filter(({ index }) => outer[index] === -1)
    .map(({ index, 0: whole, 1: name }): Part => {
      const start = index + whole.length;
      const names = name === undefined ? [] : [name];
      return { range: [start, expressionEnd(all.code, start)], names, isFunction: false };
    });
}
