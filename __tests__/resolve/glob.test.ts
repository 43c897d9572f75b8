import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlob, sameText } from '../../src/resolve/glob.ts';
import { type Hole, type Piece, type Text, textOf } from '../../src/resolve/text.ts';

const hole = (name: string, alphabet: Hole['alphabet'] = 'any', distinctClass: string | null = null): Hole => ({
  token: name,
  label: name,
  alphabet,
  distinctClass,
  outside: true,
});

/** What a hole may turn out to be, over the letters a, b and a colon, with wildcards where a parameter may hold them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  any: ['', 'a', 'b', ':', 'ab', 'a:', 'ba', '*', '?', 'aa'],
  segment: ['a', 'b', 'ab', 'ba', 'aa'],
  hex: ['a', 'b', 'ab', 'ba', 'aa'],
};

/** Values of one class are equally long, and none is a part of another. */
const CLASS_VALUES = ['a', 'b'];

/** A value that begins with a letter which is known, as the id of a multi-Region key does. */
const PREFIXED: Hole = { ...hole('x', 'hex'), begins: 'b' };

const HOLES = [
  hole('p'),
  hole('q'),
  hole('s', 'segment'),
  hole('k1', 'segment', 'key'),
  hole('k2', 'segment', 'key'),
  PREFIXED,
];

const text = (signs: string): fc.Arbitrary<Text> =>
  fc
    .array(fc.oneof(fc.constantFrom<Piece>(...signs), fc.constantFrom<Piece>(...HOLES)), { maxLength: 5 })
    .filter((pieces) => new Set(pieces.filter((piece) => typeof piece === 'object')).size <= 2)
    .map((pieces) => textOf(...pieces));

type Assignment = ReadonlyMap<string, string>;

function assignments(...texts: readonly Text[]): readonly Assignment[] {
  const holes = new Map(
    texts.flatMap(({ pieces }) => pieces).flatMap((piece) => (typeof piece === 'object' ? [[piece.token, piece]] : [])),
  );
  let rows: readonly Assignment[] = [new Map()];
  for (const [token, { alphabet, distinctClass }] of holes) {
    const values = distinctClass === null ? (VALUES[alphabet] ?? []) : CLASS_VALUES;
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [token, value]])));
  }
  return rows.filter((row) => row.get('k1') === undefined || row.get('k1') !== row.get('k2'));
}

function fill({ pieces }: Text, row: Assignment): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : `${piece.begins ?? ''}${row.get(piece.token)}`))
    .join('');
}

/** The textbook match, letter by letter. */
function matches(pattern: string, string: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return string === '';
  if (first === '*') return matches(rest, string) || (string !== '' && matches(pattern, string.slice(1)));
  return string !== '' && (first === '?' || first === string[0]) && matches(rest, string.slice(1));
}

describe('a pattern with holes', () => {
  test("matches 'yes' only if it does for every value, and 'no' only if it does for none", () => {
    fc.assert(
      fc.property(text('ab:*?'), text('ab:'), (pattern, string) => {
        // A wildcard in the value of a text's hole is a plain sign there, and none in a pattern's: those are left out.
        const rows = assignments(pattern, string).filter(
          (row) => !string.pieces.some((piece) => typeof piece === 'object' && /[*?]/.test(row.get(piece.token) ?? '')),
        );
        const answers = new Set(rows.map((row) => matches(fill(pattern, row), fill(string, row))));
        const answer = matchesGlob(pattern, string);
        if (answer === 'yes') expect([...answers]).toEqual([true]);
        if (answer === 'no') expect([...answers]).toEqual([false]);
      }),
      { numRuns: 3000 },
    );
  });

  test('without holes is decided', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab*?'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom(...'ab'), maxLength: 8 }),
        (pattern, string) => {
          expect(matchesGlob(textOf(pattern), textOf(string))).toBe(matches(pattern, string) ? 'yes' : 'no');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('two texts', () => {
  test("are the same 'yes' or 'no' only if they are for all values", () => {
    fc.assert(
      fc.property(text('ab:'), text('ab:'), (a, b) => {
        const answers = new Set(assignments(a, b).map((row) => fill(a, row) === fill(b, row)));
        const answer = sameText(a, b);
        if (answer === 'yes') expect([...answers]).toEqual([true]);
        if (answer === 'no') expect([...answers]).toEqual([false]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what a hole stands for', () => {
  const key = hole('Key', 'segment', 'key');
  const arn = textOf('arn:', hole('AWS::Partition', 'segment'), ':kms:eu:1:key/', key);

  test.each([
    ['an ARN of another service', textOf({ ...hole('Bucket'), foreign: true }, '/*'), 'no'],
    ['a parameter', textOf(hole('parameter')), 'maybe'],
    [
      'another key',
      textOf('arn:', hole('AWS::Partition', 'segment'), ':kms:eu:1:key/', hole('Other', 'segment', 'key')),
      'no',
    ],
    ['the key in any partition', textOf('arn:*:kms:eu:1:key/', key), 'yes'],
    ['any key of the account', textOf('arn:aws*:kms:*:1:key/*'), 'maybe'],
  ])('as a pattern for a key ARN: %s', (_what, pattern, answer) => {
    expect(matchesGlob(pattern, arn)).toBe(answer);
  });

  test('a generated name is none that is written, and may be one that a pattern reaches', () => {
    const name = textOf(hole('Role', 'generated', 'role'));
    expect(sameText(textOf('starter'), name)).toBe('no');
    expect(matchesGlob(textOf('starter*'), name)).toBe('maybe');
  });
});

test('thirty stars against a long text are a matter of no time', () => {
  const pattern = textOf(`${'a*'.repeat(30)}b`);
  const open = textOf('a'.repeat(2000), hole('p'));
  expect(matchesGlob(pattern, textOf('a'.repeat(20_000)))).toBe('no');
  expect(matchesGlob(pattern, open)).toBe('maybe');
});
