import type { Emulator } from '../../emulator/emulator.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { type RunOptions, type RunResult, runAction } from '../../emulator/runner.ts';

const script = new URL('../../dist/action.js', import.meta.url).pathname;
const fastClock = new URL('./fast-clock.js', import.meta.url).href;

/** Runs the built Action on an event, as a child process of its own, with a workflow's token and a fast clock. */
export function act(
  emulator: Emulator,
  repository: RepositoryHandle,
  event: RunOptions['event'],
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  const token = emulator.workflowToken();
  const nodeArguments = ['--import', fastClock];
  // .ci/run names other versions of Node.
  const node = process.env.ACTION_NODE ?? process.execPath;
  return runAction(emulator, repository, { script, event, token, node, nodeArguments, ...options });
}

/** The same, at the pace that the world sees. */
export function actInRealTime(
  emulator: Emulator,
  repository: RepositoryHandle,
  event: RunOptions['event'],
): Promise<RunResult> {
  return act(emulator, repository, event, { nodeArguments: [] });
}
