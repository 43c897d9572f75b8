import { describe, expect, test } from '@jest/globals';
import { applyEdits } from '../../src/text/edit.ts';

describe('applyEdits', () => {
  test('takes edits in any order, all offsets meaning the old text', () => {
    const edits = [
      { range: { start: 4, end: 5 }, text: 'E' },
      { range: { start: 0, end: 2 }, text: '' },
    ];
    expect(applyEdits('abcdefg', edits)).toBe('cdEfg');
  });

  test('keeps the order of insertions at one place, before a replacement there', () => {
    const edits = [
      { range: { start: 1, end: 2 }, text: 'B' },
      { range: { start: 1, end: 1 }, text: '1' },
      { range: { start: 1, end: 1 }, text: '2' },
    ];
    expect(applyEdits('abc', edits)).toBe('a12Bc');
  });

  test('throws on overlap and on ranges outside the text', () => {
    const over = [
      { range: { start: 0, end: 2 }, text: '' },
      { range: { start: 1, end: 3 }, text: '' },
    ];
    expect(() => applyEdits('abc', over)).toThrow(RangeError);
    expect(() => applyEdits('abc', [{ range: { start: 2, end: 9 }, text: '' }])).toThrow(RangeError);
  });
});
