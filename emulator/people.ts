import type { Identity } from './identity.ts';
import { createComment, createReview, type Desk, draft, editBody, replyTo } from './review-write.ts';
import { addIssueComment } from './routes-issue-comments.ts';
import { deleteComment } from './routes-review-comments.ts';
import type { PullRequest, Repository, ReviewComment } from './state.ts';
import { accountOf, type World } from './world.ts';

/** Where a scripted comment goes; lines are one-based, without a line it is on the whole file. */
export interface ScriptedComment {
  readonly path: string;
  readonly line?: number;
  readonly startLine?: number;
  readonly side?: 'LEFT' | 'RIGHT';
  readonly body: string;
}

/**
 * People on a pull request besides the client under test. They act by login, under GitHub's rules for a person's own token;
 * what GitHub would refuse them is thrown as a Refusal.
 */
export class People {
  readonly #world: World;
  readonly #repository: Repository;
  readonly #pull: PullRequest;

  constructor(world: World, repository: Repository, pull: PullRequest) {
    this.#world = world;
    this.#repository = repository;
    this.#pull = pull;
  }

  /** Comments on the diff and returns the comment's id. The body is theirs to choose, a forged marker included. */
  comment(login: string, { path, line, startLine, side, body }: ScriptedComment): number {
    const place = line === undefined ? { subject_type: 'file' } : { line, start_line: startLine, side };
    const order = draft({ body, path, commit_id: this.#pull.headSha, ...place });
    return createComment(this.#desk(login), order).id;
  }

  /** Comments in the conversation and returns the comment's id. */
  say(login: string, body: string): number {
    return addIssueComment(this.#world, this.#repository, this.#pull, this.#identity(login), body).id;
  }

  /** Answers in a comment's thread and returns the answer's id. */
  reply(login: string, commentId: number, body: string): number {
    return replyTo(this.#desk(login), commentId, draft({ body })).id;
  }

  /** Posts a review, or leaves it pending without an event; returns its id. */
  review(
    login: string,
    review: { body?: string; event?: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'; comments?: readonly ScriptedComment[] },
  ): number {
    const comments = (review.comments ?? []).map(({ path, line, startLine, side, body }) => ({
      path,
      body,
      line,
      side,
      start_line: startLine,
    }));
    return createReview(this.#desk(login), draft({ body: review.body ?? '', event: review.event, comments })).id;
  }

  edit(login: string, commentId: number, body: string): void {
    editBody(this.#world, this.commentById(commentId), draft({ body }), accountOf(this.#world, login));
  }

  remove(commentId: number): void {
    deleteComment(this.#pull, this.commentById(commentId));
  }

  /** Resolves the thread that a comment is in. */
  resolve(login: string, commentId: number): void {
    this.commentById(commentId).thread.resolvedBy = accountOf(this.#world, login);
  }

  unresolve(commentId: number): void {
    this.commentById(commentId).thread.resolvedBy = null;
  }

  /** The comment with an id; throws when it is gone. */
  commentById(id: number): ReviewComment {
    const comment = this.#pull.comments.find((candidate) => candidate.id === id);
    if (comment === undefined) throw new Error(`no review comment ${id} on pull request ${this.#pull.number}`);
    return comment;
  }

  #identity(login: string): Identity {
    const account = accountOf(this.#world, login);
    // A bot here is another workflow or app, with what it needs to comment.
    return { account, permissions: account.type === 'Bot' ? { pull_requests: 'write' } : null };
  }

  #desk(login: string): Desk {
    return { world: this.#world, repository: this.#repository, pull: this.#pull, identity: this.#identity(login) };
  }
}
