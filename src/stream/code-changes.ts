import { type CodeExpression, type Entry, readArguments, readExpression, type Step } from './code-expression.ts';
import { bracketAround, type CodeFunction, closeOf, functionsNamed, outlineOf } from './code-functions.ts';
import { elementsIn } from './code-parts.ts';
import { closingAt, expressionEnd } from './code-spans.ts';
import { type Code, isIn, type Span } from './code-variables.ts';

/** Something that the code puts into an object, and where in it that is looked for. */
export interface Change {
  readonly value: CodeExpression;
  readonly path: readonly Step[];
}

const UNREAD: CodeExpression = { kind: 'unread' };

/**
 * What the code puts into an object at the path or above it, or what may do so, as far as it stands in the span; `object`
 * is a pattern for what the code calls the object.
 */
export function changesIn(all: Code, object: string, path: readonly Step[], within: Span): readonly Change[] {
  const own = `(?<![\\w$.])${object}`;
  const updates = placesOf(all, `${own}\\.update\\(`, within).map((found): Change => {
    const from = found.index + found[0].length;
    return { value: updateOf(all, [from, closingAt(all.code, from)]), path };
  });
  const isMerged = placesOf(all, `\\b(?:assign|merge|defaults|extend)\\(\\s{0,9}${object}`, within).length > 0;
  return [
    ...assignments(all, own, path, within),
    ...calledWith(all, own, path, within),
    ...updates,
    ...(isMerged ? [{ value: UNREAD, path }] : []),
  ];
}

/** `object.setdefault('Key', value)`, `object.__setitem__('Key', value)`. */
function calledWith(all: Code, own: string, [step, ...rest]: readonly Step[], within: Span): readonly Change[] {
  const pattern = `${own}\\.(?:setdefault|__setitem__)\\(`;
  return placesOf(all, pattern, within).flatMap(({ index, 0: whole }): readonly Change[] => {
    const from = index + whole.length;
    const [name, value] = elementsIn(all.code, [from, closingAt(all.code, from)]).map((part) =>
      readExpression(all, part),
    );
    const isOther = name?.kind === 'string' && name.value !== step;
    const isTold = name?.kind === 'string' && value !== undefined;
    return isOther ? [] : [{ value: isTold ? value : UNREAD, path: isTold ? rest : [] }];
  });
}

const LOOK_UPS = '(?:\\s{0,9}\\.\\s{0,9}[\\w$]+|[ \\t]{0,9}\\[[^\\]\\n]{0,99}\\]){1,9}';

/** `object.Key = value`, `object['Stream'][name] = value`, `object.Key += value`. */
function assignments(all: Code, own: string, path: readonly Step[], within: Span): readonly Change[] {
  const into = `${own}(${LOOK_UPS})\\s{0,9}([-+*/%&^@]{1,3})?=(?![=>])`;
  return placesOf(all, into, within).flatMap((found): readonly Change[] => {
    const [whole, lookUps = '', operator] = found;
    const way = stepsIn(lookUps);
    const other = way.findIndex((step, index) => step !== path[index]);
    if (other >= 0 && way[other] !== null) return [];
    const from = found.index + whole.length;
    const isRead = other < 0 && operator === undefined;
    const value = isRead ? readExpression(all, [from, expressionEnd(all.code, from)]) : UNREAD;
    return [{ value, path: path.slice(way.length) }];
  });
}

/** Where in the span a pattern holds that begins with a sign of the code; strings that it goes over are not blanked. */
function placesOf({ text, code }: Code, pattern: string, [start, end]: Span): readonly RegExpExecArray[] {
  const found = [...text.slice(start, end).matchAll(new RegExp(pattern, 'g'))];
  for (const each of found) each.index += start;
  return found.filter(({ index }) => code[index] === text[index]);
}

/** A function of the code that is handed an object, and what it calls it. */
export interface Handed {
  readonly of: CodeFunction;
  readonly name: string;
}

/** What stands before an argument in a call: a bracket or a comma, and the name that it may be given under. */
const LEAD = /[(,]\s{0,40}(?:(\w{1,99})\s{0,9}=\s{0,9})?$/;
const CALLEE = /(\.\s{0,9})?([\w$]{1,99})\s{0,9}$/;

/** The functions of the code that are handed the object as it is, by calls in the span. */
export function handedOn(all: Code, object: string, within: Span): readonly Handed[] {
  const { code } = all;
  const outline = outlineOf(all);
  return placesOf(all, `(?<![\\w$.])(?:${object})(?=\\s{0,9}[,)])`, within).flatMap(
    ({ index: at }): readonly Handed[] => {
      const open = bracketAround(outline, at);
      const lead = code[open] === '(' ? LEAD.exec(code.slice(Math.max(0, at - 160), at)) : null;
      const [callee, isMember, called] = CALLEE.exec(code.slice(Math.max(0, open - 120), open)) ?? [];
      const functions = lead === null || callee === undefined ? [] : functionsNamed(outline, called ?? '');
      if (functions.length === 0) return [];
      const index = elementsIn(code, [open + 1, closeOf(outline, open)]).findIndex((span) => isIn(at, span));
      return functions.flatMap((of) => {
        const name = lead?.[1] ?? parametersOf(all, of, isMember !== undefined)[index];
        return name === undefined ? [] : [{ of, name }];
      });
    },
  );
}

/** The names of its parameters, without that for the object whose method is called. */
function parametersOf(
  { code }: Code,
  { parameters }: CodeFunction,
  isMethod: boolean,
): readonly (string | undefined)[] {
  const names = parameters.map((span) => /^\s*([\w$]+)/.exec(code.slice(...span))?.[1]);
  return isMethod && /^(?:self|cls)$/.test(names[0] ?? '') ? names.slice(1) : names;
}

/** Null for a step that the code computes. */
function stepsIn(lookUps: string): readonly (string | null)[] {
  const found = lookUps.matchAll(/\.\s*([\w$]+)|\[\s*(?:(['"`])([^'"`]*)\2\s*\]|[^\]]*\])/g);
  return [...found].map(([, member, , string]) => member ?? string ?? null);
}

/** What `update` of Python takes over. */
function updateOf(all: Code, inside: Span): CodeExpression {
  if (all.language !== 'python') return UNREAD;
  const entries = elementsIn(all.code, inside).flatMap((span): readonly Entry[] => {
    if (/^\s*(?:\*\*|\w+\s*=(?!=))/.test(all.code.slice(...span))) return readArguments(all, span);
    return [{ name: null, isSpread: true, value: readExpression(all, span) }];
  });
  return { kind: 'object', entries };
}

/** A place where the code puts something into an object under a certain name. */
export interface Write {
  /** What the code calls the object, or what holds it. */
  readonly object: string;
  readonly at: number;
  /** It is an assignment of its own, as changesIn reads it. */
  readonly isPlain: boolean;
  /** It is in the properties of the event. */
  readonly isInEvent: boolean;
}

const GIVEN = '[-+*/%&|^@?]{0,3}=(?![=>])';
const OBJECT = /(?<![\w$.])([A-Za-z_$][\w$]*)((?:\??\.[\w$]{1,99}|\[[^[\]\n]{0,99}\]){0,5})$/;

/** Where the code puts something into any object under the name: by an assignment, also of several at once, or a call. */
export function writesOf(all: Code, name: string): readonly Write[] {
  const step = `(?:\\.${name}(?![\\w$])|\\[\\s{0,9}['"\`]${name}['"\`]\\s{0,9}\\])`;
  const several = `(?:,[^;\\n=()]{0,200}|[^;\\n=()[\\]{}]{0,200}[}\\])]\\s{0,9})=(?![=>])`;
  const call = `\\.(?:update|__setitem__|setdefault)\\((?=[^()\\n]{0,99}(?<![\\w$])${name}(?![\\w$]))`;
  const pattern = `${step}(?=[ \\t]{0,9}(?:(${GIVEN})|${several}))|${call}`;
  return placesOf(all, pattern, [0, all.code.length]).flatMap((found): readonly Write[] => {
    const { index: at, 0: whole, 1: plain } = found;
    const [, object, lookUps = ''] = OBJECT.exec(all.text.slice(Math.max(0, at - 400), at)) ?? [];
    const isTarget = plain !== undefined || whole.endsWith('(') || isAmongTargets(all, at);
    if (object === undefined || !isTarget) return [];
    return [{ object, at, isPlain: plain !== undefined, isInEvent: lookUps.includes('ResourceProperties') }];
  });
}

/** Whether what stands at a place is given a value with others: not an argument, and with no equals sign before it. */
function isAmongTargets(all: Code, at: number): boolean {
  const { code } = all;
  const outline = outlineOf(all);
  const open = bracketAround(outline, at);
  const behind = code.slice(closeOf(outline, open) + 1, closeOf(outline, open) + 20);
  if (code[open] === '(' && !/^\s*=(?![=>])/.test(behind)) return false;
  return !/=[^;\n{}]*$/.test(code.slice(Math.max(0, at - 400), at));
}
