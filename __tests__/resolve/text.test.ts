import { describe, expect, test } from '@jest/globals';
import * as text from '../../src/resolve/text.ts';

const { textOf, concat } = text;
const hole = (name: string, more: Partial<text.Hole> = {}): text.Hole => ({
  ...{ token: `t:${name}`, label: name, alphabet: 'any', distinctClass: null, outside: true },
  ...more,
});
const KEY = hole('Key', { alphabet: 'segment' });
const DIGITS = hole('Digits', { alphabet: 'digits' });
const HEX = hole('Hex', { alphabet: 'hex' });
const MADE = hole('Made', { alphabet: 'generated' });
const REGION = hole('Region', { alphabet: 'segment', token: 'AWS::Region' });
const ANY = hole('Any');
/** The value x:Y that the user gave to a parameter. */
const GIVEN = hole('Param', { given: 'x:Y' });

describe('a text', () => {
  test.each<[string, text.Text, readonly text.Piece[]]>([
    ['of nothing', textOf(), []],
    ['of an empty string', textOf(''), []],
    ['of strings', textOf('a', 'b', '', 'c'), ['abc']],
    ['of strings and holes', textOf('a', KEY, '', KEY, 'b', 'c'), ['a', KEY, KEY, 'bc']],
    ['with a given value', textOf('a', GIVEN, 'b'), ['ax:Yb']],
    ['of texts', concat(textOf('a', KEY), textOf(), textOf('b')), ['a', KEY, 'b']],
    ['of texts with a given value', concat(textOf('a'), textOf(GIVEN), textOf('b', KEY)), ['ax:Yb', KEY]],
  ])('%s', (_sentence, made, pieces) => {
    expect(made.pieces).toEqual(pieces);
  });

  test('is spoken of by the parameters whose values the user gave', () => {
    expect(textOf('a', GIVEN).spoken).toEqual(['a', GIVEN]);
    expect(concat(textOf('a'), textOf(GIVEN), textOf('b')).spoken).toEqual(['a', GIVEN, 'b']);
    expect(textOf('a', KEY).spoken).toBeUndefined();
    expect(text.asSpoken(textOf('a', GIVEN))).toEqual({ kind: 'text', pieces: ['a', GIVEN] });
    expect(text.asSpoken(textOf('a'))).toEqual(textOf('a'));
  });

  test.each<
    [text.Text, { literal: string | null; sole: string | null; length: number; label: string; spelled: string }]
  >([
    [textOf(), { literal: '', sole: null, length: 0, label: '', spelled: '' }],
    [textOf('abc'), { literal: 'abc', sole: null, length: 3, label: 'abc', spelled: 'abc' }],
    [textOf(KEY), { literal: null, sole: 'Key', length: 1, label: 'Key', spelled: '${Key}' }],
    [textOf('ab', KEY), { literal: null, sole: null, length: 3, label: 'ab${Key}', spelled: 'ab${Key}' }],
    [textOf(KEY, KEY), { literal: null, sole: null, length: 2, label: '${Key}${Key}', spelled: '${Key}${Key}' }],
    [textOf(GIVEN), { literal: 'x:Y', sole: null, length: 3, label: 'Param', spelled: 'x:Y' }],
    [textOf('a-', GIVEN), { literal: 'a-x:Y', sole: null, length: 5, label: 'a-${Param}', spelled: 'a-x:Y' }],
  ])('%# is told by what it is', (given, { literal, sole, length, label, spelled }) => {
    expect(text.literalOf(given)).toBe(literal);
    expect(text.soleHole(given)?.label ?? null).toBe(sole);
    expect(text.lengthOf(given)).toBe(length);
    expect(text.labelOf(given)).toBe(label);
    expect(text.spelled(given)).toBe(spelled);
  });

  test('has one token exactly when its pieces are the same', () => {
    const texts = [
      textOf(),
      textOf('a'),
      textOf('t:Key'),
      textOf(KEY),
      textOf('a', KEY),
      textOf(KEY, 'a'),
      textOf(ANY),
    ];
    expect(new Set(texts.map(text.tokenOf)).size).toBe(texts.length);
    expect(text.tokenOf(textOf('x:Y'))).toBe(text.tokenOf(textOf(GIVEN)));
    expect(text.tokenOf(textOf('a', hole('Key')))).toBe(text.tokenOf(textOf('a', KEY)));
  });

  test('in lower case keeps its holes and how it is spoken of', () => {
    expect(text.lowerCase(textOf('AbC', KEY))).toEqual(textOf('abc', KEY));
    const lower = text.lowerCase(textOf('AbC-', GIVEN));
    expect([lower.kind, lower.pieces, lower.spoken]).toEqual(['text', ['abc-x:y'], ['abc-', GIVEN]]);
    expect(text.holesOf(lower)).toEqual([]);
    expect(text.holesOf(textOf('a', KEY, 'b', ANY))).toEqual([KEY, ANY]);
  });
});

describe('a text is split', () => {
  test.each<[text.Text, string, readonly string[] | null]>([
    [textOf('a:b:c'), ':', ['a', 'b', 'c']],
    [textOf(':a:'), ':', ['', 'a', '']],
    [textOf(''), ':', ['']],
    [textOf('abc'), ':', ['abc']],
    [textOf('a--b-c'), '--', ['a', 'b-c']],
    [textOf('a:', KEY, '-b:c'), ':', ['a', '${Key}-b', 'c']],
    [textOf(KEY, '/', KEY), '/', ['${Key}', '${Key}']],
    [textOf(DIGITS, ',', HEX, '|a'), ',', ['${Digits}', '${Hex}|a']],
    [textOf(DIGITS, '|', MADE), '|', ['${Digits}', '${Made}']],
    [textOf(REGION, ';a'), ';', ['${Region}', 'a']],
    // What a hole may hold is not split.
    [textOf(KEY, ',a'), ',', null],
    [textOf(MADE, '-a'), '-', null],
    [textOf(REGION, '-a'), '-', null],
    [textOf('a:', ANY), ':', null],
    [textOf('a-', KEY), '-', null],
  ])('%# at %s', (given, delimiter, parts) => {
    expect(text.split(given, delimiter)?.map(text.spelled) ?? null).toEqual(parts);
  });

  test('so that a part of a given value is spoken of by its parameter, and what is written out as it is', () => {
    const parts = text.split(textOf('a:', GIVEN, ':b'), ':') ?? [];
    expect(parts.map(text.spelled)).toEqual(['a', 'x', 'Y', 'b']);
    expect(parts.map(text.printable)).toEqual(['a', '${Param}', '${Param}', 'b']);
  });
});
