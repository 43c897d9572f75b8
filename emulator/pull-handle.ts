import { planApply } from './apply.ts';
import { moveBranch, pushHead, signatureOf, writeCommit } from './branches.ts';
import type { FileDiff } from './diff.ts';
import { Refusal } from './exchange.ts';
import type { FileChanges } from './git-import.ts';
import { People } from './people.ts';
import { mergeBaseOf, pullFiles } from './pull-diff.ts';
import { branchRef } from './revision.ts';
import { type CommentView, commentView, type ReviewView, reviewView } from './snapshot.ts';
import type { IssueComment, PullRequest, Repository } from './state.ts';
import { accountOf, tick, type World } from './world.ts';

export type ApplyResult =
  | { readonly ok: true; readonly commit: string }
  /** In GitHub's words. */
  | { readonly ok: false; readonly reason: string };

/** A pull request of the emulator: what its author and its people do to it, and what stands on it. */
export class PullRequestHandle {
  readonly state: PullRequest;
  /** Scripted people: they comment, reply, resolve, lock, whatever the client under test is doing. */
  readonly people: People;
  readonly #world: World;
  readonly #repository: Repository;

  constructor(world: World, repository: Repository, state: PullRequest) {
    this.#world = world;
    this.#repository = repository;
    this.state = state;
    this.people = new People(world, repository, state);
  }

  get number(): number {
    return this.state.number;
  }

  get headSha(): string {
    return this.state.headSha;
  }

  /** The base branch's tip, GitHub's `base.sha`. */
  get baseSha(): string {
    return this.state.baseSha;
  }

  get mergeBaseSha(): string {
    return mergeBaseOf(this.#repository, this.state);
  }

  /** Commits files on the head branch and returns the new head. */
  push(files: FileChanges, options: { author?: string; message?: string } = {}): string {
    return this.#move(this.state.headSha, files, options);
  }

  /** Replaces the whole branch by one commit on a parent (the base's tip unless given), as after a rebase or a squash. */
  forcePush(files: FileChanges, options: { parent?: string; author?: string; message?: string } = {}): string {
    return this.#move(options.parent ?? this.state.baseSha, files, options);
  }

  /** Merges the base branch into the head ("Update branch"); throws when they conflict. */
  updateBranch(): string {
    const who = signatureOf(this.#world, this.state.author);
    const { git } = this.#repository;
    const sha = git.merge(this.state.headSha, this.state.baseSha, `Merge branch '${this.state.baseRef}'\n`, who);
    if (sha === null) throw new Error('the base branch conflicts with the head');
    pushHead(this.#world, this.#repository, this.state, sha);
    return sha;
  }

  /** Merges the pull request and closes it; throws when it conflicts. */
  merge(): string {
    const who = signatureOf(this.#world, this.#repository.owner);
    const message = `Merge pull request #${this.number}\n\n${this.state.title}\n`;
    const sha = this.#repository.git.merge(this.state.baseSha, this.state.headSha, message, who);
    if (sha === null) throw new Error('the pull request conflicts with its base');
    this.state.mergedSha = sha;
    this.state.state = 'closed';
    this.state.updatedAt = tick(this.#world);
    moveBranch(this.#world, this.#repository, this.#repository.owner.login, this.state.baseRef, sha);
    return sha;
  }

  close(): void {
    this.state.state = 'closed';
  }

  reopen(): void {
    this.state.state = 'open';
  }

  lock(): void {
    this.state.locked = true;
  }

  unlock(): void {
    this.state.locked = false;
  }

  setDraft(draft: boolean): void {
    this.state.draft = draft;
  }

  /** Deletes the head branch, or the whole fork; the head's commits stay readable by id. */
  deleteHead(what: 'branch' | 'repository'): void {
    const owner = (this.state.fork ?? this.#repository.owner).login;
    this.#repository.git.deleteRef(branchRef(this.#repository, owner, this.state.headRef));
    this.state.headDeleted = what;
  }

  /** A file's text at the head, or null when it is not there. */
  read(path: string): string | null {
    const entry = this.#repository.git.entries(this.state.headSha).get(path);
    return entry?.type === 'blob' ? this.#repository.git.blob(entry.sha).toString('utf8') : null;
  }

  /** The changed files with their hunks, three-dot, as GitHub draws them. */
  files(): readonly FileDiff[] {
    return pullFiles(this.#repository, this.state);
  }

  /** The review comments as they stand now, oldest first, those of pending reviews included. */
  comments(): CommentView[] {
    return this.state.comments.map((comment) => commentView(this.#repository, this.state, comment));
  }

  reviews(): ReviewView[] {
    return this.state.reviews.map(reviewView);
  }

  issueComments(): readonly IssueComment[] {
    return this.#repository.issueComments.filter((comment) => comment.issue === this.number);
  }

  /** Presses "Commit suggestion" on a comment: a commit by the clicking person, and the thread is resolved. */
  applySuggestion(commentId: number, options: { as: string; crlf?: boolean }): ApplyResult {
    return this.applySuggestions([commentId], options);
  }

  /** Applies several suggestions as one batch. With `crlf` the lines put in end in CR LF, as GitHub has been seen to do. */
  applySuggestions(commentIds: readonly number[], { as, crlf = false }: { as: string; crlf?: boolean }): ApplyResult {
    const comments = commentIds.map((id) => this.people.commentById(id));
    const clicker = accountOf(this.#world, as);
    const plan = planApply(this.#repository, this.state, comments, clicker, crlf);
    if (!plan.ok) return plan;
    const authors = [...new Set(comments.map((comment) => comment.author))];
    const trailers = authors.map((author) => {
      const { name, email } = signatureOf(this.#world, author);
      return `Co-authored-by: ${name} <${email}>`;
    });
    const subject =
      comments.length === 1 ? `Apply suggestion from @${authors[0]?.login}` : 'Apply suggestions from code review';
    const message = `${subject}\n\n${trailers.join('\n')}\n`;
    const commit = this.#move(this.state.headSha, plan.files, { author: as, message });
    for (const comment of comments) comment.thread.resolvedBy = clicker;
    return { ok: true, commit };
  }

  #move(parent: string, files: FileChanges, options: { author?: string; message?: string }): string {
    if (this.state.headDeleted !== 'no') throw new Refusal(422, 'the head branch is gone');
    const author = options.author === undefined ? this.state.author : accountOf(this.#world, options.author);
    const push = { author, files, message: options.message ?? 'Change files\n' };
    const sha = writeCommit(this.#world, this.#repository, parent, push);
    pushHead(this.#world, this.#repository, this.state, sha);
    return sha;
  }
}

/** Pull requests are numbered from one in each repository. */
export function nextNumber(repository: Repository): number {
  return repository.pulls.length + 1;
}
