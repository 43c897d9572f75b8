import type { Emulator } from '../../emulator/emulator.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { type RunOptions, type RunResult, runAction } from '../../emulator/runner.ts';

const script = new URL('../../dist/action.js', import.meta.url).pathname;

/** Runs the built Action on an event, as a child process of its own, with a workflow's token. */
export function act(
  emulator: Emulator,
  repository: RepositoryHandle,
  event: RunOptions['event'],
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  return runAction(emulator, repository, { script, event, token: emulator.workflowToken(), ...options });
}
