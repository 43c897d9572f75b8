import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineCount, lineEnding, lineRange, offsetOf, positionOf } from '../../src/text/line-index.ts';

const anyText = fc
  .array(fc.constantFrom('a', 'é', '😀', ' ', '\t', '\n', '\r\n', '\r'), { maxLength: 30 })
  .chain((parts) => fc.constantFrom('', '\uFEFF').map((mark) => mark + parts.join('')));

describe('lines and columns', () => {
  test('are counted from one, behind a byte order mark', () => {
    const file = { path: 'a.yaml', text: '\uFEFFab\r\nc\rd\n' };
    expect(positionOf(file, 1)).toEqual({ line: 1, column: 1 });
    expect(positionOf(file, 5)).toEqual({ line: 2, column: 1 });
    expect(positionOf(file, 7)).toEqual({ line: 3, column: 1 });
    expect(lineCount(file)).toBe(4);
    expect(lineRange(file, 2)).toEqual({ start: 1, end: 3 });
    expect(lineEnding(file, 2)).toBe('\r\n');
    expect(lineEnding(file, 5)).toBe('\r');
    expect(lineEnding(file, 9)).toBe('');
  });

  test('of places outside the text are null', () => {
    const file = { path: 'a.yaml', text: 'ab\nc' };
    expect(offsetOf(file, { line: 3, column: 1 })).toBeNull();
    expect(offsetOf(file, { line: 1, column: 4 })).toBeNull();
    expect(offsetOf(file, { line: 1, column: 3 })).toBe(2);
    expect(offsetOf(file, { line: 0, column: 1 })).toBeNull();
  });

  test('lead back to the offset', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, at) => {
        const file = { path: 'a.yaml', text };
        const line = lineRange(file, at);
        fc.pre(at >= line.start && at <= line.end);
        expect(offsetOf(file, positionOf(file, at))).toBe(at);
      }),
    );
  });

  test('put together give the text again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const file = { path: 'a.yaml', text };
        let rebuilt = text.startsWith('\uFEFF') ? '\uFEFF' : '';
        for (let line = 1; line <= lineCount(file); line += 1) {
          const start = offsetOf(file, { line, column: 1 });
          if (start === null) throw new Error(`line ${line} has no start`);
          rebuilt += text.slice(start, lineRange(file, start).end) + lineEnding(file, start);
        }
        expect(rebuilt).toBe(text);
      }),
    );
  });
});
