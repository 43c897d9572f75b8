import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { keyOf } from './form-text.ts';

type Row = readonly [sentence: string, lines: readonly string[], key: string];

const ROWS: Readonly<Record<'python' | 'javascript', readonly Row[]>> = JSON.parse(
  readFileSync(new URL('../fixtures/key-forms.json', import.meta.url), 'utf8'),
);

test.each(ROWS.python)('the key in Python by %s', (_sentence, lines, key) => {
  expect(keyOf('python', lines.join('\n'))).toBe(key);
});

test.each(ROWS.javascript)('the key in JavaScript by %s', (_sentence, lines, key) => {
  expect(keyOf('javascript', lines.join('\n'))).toBe(key);
});
