import type { Code, Span } from './code-variables.ts';

/** The parts of the code between separators that stand in no bracket; a part may be empty. */
export function partsBetween(code: string, [start, end]: Span, separator: RegExp): readonly [Span, ...Span[]] {
  const found: Span[] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const sign = code.charAt(at);
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    if (depth !== 0) continue;
    separator.lastIndex = at;
    const [mark] = separator.exec(code) ?? [];
    if (mark === undefined) continue;
    found.push([from, at]);
    from = at + mark.length;
    at = from - 1;
  }
  const last: Span = [from, end];
  const [first, ...others] = found;
  return first === undefined ? [last] : [first, ...others, last];
}

/** The elements between commas; one that is empty behind the last comma is none. */
export function elementsIn(code: string, span: Span): readonly Span[] {
  const parts = partsBetween(code, span, /,/y);
  return parts.filter(([start, end], index) => index < parts.length - 1 || code.slice(start, end).trim() !== '');
}

/** Without white space around it, and without what TypeScript says of its type. */
export function trimmed({ code, language }: Code, [start, end]: Span): Span {
  const type =
    language === 'javascript' ? /\s(?:as|satisfies)\s+[\w$.|\s]{1,200}(?:<[\w$.<>|\s]{1,99}>)?(?:\[\])?$|!$/ : /\s*\\$/;
  let inner = code.slice(start, end).trimEnd();
  for (let found = type.exec(inner); found !== null; found = type.exec(inner)) inner = inner.slice(0, found.index);
  inner = inner.trimEnd();
  const lead = /^(?:\s|\\\n)*(?:await\s+)?/.exec(inner)?.[0].length ?? 0;
  return [start + lead, start + inner.length];
}

export interface CodeBranches {
  readonly value: Span;
  readonly condition: Span;
  readonly otherwise: Span;
}

/** The two outcomes of `x if c else y`, or of `c ? x : y`; where `c` is `x`, the first that is there. */
export function branchesIn({ code, language }: Code, span: Span): CodeBranches | null {
  const isPython = language === 'python';
  const [first, rest] = partsBetween(code, span, isPython ? /\bif\b/y : /(?<!\?)\?(?![?.])/y);
  if (rest === undefined) return null;
  const [second, otherwise] = partsBetween(code, [rest[0], span[1]], isPython ? /\belse\b/y : /:/y);
  if (otherwise === undefined) return null;
  const [value, condition] = isPython ? [first, second] : [second, first];
  return { value, condition, otherwise: [otherwise[0], span[1]] };
}
