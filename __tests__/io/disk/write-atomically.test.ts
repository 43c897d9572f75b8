import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { writeAtomically, writeOutput, writeReport } from '../../../src/io/disk/write-atomically.ts';
import { withFolder } from './folder.ts';

const BEFORE = Buffer.from('before\r\n');

describe('writing a template', () => {
  test('replaces the content, keeps the mode, and leaves nothing else behind', async () => {
    await withFolder({ 'a.yaml': BEFORE }, (folder) => {
      const path = join(folder, 'a.yaml');
      chmodSync(path, 0o640);
      const inode = statSync(path).ino;
      expect(writeAtomically(path, BEFORE, '\uFEFFafter ü\r\n')).toEqual({ kind: 'written' });
      expect(readFileSync(path, 'utf8')).toBe('\uFEFFafter ü\r\n');
      expect(statSync(path).mode & 0o777).toBe(0o640);
      expect(statSync(path).ino).not.toBe(inode);
      expect(readdirSync(folder)).toEqual(['a.yaml']);
    });
  });

  test('writes what a link leads to, and keeps the link', async () => {
    await withFolder({ 'real/a.yaml': BEFORE }, (folder) => {
      symlinkSync('real/a.yaml', join(folder, 'link.yaml'));
      expect(writeAtomically(join(folder, 'link.yaml'), BEFORE, 'after')).toEqual({ kind: 'written' });
      expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'real/a.yaml'), 'utf8')).toBe('after');
    });
  });

  test.each<[string, (path: string) => void, string]>([
    [
      'has changed meanwhile',
      (path) => writeFileSync(path, 'someone was here'),
      'has changed since it was read: run fix again',
    ],
    ['is read-only', (path) => chmodSync(path, 0o444), 'is read-only'],
  ])('leaves a file alone that %s', async (_what, spoil, reason) => {
    await withFolder({ 'a.yaml': BEFORE }, (folder) => {
      const path = join(folder, 'a.yaml');
      spoil(path);
      const before = readFileSync(path);
      expect(writeAtomically(path, BEFORE, 'after')).toEqual({ kind: 'failed', reason });
      expect(readFileSync(path)).toEqual(before);
      expect(readdirSync(folder)).toEqual(['a.yaml']);
    });
  });

  test('says why it can not', async () => {
    await withFolder({}, (folder) => {
      mkdirSync(join(folder, 'sub'));
      symlinkSync('round', join(folder, 'round'));
      const reasons = ['gone', 'sub', 'round'].map((name) => writeAtomically(join(folder, name), BEFORE, ''));
      expect(reasons).toEqual([
        { kind: 'failed', reason: 'does not exist' },
        { kind: 'failed', reason: 'is not a plain file' },
        { kind: 'failed', reason: 'is a link that leads round in a circle' },
      ]);
    });
  });
});

describe('writing a report', () => {
  test('makes the file, or replaces it', async () => {
    await withFolder({ 'old.json': 'old' }, (folder) => {
      expect(writeReport(join(folder, 'new.json'), 'new')).toEqual({ kind: 'written' });
      expect(writeReport(join(folder, 'old.json'), 'new')).toEqual({ kind: 'written' });
      expect(readFileSync(join(folder, 'new.json'), 'utf8') + readFileSync(join(folder, 'old.json'), 'utf8')).toBe(
        'newnew',
      );
      expect(readdirSync(folder)).toEqual(['new.json', 'old.json']);
    });
  });

  test('writes to a device, and says why it can not write elsewhere', async () => {
    await withFolder({ 'a/b': '' }, (folder) => {
      chmodSync(join(folder, 'a/b'), 0o400);
      expect(writeReport('/dev/null', 'x')).toEqual({ kind: 'written' });
      expect(writeReport(join(folder, 'a'), 'x')).toEqual({ kind: 'failed', reason: 'is a folder' });
      expect(writeReport(join(folder, 'a/b'), 'x')).toEqual({ kind: 'failed', reason: 'is read-only' });
      expect(writeReport(join(folder, 'gone/x'), 'x')).toEqual({ kind: 'failed', reason: 'does not exist' });
    });
  });
});

describe('writing an output', () => {
  test('makes the folders on its way', async () => {
    await withFolder({}, (folder) => {
      expect(writeOutput(join(folder, 'a/b/c.json'), 'x', [folder])).toEqual({ kind: 'written' });
      expect(readFileSync(join(folder, 'a/b/c.json'), 'utf8')).toBe('x');
    });
  });

  test.each([
    ['link/x.json', 'leads through FOLDER/link, a link, which is not followed'],
    ['link/sub/new/x.json', 'leads through FOLDER/link, a link, which is not followed'],
    ['real/../link/x.json', 'leads through FOLDER/link, a link, which is not followed'],
    ['file', 'is a link, which is not followed'],
    ['dangling', 'is a link, which is not followed'],
    ['real/sub', 'is not a plain file'],
  ])('follows no link: %s', async (path, reason) => {
    await withFolder({ 'real/sub/y.json': 'y' }, (folder) => {
      symlinkSync('real', join(folder, 'link'));
      symlinkSync('real/sub/y.json', join(folder, 'file'));
      symlinkSync('nowhere', join(folder, 'dangling'));
      const written = writeOutput(join(folder, path), 'x', [folder]);
      expect(written).toEqual({ kind: 'failed', reason: reason.replace('FOLDER', folder) });
      expect(readdirSync(join(folder, 'real'))).toEqual(['sub']);
    });
  });

  test('takes the way to a root as it is, and no other', async () => {
    await withFolder({ 'real/y': '' }, (folder) => {
      symlinkSync('real', join(folder, 'root'));
      const path = join(folder, 'root/x.json');
      expect(writeOutput(path, 'x', [folder]).kind).toBe('failed');
      expect(writeOutput(path, 'x', []).kind).toBe('failed');
      expect(writeOutput(path, 'x', [join(folder, 'root')])).toEqual({ kind: 'written' });
    });
  });
});
