import type { Level } from '../finding/rule-meta.ts';
import type { GrantConditions } from '../remedy/grant-statements.ts';
import type { Environment } from '../resolve/environment.ts';
import type { StreamHint } from '../stream/hint.ts';
import type { SourceFile } from '../text/source-file.ts';

/** The files of one side of a comparison. */
export interface Side {
  /** The templates to judge, in the order in which they are reported. */
  readonly judged: readonly SourceFile[];
  /** Templates without a stream of their own, read for what others import from them or are handed by them. */
  readonly beside?: readonly SourceFile[];
  /** What `needs` asked for and the shell fetched, by path; null where there is no such file. */
  readonly fetched: ReadonlyMap<string, SourceFile | null>;
  /** What the shell could not read, by path, with the reason: each makes the analysis incomplete. */
  readonly unread: ReadonlyMap<string, string>;
}

/** Stands in `unread` for templates that `beside` lacks since they are too many. */
export const FURTHER_TEMPLATES = '(further templates)';

/** What the user wants of a review. */
export interface Settings {
  readonly environment: Environment;
  readonly grantConditions: GrantConditions;
  /** What the user says of custom resources; nothing unless given. */
  readonly hints?: readonly StreamHint[];
  /** The least level that fails; 'never' lets everything pass. */
  readonly failOn: Level | 'never';
  /** Whether findings that the merge base had count as well. */
  readonly failOnExisting: boolean;
  readonly onIncomplete: 'fail' | 'pass';
}
