import { type MarkedToken, marked, type Token, type Tokens } from 'marked';
import { type Ink, NO_INK } from './ink.ts';
import type { DiffRow } from './suggestion-rows.ts';
import { type Span, wrap } from './wrap.ts';

export interface TerminalOptions {
  readonly ink: Ink;
  readonly width: number;
  /** What a suggestion does to the lines that the comment stands on. */
  readonly suggestion: (lines: readonly string[]) => readonly DiffRow[];
}

/** The blocks of a comment or a summary as lines for a terminal. Folded parts and HTML do not show, as on GitHub. */
export function terminalBlocks(markdown: string, options: TerminalOptions): string[][] {
  const blocks: string[][] = [];
  let depth = 0;
  for (const token of marked.lexer(markdown) as MarkedToken[]) {
    if (token.type === 'html') depth += foldsIn(token.text);
    else if (depth === 0) blocks.push(block(token, options));
  }
  return blocks.filter((lines) => lines.length > 0);
}

function foldsIn(html: string): number {
  return (html.match(/<details[\s>]/g)?.length ?? 0) - (html.match(/<\/details>/g)?.length ?? 0);
}

function block(token: MarkedToken, options: TerminalOptions): string[] {
  const { ink, width } = options;
  switch (token.type) {
    case 'heading':
      return wrap([{ text: plain(token.tokens), ink: ink.strong }], width);
    case 'paragraph':
      return wrap(spans(token.tokens, ink), width);
    case 'list':
      return token.items.flatMap(({ tokens }) => item(spans(tokens, ink), width));
    case 'code':
      return codeLines(token, options);
    case 'table':
      return token.rows.flatMap((row) => row.flatMap((cell, index) => field(token.header[index], cell, options)));
    default:
      return [];
  }
}

function item(text: readonly Span[], width: number): string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** A table's cell on a line of its own, behind its heading: seven columns have no room side by side. */
function field(header: Tokens.TableCell | undefined, cell: Tokens.TableCell, { ink }: TerminalOptions): string[] {
  const name = plain(header?.tokens ?? []);
  return [`${ink.faint(name.padEnd(16))} ${plain(cell.tokens)}`];
}

function codeLines({ lang, text }: Tokens.Code, { ink, suggestion }: TerminalOptions): string[] {
  const lines = text.split('\n');
  if (lang !== 'suggestion') return lines.map((line) => ink.faint(line));
  const rows = suggestion(lines);
  // Templates are indented deeply, and all that counts here is how the rows stand to each other.
  const indent = Math.min(...rows.map(({ text }) => text.search(/\S|$/)));
  return [ink.faint('Suggested change'), ...rows.map((row) => diffLine({ ...row, text: row.text.slice(indent) }, ink))];
}

const MARKS = { context: ' ', added: '+', removed: '-' } as const;

function diffLine({ kind, line, text }: DiffRow, ink: Ink): string {
  const number = ink.faint(String(line ?? '').padStart(4));
  const row = `${MARKS[kind]} ${text}`;
  return `${number} ${kind === 'added' ? ink.good(row) : kind === 'removed' ? ink.bad(row) : row}`;
}

function spans(tokens: readonly Token[], ink: Ink, outer: Span['ink'] = (text) => text): Span[] {
  return (tokens as readonly MarkedToken[]).flatMap((token): Span[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
        return spans(token.tokens, ink, ink.strong);
      case 'codespan':
        return [{ text: token.text, ink: ink.code }];
      case 'html':
        return [];
      case 'text':
        return token.tokens === undefined ? [{ text: token.text, ink: outer }] : spans(token.tokens, ink, outer);
      case 'link':
        return spans(token.tokens, ink, outer);
      default:
        return [{ text: token.raw, ink: outer }];
    }
  });
}

function plain(tokens: readonly Token[]): string {
  return spans(tokens, NO_INK)
    .map(({ text }) => text)
    .join('');
}
