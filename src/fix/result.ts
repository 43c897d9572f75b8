import type { TextEdit } from '../text/edit.ts';

/** Edits of one text, all offsets meaning the text before, or in one plain clause why there are none. */
export type EditResult =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

export function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}

export function edits(...list: readonly TextEdit[]): EditResult {
  return { kind: 'edits', edits: list };
}

/** Text to put in at an offset. */
export function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

export const SHARED_PART = 'an alias elsewhere stands for a part of the value';
