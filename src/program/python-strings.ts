import { unescaped } from './nodes.ts';
import type { Expression } from './tree.ts';

/** The string that stands there, or null for bytes and what is escaped in a way that is not read. */
export function plainString(text: string): string | null {
  const [, prefix = '', quote = '', inner = ''] = /^([a-zA-Z]*)('''|"""|'|")([\s\S]*)\2$/.exec(text) ?? [];
  if (quote === '' || /b/i.test(prefix)) return null;
  return /r/i.test(prefix) ? inner : unescaped(inner);
}

/** A value that an f-string holds, and where. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly value: Expression;
}

/** The pieces of an f-string that begins at `start`, with the values between them; null for one that is not read. */
export function formattedParts(
  text: string,
  start: number,
  replacements: readonly Replacement[],
): readonly (string | Expression)[] | null {
  const [whole = '', prefix = '', quote = ''] = /^([a-zA-Z]*)('''|"""|'|")/.exec(text) ?? [];
  const parts: (string | Expression)[] = [];
  let [from, isRead] = [whole.length, true];
  const addPiece = (to: number) => {
    const piece = text.slice(from, to);
    const value = /r/i.test(prefix) ? piece : unescaped(piece);
    if (value === null) isRead = false;
    else if (value !== '') parts.push(value.replaceAll('{{', '{').replaceAll('}}', '}'));
  };
  for (const each of replacements) {
    addPiece(each.from - start);
    from = each.to - start;
    parts.push(each.value);
  }
  addPiece(text.length - quote.length);
  return isRead ? parts : null;
}
