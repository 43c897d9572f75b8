import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mayBeginWith } from '../../src/stream/pattern-start.ts';

describe('what a pattern matches', () => {
  test.each([
    '[0-9a-f]{8}-.*',
    '^[^:]+$',
    '[^:]*',
    '[a-zA-Z0-9-]+',
    '\\d+.*',
    '\\w{1,40}',
    '[\\w-]{36}',
    'alias/.+',
    'a?b.*',
    'arn',
    '^$',
    'ar{2}.*',
    'ar{0}:.*',
    '[^a].*',
    '\\.rn:',
    'x*y+z?',
  ])('begins with no ARN: %s', (pattern) => expect(mayBeginWith(pattern, 'arn:')).toBe(false));

  test.each([
    '.*',
    '\\S+',
    'arn:.*',
    '[a-z]{3}:.+',
    '\\D+',
    '[^ ]{20,}',
    'x?arn:',
    'ar{1}n:',
    'a.+',
    '.{0,2048}',
    '[a-z:]*',
    '[-a-z:]+',
    '[a\\-r:n]+',
    // Nothing is known of these.
    '(x)',
    '(?i)x.*',
    '\\p{Digit}+',
    '[[:digit:]]+',
    '[0-9&&[1-3]]+',
    '\\Qx\\E',
    'x{',
    'x++',
    'x+?',
    '[',
    '[\\d-z]',
  ])('may begin with an ARN: %s', (pattern) => expect(mayBeginWith(pattern, 'arn:')).toBe(true));

  test('is told as the expression itself tells it', () => {
    const sign = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\d', '\\w', '\\D', '\\-');
    const often = fc.constantFrom('', '', '?', '*', '+', '{2}', '{0,1}', '{1,}');
    const pattern = fc
      .array(fc.tuple(sign, often), { maxLength: 4 })
      .map((parts) => parts.map((part) => part.join('')).join(''));
    const words = ['', 'a', 'ab', 'ba', 'abc', 'aab', 'a1', '1', 'a-b', 'bb', 'abab', 'a1bb'];
    fc.assert(
      fc.property(pattern, fc.constantFrom('a', 'ab', 'ba'), (made, word) => {
        const whole = new RegExp(`^(?:${made})$`);
        const isThere = words.some((each) => each.startsWith(word) && whole.test(each));
        if (isThere) expect(mayBeginWith(made, word)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
