import type { Hole, Piece } from './text.ts';

/** What each hole of a text must be for the whole to be a literal. */
type Split = readonly (readonly [Hole, string])[];

/** Beyond this many ways to split a literal a text is not taken apart. */
const SPLITS_LIMIT = 64;
/** Beyond this many looks at a piece neither: most ways that are tried may end nowhere. */
const STEPS_LIMIT = 2_000;

/**
 * All the ways in which a text with holes can come to a literal, each as the value of every hole; empty where there is
 * none, null where there are too many. `${Env}-das` comes to `prod-das` where Env is prod.
 */
export function splits(pieces: readonly Piece[], literal: string): readonly Split[] | null {
  return splitsFrom(pieces, literal, { steps: STEPS_LIMIT });
}

function splitsFrom(pieces: readonly Piece[], literal: string, left: { steps: number }): readonly Split[] | null {
  left.steps -= 1;
  if (left.steps < 0) return null;
  const [first, ...rest] = pieces;
  if (first === undefined) return literal === '' ? [[]] : [];
  if (typeof first === 'string') {
    return literal.startsWith(first) ? splitsFrom(rest, literal.slice(first.length), left) : [];
  }
  const found: Split[] = [];
  for (const length of lengthsOf(rest, literal)) {
    const others = splitsFrom(rest, literal.slice(length), left);
    if (others === null) return null;
    for (const other of others) found.push([[first, literal.slice(0, length)], ...other]);
    if (found.length > SPLITS_LIMIT) return null;
  }
  return found;
}

/** How much of a literal a hole can take: up to a place where what follows it can begin. */
function lengthsOf([next]: readonly Piece[], literal: string): readonly number[] {
  if (next === undefined) return [literal.length];
  const lengths = Array.from({ length: literal.length + 1 }, (_, length) => length);
  return typeof next === 'string' ? lengths.filter((length) => literal.startsWith(next, length)) : lengths;
}
