import { closingAt, isTakenApart } from './code-spans.ts';
import { type Code, FEW, first, type Span, wordOf } from './code-variables.ts';

const COMMAND = 'StartActivityStreamCommand';
const MANY = 200;
const REACH = 400;

/** How the code uses the command of the JavaScript SDK as a value, as opposed to importing it or making one at once. */
export type CommandUses = 'none' | 'held' | 'handed-over';

/** The use of the command that goes furthest: it may be handed to a function, which then may make one. */
export function commandUses(all: Code): CommandUses {
  const { code } = all;
  const uses = usesIn(all, [0, code.length]).filter((at) => !isMadeAtOnce(code, at));
  if (uses.some((at) => isInCall(lookBack(code, at)))) return 'handed-over';
  return uses.length > 0 ? 'held' : 'none';
}

function isMadeAtOnce(code: string, at: number): boolean {
  return code.startsWith(COMMAND, at) && /\bnew\s{1,9}[\w$.]{0,99}$/.test(lookBack(code, at));
}

/** Whether the code uses the command as a value within a part of it: `x ? Stop… : Start…`. */
export function usesCommand(all: Code, part: Span): boolean {
  return usesIn(all, part).length > 0;
}

function usesIn(all: Code, [from, to]: Span): readonly number[] {
  const found = first(MANY, all.code.slice(from, to).matchAll(patternOf(all)));
  return found.flatMap(({ index, 0: name }) =>
    isValue(all.code, from + index, from + index + name.length) ? [from + index] : [],
  );
}

const patterns = new WeakMap<Code, RegExp>();

function patternOf(all: Code): RegExp {
  const words = () => [COMMAND, ...aliases(all)].map(wordOf).join('|');
  const pattern = patterns.get(all) ?? new RegExp(words(), 'g');
  patterns.set(all, pattern);
  return pattern;
}

/** Other names that an import or a pattern gives it. */
function aliases({ code }: Code): readonly string[] {
  const found = first(
    FEW,
    code.matchAll(/\bStartActivityStreamCommand(?:\s{1,9}as\s{1,9}|\s{0,9}:\s{0,9})([\w$]{1,64})/g),
  );
  return found.flatMap(({ index, 0: whole, 1: name = '' }) => (isBound(code, index + whole.length) ? [name] : []));
}

const TYPE_BEFORE = /(?:\b(?:instanceof|typeof|as|class|extends)|[=!]==?|[<|&])$/;
const TYPE_BEHIND = /^(?:=|!==?|[.>|])/;

/** Not where it is imported, exported, compared, looked into or named as a type. */
function isValue(code: string, start: number, end: number): boolean {
  const before = lookBack(code, start)
    .replace(/(?:[\w$]{1,64}\??\.){1,4}$/, '')
    .trimEnd();
  const behind = code.slice(end, end + 20).trimStart();
  if (TYPE_BEFORE.test(before) || TYPE_BEHIND.test(behind) || isBound(code, end)) return false;
  if (/\bexport\s{0,9}\{[^{}]*$/.test(before)) return false;
  if (!before.endsWith(':')) return true;
  const isChosen = /\?(?![.:?])[^;{}?]*:$/.test(before);
  return isChosen || (/^[,}]/.test(behind) && !isInCall(before));
}

function lookBack(code: string, at: number): string {
  return code.slice(Math.max(0, at - REACH), at);
}

/** Whether the last bracket that is open at the end is a round one. */
function isInCall(before: string): boolean {
  let depth = 0;
  for (const sign of [...before].reverse()) {
    if (')]}'.includes(sign)) depth++;
    else if ('([{'.includes(sign) && depth-- === 0) return sign === '(';
  }
  return false;
}

function isBound(code: string, at: number): boolean {
  const close = closingAt(code, at);
  return isTakenApart(code, at) || /^\s{0,9}from\b/.test(code.slice(close + 1, close + 20));
}
