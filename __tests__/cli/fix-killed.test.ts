import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withFolder } from '../io/disk/folder.ts';
import { builtProgram, EXAMPLE } from './program.ts';

const { path, run } = builtProgram();

/** Ends the process as a power cut would, when it comes to a call of the file system; of a write half is done then. */
const POWER_CUT = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { rmSync, writeFileSync, [process.env.CUT_AT]: call } = fs;
fs[process.env.CUT_AT] = (...args) => {
  // Reports are written too; what counts is what is done to the template.
  if (typeof args[0] === 'string' && !args[0].includes('stack.yaml')) return call(...args);
  if (process.env.CUT_AT === 'writeFileSync') writeFileSync(args[0], args[1].slice(0, args[1].length / 2));
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
`;

const files = { 'stack.yaml': EXAMPLE, 'cut.mjs': POWER_CUT };

function fixUntil(call: string, cwd: string) {
  const env = { PATH: process.env.PATH, HOME: cwd, CUT_AT: call };
  return spawnSync(process.execPath, ['--import', './cut.mjs', path(), 'fix', 'stack.yaml'], { cwd, env });
}

test.each(['openSync', 'writeFileSync', 'fsyncSync', 'chmodSync', 'renameSync'])(
  'a fix that is killed at %s leaves the template as it was, and can be made again',
  async (call) => {
    await withFolder(files, (cwd) => {
      expect(fixUntil(call, cwd).signal).toBe('SIGKILL');
      expect(readFileSync(join(cwd, 'stack.yaml'), 'utf8')).toBe(EXAMPLE);
      expect(run(['fix', 'stack.yaml'], cwd).status).toBe(0);
      expect(readFileSync(join(cwd, 'stack.yaml'), 'utf8')).toContain('kms:CreateGrant');
    });
  },
);

test('one that is killed behind the last step has written all of it', async () => {
  await withFolder(files, (cwd) => {
    expect(fixUntil('rmSync', cwd).signal).toBe('SIGKILL');
    const written = readFileSync(join(cwd, 'stack.yaml'), 'utf8');
    expect(run(['fix', 'stack.yaml'], cwd)).toEqual({ status: 0, stdout: 'Nothing to fix.\n', stderr: '' });
    expect([readFileSync(join(cwd, 'stack.yaml'), 'utf8'), readdirSync(cwd).length]).toEqual([written, 2]);
  });
});
