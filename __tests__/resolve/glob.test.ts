import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlob, sameText } from '../../src/resolve/glob.ts';
import type { Ternary } from '../../src/resolve/holds.ts';
import { type Hole, type Piece, type Text, textOf } from '../../src/resolve/text.ts';
import { spelledText } from '../iam/text-of.ts';

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

/** Rows of a pattern or text, another, and the answer. */
type Row = readonly [a: string, b: string, answer: Ternary];

describe('a pattern for a text', () => {
  test.each<Row>([
    ['a', 'a', 'yes'],
    ['a', 'b', 'no'],
    ['', '', 'yes'],
    ['', 'a', 'no'],
    ['*', '', 'yes'],
    ['?', '', 'no'],
    ['?', 'a', 'yes'],
    ['?', '*', 'yes'],
    ['*', '?', 'yes'],
    ['a', '*', 'no'],
    ['a', '?', 'no'],
    ['a?c', 'abc', 'yes'],
    ['a?c', 'ac', 'no'],
    ['a*c', 'abbc', 'yes'],
    ['a*c', 'abbd', 'no'],
    ['a*b*c', 'a-b-b-c', 'yes'],
    ['a*b*c', 'abc', 'yes'],
    ['*{Name}*', 'a{Name}b', 'yes'],
    ['*{Name}*', 'a{Other}b', 'maybe'],
    ['*é*', 'aéb', 'yes'],
    ['*é*', 'aèb', 'no'],
    ['a**', 'a', 'yes'],
    ['*a', 'bab', 'no'],
    // A hole that may hold anything may be empty or hold a wildcard; one without colons holds one sign at least.
    ['a{Given}', 'a', 'maybe'],
    ['a', 'a{Given}', 'maybe'],
    ['a{Name}', 'a', 'no'],
    ['a', 'a{Name}', 'no'],
    ['a{Name}', 'ab', 'maybe'],
    ['ab', 'a{Name}', 'maybe'],
    ['a{Name}', 'a:b', 'no'],
    ['a{Name}', 'a/b', 'no'],
    ['a:b', 'a{Name}', 'no'],
    ['a{Given}', 'a:b', 'maybe'],
    ['a:b', 'a{Given}', 'maybe'],
    ['{Name}b', 'ab', 'maybe'],
    ['{Name}b', 'b', 'no'],
    ['b', '{Name}b', 'no'],
    ['{Given}b', 'b', 'maybe'],
    ['b', '{Given}b', 'maybe'],
    ['{Name}b', 'ac', 'no'],
    ['{Given}b', 'ac', 'no'],
    ['ac', '{Given}b', 'no'],
    ['b{Given}', 'ac', 'no'],
    ['{Given}', '{Given}', 'yes'],
    ['{Name}', '{Name}', 'yes'],
    ['{Name}', '{Other}', 'maybe'],
    ['a{Name}b', 'a{Other}c', 'no'],
    ['{Name}:{Name}', '{Name}:{Other}', 'maybe'],
    ['{Name}:a', '{Other}:b', 'no'],
    ['*', '{Given}', 'yes'],
    ['*{Name}', '{Name}', 'yes'],
    ['a*', '{Name}', 'maybe'],
    ['a*', 'a{Name}', 'yes'],
    ['a*', 'b{Name}', 'no'],
    ['*a', '{Name}b', 'no'],
    ['*:a', '{Name}', 'no'],
    ['*:a', '{Given}', 'maybe'],
    ['{Name}*', 'ab:c', 'maybe'],
    ['{Name}*', ':c', 'no'],
    ['?', '{Name}', 'maybe'],
    ['??', '{Name}', 'maybe'],
    // A generated name is written nowhere, though a pattern may reach it.
    ['{Id}', 'a', 'no'],
    ['a', '{Id}', 'no'],
    ['a*', '{Id}', 'maybe'],
    ['*:*', '{Id}', 'no'],
    ['{Id}', '{Id}', 'yes'],
    ['{Id}', '{Name}', 'maybe'],
    ['{Name}', '{Id}', 'maybe'],
    ['{Id}', '{OtherId}', 'maybe'],
  ])('%s and %s: %s', (pattern, string, answer) => {
    expect(matchesGlob(spelledText(pattern), spelledText(string))).toBe(answer);
  });
});

describe('two texts, without wildcards', () => {
  test.each<Row>([
    ['', '', 'yes'],
    ['a', '', 'no'],
    ['a*', 'a*', 'yes'],
    ['a*', 'ab', 'no'],
    ['a?', 'ab', 'no'],
    ['a*{Name}', 'ab{Name}', 'no'],
    ['a{Name}', 'a*', 'no'],
    ['a{Given}', 'a*', 'maybe'],
    ['a{Name}', 'b{Name}', 'no'],
    ['a{Name}', 'a{Name}', 'yes'],
    ['a{Name}', 'a{Name}b', 'no'],
    ['{Name}', '', 'no'],
    ['{Given}', '', 'maybe'],
    ['{Id}', 'a', 'no'],
    ['{Id}{Name}', 'ab', 'no'],
    ['Ünïcode', 'Ünïcode', 'yes'],
    ['Ünïcode', 'Ünicode', 'no'],
  ])('%s and %s: %s', (a, b, answer) => {
    expect(sameText(spelledText(a), spelledText(b))).toBe(answer);
    expect(sameText(spelledText(b), spelledText(a))).toBe(answer);
  });

  test('of one class are never parts of each other', () => {
    const [one, other] = [hole('k1', 'segment', 'key'), hole('k2', 'segment', 'key')];
    expect(sameText(textOf(one), textOf(other))).toBe('no');
    expect(sameText(textOf('a', one), textOf('a', other))).toBe('no');
    expect(sameText(textOf(one), textOf(hole('k3', 'segment', 'topic')))).toBe('maybe');
    expect(sameText(textOf(one), textOf(hole('k3', 'segment')))).toBe('maybe');
    expect(sameText(textOf(hole('k3', 'segment')), textOf(one))).toBe('maybe');
  });

  test.each([
    ['arn:aws:kms:eu:1:key/a', 'no'],
    ['arn:{AWS::Partition}:kms:eu:1:key/a', 'no'],
    ['arn:aws:s3:::key', 'maybe'],
    ['xarn:aws:kms:eu:1:key/a', 'maybe'],
    ['arn:kms:eu:1:key/a', 'maybe'],
  ])('that begin with what is foreign to KMS and %s: %s', (string, answer) => {
    const foreign = { ...hole('Bucket'), foreign: true };
    expect(sameText(textOf(foreign), spelledText(string))).toBe(answer);
    expect(sameText(spelledText(string), textOf(foreign))).toBe(answer);
    expect(sameText(textOf('a', foreign), spelledText('aarn:aws:kms:eu:1:key/a'))).toBe('maybe');
    expect(sameText(textOf(hole('Bucket')), spelledText(string))).toBe('maybe');
  });
});

test('texts that are too long to be told apart may be the same', () => {
  const long = (letter: string, name: string) => textOf(letter.repeat(1500), hole(name));
  expect(sameText(long('a', 'p'), long('b', 'q'))).toBe('maybe');
  expect(sameText(textOf('a', hole('p')), textOf('b', hole('q')))).toBe('no');
});

test('thirty stars against a long text are a matter of no time', () => {
  const pattern = textOf(`${'a*'.repeat(30)}b`);
  const open = textOf('a'.repeat(2000), hole('p'));
  expect(matchesGlob(pattern, textOf('a'.repeat(20_000)))).toBe('no');
  expect(matchesGlob(pattern, open)).toBe('maybe');
});

describe("an account's id", () => {
  const ACCOUNT = textOf(hole('account', 'digits'));
  test.each<[pattern: Text, answer: Ternary]>([
    [textOf('1*'), 'maybe'],
    [textOf('111122223333'), 'maybe'],
    [textOf('*das*'), 'no'],
    [textOf('1?-3'), 'no'],
    [textOf(hole('role', 'generated')), 'no'],
    [textOf(hole('name', 'segment')), 'maybe'],
  ])('%# holds digits alone', (pattern, answer) => {
    expect(matchesGlob(pattern, ACCOUNT)).toBe(answer);
    if (answer !== 'maybe' || !/\*/.test(String(pattern.pieces[0]))) expect(sameText(ACCOUNT, pattern)).toBe(answer);
  });
});
