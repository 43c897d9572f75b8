import { type Hole, type Text, textOf } from './text.ts';

const DYNAMIC_REFERENCE = /\{\{resolve:[^}]{1,512}\}\}/g;

/** A literal string; a dynamic reference inside it is a hole, and the same reference is the same value (A4). */
export function literalShape(text: string): Text {
  if (!text.includes('{{resolve:')) return textOf(text);
  const pieces: (string | Hole)[] = [];
  let at = 0;
  for (const found of text.matchAll(DYNAMIC_REFERENCE)) {
    pieces.push(text.slice(at, found.index));
    pieces.push({
      token: `dynamic:${found[0]}`,
      label: `the dynamic reference ${found[0]}`,
      alphabet: 'any',
      distinctClass: null,
      outside: true,
    });
    at = found.index + found[0].length;
  }
  return textOf(...pieces, text.slice(at));
}
