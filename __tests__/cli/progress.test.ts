import { expect, test } from '@jest/globals';
import { lateProgress } from '../../src/cli/progress.ts';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('nothing is shown within the first second, one line after it, and nothing is left behind', async () => {
  const shown: string[] = [];
  const progress = lateProgress((text) => shown.push(text));
  progress('soon');
  progress('');
  expect(shown).toEqual([]);
  await wait(1010);
  progress('200 files');
  progress('300 files');
  progress('');
  progress('');
  expect(shown).toEqual(['\r\u001b[K200 files', '\r\u001b[K300 files', '\r\u001b[K']);
});

test('nothing is ever shown without a terminal', async () => {
  const progress = lateProgress(null);
  await wait(1010);
  expect(() => progress('text')).not.toThrow();
});
