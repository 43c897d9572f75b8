import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withFolder } from '../io/disk/folder.ts';
import { builtProgram, EXAMPLE } from './program.ts';

const { run } = builtProgram();
const PATH = '.github/das-grant-guard.yml';
const NO_STREAM = 'streams:\n  - { custom-resource: ActivityStreamEnabler, starts: false }\n';

describe('the settings of the folder', () => {
  test('hold for check and fix', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE, [PATH]: NO_STREAM }, (cwd) => {
      expect(run(['check'], cwd)).toMatchObject({ status: 0 });
      expect(run(['fix'], cwd)).toEqual({ status: 0, stdout: 'Nothing to fix.\n', stderr: '' });
    });
  });

  test('give way to another file, and to options', async () => {
    const files = { 'stack.yaml': EXAMPLE, [PATH]: `${NO_STREAM}fail-on: never\n`, 'other.yml': 'fail-on: never\n' };
    await withFolder(files, (cwd) => {
      const { status, stdout } = run(['check', '--config', 'other.yml'], cwd);
      expect([status, stdout.includes('missing-grant')]).toEqual([0, true]);
      expect(run(['check', '--config', 'other.yml', '--fail-on', 'error'], cwd).status).toBe(1);
    });
  });

  test('say which files below folders are looked at, and nothing of a file that is named', async () => {
    const files = { 'a/stack.yaml': EXAMPLE, 'b/stack.yaml': EXAMPLE, [PATH]: 'paths: ["a/**"]\n' };
    await withFolder(files, (cwd) => {
      const paths = (args: readonly string[]) =>
        JSON.parse(run(['check', '--format', 'json', ...args], cwd).stdout).templates.map(
          ({ path }: { path: string }) => path,
        );
      expect(paths([])).toEqual(['a/stack.yaml']);
      expect(paths(['b'])).toEqual([]);
      expect(paths(['b/stack.yaml'])).toEqual(['b/stack.yaml']);
    });
  });

  test.each([
    [['check'], `${PATH}:2: there is no setting "rules"; there are paths, `],
    [['fix'], `${PATH}:2: there is no setting "rules"; there are paths, `],
    [['check', '--config', 'none.yml'], '--config: none.yml does not exist'],
    [['check', '--config', 'list.yml'], 'list.yml:1: the file takes settings, such as fail-on: error'],
  ])('that can not be followed end %j in one line and with 2', async (args, message) => {
    await withFolder({ [PATH]: '# ours\nrules: {}\n', 'list.yml': '- a\n' }, (cwd) => {
      const { status, stdout, stderr } = run(args, cwd);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.startsWith(`das-grant-guard: ${message}`)).toBe(true);
      expect(stderr.split('\n')).toHaveLength(2);
    });
  });
});

test('review follows the settings of its base, and says when they are changed', async () => {
  await withFolder({ 'README.md': 'x\n', [PATH]: NO_STREAM }, (cwd) => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=b', ...args], { cwd });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    writeFileSync(join(cwd, 'stack.yaml'), EXAMPLE);
    expect(run(['review', '--base', 'main'], cwd)).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(join(cwd, PATH), 'fail-on: never\n');
    const { status, stderr } = run(['review', '--base', 'main'], cwd);
    expect([status, stderr]).toEqual([0, `das-grant-guard: ${PATH} is changed here; what holds is what main has\n`]);
    git('add', '.');
    git('commit', '-q', '-m', 'second');
    writeFileSync(join(cwd, 'stack.yaml'), `# more\n${EXAMPLE}`);
    expect(run(['review', '--base', 'main', '--fail-on-existing', '--fail-on', 'error'], cwd).status).toBe(1);
  });
});
