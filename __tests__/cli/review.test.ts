import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { REVIEW_HELP } from '../../src/cli/help.ts';
import { withFolder } from '../io/disk/folder.ts';
import { builtProgram, EXAMPLE } from './program.ts';

const { path, run } = builtProgram();

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=b', ...args], { cwd, encoding: 'utf8' });
}

/** A repository with a defect that stands on main, and a new one in the working tree's `in/new.yaml`. */
function repository(top: string): string {
  git(top, 'init', '-q', '-b', 'main');
  git(top, 'add', '.');
  git(top, 'commit', '-q', '-m', 'first');
  mkdirSync(join(top, 'in'));
  writeFileSync(join(top, 'in/new.yaml'), EXAMPLE);
  return join(top, 'in');
}

describe('review', () => {
  test('names what fix would be given, from the folder that it runs in', async () => {
    await withFolder({ 'old.yaml': EXAMPLE }, (top) => {
      const cwd = repository(top);
      const said = 'writes the numbered lines above and touches nothing else.';
      expect(run(['review', '--base', 'main'], top).stdout).toContain(`das-grant-guard fix in/new.yaml ${said}\n`);
      expect(run(['review', '--base', 'main'], cwd).stdout).toContain(`das-grant-guard fix new.yaml ${said}\n`);
      expect(run(['fix', 'new.yaml'], cwd).status).toBe(0);
      expect(git(top, 'diff', '--name-only')).toBe('');
    });
  });

  test('of a commit does not speak of fix, which writes the working tree', async () => {
    await withFolder({ 'old.yaml': EXAMPLE }, (top) => {
      repository(top);
      git(top, 'add', '.');
      git(top, 'commit', '-q', '-m', 'second');
      const { stdout } = run(['review', '--base', 'HEAD~1', '--head', 'HEAD'], top);
      expect(stdout).toContain('error missing-grant at in/new.yaml');
      expect(stdout).not.toContain('das-grant-guard fix');
    });
  });

  test.each(['.', 'in'])('makes a patch that the command in its help applies, from %s', async (folder) => {
    const example = /das-grant-guard( review .*\|\n.*)\n/.exec(REVIEW_HELP)?.[1] ?? '';
    await withFolder({ 'old.yaml': EXAMPLE }, (top) => {
      repository(top);
      const command = `'${process.execPath}' '${path()}'${example}`;
      const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: join(top, folder), encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
      const fixed = readFileSync(join(top, 'in/new.yaml'), 'utf8');
      expect(fixed).not.toBe(EXAMPLE);
      expect(readFileSync(join(top, 'old.yaml'), 'utf8')).toBe(EXAMPLE);
    });
  });
});
