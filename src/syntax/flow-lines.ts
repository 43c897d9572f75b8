import type { CST } from 'yaml';

/** What became of a value that the parser broke off: put on one line, or found to be closed nowhere. */
export type Joined =
  | { readonly kind: 'joined'; readonly text: string }
  | { readonly kind: 'open'; readonly offset: number };

/**
 * The parser wants the lines of a bracketed or quoted value to be indented deeper than its parent; CloudFormation and
 * the YAML 1.1 parsers do not care. Where a value breaks off for that reason, its line ends and comments become
 * spaces: the same length, so every offset stays. Null when no value breaks off over line ends.
 */
export function joinBrokenValue(document: CST.Document | undefined, text: string): Joined | null {
  const start = firstBroken(document);
  if (start === null) return null;
  const blanks = lineEndsWithin(text, start);
  if (blanks === null) return { kind: 'open', offset: start };
  if (blanks.length === 0) return null;
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of blanks) {
    pieces.push(text.slice(at, from), ' '.repeat(to - from));
    at = to;
  }
  pieces.push(text.slice(at));
  return { kind: 'joined', text: pieces.join('') };
}

function firstBroken(document: CST.Document | undefined): number | null {
  const stack: CST.Token[] = document?.value === undefined ? [] : [document.value];
  let first: number | null = null;
  while (stack.length > 0) {
    const token = stack.pop();
    if (token === undefined) break;
    if (isBroken(token)) first = Math.min(first ?? token.offset, token.offset);
    if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') continue;
    for (const { key, value } of token.items) {
      if (key) stack.push(key);
      if (value) stack.push(value);
    }
  }
  return first;
}

function isBroken(token: CST.Token): boolean {
  if (token.type === 'flow-collection') return !/^[\]}]$/.test(token.end[0]?.source ?? '');
  if (token.type === 'double-quoted-scalar') return token.source.length < 2 || !token.source.endsWith('"');
  if (token.type === 'single-quoted-scalar') return token.source.length < 2 || !token.source.endsWith("'");
  return false;
}

type Span = readonly [from: number, to: number];

/** Line ends and comments from the bracket or quote at `start` to the one that closes it; null when none does. */
function lineEndsWithin(text: string, start: number): Span[] | null {
  const blanks: Span[] = [];
  let depth = 0;
  let plain = false; // inside an unquoted text, where quotes and signs mean themselves
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    const blank = blankEnd(text, at, blanks);
    if (blank > at) {
      at = blank;
      continue;
    }
    if ('[]{}'.includes(char)) depth += '[{'.includes(char) ? 1 : -1;
    const end = plain ? at : signEnd(text, at, blanks);
    if (end < 0) return null;
    if (depth === 0) return blanks;
    plain = startsPlain(text, at, plain);
    at = end + 1;
  }
  return null;
}

/** Behind the space, line end or comment at `at`, noted in `blanks`; `at` itself when there is none. */
function blankEnd(text: string, at: number, blanks: Span[]): number {
  const char = text[at] ?? '';
  if (char === ' ' || char === '\t') return at + 1;
  const comment = char === '#' && /\s/.test(text[at - 1] ?? '');
  if (char !== '\n' && char !== '\r' && !comment) return at;
  const end = comment ? endOfLine(text, at) : at + 1;
  blanks.push([at, end]);
  return end;
}

/** Whether what follows the sign at `at` belongs to an unquoted text. */
function startsPlain(text: string, at: number, plain: boolean): boolean {
  const char = text[at] ?? '';
  if ('[]{},'.includes(char)) return false;
  if (char === ':' && /[\s,[\]{}"']/.test(text[at + 1] ?? ' ')) return false;
  return plain || !'"\'!&'.includes(char);
}

/** Last offset of the quoted text, tag or anchor at `at`, else `at`; -1 for a quote that is never closed. */
function signEnd(text: string, at: number, blanks: Span[]): number {
  const char = text[at];
  if (char === '"' || char === "'") return quotedEnd(text, at, blanks);
  return char === '!' || char === '&' ? tagEnd(text, at) : at;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function tagEnd(text: string, at: number): number {
  let end = at;
  while (end + 1 < text.length && !/[\s,[\]{}]/.test(text[end + 1] ?? '')) end += 1;
  return end;
}

/** Offset of the closing quote, or -1; line ends on the way are noted. */
function quotedEnd(text: string, start: number, blanks: Span[]): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\n' || char === '\r') blanks.push([at, at + 1]);
    else if (char === '\\' && quote === '"') {
      if (text[at + 1] === '\n' || text[at + 1] === '\r') blanks.push([at + 1, at + 2]);
      at += 1;
    } else if (char === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at;
      at += 1;
    }
  }
  return -1;
}
