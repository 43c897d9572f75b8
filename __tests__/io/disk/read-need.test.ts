import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readNeed } from '../../../src/io/disk/read-need.ts';
import { withFolder } from './folder.ts';

const OUTSIDE = { kind: 'refused', reason: 'it lies outside of the folders that are searched' };
const LINK = { kind: 'refused', reason: 'a link leads out of the folders that are searched' };

describe('a file that a template speaks of', () => {
  test('is read from the working folder', async () => {
    await withFolder({ 'src/index.py': 'import boto3\n' }, (cwd) => {
      const file = { path: 'src/index.py', text: 'import boto3\n' };
      expect(readNeed('src/index.py', cwd, [cwd])).toEqual({ kind: 'read', file, bytes: 13 });
      expect(readNeed('src/../src/index.py', cwd, [cwd]).kind).toBe('read');
      expect(readNeed('../src/index.py', join(cwd, 'templates'), [cwd]).kind).toBe('read');
    });
  });

  test('is absent where there is none', async () => {
    await withFolder({ a: '' }, (cwd) => {
      expect(readNeed('b', cwd, [cwd])).toEqual({ kind: 'absent' });
      expect(readNeed('a/b', cwd, [cwd])).toEqual({ kind: 'absent' });
    });
  });

  test('is refused outside of the roots, whatever way leads there', async () => {
    await withFolder({ 'in/a': '', 'out/secret': 'x', 'inner/secret': 'x' }, (folder) => {
      const cwd = join(folder, 'in');
      symlinkSync('../out', join(cwd, 'folder'));
      symlinkSync('../out/secret', join(cwd, 'file'));
      symlinkSync('a', join(cwd, 'fine'));
      for (const path of ['../out/secret', '/etc/passwd', '../inner/secret', 'a/../../out/secret']) {
        expect(readNeed(path, cwd, [cwd])).toEqual(OUTSIDE);
      }
      expect(readNeed('folder/secret', cwd, [cwd])).toEqual(LINK);
      expect(readNeed('file', cwd, [cwd])).toEqual(LINK);
      expect(readNeed('fine', cwd, [cwd]).kind).toBe('read');
    });
  });

  test('is refused, with the reason, when it can not be read', async () => {
    await withFolder({ 'a/b': '', bin: Buffer.from([0]), large: 'x'.repeat(2 * 1024 * 1024 + 1) }, (cwd) => {
      expect(readNeed('a', cwd, [cwd])).toEqual({ kind: 'refused', reason: 'it is a folder' });
      expect(readNeed('bin', cwd, [cwd])).toEqual({ kind: 'refused', reason: 'it is not a text file' });
      expect(readNeed('large', cwd, [cwd])).toEqual({ kind: 'refused', reason: 'it is larger than 2 MB' });
    });
  });
});
