import type { GitStore } from './git-store.ts';
import type { Side } from './hunks.ts';
import type { Account, Identity, Role } from './identity.ts';

/** The place a review comment was made for; lines are one-based, null for a comment on the whole file. */
export interface Anchor {
  readonly path: string;
  readonly side: Side;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly startSide: Side | null;
  readonly position: number | null;
  readonly diffHunk: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly reviewId: number | null;
  readonly author: Account;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly inReplyTo: number | null;
  readonly anchor: Anchor;
  /** The commit it was made on, and that commit's merge base: what line numbers of RIGHT and LEFT refer to. */
  readonly commit: string;
  readonly mergeBase: string;
  minimizedReason: string | null;
  /** Logins that changed the body after it was posted, oldest first. */
  readonly editors: string[];
  readonly thread: ReviewThread;
}

export interface ReviewThread {
  readonly id: number;
  resolvedBy: Account | null;
}

export type ReviewVerdict = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

export interface Review {
  readonly id: number;
  readonly author: Account;
  body: string;
  state: ReviewVerdict;
  readonly commit: string;
  submittedAt: string | null;
  minimizedReason: string | null;
}

export interface IssueComment {
  readonly id: number;
  readonly issue: number;
  readonly author: Account;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  minimizedReason: string | null;
  readonly editors: string[];
}

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckRun {
  readonly id: number;
  name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  readonly startedAt: string;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: CheckAnnotation[];
  readonly creator: Identity;
}

export interface PullRequest {
  readonly number: number;
  title: string;
  body: string | null;
  readonly author: Account;
  readonly baseRef: string;
  readonly headRef: string;
  /** The fork's owner, null when the head is a branch of the repository itself. */
  readonly fork: Account | null;
  headDeleted: 'no' | 'branch' | 'repository';
  headSha: string;
  /** GitHub's `base.sha`: the base branch's tip, not the merge base. */
  baseSha: string;
  state: 'open' | 'closed';
  mergedSha: string | null;
  draft: boolean;
  locked: boolean;
  queued: boolean;
  readonly createdAt: string;
  updatedAt: string;
  readonly reviews: Review[];
  readonly comments: ReviewComment[];
}

/** The sizes at which GitHub changes its behaviour; tests lower them instead of making files of 100 MB. */
export interface Limits {
  /** Bytes up to which the contents endpoint answers with JSON. */
  readonly contentsJson: number;
  /** Bytes up to which a blob can be had at all. */
  readonly blob: number;
  /** Bytes after which GraphQL's `Blob.text` is cut. */
  readonly graphqlText: number;
  /** Changed lines over which *list files* leaves the patch out. */
  readonly patchLines: number;
  /** Bytes over which *list files* leaves the patch out. */
  readonly patchBytes: number;
  readonly listedFiles: number;
  readonly comparedFiles: number;
  readonly treeEntries: number;
  readonly commentsPerReview: number;
  readonly commentsPerIssue: number;
}

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly git: GitStore;
  readonly roles: Map<string, Role>;
  readonly pulls: PullRequest[];
  readonly issueComments: IssueComment[];
  readonly checkRuns: CheckRun[];
  /** Paths whose patch is left out on order, as GitHub does with large and generated files. */
  readonly withheldPatches: Set<string>;
  readonly limits: Limits;
  /** "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayApprove: boolean;
  readonly createdAt: string;
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function roleOf(repository: Repository, login: string): Role {
  if (login === repository.owner.login) return 'admin';
  return repository.roles.get(login) ?? (repository.isPrivate ? 'none' : 'read');
}
