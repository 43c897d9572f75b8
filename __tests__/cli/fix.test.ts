import { chmodSync, copyFileSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../fixture-file.ts';
import { withFolder } from '../io/disk/folder.ts';
import { builtProgram, EXAMPLE, ROOT } from './program.ts';

const { run } = builtProgram();

describe('fix', () => {
  test('writes what check proposes and touches no other byte, once', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE, 'link/stack.yaml': '' }, (cwd) => {
      const { stdout: patch } = run(['check', '--format', 'patch'], cwd);
      const dry = run(['fix', '--dry-run'], cwd);
      expect(dry.stdout).toBe(patch);
      expect(readFileSync(join(cwd, 'stack.yaml'), 'utf8')).toBe(EXAMPLE);

      const first = run(['fix'], cwd);
      expect([first.status, first.stderr]).toEqual([0, '']);
      expectFixture('cli/fix.txt', first.stdout);
      const fixed = readFileSync(join(cwd, 'stack.yaml'), 'utf8');
      const added =
        patch
          .match(/^\+(?!\+\+).*\n/gm)
          ?.map((line) => line.slice(1))
          .join('') ?? '';
      expect(fixed.length).toBe(EXAMPLE.length + added.length);
      expect(fixed.replace(added, '')).toBe(EXAMPLE);

      expect(run(['fix'], cwd)).toEqual({ status: 0, stdout: 'Nothing to fix.\n', stderr: '' });
      expect(readFileSync(join(cwd, 'stack.yaml'), 'utf8')).toBe(fixed);
    });
  });

  test('leaves out the conditions when asked to', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      const { stdout } = run(['fix', '--dry-run', '--grant-conditions', 'none'], cwd);
      expect(stdout).toContain('+                Action: kms:CreateGrant\n');
      expect(stdout).not.toContain('kms:ViaService');
    });
  });

  test('lists what is left to a person, and exits with 1', async () => {
    await withFolder({}, (cwd) => {
      copyFileSync(join(ROOT, '__tests__/fixtures/cli/key-policy-closed.yaml'), join(cwd, 'stack.yaml'));
      const { status, stdout, stderr } = run(['fix', 'stack.yaml'], cwd);
      expect([status, stderr]).toEqual([1, '']);
      expectFixture('cli/fix-manual.txt', stdout);
    });
  });

  test('leaves a file alone that it may not write, writes the others, and exits with 2', async () => {
    await withFolder(
      { 'a.yaml': EXAMPLE, 'b.yaml': EXAMPLE, 'c.yaml': Buffer.from(`# \xff\n${EXAMPLE}`, 'latin1') },
      (cwd) => {
        chmodSync(join(cwd, 'a.yaml'), 0o444);
        symlinkSync('b.yaml', join(cwd, 'link.yaml'));
        const { status, stdout, stderr } = run(['fix', 'a.yaml', 'link.yaml', 'c.yaml'], cwd);
        expect(status).toBe(2);
        expect(stderr).toBe('das-grant-guard: a.yaml is read-only\n');
        expect(stdout).toContain('link.yaml: 1 fix written\n');
        expect(stdout).not.toContain('a.yaml');
        expect(stdout.replace(/\s+/g, ' ')).toContain('the file is not UTF-8 throughout, and no diff applies to it');
        expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(EXAMPLE);
        expect(readFileSync(join(cwd, 'b.yaml'), 'utf8')).not.toBe(EXAMPLE);
      },
    );
  });
});
