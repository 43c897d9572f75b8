import { describe, expect, test } from '@jest/globals';
import { suggestionBlock, suggestionFor } from '../../src/report/suggestion.ts';
import type { TextEdit } from '../../src/text/edit.ts';
import { parseHunks } from '../../src/text/hunks.ts';

const TEXT = 'one\ntwo\nthree\nfour\nfive\nsix\n';
/** Lines 2 to 4 and line 6 of the head are in hunks; a line was deleted between 3 and 4. */
const HUNKS = parseHunks('@@ -2,3 +2,3 @@\n two\n+three\n-gone\n four\n@@ -6 +6 @@\n-6\n+six\n');

/** Puts `text` in the place of some lines of TEXT, or before one when `lines` is 0. */
function edit(line: number, lines: number, text: string, whole = TEXT): TextEdit {
  const starts = [0, ...[...whole.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return { range: { start: starts[line - 1] ?? 0, end: starts[line - 1 + lines] ?? whole.length }, text };
}

describe('a suggestion', () => {
  test('replaces the changed lines', () => {
    const suggestion = suggestionFor(TEXT, [edit(2, 2, 'two\nTHREE\n')], HUNKS);
    expect(suggestion).toEqual({ startLine: 3, line: 3, lines: ['THREE'], crlf: false });
  });

  test('takes the line above an insertion in, or the one below where that is outside of the hunk', () => {
    expect(suggestionFor(TEXT, [edit(3, 0, 'new\n')], HUNKS)).toMatchObject({ line: 2, lines: ['two', 'new'] });
    expect(suggestionFor(TEXT, [edit(2, 0, 'new\n')], HUNKS)).toMatchObject({ line: 2, lines: ['new', 'two'] });
    expect(suggestionFor(TEXT, [edit(7, 0, 'new\n')], HUNKS)).toMatchObject({ line: 6, lines: ['six', 'new'] });
  });

  test('keeps a neighbour of what it deletes', () => {
    const suggestion = suggestionFor(TEXT, [edit(3, 1, '')], HUNKS);
    expect(suggestion).toEqual({ startLine: 2, line: 3, lines: ['two'], crlf: false });
  });

  test.each([
    ['changes nothing', [edit(3, 1, 'three\n')]],
    ['is outside of the hunks', [edit(5, 1, 'FIVE\n')]],
    ['spans two hunks', [edit(4, 1, 'FOUR\n'), edit(6, 1, 'SIX\n')]],
    ['spans a deleted line', [edit(3, 2, 'THREE\nFOUR\n')]],
    ['takes the final line end away', [edit(6, 1, 'SIX')]],
    ['holds characters that can not be seen', [edit(3, 1, 'th\u202eree\n')]],
    ['holds a lone carriage return', [edit(3, 1, 'th\rree\n')]],
    ['is too long', [edit(3, 1, `${'x'.repeat(30_000)}\n`)]],
    ['needs an endless fence', [edit(3, 1, `${'`'.repeat(5000)}\n`)]],
  ])('is refused when it %s', (_, edits) => {
    expect(suggestionFor(TEXT, edits, HUNKS)).toBeNull();
  });

  test('is refused when the diff is not that of the text', () => {
    expect(
      suggestionFor(TEXT.replace('three', '3'), [edit(3, 1, 'THREE\n', TEXT.replace('three', '3'))], HUNKS),
    ).toBeNull();
  });

  test('leaves a byte order mark alone', () => {
    const hunks = parseHunks('@@ -0,0 +1,2 @@\n+\uFEFFone\n+two\n');
    const text = '\uFEFFone\ntwo\n';
    expect(suggestionFor(text, [{ range: { start: 1, end: 4 }, text: 'ONE' }], hunks)).toBeNull();
    expect(suggestionFor(text, [{ range: { start: 5, end: 5 }, text: 'new\n' }], hunks)).toMatchObject({
      line: 2,
      lines: ['new', 'two'],
    });
  });

  test('keeps a missing final line end missing, and says where lines end in CR LF', () => {
    const hunks = parseHunks('@@ -0,0 +1,2 @@\n+one\r\n+two\n\\ No newline at end of file\n');
    const text = 'one\r\ntwo';
    const suggestion = suggestionFor(text, [{ range: { start: 8, end: 8 }, text: '\r\nthree' }], hunks);
    expect(suggestion).toEqual({ startLine: 2, line: 2, lines: ['two', 'three'], crlf: true });
  });

  test('is fenced with more backticks than it holds', () => {
    expect(suggestionBlock({ startLine: 1, line: 1, lines: ['````', 'x'], crlf: false })).toBe(
      '`````suggestion\n````\nx\n`````',
    );
  });
});
