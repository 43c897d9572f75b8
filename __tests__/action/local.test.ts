import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FileChanges } from '../../emulator/git-import.ts';
import { builtProgram } from '../cli/program.ts';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();
const { run } = builtProgram();
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
const fixed = stack({ grants: ['kms:CreateGrant', 'kms:DescribeKey'] });
const SETTINGS = '.github/das-grant-guard.yml';
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A clone of the emulator's repository. */
function cloned(directory: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-clone-'));
  folders.push(folder);
  execFileSync('git', ['clone', '-q', directory, folder], { stdio: 'ignore' });
  return folder;
}

describe('review --base', () => {
  it.each<[string, FileChanges, FileChanges]>([
    ['a new stream', { 'stack.yaml': stack({ withStream: false }) }, { 'stack.yaml': stack() }],
    ['a fix', { 'stack.yaml': stack() }, { 'stack.yaml': fixed }],
    ['a rename', { 'a.yaml': stack() }, { 'a.yaml': null, 'b.yaml': stack({ preface: '# moved' }) }],
    ['a template that is gone', { 'a.yaml': stack(), 'b.md': 'x\n' }, { 'a.yaml': null }],
    ['a template that does not parse any more', { 'a.yaml': stack() }, { 'a.yaml': `${stack()}  Broken: [\n` }],
    ['a template in Git LFS', { 'a.md': 'x\n' }, { 'stack.yaml': POINTER }],
    ['a template in latin-1', { 'a.md': 'x\n' }, { 'stack.yaml': Buffer.from(`# \xe9\n${stack()}`, 'latin1') }],
    ['a template without an ending', { 'a.md': 'x\n' }, { stack: stack(), 'templates/stack': stack() }],
    ['a page with a template in it', { 'a.md': 'x\n' }, { 'a.txt': `Copy this:\n\n${stack()}` }],
    ['a submodule under a name of YAML', { 'a.md': 'x\n' }, { 'm.yaml': { mode: '160000', content: '1'.repeat(40) } }],
    [
      'settings that name other paths',
      { [SETTINGS]: 'paths: ["**/stack"]\nalso-read: [old.yaml]\nfail-on: warning\n', 'old.yaml': stack() },
      { stack: stack(), 'b.yaml': stack() },
    ],
  ])('says what the Action says of a pull request with %s', async (_what, before, after) => {
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n', ...before } });
    const pull = repository.openPullRequest({ files: after });
    repository.push({ 'theirs.yaml': stack() });
    const result = await set.run({ repository, pull });
    const cwd = cloned(repository.directory);
    const args = ['review', '--base', 'origin/main', '--head', pull.headSha, '--format', 'json'];
    const local = run(args, cwd);
    const report = readFileSync(result.outputs.report ?? '', 'utf8');
    expect(JSON.parse(local.stdout)).toEqual(JSON.parse(report));
    expect(local.status).toBe(result.exitCode);
    execFileSync('git', ['checkout', '-q', pull.headSha], { cwd, stdio: 'ignore' });
    expect(run(args.toSpliced(3, 2), cwd).stdout).toBe(local.stdout);
  });
});
