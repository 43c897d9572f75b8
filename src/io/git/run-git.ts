import { spawnSync } from 'node:child_process';

/** What git answered: its standard output, or why it did not do what was asked, in one line. */
export type GitAnswer =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly reason: string };

const OUTPUT_LIMIT = 512 * 1024 * 1024;

/** Runs git in a folder, with no terminal to ask on and with nothing that its configuration could start. */
export function runGit(cwd: string, args: readonly string[], input?: string): GitAnswer {
  const quiet = ['-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', '--no-optional-locks', ...args];
  const done = spawnSync('git', quiet, {
    cwd,
    input: input ?? '',
    maxBuffer: OUTPUT_LIMIT,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  if (done.error !== undefined) return { kind: 'failed', reason: `git could not be run: ${done.error.message}` };
  if (done.status === 0) return { kind: 'output', bytes: done.stdout };
  const [line = ''] = done.stderr.toString('utf8').trim().split('\n');
  return { kind: 'failed', reason: line === '' ? `git ended with status ${done.status}` : line };
}
