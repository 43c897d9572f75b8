import { describe, expect, test } from '@jest/globals';
import { escapeLine, forTerminal, inert } from '../../src/report/terminal-escape.ts';

describe('text of a template on its way to a terminal', () => {
  test.each([
    ['a colour', '\u001b[31mx', '\\x1b[31mx'],
    ['a line end', 'a\r\nb', 'a\\r\\nb'],
    ['the one-byte control sequence', '\u009b2J', '\\x9b2J'],
    ['another direction', 'a\u202Eb\u2066', 'a\\u{202e}b\\u{2066}'],
    ['what can not be seen', 'a\u200Bb\uFEFF\u00AD', 'a\\u{200b}b\\u{feff}\\xad'],
    ['half a character', 'a\uD800', 'a\\u{d800}'],
    ['a hidden tag', '\u{E0041}', '\\u{e0041}'],
    ['ordinary text', 'Schlüssel 鍵 🔑', 'Schlüssel 鍵 🔑'],
    ['a tab', 'a\tb', 'a b'],
  ])('%s', (_what, text, expected) => {
    expect(forTerminal(text)).toBe(expected);
  });

  test('a line of a file keeps its tabs', () => {
    expect(escapeLine('\ta\u0007')).toBe('\ta\\x07');
  });

  test.each([
    ['::error::x', '\\x3a:error::x'],
    ['  ::set-output name=a::b', '  \\x3a:set-output name=a::b'],
    ['a ##[error]', 'a #\\x23[error]'],
    ['AWS::KMS::Key', 'AWS::KMS::Key'],
    [': a', ': a'],
  ])('a line is no workflow command: %s', (line, expected) => {
    expect(inert(line)).toBe(expected);
  });
});
