import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Found, findTemplates } from '../../../src/io/disk/find-templates.ts';
import { withFolder } from './folder.ts';

const CANDIDATE = 'ServiceToken';

function find(cwd: string, paths: readonly string[], onFile: () => void = () => {}): Found {
  const isCandidate = (bytes: Uint8Array) => Buffer.from(bytes).includes(CANDIDATE);
  return findTemplates(paths, { cwd, isCandidate, onFile });
}

const pathsOf = ({ files }: Found) => files.map(({ file }) => file.path);

describe('a folder', () => {
  test('is searched by content, whatever the names are, in one order on every machine', async () => {
    const files = { 'b.yaml': CANDIDATE, 'a/z.json': CANDIDATE, 'a-b.txt': CANDIDATE, B: CANDIDATE, 'c.yaml': 'no' };
    await withFolder(files, (cwd) => {
      expect(pathsOf(find(cwd, ['.']))).toEqual(['B', 'a-b.txt', 'a/z.json', 'b.yaml']);
      expect(pathsOf(find(cwd, ['./a/']))).toEqual(['a/z.json']);
      expect(pathsOf(find(join(cwd, 'a'), ['..']))).toEqual(['../B', '../a-b.txt', '../a/z.json', '../b.yaml']);
      expect(pathsOf(find(cwd, [join(cwd, 'a')]))).toEqual(['a/z.json']);
      expect(pathsOf(find(join(cwd, 'a'), [join(cwd, 'b.yaml')]))).toEqual([`${cwd}/b.yaml`]);
    });
  });

  test('is never searched in .git and node_modules, nor in what is no text, too large or a link', async () => {
    const files = {
      '.git/config.yaml': CANDIDATE,
      'node_modules/a/template.yaml': CANDIDATE,
      'deep/node_modules/a.yaml': CANDIDATE,
      'image.png': Buffer.from(`\0PNG${CANDIDATE}`),
      'large.yaml': CANDIDATE.padEnd(2 * 1024 * 1024 + 1),
      'deep/a.yaml': CANDIDATE,
    };
    await withFolder(files, (cwd) => {
      symlinkSync('..', join(cwd, 'deep/up'));
      symlinkSync('a.yaml', join(cwd, 'deep/link.yaml'));
      symlinkSync('nowhere', join(cwd, 'deep/dangling.yaml'));
      expect(find(cwd, ['.'])).toEqual({ files: [expect.objectContaining({ named: false })], failures: [] });
      expect(pathsOf(find(cwd, ['.']))).toEqual(['deep/a.yaml']);
    });
  });

  test('is searched once, however often it is named, and what is named counts as named', async () => {
    await withFolder({ 'a/b.yaml': CANDIDATE, 'a/c.yaml': CANDIDATE }, (cwd) => {
      const { files } = find(cwd, ['.', 'a', 'a/c.yaml', './a/c.yaml']);
      expect(files.map(({ file, named }) => [file.path, named])).toEqual([
        ['a/b.yaml', false],
        ['a/c.yaml', true],
      ]);
    });
  });

  test('tells of each file that is looked into', async () => {
    await withFolder({ 'a.yaml': CANDIDATE, 'b.txt': '', 'c/d': '' }, (cwd) => {
      let looked = 0;
      find(cwd, ['.'], () => {
        looked += 1;
      });
      expect(looked).toBe(3);
    });
  });

  test('may be nested deeper than a call stack', async () => {
    await withFolder({}, (cwd) => {
      const deep = join(cwd, ...Array.from({ length: 1000 }, () => 'd'));
      mkdirSync(deep, { recursive: true });
      expect(pathsOf(find(cwd, ['.']))).toEqual([]);
    });
  });
});

describe('.gitignore', () => {
  const FILES = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.gitignore': 'cdk.out/\n*.gen.yaml\n!keep.gen.yaml\n/only-root.yaml\n# comment\n\\#odd.yaml\n',
    'cdk.out/Stack.template.json': CANDIDATE,
    'cdk.out/x.gen.yaml': CANDIDATE,
    'a.gen.yaml': CANDIDATE,
    'keep.gen.yaml': CANDIDATE,
    'only-root.yaml': CANDIDATE,
    '#odd.yaml': CANDIDATE,
    'sub/only-root.yaml': CANDIDATE,
    'sub/.gitignore': '!a.gen.yaml\nown.yaml\n',
    'sub/a.gen.yaml': CANDIDATE,
    'sub/b.gen.yaml': CANDIDATE,
    'sub/own.yaml': CANDIDATE,
    'own.yaml': CANDIDATE,
  };

  test('holds below a folder as git has it', async () => {
    await withFolder(FILES, (cwd) => {
      const found = pathsOf(find(cwd, ['.']));
      expect(found).toEqual(['keep.gen.yaml', 'own.yaml', 'sub/a.gen.yaml', 'sub/only-root.yaml']);
      execFileSync('git', ['init', '-q'], { cwd });
      const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard', '-z'], {
        cwd,
        encoding: 'utf8',
      });
      const yaml = listed.split('\0').filter((path) => path.endsWith('.yaml') || path.endsWith('.json'));
      expect(found).toEqual(yaml.sort());
    });
  });

  test('of folders above holds below a folder that is named', async () => {
    await withFolder(FILES, (cwd) => {
      expect(pathsOf(find(cwd, ['sub']))).toEqual(['sub/a.gen.yaml', 'sub/only-root.yaml']);
      expect(pathsOf(find(join(cwd, 'sub'), ['.']))).toEqual(['a.gen.yaml', 'only-root.yaml']);
    });
  });

  test('never keeps back what is named, be it a file or a folder with all that is in it', async () => {
    await withFolder(FILES, (cwd) => {
      expect(pathsOf(find(cwd, ['a.gen.yaml', 'sub/own.yaml']))).toEqual(['a.gen.yaml', 'sub/own.yaml']);
      expect(pathsOf(find(cwd, ['cdk.out']))).toEqual(['cdk.out/Stack.template.json', 'cdk.out/x.gen.yaml']);
      expect(pathsOf(find(cwd, ['.git']))).toEqual([]);
    });
  });

  test('holds outside of a git work tree too', async () => {
    await withFolder({ '.gitignore': 'a.yaml\n', 'a.yaml': CANDIDATE, 'b.yaml': CANDIDATE }, (cwd) => {
      expect(pathsOf(find(cwd, ['.']))).toEqual(['b.yaml']);
    });
  });
});

describe('a named file', () => {
  test('is read whatever is in it, through links too', async () => {
    await withFolder({ 'plain.yaml': 'a: 1\n' }, (cwd) => {
      symlinkSync('plain.yaml', join(cwd, 'link.yaml'));
      const { files } = find(cwd, ['link.yaml']);
      expect(files).toEqual([
        {
          file: { path: 'link.yaml', text: 'a: 1\n', isUtf8: true },
          path: join(cwd, 'link.yaml'),
          bytes: Buffer.from('a: 1\n'),
          named: true,
        },
      ]);
    });
  });

  test('keeps its byte order mark, and may be UTF-16 with one', async () => {
    const wide = Buffer.from('\uFEFFa: ü\n', 'utf16le');
    await withFolder(
      { 'mark.yaml': '\uFEFFa: 1\n', 'wide.yaml': wide, 'big-endian.yaml': Buffer.from(wide).swap16() },
      (cwd) => {
        const { files } = find(cwd, ['mark.yaml', 'wide.yaml', 'big-endian.yaml']);
        expect(files.map(({ file }) => file.text)).toEqual(['\uFEFFa: 1\n', '\uFEFFa: ü\n', '\uFEFFa: ü\n']);
      },
    );
  });

  test('that can not be read is told with the reason, the others are read', async () => {
    const files = {
      'a.yaml': 'a: 1\n',
      'image.png': Buffer.from([0x89, 0, 1]),
      'large.yaml': 'x'.repeat(2 * 1024 * 1024 + 1),
    };
    await withFolder(files, (cwd) => {
      symlinkSync('round.yaml', join(cwd, 'round.yaml'));
      const found = find(cwd, [
        'gone.yaml',
        'a.yaml',
        'a.yaml/b',
        'image.png',
        'large.yaml',
        'round.yaml',
        '/dev/zero',
      ]);
      expect(pathsOf(found)).toEqual(['a.yaml']);
      expect(found.failures).toEqual([
        { path: 'gone.yaml', reason: 'does not exist' },
        { path: 'a.yaml/b', reason: 'does not exist' },
        { path: 'image.png', reason: 'is not a text file' },
        { path: 'large.yaml', reason: 'is larger than 2 MB' },
        { path: 'round.yaml', reason: 'is a link that leads round in a circle' },
        { path: '/dev/zero', reason: 'is not a text file' },
      ]);
    });
  });
});
