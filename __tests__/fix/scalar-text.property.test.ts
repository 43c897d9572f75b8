import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { canBePlain, scalarText } from '../../src/fix/scalar-text.ts';
import { parse } from '../../src/syntax/parse.ts';
import { dataOf } from '../syntax/judge.ts';

const sign = fc.constantFrom(...'aAyYnN0179xob_-+.,:;~=<>!?&*#|%@`\'"\\/ \t[]{}()$é'.split(''));
const word = fc.constantFrom(
  'yes',
  'No',
  'ON',
  'off',
  'true',
  'null',
  'Null',
  '~',
  '0x1F',
  '0o17',
  '017',
  '1e3',
  '.5',
  '.inf',
);
const odd = fc.constantFrom(
  '2012-10-17',
  '12:30:45',
  '1_000',
  '0b11',
  '<<',
  '=',
  '---',
  '...',
  'a: b',
  'a #b',
  'a:',
  '\u0007',
  '\u2028',
);
const text = fc.oneof(
  fc.array(sign, { maxLength: 6 }).map((signs) => signs.join('')),
  word,
  odd,
  fc.tuple(word, sign).map(([first, last]) => first + last),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** The text as a value in lines, as a key and in brackets. */
function read(written: string, place: 'block' | 'flow'): unknown[] {
  const document = place === 'block' ? `- ${written}\n- x: ${written}\n` : `- [${written}, b]\n- {x: ${written}}\n`;
  const result = parse({ path: 'a.yaml', text: document });
  const ours = result.kind === 'parsed' ? dataOf(result.root) : result.problem.message;
  return [ours, load(document, { schema: CORE_SCHEMA }), load(document, { schema: YAML11_SCHEMA })];
}

describe('a text that is written', () => {
  test.each(['block', 'flow'] as const)('reads as itself in %s style, for YAML 1.1 and 1.2', (place) => {
    fc.assert(
      fc.property(text, fc.constantFrom('plain', 'single', 'double'), (value, quote) => {
        fc.pre(quote !== 'plain' || canBePlain(value, place));
        const wanted = place === 'block' ? [value, { x: value }] : [[value, 'b'], { x: value }];
        expect(read(scalarText(value, quote), place)).toEqual([wanted, wanted, wanted]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    'Allow',
    'kms:CreateGrant',
    'AWS::IAM::Role',
    'lambda.amazonaws.com',
    "don't",
    'a b',
    '1.2.3',
    'x-y',
    '/',
  ])('%j needs no quotes', (value) => {
    expect([canBePlain(value, 'block'), canBePlain(value, 'flow')]).toEqual([true, true]);
  });

  test('may hold commas and braces in lines, not in brackets', () => {
    expect([canBePlain('rds.${AWS::Region}', 'block'), canBePlain('rds.${AWS::Region}', 'flow')]).toEqual([
      true,
      false,
    ]);
  });
});
