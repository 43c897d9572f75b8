import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splits } from '../../src/resolve/split-text.ts';
import type { Hole, Piece } from '../../src/resolve/text.ts';

const hole = (token: string): Hole => ({ token, label: token, alphabet: 'any', distinctClass: null, outside: true });
const [A, B] = [hole('A'), hole('B')];

function told(pieces: readonly Piece[], literal: string) {
  return (
    splits(pieces, literal)?.map((split) => split.map(([{ token }, value]) => `${token}=${value}`).join(' ')) ?? null
  );
}

describe('the ways in which a text with holes comes to a literal', () => {
  test.each<[readonly Piece[], string, readonly string[] | null]>([
    [[A], 'prod', ['A=prod']],
    [['x-', A], 'x-prod', ['A=prod']],
    [['x-', A], 'y-prod', []],
    [[A, '-das'], 'prod-das', ['A=prod']],
    [[A, '-das'], 'prod', []],
    [[A, '-', B], 'a-b-c', ['A=a B=b-c', 'A=a-b B=c']],
    [[A, B], 'ab', ['A= B=ab', 'A=a B=b', 'A=ab B=']],
    [[A, '-'], '-', ['A=']],
    [[A, B], 'a'.repeat(63), Array.from({ length: 64 }, (_, at) => `A=${'a'.repeat(at)} B=${'a'.repeat(63 - at)}`)],
    [[A, B], 'a'.repeat(64), null],
  ])('%j as %s', (pieces, literal, expected) => expect(told(pieces, literal)).toEqual(expected));

  test('are given up where nearly all of them end nowhere', () => {
    const pieces = Array.from({ length: 11 }, (_, at) => [hole(`${at}`), 'a']).flat();
    expect(splits([...pieces, hole('last'), 'k'], 'a'.repeat(60))).toBeNull();
  });

  test('give the literal back, and hold the way that it was made', () => {
    const piece = fc.oneof(fc.constantFrom('-', 'a', 'ab'), fc.constantFrom(A, B));
    const value = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), value, value, (pieces, a, b) => {
        const made = pieces.map((part) => (typeof part === 'string' ? part : part === A ? a : b));
        const found = splits(pieces, made.join(''));
        if (found === null) return;
        for (const split of found) {
          const values = split.map(([, each]) => each);
          const filled = pieces.map((part) => (typeof part === 'string' ? part : (values.shift() ?? '')));
          expect(filled.join('')).toBe(made.join(''));
        }
        const wanted = made.filter((_, index) => typeof pieces[index] !== 'string');
        expect(found.map((split) => split.map(([, each]) => each))).toContainEqual(wanted);
      }),
    );
  });
});
