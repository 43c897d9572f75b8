import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../emulator.ts';
import type { ApplyResult, PullRequestHandle } from '../pull-handle.ts';
import type { RepositoryHandle } from '../repository-handle.ts';
import { type RunResult, runAction } from '../runner.ts';
import { PULL_REQUEST, REPOSITORY, REVIEWER } from './sample.ts';

export interface StageOptions {
  /** The built Action. */
  readonly script: string;
  /** Where links lead; GitHub's own address unless given. */
  readonly serverUrl?: string;
}

/** A commit of the pull request, and the run of the Action on it once there was one. */
export interface Push {
  readonly sha: string;
  readonly author: string;
  readonly subject: string;
  run: RunResult | null;
}

/** Opens the sample pull request on an emulated GitHub. Needs git on the PATH. Call `close` when done. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { serverUrl } = options;
  const emulator = await startEmulator(serverUrl === undefined ? {} : { serverUrl });
  try {
    return new Stage(options.script, emulator);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** The sample pull request: what was pushed to it, and how its runs went. */
export class Stage {
  readonly emulator: Emulator;
  readonly repository: RepositoryHandle;
  readonly pull: PullRequestHandle;
  /** Oldest first. */
  readonly pushes: Push[];
  readonly #script: string;
  readonly #directory: string;
  readonly #ending = new AbortController();

  constructor(script: string, emulator: Emulator) {
    this.#script = script;
    this.emulator = emulator;
    this.repository = emulator.createRepository(REPOSITORY);
    this.repository.grant(REVIEWER, 'write');
    this.pull = this.repository.openPullRequest(PULL_REQUEST);
    const { author, title } = PULL_REQUEST;
    this.pushes = [{ sha: this.pull.headSha, author, subject: title, run: null }];
    this.#directory = mkdtempSync(join(tmpdir(), 'das-grant-guard-demo-'));
  }

  /** Runs the Action on the last push, as the runner of a workflow on `pull_request` would. */
  async runAction(): Promise<RunResult> {
    const [push, ...earlier] = this.pushes.toReversed();
    if (push === undefined) throw new Error('nothing was pushed');
    const before = earlier[0]?.sha;
    const result = await runAction(this.emulator, this.repository, {
      script: this.#script,
      event: this.repository.events.pullRequest(this.pull, before === undefined ? {} : { before }),
      token: this.emulator.workflowToken(),
      directory: mkdtempSync(join(this.#directory, 'run-')),
      signal: this.#ending.signal,
    });
    push.run = result;
    return result;
  }

  /** Commits the suggestion of a comment, as the reviewer who presses the button. */
  applySuggestion(commentId: number): ApplyResult {
    const { author: bot } = this.pull.people.commentById(commentId);
    const result = this.pull.applySuggestion(commentId, { as: REVIEWER });
    if (result.ok) {
      const subject = `Apply suggestion from @${bot.login}`;
      this.pushes.push({ sha: result.commit, author: REVIEWER, subject, run: null });
    }
    return result;
  }

  /** Ends a run that is under way, closes the port and deletes every file that was written. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.emulator.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
