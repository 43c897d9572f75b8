import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SETTINGS = ['-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false', '-c', 'diff.noprefix=false'];

/** What git makes of a file when it applies a patch to it, or git's complaint. */
export function gitApply(path: string, before: string, patch: string): { text: string } | { error: string } {
  return inFolder((folder) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, before);
    const run = spawnSync('git', [...SETTINGS, 'apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch });
    return run.status === 0 ? { text: readFileSync(file, 'utf8') } : { error: run.stderr.toString() };
  });
}

/** git's own diff of two texts. */
export function gitDiff(before: string, after: string): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'before'), before);
    writeFileSync(join(folder, 'after'), after);
    const run = spawnSync('git', [...SETTINGS, 'diff', '--no-index', '--text', 'before', 'after'], { cwd: folder });
    return run.stdout.toString('utf8');
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-'));
  try {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
