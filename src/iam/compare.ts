import { matchesGlob, sameText } from '../resolve/glob.ts';
import type { Ternary } from '../resolve/holds.ts';
import { type Text, textOf } from '../resolve/text.ts';
import type { Assumed } from './request.ts';

/** Compares texts under the assumptions of a request, and keeps note of those that made a difference. */
export class Comparison {
  readonly used = new Set<Assumed['id']>();
  readonly #assumed: readonly Assumed[];

  constructor(assumed: readonly Assumed[]) {
    this.#assumed = assumed;
  }

  /** Whether `pattern`, with its wildcards, matches. */
  glob(pattern: Text, text: Text): Ternary {
    return this.#compare(matchesGlob, pattern, text);
  }

  same(a: Text, b: Text): Ternary {
    return this.#compare(sameText, a, b);
  }

  /** A1 alone is tried before A1 with A2, so that no assumption is named that was not needed. */
  #compare(compare: (a: Text, b: Text) => Ternary, a: Text, b: Text): Ternary {
    let answer = compare(a, b);
    let given: Assumed[] = [];
    for (const id of ['A1', 'A2'] as const) {
      if (answer !== 'maybe') return answer;
      given = [...given, ...this.#assumed.filter((assumed) => assumed.id === id)];
      const next = compare(fill(a, given), fill(b, given));
      if (next !== answer) this.used.add(id);
      answer = next;
    }
    return answer;
  }
}

function fill(text: Text, assumed: readonly Assumed[]): Text {
  const pieces = text.pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    return assumed.find(({ token }) => token === piece.token)?.value ?? piece;
  });
  return textOf(...pieces);
}
