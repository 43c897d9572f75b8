import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/**
 * Holds a text to the file of that name below fixtures/, where a reader can judge it. `UPDATE_FIXTURES=1 npm test`
 * writes the files anew.
 */
export function expectFixture(name: string, text: string): void {
  const path = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  if (process.env.UPDATE_FIXTURES === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}
