import { accountJson } from './json-account.ts';
import { commitJson } from './json-commit.ts';
import { pullJson } from './json-pull.ts';
import { repositoryJson } from './json-repository.ts';
import type { PullRequest, Repository } from './state.ts';
import { accountOf, type World } from './world.ts';

/** What a runner knows of the event that started it: the payload for GITHUB_EVENT_PATH and what goes into GITHUB_*. */
export interface RunnerEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly sha: string;
  readonly ref: string;
  /** Branch names; empty unless the event is a pull request's. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly actor: string;
}

/** What holds a pull request, such as its handle. */
interface OnPull {
  readonly state: PullRequest;
}

/** Makes the events of one repository as GitHub would deliver them at this moment. */
export class RunnerEvents {
  readonly #world: World;
  readonly #repository: Repository;

  constructor(world: World, repository: Repository) {
    this.#world = world;
    this.#repository = repository;
  }

  /** `pull_request`: the workflow's commit is the test merge. With `before` the action is `synchronize`. */
  pullRequest(
    { state: pull }: OnPull,
    options: { action?: string; before?: string; sender?: string } = {},
  ): RunnerEvent {
    const payload = this.#pullPayload(pull, options);
    const merge = (payload.pull_request as { merge_commit_sha: string | null }).merge_commit_sha;
    return {
      name: 'pull_request',
      payload,
      sha: merge ?? pull.headSha,
      ref: `refs/pull/${pull.number}/merge`,
      headRef: pull.headRef,
      baseRef: pull.baseRef,
      actor: options.sender ?? pull.author.login,
    };
  }

  /** `pull_request_target`: the same payload, run on the default branch. */
  pullRequestTarget(pull: OnPull, options: { action?: string; before?: string; sender?: string } = {}): RunnerEvent {
    const { name: _, ...rest } = this.pullRequest(pull, options);
    return { ...rest, name: 'pull_request_target', ...this.#onDefaultBranch() };
  }

  mergeGroup(group: { readonly ref: string; readonly baseSha: string; readonly headSha: string }): RunnerEvent {
    const { message, tree, author, committer } = this.#repository.git.readCommit(group.headSha);
    const head = { id: group.headSha, tree_id: tree, message, timestamp: committer.date, author, committer };
    const payload = {
      action: 'checks_requested',
      merge_group: {
        head_sha: group.headSha,
        head_ref: group.ref,
        base_sha: group.baseSha,
        base_ref: `refs/heads/${this.#repository.defaultBranch}`,
        head_commit: head,
      },
      ...this.#common('github-merge-queue[bot]'),
    };
    return this.#plain('merge_group', payload, group.headSha, group.ref, 'github-merge-queue[bot]');
  }

  /** `push` of the tip of a branch (the default one unless given); `before` is its first parent unless given. */
  push(options: { branch?: string; before?: string; sender?: string } = {}): RunnerEvent {
    const branch = options.branch ?? this.#repository.defaultBranch;
    const after = this.#repository.git.resolveCommit(`refs/heads/${branch}`) ?? '';
    const before = options.before ?? this.#repository.git.readCommit(after).parents[0] ?? '0'.repeat(40);
    const sender = options.sender ?? this.#repository.owner.login;
    const { commit } = commitJson(this.#world, this.#repository, after);
    const head = { id: after, tree_id: commit.tree.sha, message: commit.message, timestamp: commit.author.date };
    const payload = {
      ref: `refs/heads/${branch}`,
      before,
      after,
      created: /^0+$/.test(before),
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${this.#world.serverUrl}/${this.#fullName()}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: [head],
      head_commit: head,
      pusher: { name: sender, email: `${sender}@users.noreply.github.com` },
      ...this.#common(sender),
    };
    return this.#plain('push', payload, after, `refs/heads/${branch}`, sender);
  }

  schedule(cron = '17 4 * * 1'): RunnerEvent {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    const payload = { schedule: cron, workflow: '.github/workflows/das-grant-guard.yml', ...this.#common(owner) };
    return this.#plain('schedule', payload, sha, ref, owner);
  }

  workflowDispatch(inputs: Readonly<Record<string, string>> = {}): RunnerEvent {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    const workflow = '.github/workflows/das-grant-guard.yml';
    return this.#plain('workflow_dispatch', { inputs, ref, workflow, ...this.#common(owner) }, sha, ref, owner);
  }

  /** An event that no workflow of ours should listen to, such as `issues`. */
  other(name: string, fields: Readonly<Record<string, unknown>> = {}): RunnerEvent {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    return this.#plain(name, { ...fields, ...this.#common(owner) }, sha, ref, owner);
  }

  #pullPayload(pull: PullRequest, options: { action?: string; before?: string; sender?: string }) {
    const action = options.action ?? (options.before === undefined ? 'opened' : 'synchronize');
    return {
      action,
      number: pull.number,
      pull_request: pullJson(this.#world, this.#repository, pull),
      ...(action === 'synchronize' ? { before: options.before ?? pull.baseSha, after: pull.headSha } : {}),
      ...this.#common(options.sender ?? pull.author.login),
    };
  }

  #common(sender: string) {
    return {
      repository: repositoryJson(this.#world, this.#repository),
      sender: accountJson(this.#world, accountOf(this.#world, sender)),
    };
  }

  #plain(name: string, payload: RunnerEvent['payload'], sha: string, ref: string, actor: string): RunnerEvent {
    return { name, payload, sha, ref, headRef: '', baseRef: '', actor };
  }

  #onDefaultBranch(): { sha: string; ref: string } {
    const ref = `refs/heads/${this.#repository.defaultBranch}`;
    return { sha: this.#repository.git.resolveCommit(ref) ?? '', ref };
  }

  #fullName(): string {
    return `${this.#repository.owner.login}/${this.#repository.name}`;
  }
}
