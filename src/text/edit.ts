import type { Range } from './source-file.ts';

/** Replace `range` by `text`; an insertion has an empty range. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Applies edits to a text, all offsets meaning the text before any edit.
 * Edits may come in any order and must not overlap; insertions at one offset keep their order.
 * Throws RangeError on overlap or on a range outside the text: that is a bug of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index,
    );
  const pieces: string[] = [];
  let at = 0;
  for (const { edit } of ordered) {
    const { start, end } = edit.range;
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit ${start}-${end} overlaps another or leaves the text`);
    }
    pieces.push(text.slice(at, start), edit.text);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
