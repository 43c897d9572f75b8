import type { Side } from './judge/input.ts';
import { type Need, needs, type ReviewInput } from './review.ts';
import { type FetchedText, NOT_DECODED } from './text/fetched-text.ts';
import type { SourceFile } from './text/source-file.ts';

/** What the shell found where a review looks; `reason` is a clause that follows the path. */
export type Found =
  | { readonly kind: 'read'; readonly file: SourceFile; readonly bytes: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string };

/** What was fetched at a path, as an answer to a need. */
export function foundAs(path: string, text: FetchedText): Found {
  if (text.kind === 'text') return { kind: 'read', file: { path, text: text.text }, bytes: text.text.length };
  if (text.kind === 'absent') return text;
  return { kind: 'refused', reason: text.kind === 'undecoded' ? NOT_DECODED : text.reason };
}

const MAX_ROUNDS = 4;
const MAX_FILES = 100;
const MAX_BYTES = 10 * 1024 * 1024;
const OVER_BUDGET = `more than ${MAX_FILES} files or ${MAX_BYTES / 1024 / 1024} MB would have to be read`;

/**
 * Completes an input with the files that its review turns on, until no more is needed or the budget is spent (design
 * law 1): yields what to fetch, `atOnce` files at most, and takes what was found in the same order. What is left over is
 * named in its side's `unread`, so that the analysis counts as incomplete.
 */
export function* answerNeeds(
  first: ReviewInput,
  atOnce: number,
): Generator<readonly Need[], ReviewInput, readonly Found[]> {
  let input = first;
  let files = 0;
  let bytes = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const wanted = needs(input);
    for (let start = 0; start < wanted.length; start += atOnce) {
      const some = wanted.slice(start, start + atOnce);
      const affordable = bytes < MAX_BYTES ? some.slice(0, MAX_FILES - files) : [];
      const found = affordable.length === 0 ? [] : yield affordable;
      files += affordable.length;
      for (const each of found) bytes += each.kind === 'read' ? each.bytes : 0;
      input = withFound(input, some, (index) => found[index] ?? { kind: 'refused', reason: OVER_BUDGET });
    }
    if (wanted.length === 0) return input;
  }
  const reason = `it is more than ${MAX_ROUNDS} steps away from the template`;
  return withFound(input, needs(input), () => ({ kind: 'refused', reason }));
}

function withFound(input: ReviewInput, wanted: readonly Need[], found: (index: number) => Found): ReviewInput {
  const add = (name: 'head' | 'base', side: Side): Side => {
    const fetched = new Map(side.fetched);
    const unread = new Map(side.unread);
    for (const [index, need] of wanted.entries()) {
      if (need.side !== name) continue;
      const one = found(index);
      if (one.kind === 'refused') unread.set(need.path, one.reason);
      else fetched.set(need.path, one.kind === 'read' ? one.file : null);
    }
    return { ...side, fetched, unread };
  };
  return { ...input, head: add('head', input.head), base: input.base === null ? null : add('base', input.base) };
}
