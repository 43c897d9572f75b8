import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type MarkedToken, marked, type Token } from 'marked';
import { cell, code, prose } from '../../src/report/markdown-escape.ts';

/** Pieces from which GitHub makes something, and others that stand between them. */
const PIECES = [
  ...[':tada:', ':+1:', ':', '::', '0123456789abcdef0123456789abcdef01234567', 'deadbeef1', 'abc', '12', '#12', '#'],
  ...['GH-7', 'gh-7', 'acme/stacks', '@', 'octocat', 'a@b.example', 'mailto:a@b.example', 'https://', 'http://', '//'],
  ...['www.evil.example', 'evil.example', 'ftp://evil.example', 'CVE-2021-44228', 'GHSA-jfh8-c2jp-5v3q', '(', ')', '"'],
  ...[
    "'",
    '.',
    ',',
    ';',
    '?',
    '%',
    '+',
    '=',
    '/',
    '-',
    '*',
    '_',
    '~',
    '`',
    '``',
    '$',
    '<',
    '>',
    '[',
    ']',
    '!',
    '&',
    '|',
  ],
  ...[
    '\\',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '1.',
    '&#64;',
    '<b>',
    '[x](y)',
    '[^1]',
    '\u200b',
    '\u202e',
    'Ä',
    'kms:CreateGrant',
  ],
];
const TEXT = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 12 });

/** What GitHub makes of words that CommonMark leaves alone. */
const ACTIVE = [
  /:[\w+-]+:/,
  /(?<!\w)[0-9a-f]{7,64}(?!\w)/i,
  /#\d|\bGH-\d|\bCVE-\d|\bGHSA-\w/i,
  /@|:\/\/|www\./i,
  /\$|[^\P{Cc}\n]|\p{Cf}/u,
];

/** The tokens of Markdown that are no blocks, those within others too. */
function spans(tokens: readonly Token[]): readonly MarkedToken[] {
  return (tokens as readonly MarkedToken[]).flatMap((token) =>
    'tokens' in token && token.tokens !== undefined ? spans(token.tokens) : [token],
  );
}

describe('a text that is not ours', () => {
  test('becomes nothing but words and code', () => {
    fc.assert(
      fc.property(TEXT, (pieces) => {
        const tokens = marked.lexer(`It says ${prose(pieces.join(''))}.`);
        expect(tokens.map(({ type }) => type)).toEqual(['paragraph']);
        for (const token of spans(tokens)) {
          expect(['text', 'codespan']).toContain(token.type);
          if (token.type === 'text') for (const mark of ACTIVE) expect(token.text).not.toMatch(mark);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('is all there, as words or in code', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ':tada:', 'GH-1', '`', '#1', 'www.x.y', '(b)')), (words) => {
        const tokens = marked.lexer(`It says ${prose(words.join(' '))}.`);
        const shown = spans(tokens).map((token) => ('text' in token ? token.text : ''));
        expect(shown.join('').replace(/\s+/g, ' ')).toBe(`It says ${words.join(' ')}.`);
      }),
    );
  });

  test('stays in its cell of a table', () => {
    fc.assert(
      fc.property(TEXT, (pieces) => {
        const [table, ...others] = marked.lexer(
          `| a | b |\n| --- | --- |\n| ${cell(code(pieces.join('')))} | last |\n`,
        );
        expect(others).toEqual([]);
        expect(table).toMatchObject({ type: 'table', rows: [[{}, { text: 'last' }]] });
      }),
    );
  });
});
