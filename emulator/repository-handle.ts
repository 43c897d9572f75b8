import type { Buffer } from 'node:buffer';
import { moveBranch, signatureOf, writeCommit } from './branches.ts';
import type { FileChanges } from './git-import.ts';
import { nextNumber, PullRequestHandle } from './pull-handle.ts';
import { findCommit, requireCommit } from './revision.ts';
import { RunnerEvents } from './runner-event.ts';
import { type CheckRun, fullName, type PullRequest, type Repository } from './state.ts';
import { accountOf, tick, type World } from './world.ts';

export interface PullRequestOptions {
  /** What the branch changes, in one commit; null removes a file. */
  readonly files: FileChanges;
  /** The head branch's name: `feature` unless given, numbered when it is taken. */
  readonly branch?: string;
  /** The branch to merge into: the default branch unless given. */
  readonly base?: string;
  /** The login that owns the fork the head is in; without one the head is a branch of the repository. */
  readonly fork?: string;
  /** A login: the fork's owner, else `contributor`. */
  readonly author?: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
}

/** A repository of the emulator, as tests and the demo handle it. Branches are moved by pushing commits of real git. */
export class RepositoryHandle {
  readonly state: Repository;
  /** The events that start a workflow here, as a runner gets them. */
  readonly events: RunnerEvents;
  readonly #world: World;

  constructor(world: World, state: Repository) {
    this.#world = world;
    this.state = state;
    this.events = new RunnerEvents(world, state);
  }

  /** `owner/name` */
  get fullName(): string {
    return fullName(this.state);
  }

  /** The bare git repository's folder, for asking git itself. */
  get directory(): string {
    return this.state.git.directory;
  }

  /** Commits files on a branch (the default branch unless given; a new one starts there) and returns the new tip. */
  push(files: FileChanges, options: { branch?: string; author?: string; message?: string } = {}): string {
    const { git, defaultBranch, owner } = this.state;
    const branch = options.branch ?? defaultBranch;
    const parent = git.resolveCommit(`refs/heads/${branch}`) ?? git.resolveCommit(`refs/heads/${defaultBranch}`);
    const author = accountOf(this.#world, options.author ?? owner.login);
    const sha = writeCommit(this.#world, this.state, parent, {
      author,
      files,
      message: options.message ?? 'Change files\n',
    });
    moveBranch(this.#world, this.state, owner.login, branch, sha);
    return sha;
  }

  /** The commit that a branch, tag or id names; throws when there is none. */
  commit(name: string): string {
    return requireCommit(this.state, name);
  }

  /** A file's bytes at a commit or branch, or null when it is not there. */
  read(name: string, path: string): Buffer | null {
    const commit = findCommit(this.state, name);
    const entry = commit === null ? undefined : this.state.git.entries(commit).get(path);
    return entry?.type === 'blob' ? this.state.git.blob(entry.sha) : null;
  }

  /** Opens a pull request whose branch starts at the base's tip, or at a commit given. */
  openPullRequest(options: PullRequestOptions & { readonly from?: string }): PullRequestHandle {
    const world = this.#world;
    const number = nextNumber(this.state);
    const fork = options.fork === undefined ? null : accountOf(world, options.fork);
    const author = accountOf(world, options.author ?? options.fork ?? 'contributor');
    const baseRef = options.base ?? this.state.defaultBranch;
    const baseSha = this.commit(baseRef);
    const headRef = options.branch ?? (number === 1 ? 'feature' : `feature-${number}`);
    const title = options.title ?? 'Change files';
    const push = { author, files: options.files, message: `${title}\n` };
    const headSha = writeCommit(world, this.state, options.from ?? baseSha, push);
    const now = tick(world);
    const pull: PullRequest = {
      number,
      title,
      body: options.body ?? null,
      author,
      baseRef,
      headRef,
      fork,
      headDeleted: 'no',
      headSha,
      baseSha,
      state: 'open',
      mergedSha: null,
      draft: options.draft ?? false,
      locked: false,
      queued: false,
      createdAt: now,
      updatedAt: now,
      reviews: [],
      comments: [],
    };
    this.state.pulls.push(pull);
    moveBranch(world, this.state, (fork ?? this.state.owner).login, headRef, headSha);
    return new PullRequestHandle(world, this.state, pull);
  }

  /** Puts pull requests in the merge queue together and makes the group's commit; throws when they conflict. */
  mergeGroup(pulls: readonly PullRequestHandle[]): {
    readonly ref: string;
    readonly baseSha: string;
    readonly headSha: string;
  } {
    const baseSha = this.commit(this.state.defaultBranch);
    let headSha = baseSha;
    for (const { state: pull } of pulls) {
      const who = signatureOf(this.#world, this.state.owner);
      const merged = this.state.git.merge(headSha, pull.headSha, `Merge pull request #${pull.number}\n`, who);
      if (merged === null) throw new Error(`pull request ${pull.number} conflicts with ${this.state.defaultBranch}`);
      headSha = merged;
      pull.queued = true;
    }
    const last = pulls.at(-1)?.number ?? 0;
    const branch = `gh-readonly-queue/${this.state.defaultBranch}/pr-${last}-${baseSha}`;
    moveBranch(this.#world, this.state, this.state.owner.login, branch, headSha);
    return { ref: `refs/heads/${branch}`, baseSha, headSha };
  }

  /** Leaves the patch of a path out of *list files*, as GitHub does with large files: no line of it can be commented. */
  withholdPatch(path: string): void {
    this.state.withheldPatches.add(path);
  }

  /** Makes a person a collaborator. */
  grant(login: string, role: 'read' | 'write' | 'admin'): void {
    accountOf(this.#world, login);
    this.state.roles.set(login, role);
  }

  get checkRuns(): readonly CheckRun[] {
    return this.state.checkRuns;
  }
}
