// Brings the pinned judges onto this machine. A judge that can not be installed is an error, never a skip.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const tools = fileURLToPath(new URL('..', import.meta.url));
export const python = join(tools, '.venv/bin/python');

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: tools, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined || status !== 0)
    throw new Error(`could not install the judges: ${command} ${args.join(' ')}`);
}

/** Runs `install` unless the folder was made from the very same lock file before. */
function upToDate(folder, lock, install) {
  const stamp = join(tools, folder, '.installed-from');
  const wanted = createHash('sha256')
    .update(readFileSync(join(tools, lock)))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(`installing ${lock}`);
  install();
  writeFileSync(stamp, wanted);
}

export function installNode() {
  upToDate('node_modules', 'package-lock.json', () => run('npm', ['ci', '--no-audit', '--no-fund']));
}

export function installPython() {
  upToDate('.venv', 'peers/requirements.txt', () => {
    rmSync(join(tools, '.venv'), { recursive: true, force: true });
    run('python3', ['-m', 'venv', '.venv']);
    run(python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', 'peers/requirements.txt']);
  });
}
