import { afterEach, beforeEach } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import type { RunOptions, RunResult } from '../../emulator/runner.ts';
import { judgedEmulator, stopClean } from '../emulator/client.ts';
import { act } from './run.ts';
import { stack } from './stack.ts';

/** What a test plays on: a fresh GitHub for each, whose every exchange is judged when the test ends. */
export interface Scene {
  readonly emulator: Emulator;
  /** Runs the Action on a pull request as it stands. */
  run(opened: Opened, options?: Partial<RunOptions>): Promise<RunResult>;
  /** A pull request that brings in a whole new stack, role and all: its fix can be a suggestion. */
  newStack(text?: string): Opened;
  /** A pull request that adds a stream to a stack whose role it does not touch: the normal case. */
  newStream(): Opened;
}

/** A pull request in its repository. */
export interface Opened {
  readonly repository: RepositoryHandle;
  readonly pull: PullRequestHandle;
}

/** Sets the scene for each test of a file. */
export function scene(): Scene {
  let current: Awaited<ReturnType<typeof judgedEmulator>>;
  beforeEach(async () => {
    current = await judgedEmulator();
  });
  afterEach(() => stopClean(current.emulator, current.judge));
  const open = (before: Record<string, string>, after: Record<string, string>): Opened => {
    const repository = current.emulator.createRepository({ files: before });
    return { repository, pull: repository.openPullRequest({ files: after }) };
  };
  return {
    get emulator() {
      return current.emulator;
    },
    run: ({ repository, pull }, options = {}) =>
      act(current.emulator, repository, repository.events.pullRequest(pull), options),
    newStack: (text = stack()) => open({ 'README.md': 'hello\n' }, { 'stack.yaml': text }),
    newStream: () => open({ 'stack.yaml': stack({ withStream: false }) }, { 'stack.yaml': stack() }),
  };
}
