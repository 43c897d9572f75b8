import type { Binding } from './code-bindings.ts';
import { type CodeExpression, EACH, readExpression, type Step } from './code-expression.ts';
import { bracketAround, type CodeOutline, closeOf, type Parameter, parameterAround } from './code-functions.ts';
import { elementsIn, partsBetween } from './code-parts.ts';
import { expressionEnd } from './code-spans.ts';
import { type Code, isIn, type Span } from './code-variables.ts';

const UNREAD: Binding = { kind: 'unread' };

/** What gives a name of JavaScript or TypeScript its value at a place, or null where it is but used. */
export function scriptBinding(
  all: Code,
  outline: CodeOutline,
  name: string,
  at: number,
  parameter: Parameter | null,
): Binding | null {
  const { code } = all;
  const before = code.slice(Math.max(0, at - 200), at);
  const end = at + name.length;
  const behind = code.slice(end, end + 300);
  if (/\b(?:function\s*\*?|class|import|import\s+type|as|catch\s*\()\s*$/.test(before)) return UNREAD;
  if (/\bimport\s[^;'"`()]*$/.test(before) && /^[^;'"`()]*\bfrom\b/.test(behind)) return UNREAD;
  if (/^\s*(?:\+\+|--|(?:[+\-%&|^]|\*\*?|\/|<<|>>>?|&&|\|\||\?\?)=)/.test(behind)) return UNREAD;
  const pattern = patternAround(all, outline, name, at);
  const [from, path] = pattern ?? [at, []];
  const to = pattern === null ? end : closeOf(outline, from) + 1;
  const binding =
    parameter === null ? assignedAt(all, outline, from, to, path) : parameterAt(all, parameter, from, to, path);
  if (binding === null || binding.kind === 'unread' || pattern === null) return binding;
  return { ...binding, fallback: defaultAt(all, outline, at, end) };
}

/** The default of a name in a pattern: `{ Key = 'alias/x' }`. */
function defaultAt(all: Code, outline: CodeOutline, at: number, end: number): CodeExpression | null {
  const open = bracketAround(outline, at);
  const element = elementsIn(all.code, [open + 1, closeOf(outline, open)]).find((span) => isIn(at, span));
  const [, given] = element === undefined ? [] : partsBetween(all.code, [end, element[1]], /=(?![=>])/y);
  return given === undefined ? null : readExpression(all, given);
}

/** The parameter that begins at `from`: a name or a pattern, then its type, then its default. */
function parameterAt(
  all: Code,
  { of, index, span: [start, end] }: Parameter,
  from: number,
  to: number,
  path: readonly Step[],
): Binding | null {
  const before = all.code
    .slice(start, from)
    .replace(/\b(?:public|private|protected|readonly)\b/g, '')
    .trim();
  if (before !== '') return before === '...' ? UNREAD : null;
  const [, given] = partsBetween(all.code, [to, end], /=(?![=>])/y);
  const otherwise = given === undefined ? null : readExpression(all, given);
  return { kind: 'parameter', of, index, path, fallback: null, otherwise };
}

const GIVEN = /^\s*!?\s*(?::[^=;(){}]{0,200}|:\s*\{[^{}=]{0,200}\}\s*)?=(?![=>])/;
const WITHOUT_TYPE = /^\s*=(?![=>])/;

/** What is assigned to the name or the pattern between two places, or taken from a list by a loop. */
function assignedAt(all: Code, outline: CodeOutline, from: number, to: number, path: readonly Step[]): Binding | null {
  const { code } = all;
  const before = code.slice(Math.max(0, from - 200), from);
  const behind = code.slice(to, to + 300);
  const declared = /\b(?:const|let|var)\s(?:[^;\n]*,)?\s*$/.exec(before);
  // What an object literal holds is not declared with the variable that holds the object.
  const isDeclared = declared !== null && outline.outer[from - before.length + declared.index] === outline.outer[from];
  const value = (span: Span, inside: readonly Step[]): Binding => ({
    kind: 'value',
    value: readExpression(all, span),
    path: inside,
    fallback: null,
    isDeclared,
  });
  if (/\bfor\s*(?:await\s*)?\(\s*(?:const|let|var)?\s*$/.test(before) && /^\s*(?:of|in)\b/.test(behind)) {
    const of = /^\s*of\b/.exec(behind);
    const close = closeOf(outline, bracketAround(outline, from));
    return of === null ? UNREAD : value([to + of[0].length, close], [EACH, ...path]);
  }
  const given = (isDeclared ? GIVEN : WITHOUT_TYPE).exec(behind);
  if (given !== null) return value([to + given[0].length, expressionEnd(code, to + given[0].length)], path);
  const isBare = isDeclared && path.length === 0 && /^\s*(?::[^=;(){}]{0,200})?(?:[;,\n]|$)/.test(behind);
  return isBare ? { kind: 'value', value: { kind: 'nothing' }, path, fallback: null, isDeclared } : null;
}

type Pattern = readonly [start: number, path: readonly Step[]];

/** The pattern that takes something apart and names a part of it at `at`: where it begins, and the way to the part. */
function patternAround(all: Code, outline: CodeOutline, name: string, at: number): Pattern | null {
  const { code } = all;
  let found: Pattern | null = null;
  let path: readonly Step[] = [];
  for (let from = at; ; ) {
    const open = bracketAround(outline, from);
    const close = closeOf(outline, open);
    const step = open < 0 ? null : stepTo(all, [open, close], from, from === at ? name : null);
    if (step === null) return found;
    path = [step, ...path];
    from = open;
    const behind = code.slice(close + 1, close + 240);
    const isWhole =
      /^\s*(?:(?::[^=;(){}]{0,200})?=(?![=>])|of\b)/.test(behind) || parameterAround(outline, open) !== null;
    if (isWhole) found = [open, path];
  }
}

/** The key or the place of the element in `{…}` or `[…]` that is the name, or the pattern that opens there. */
function stepTo({ code }: Code, [open, close]: Span, at: number, name: string | null): Step | null {
  if (code[open] === '(' || close <= open) return null;
  const elements = elementsIn(code, [open + 1, close]);
  const index = elements.findIndex((span) => isIn(at, span));
  const [start, end] = elements[index] ?? [at, at];
  const lead = code.slice(start, at);
  if (name !== null && !/^\s*(?:=(?![=>])|$)/.test(code.slice(at + name.length, end))) return null;
  if (code[open] === '[') return lead.trim() === '' ? index : null;
  const [, key] = /^\s*([\w$]{1,99})\s*:\s*$/.exec(lead) ?? [];
  return key ?? (lead.trim() === '' ? name : null);
}
