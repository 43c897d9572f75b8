import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseHunks } from '../../src/text/hunks.ts';
import { gitDiff } from './git.ts';

const line = fc.constantFrom('a', 'b', 'c', '', '-- x', '++ y', '@@ -1 +1 @@', '\\ No newline', 'é');
const document = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, closed]) => lines.join(eol) + (closed && lines.length > 0 ? eol : ''));

/** The lines of a text, each with its line feed. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Applies hunks by their line numbers alone. */
function replay(before: string, patch: string): string {
  const old = linesOf(before);
  const result: string[] = [];
  let at = 0;
  for (const hunk of parseHunks(patch)) {
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    result.push(...old.slice(at, start));
    at = start;
    for (const row of hunk.lines) {
      const text = row.text + (row.newline ? '\n' : '');
      if (row.oldLine !== null) expect([row.oldLine, old[at++]]).toEqual([at, text]);
      if (row.newLine !== null) expect(result.push(text)).toBe(row.newLine);
    }
  }
  return [...result, ...old.slice(at)].join('');
}

describe('parseHunks', () => {
  test('reads what GitHub calls a patch: hunks without file headers, counts of one left out', () => {
    expect(parseHunks('@@ -3 +3,2 @@ Resources:\n-a\n+b\n+c')).toEqual([
      {
        oldStart: 3,
        oldLines: 1,
        newStart: 3,
        newLines: 2,
        lines: [
          { kind: 'delete', oldLine: 3, newLine: null, text: 'a', newline: true },
          { kind: 'add', oldLine: null, newLine: 3, text: 'b', newline: true },
          { kind: 'add', oldLine: null, newLine: 4, text: 'c', newline: true },
        ],
      },
    ]);
  });

  test('marks the line without a line end', () => {
    const [hunk] = parseHunks('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n');
    expect(hunk?.lines.map((row) => row.newline)).toEqual([false, true]);
  });

  test('takes deleted lines that look like headers for what they are', () => {
    const [hunk, none] = parseHunks('@@ -1,2 +1,1 @@\n--- a/x\n b\n');
    expect(hunk?.lines.map((row) => [row.kind, row.text])).toEqual([
      ['delete', '-- a/x'],
      ['context', 'b'],
    ]);
    expect(none).toBeUndefined();
  });

  test('finds nothing in a text without hunks', () => {
    expect(parseHunks('')).toEqual([]);
    expect(parseHunks('Binary files differ')).toEqual([]);
  });

  test('leads from the old text to the new one, on whatever git prints', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(replay(before, gitDiff(before, after))).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
