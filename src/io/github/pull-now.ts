import { type GitHub, isRecord } from './client.ts';

/** A thread on the diff, as its first comment tells it; threads that were not submitted yet are left out. */
export interface StandingThread {
  /** REST's id of the first comment. */
  readonly id: number;
  /** The review that the first comment came with. */
  readonly reviewId: number | null;
  readonly path: string;
  readonly body: string;
  readonly author: string;
  /** One-based lines of the head; null when outdated or about the whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  /** True when the line it was on is not in the diff any more. */
  readonly outdated: boolean;
  /** The authors of the answers, as far as they were read; null stands for answers beyond them. */
  readonly answeredBy: readonly (string | null)[];
  readonly isResolved: boolean;
  readonly resolvedBy: string | null;
}

/** A review that was submitted, with the text that stands above its comments. */
export interface SubmittedReview {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

/** A pull request at this moment: its state, and all that stands on it. Logins are spelled as in REST (`name[bot]`). */
export interface PullNow {
  /** Who we are to GitHub: the only author whose comments count as ours. A workflow's token has no REST user. */
  readonly login: string;
  readonly headSha: string;
  readonly isOpen: boolean;
  readonly isLocked: boolean;
  /** In the order of GitHub, oldest first. */
  readonly threads: readonly StandingThread[];
  readonly reviews: readonly SubmittedReview[];
}

/** Answers of a thread that are read; who wrote further ones does not matter, since someone else did not is not known. */
const COMMENTS = 30;

const QUERY = `query(
  $owner: String!, $repo: String!, $number: Int!,
  $moreThreads: Boolean!, $afterThread: String, $moreReviews: Boolean!, $afterReview: String
) {
  viewer { login }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      headRefOid
      state
      locked
      reviewThreads(first: 100, after: $afterThread) @include(if: $moreThreads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          path line startLine subjectType isOutdated isResolved
          resolvedBy { login }
          comments(first: ${COMMENTS}) {
            pageInfo { hasNextPage }
            nodes { fullDatabaseId body state author { __typename login } pullRequestReview { fullDatabaseId } }
          }
        }
      }
      reviews(first: 100, after: $afterReview) @include(if: $moreReviews) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId body state author { __typename login } }
      }
    }
  }
}`;

interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

type Actor = { readonly __typename: string; readonly login: string } | null;

/** Ids have outgrown GraphQL's Int, so `databaseId` is null for new comments; the full one comes as text. */
interface Numbered {
  readonly fullDatabaseId: string;
}

interface ReviewNode extends Numbered {
  readonly body: string;
  readonly state: string;
  readonly author: Actor;
}

interface CommentNode extends ReviewNode {
  readonly pullRequestReview: Numbered | null;
}

interface ThreadNode {
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly subjectType: string;
  readonly isOutdated: boolean;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string } | null;
  readonly comments: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly CommentNode[];
  };
}

interface PullNode {
  readonly headRefOid: string;
  readonly state: string;
  readonly locked: boolean;
  readonly reviewThreads?: Page<ThreadNode>;
  readonly reviews?: Page<ReviewNode>;
}

/** Reads a pull request with its threads and reviews: one request for each hundred of either. */
export async function pullNow({ octokit, owner, repo }: GitHub, number: number): Promise<PullNow> {
  const threads: StandingThread[] = [];
  const reviews: SubmittedReview[] = [];
  let next = { moreThreads: true, afterThread: null, moreReviews: true, afterReview: null } as Cursors;
  for (;;) {
    const answer: unknown = await octokit.graphql(QUERY, { owner, repo, number, ...next });
    const { login, pull } = readAnswer(answer);
    threads.push(...(pull.reviewThreads?.nodes ?? []).flatMap(standingThread));
    reviews.push(...(pull.reviews?.nodes ?? []).filter(isSubmitted).map(submittedReview));
    next = cursorsBehind(pull);
    if (next.moreThreads || next.moreReviews) continue;
    return { login, headSha: pull.headRefOid, isOpen: pull.state === 'OPEN', isLocked: pull.locked, threads, reviews };
  }
}

interface Cursors {
  readonly moreThreads: boolean;
  readonly afterThread: string | null;
  readonly moreReviews: boolean;
  readonly afterReview: string | null;
}

function cursorsBehind({ reviewThreads, reviews }: PullNode): Cursors {
  return {
    moreThreads: reviewThreads?.pageInfo.hasNextPage === true,
    afterThread: reviewThreads?.pageInfo.endCursor ?? null,
    moreReviews: reviews?.pageInfo.hasNextPage === true,
    afterReview: reviews?.pageInfo.endCursor ?? null,
  };
}

/** Taken for empty, an answer without its parts would have us post again what stands there. */
function readAnswer(answer: unknown): { readonly login: string; readonly pull: PullNode } {
  const { viewer, repository } = isRecord(answer) ? answer : {};
  const login = isRecord(viewer) ? viewer.login : null;
  const pull = isRecord(repository) ? repository.pullRequest : null;
  if (typeof login !== 'string' || login === '') throw new Error('GitHub does not say who we are');
  if (!isRecord(pull)) throw new Error('GitHub does not show the pull request');
  return { login, pull: pull as unknown as PullNode };
}

function standingThread(thread: ThreadNode): readonly StandingThread[] {
  const { path, subjectType, isOutdated, isResolved, resolvedBy, comments } = thread;
  const [first, ...answers] = comments.nodes;
  if (first === undefined || !isSubmitted(first)) return [];
  const isAboutFile = subjectType === 'FILE';
  const line = isAboutFile || isOutdated ? null : thread.line;
  const beyond = comments.pageInfo.hasNextPage ? [null] : [];
  return [
    {
      id: Number(first.fullDatabaseId),
      reviewId: first.pullRequestReview === null ? null : Number(first.pullRequestReview.fullDatabaseId),
      path,
      body: first.body,
      author: restLogin(first.author),
      line,
      startLine: line === null ? null : thread.startLine,
      outdated: line === null && !isAboutFile,
      answeredBy: [...answers.map(({ author }) => restLogin(author)), ...beyond],
      isResolved,
      resolvedBy: resolvedBy?.login ?? null,
    },
  ];
}

function submittedReview({ fullDatabaseId, body, author }: ReviewNode): SubmittedReview {
  return { id: Number(fullDatabaseId), body, author: restLogin(author) };
}

function isSubmitted({ state }: { readonly state: string }): boolean {
  return state !== 'PENDING';
}

/** GraphQL leaves the `[bot]` of an author out, `viewer` keeps it: a person of the same name must not pass for the bot. */
function restLogin(author: Actor): string {
  if (author === null) return '';
  return author.__typename === 'Bot' && !author.login.endsWith('[bot]') ? `${author.login}[bot]` : author.login;
}
