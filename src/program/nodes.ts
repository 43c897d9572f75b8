import type { SyntaxNode } from '@lezer/common';
import { parser as scriptParser } from '@lezer/javascript';
import { parser as pythonParser } from '@lezer/python';

export type ProgramLanguage = 'python' | 'javascript';

/** Larger texts are bundles, of which running tells little for much time. */
const LONGEST = 200_000;

/** They stop at the first sign that they do not understand, since what stands around it may then be wrong. */
const PARSERS = {
  python: [pythonParser.configure({ strict: true })],
  javascript: [scriptParser.configure({ strict: true }), scriptParser.configure({ strict: true, dialect: 'ts' })],
} as const;

/** The syntax tree of a text; null where any of it is not understood. */
export function parse(text: string, language: ProgramLanguage): SyntaxNode | null {
  if (text.length > LONGEST || isDeep(text)) return null;
  for (const parser of PARSERS[language]) {
    try {
      return parser.parse(text).topNode;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return null;
}

/** Code that people write opens fewer brackets within each other. */
const DEEPEST = 150;

function isDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** The parts of a node, signs and words included, comments left out. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!/^(?:Line|Block)?Comment$/.test(child.name)) found.push(child);
  }
  return found;
}

/** The parts between signs of one kind: an empty one only where two stand side by side. */
export function between(parts: readonly SyntaxNode[], sign: string): readonly (readonly SyntaxNode[])[] {
  const found: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === sign) found.push([]);
    else found.at(-1)?.push(part);
  }
  return found.at(-1)?.length === 0 ? found.slice(0, -1) : found;
}

export function unreadAt({ from }: { readonly from: number }): { readonly kind: 'unread'; readonly at: number } {
  return { kind: 'unread', at: from };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** What a string holds, by what stands between its quotes; null for a sign that is written in a way that is not read. */
export function unescaped(inner: string): string | null {
  let isRead = true;
  const value = inner.replace(/\\([\s\S])/g, (_whole, sign: string) => {
    if (/[\w]/.test(sign) && ESCAPES[sign] === undefined) isRead = false;
    return ESCAPES[sign] ?? sign;
  });
  return isRead ? value : null;
}
