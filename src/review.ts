import type { Level } from './finding/rule-meta.ts';
import type { Review } from './finding/review.ts';
import type { GrantConditions } from './remedy/grant-statements.ts';
import type { Environment } from './resolve/environment.ts';
import type { SourceFile } from './text/source-file.ts';

/** All that a review is made from. The same input gives the same review, byte for byte. */
export interface ReviewInput {
  readonly head: Side;
  /** The merge base, or null when there is nothing to compare with (`check`). */
  readonly base: Side | null;
  /** Paths of renamed templates: head path to base path. */
  readonly renames: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** The day of the run, YYYY-MM-DD: nothing else tells this program the time. */
  readonly day: string;
}

/** The files of one side of a comparison. */
export interface Side {
  /** The templates to judge, in the order in which they are reported. */
  readonly judged: readonly SourceFile[];
  /** What `needs` asked for and the shell fetched, by path; null where there is no such file. */
  readonly fetched: ReadonlyMap<string, SourceFile | null>;
  /** What the shell could not read, by path, with the reason: each makes the analysis incomplete. */
  readonly unread: ReadonlyMap<string, string>;
}

/** What the user wants of a review. */
export interface Settings {
  readonly environment: Environment;
  readonly grantConditions: GrantConditions;
  /** The least level that fails; 'never' lets everything pass. */
  readonly failOn: Level | 'never';
  /** Whether findings that the merge base had count as well. */
  readonly failOnExisting: boolean;
  readonly onIncomplete: 'fail' | 'pass';
}

/** A file that a decision turns on and that the shell has not brought yet. */
export interface Need {
  readonly side: 'head' | 'base';
  /** Repository path. */
  readonly path: string;
  readonly why: 'nested-stack' | 'handler-code' | 'include' | 'cdk-metadata';
}

/** The files that the shell must still fetch; ask again with what it fetched, until the answer is empty. */
export function needs(_input: ReviewInput): readonly Need[] {
  return [];
}

export type { Review };
