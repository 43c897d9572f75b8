import { type CodeExpression, EACH, readExpression, type Step } from './code-expression.ts';
import {
  type CodeFunction,
  type CodeOutline,
  functionsAround,
  outlineOf,
  type Parameter,
  parameterAround,
} from './code-functions.ts';
import { elementsIn, partsBetween } from './code-parts.ts';
import { scriptBinding } from './code-patterns.ts';
import { expressionEnd } from './code-spans.ts';
import { type Code, isIn, type Span, wordOf } from './code-variables.ts';

/** What a name stands for at one of the places that give it a value. */
export type Binding =
  /** What stands at the end of the path in the value. */
  | {
      readonly kind: 'value';
      readonly value: CodeExpression;
      readonly path: readonly Step[];
      /** What counts where nothing stands there. */
      readonly fallback: CodeExpression | null;
      readonly isDeclared: boolean;
    }
  | {
      readonly kind: 'parameter';
      readonly of: CodeFunction;
      readonly index: number;
      readonly path: readonly Step[];
      readonly fallback: CodeExpression | null;
      readonly otherwise: CodeExpression | null;
    }
  /** An import, a loop, an operator, or anything else that is not followed. */
  | { readonly kind: 'unread' };

interface Placed {
  readonly at: number;
  /** The function to which the name belongs; null for the module. */
  readonly owner: CodeFunction | null;
  readonly binding: Binding;
}

/** A name that stands in more places than this is not followed. */
const MANY = 400;

/** What gives a name its value, and where the name means the same: in the function that has it, or all over the code. */
export interface Bindings {
  readonly all: readonly Binding[];
  readonly within: Span;
}

/** What gives a name its value, as seen from a place: the innermost function that has one of its own counts. */
export function bindingsOf(all: Code, name: string, at: number): Bindings {
  const whole: Span = [0, all.code.length];
  const found = outlineOf(all).isWhole ? placedBindings(all, name) : null;
  if (found === null) return { all: [{ kind: 'unread' }], within: whole };
  const isLoose = ({ binding }: Placed) => binding.kind === 'value' && !binding.isDeclared;
  for (const scope of [...functionsAround(outlineOf(all), at), null]) {
    const own = found.filter((each) => each.owner === scope && !isLoose(each));
    if (own.length === 0) continue;
    const within = scope?.range ?? whole;
    const set = found.filter((each) => isLoose(each) && isIn(each.at, within));
    return { all: [...own, ...set].map(({ binding }) => binding), within };
  }
  return { all: found.filter(isLoose).map(({ binding }) => binding), within: whole };
}

const known = new WeakMap<Code, Map<string, readonly Placed[] | null>>();

function placedBindings(all: Code, name: string): readonly Placed[] | null {
  const names = known.get(all) ?? new Map<string, readonly Placed[] | null>();
  known.set(all, names);
  const earlier = names.get(name);
  if (earlier !== undefined) return earlier;
  const places = placesOf(all, name);
  const found = places.length > MANY ? null : places.flatMap((at) => placedAt(all, name, at));
  names.set(name, found);
  return found;
}

function placesOf({ code }: Code, name: string): readonly number[] {
  const found = code.matchAll(new RegExp(`(?<!(?<!\\.\\.)\\.)${wordOf(name)}`, 'g'));
  return [...found].map(({ index }) => index);
}

const LOOKS_UP = /^\s{0,9}(?:\?\.|[.[])/;
/** Before and behind a name that a call is handed or that is the whole of a value. */
const HANDED = /(?:\*\*|[\w$]\((?:[^()]*,)?|(?<![=!<>])=)\s*$/;
const HANDED_END = /^\s{0,9}(?:[,);\n]|$)/;

/** Whether all that the code does with a name is to look something up in it, or to hand it on as a whole. */
export function isOnlyRead(all: Code, name: string): boolean {
  const { code } = all;
  return placesOf(all, name).every((at) => {
    const behind = code.slice(at + name.length, at + name.length + 20);
    return LOOKS_UP.test(behind) || (HANDED_END.test(behind) && HANDED.test(code.slice(Math.max(0, at - 200), at)));
  });
}

function placedAt(all: Code, name: string, at: number): readonly Placed[] {
  const outline = outlineOf(all);
  const parameter = parameterAround(outline, at);
  const [around = null] = functionsAround(outline, at);
  if (all.language !== 'python') {
    const binding = scriptBinding(all, outline, name, at, parameter);
    return binding === null ? [] : [{ at, owner: binding.kind === 'parameter' ? binding.of : around, binding }];
  }
  if (parameter !== null) {
    const binding = pythonParameter(all, name, at, parameter);
    return binding === null ? [] : [{ at, owner: parameter.of, binding }];
  }
  const binding = pythonBinding(all, outline, name, at);
  if (binding === null) return [];
  const isShared =
    around !== null &&
    new RegExp(`\\b(?:global|nonlocal)\\b[^\\n]*\\b${name}\\b`).test(all.code.slice(...around.range));
  return [{ at, owner: isShared ? null : around, binding }];
}

function pythonParameter(all: Code, name: string, at: number, { of, span }: Parameter): Binding | null {
  const [start, end] = span;
  const before = all.code.slice(start, at).trim();
  if (before !== '') return /^\*+$/.test(before) ? { kind: 'unread' } : null;
  const [, given] = partsBetween(all.code, [at + name.length, end], /=/y);
  // What stands behind a star or a slash of its own is told apart by name.
  const places = of.parameters.filter((each) => !/^\s*[*/]\s*$/.test(all.code.slice(...each)));
  return {
    kind: 'parameter',
    of,
    index: places.indexOf(span),
    path: [],
    fallback: null,
    otherwise: given === undefined ? null : readExpression(all, given),
  };
}

const ASSIGNS = /(?<![=!<>+\-*/%&|^@:])=(?!=)/y;

function pythonBinding(all: Code, outline: CodeOutline, name: string, at: number): Binding | null {
  const { code } = all;
  const [start, end] = statementAround(all, outline, at);
  const head = code.slice(start, at);
  const behind = code.slice(at + name.length, end);
  if (/\b(?:global|nonlocal)\s[^\n]*$/.test(head)) return null;
  const isNamed = /^\s*(?:from\s[^\n]{0,200}?)?\bimport\b|\b(?:as|def|class|del)\s+$/.test(head);
  const [walrus] = /^\s*:=/.exec(behind) ?? [];
  if (walrus !== undefined) {
    const from = at + name.length + walrus.length;
    const value = readExpression(all, [from, expressionEnd(code, from)]);
    return { kind: 'value', value, path: [], fallback: null, isDeclared: true };
  }
  if (isNamed || /^\s*(?:(?:[+\-%&|^@]|\*\*?|\/\/?|<<|>>)=)/.test(behind)) return { kind: 'unread' };
  if (/\bfor\s+[\w\s,*()[\]]*$/.test(head) && /^[\w\s,*()[\]]*?\bin\b/.test(behind)) {
    const list = /^\s*in\b/.exec(behind);
    if (list === null || !/^\s*(?:async\s+)?for\s+$/.test(head)) return { kind: 'unread' };
    const [items] = partsBetween(code, [at + name.length + list[0].length, end], /:/y);
    return { kind: 'value', value: readExpression(all, items), path: [EACH], fallback: null, isDeclared: true };
  }
  const sides = partsBetween(code, [start, end], ASSIGNS);
  const target = sides.slice(0, -1).find((side) => isIn(at, side));
  return target === undefined ? null : pythonTarget(all, name, target, sides.at(-1) ?? target);
}

/** The place of a name among those that are assigned at once: `name`, `name: type`, `a, name`, `(a, name)`. */
function pythonTarget(all: Code, name: string, [from, to]: Span, value: Span): Binding | null {
  const { code } = all;
  const [[, end]] = partsBetween(code, [from, to], /:/y);
  const bracketed = /^(\s*[([])[^()[\]]*[)\]]\s*$/.exec(code.slice(from, end));
  const [, lead = ''] = bracketed ?? [];
  const inside: Span =
    bracketed === null ? [from, end] : [from + lead.length, from + code.slice(from, end).trimEnd().length - 1];
  const elements = elementsIn(code, inside);
  const names = elements.map((span) => code.slice(...span).trim());
  const index = names.indexOf(name);
  const made = (path: readonly Step[]): Binding => ({
    kind: 'value',
    value: readExpression(all, value),
    path,
    fallback: null,
    isDeclared: true,
  });
  if (index >= 0)
    return names.some((each) => each.startsWith('*'))
      ? { kind: 'unread' }
      : made(isOne(code, inside) && !lead.endsWith('[') ? [] : [index]);
  return new RegExp(`(?:^|[,*(\\[])\\s*${name}\\s*(?:$|[,)\\]])`).test(code.slice(from, end))
    ? { kind: 'unread' }
    : null;
}

function isOne(code: string, inside: Span): boolean {
  return !code.slice(...inside).includes(',');
}

/** The statement of one line of Python around a place, or what stands behind the colon of `if c:` on that line. */
function statementAround({ code }: Code, { outer }: CodeOutline, at: number): Span {
  const isEnd = (place: number) =>
    outer[place] === -1 && (code[place] === ';' || (code[place] === '\n' && code[place - 1] !== '\\'));
  let start = at;
  while (start > 0 && !isEnd(start - 1)) start--;
  let end = at;
  while (end < code.length && !isEnd(end)) end++;
  const head = /^\s*(?:if|elif|else|for|while|with|try|except|finally|async)\b/.test(code.slice(start, end));
  const body = head ? partsBetween(code, [start, end], /:(?!=)/y)[1] : undefined;
  return body !== undefined && at >= body[0] ? [body[0], end] : [start, end];
}
