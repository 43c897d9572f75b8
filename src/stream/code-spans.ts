import type { Span } from './code-variables.ts';

const REACH = 4000;

/** Where the bracket that is open at `from` closes in blanked code, or as far as is looked. */
export function closingAt(code: string, from: number): number {
  return endOf(code, from, () => false);
}

/**
 * The end of the expression that starts at `from`: a comma, a semicolon, a closing bracket, or the end of its line,
 * unless the next goes on with an operator.
 */
export function expressionEnd(code: string, from: number): number {
  return endOf(code, from, (sign, at) => {
    return sign === ',' || sign === ';' || (sign === '\n' && !goesOn(code, from, at));
  });
}

/** The first sign in no bracket of its own that closes one, or is an end. */
function endOf(code: string, from: number, isEnd: (sign: string, at: number) => boolean): number {
  const limit = Math.min(code.length, from + REACH);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const sign = code.charAt(at);
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && depth-- === 0) return at;
    else if (depth === 0 && isEnd(sign, at)) return at;
  }
  return limit;
}

function goesOn(code: string, from: number, lineEnd: number): boolean {
  const before = code.slice(from, lineEnd).trimEnd();
  return before === '' || /[?:|&+\\]$/.test(before) || /^\s*[?:|&+.]/.test(code.slice(lineEnd, lineEnd + 80));
}

/** Whether what stands at `at` is in a pattern of JavaScript that takes an object apart, in a declaration or parameter. */
export function isTakenApart(code: string, at: number): boolean {
  for (let from = at; ; ) {
    const close = closingAt(code, from);
    const behind = code.slice(close + 1, close + 40).trimStart();
    if (code[close] === ')') return /^(?:=>|\{)/.test(behind);
    if (code[close] !== '}' || close - at >= REACH) return false;
    if (/^=(?![=>])/.test(behind)) return true;
    if (!/^[,)}]/.test(behind)) return false;
    from = close + 1;
  }
}

/** A text with a part blanked; brackets and quotes of its code stay, so that those of the rest still fit together. */
export function withoutPart(text: string, code: string, [start, end]: Span): string {
  return text.slice(0, start) + code.slice(start, end).replace(/[^()[\]{}'"`\n]/g, ' ') + text.slice(end);
}
