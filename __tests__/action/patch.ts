import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What git makes of files with a patch, `stack.yaml` unless others are given; throws when the patch does not apply. */
export function applyAllWithGit(files: Readonly<Record<string, string>>, patch: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['apply', '--check', patch], { cwd: folder, stdio: 'pipe' });
    execFileSync('git', ['apply', patch], { cwd: folder, stdio: 'pipe' });
    return Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same for one template. */
export function applyWithGit(text: string, patch: string): string {
  return applyAllWithGit({ 'stack.yaml': text }, patch)['stack.yaml'] ?? '';
}
