import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const EXAMPLE = readFileSync(join(ROOT, 'examples/aurora-activity-stream.yaml'), 'utf8');

/** What does not parse although it looks like a template; the parser points to column 17 of line 4. */
export const BROKEN = 'Resources:\n  A:\n    Type: Custom::A\n    Properties: {ServiceToken: [}\n';

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as it will be shipped, built from these sources before the tests of a file run. */
export function builtProgram(): {
  readonly path: () => string;
  readonly run: (args: readonly string[], cwd: string) => Run;
} {
  let folder = '';
  const path = () => join(folder, 'dist/cli.js');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-dist-'));
    const options = ['--out', join(folder, 'dist'), '--only', 'cli.js'];
    execFileSync(process.execPath, ['build.js', ...options], { cwd: ROOT });
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (args: readonly string[], cwd: string): Run => {
    const env = { PATH: process.env.PATH, HOME: cwd };
    const { status, stdout, stderr } = spawnSync(process.execPath, [path(), ...args], { cwd, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  return { path, run };
}
