import { type GitHub, isRecord } from './client.ts';

/** A review comment as it stands on a pull request. */
export interface StandingComment {
  readonly id: number;
  readonly path: string;
  readonly body: string;
  readonly author: string;
  /** The comment that this one answers, or null for the first of a thread. */
  readonly inReplyTo: number | null;
  /** One-based lines of the head; null when outdated or about the whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  /** True when the line it was on is not in the diff any more. */
  readonly outdated: boolean;
}

/** A review that was submitted, with the text that stands above its comments. */
export interface SubmittedReview {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

/** How a thread stands, by the id of its first comment. */
export interface Thread {
  readonly isResolved: boolean;
  readonly resolvedBy: string | null;
}

/**
 * Who we are to GitHub, in REST's spelling (`github-actions[bot]`): the only author whose comments count as ours. A
 * workflow's token has no REST user, so GraphQL is asked.
 */
export async function ownLogin({ octokit }: GitHub): Promise<string> {
  const answer: unknown = await octokit.graphql('query { viewer { login } }');
  const viewer = isRecord(answer) ? answer.viewer : null;
  const login = isRecord(viewer) ? viewer.login : null;
  return typeof login === 'string' ? login : '';
}

/** Every review comment of a pull request, oldest first. */
export async function reviewComments(
  { octokit, owner, repo }: GitHub,
  number: number,
): Promise<readonly StandingComment[]> {
  const listed = await octokit.paginate(octokit.rest.pulls.listReviewComments, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return listed.map((comment) => {
    const isAboutFile = comment.subject_type === 'file';
    const line = isAboutFile ? null : (comment.line ?? null);
    return {
      id: comment.id,
      path: comment.path,
      body: comment.body,
      author: comment.user?.login ?? '',
      inReplyTo: comment.in_reply_to_id ?? null,
      line,
      startLine: line === null ? null : (comment.start_line ?? null),
      outdated: line === null && !isAboutFile,
    };
  });
}

/** The reviews of a pull request that were submitted, oldest first. */
export async function submittedReviews(
  { octokit, owner, repo }: GitHub,
  number: number,
): Promise<readonly SubmittedReview[]> {
  const listed = await octokit.paginate(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return listed
    .filter(({ state }) => state !== 'PENDING')
    .map(({ id, body, user }) => ({ id, body, author: user?.login ?? '' }));
}

const THREADS = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { isResolved resolvedBy { login } comments(first: 1) { nodes { databaseId } } }
      }
    }
  }
}`;

interface ThreadPage {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly {
          readonly isResolved: boolean;
          readonly resolvedBy: { readonly login: string } | null;
          readonly comments: { readonly nodes: readonly { readonly databaseId: number | null }[] };
        }[];
      };
    };
  };
}

/** The threads of a pull request by the id of their first comment; only GraphQL knows who resolved one. */
export async function threadsOf(
  { octokit, owner, repo }: GitHub,
  number: number,
): Promise<ReadonlyMap<number, Thread>> {
  const found = new Map<number, Thread>();
  let after: string | null = null;
  do {
    const page: ThreadPage = await octokit.graphql<ThreadPage>(THREADS, { owner, repo, number, after });
    const { nodes, pageInfo } = page.repository.pullRequest.reviewThreads;
    for (const { isResolved, resolvedBy, comments } of nodes) {
      const id = comments.nodes[0]?.databaseId ?? null;
      if (id !== null) found.set(id, { isResolved, resolvedBy: resolvedBy?.login ?? null });
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Whether somebody may write to the repository: only then does resolving a thread settle it. */
export async function mayWrite({ octokit, owner, repo }: GitHub, username: string): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return data.permission === 'admin' || data.permission === 'write' || data.permission === 'maintain';
  } catch {
    // Who can not be looked up can not settle anything: the comment is then treated as open.
    return false;
  }
}

/** The head of a pull request at this moment, and whether it takes comments. */
export async function pullRequestState(
  { octokit, owner, repo }: GitHub,
  number: number,
): Promise<{ readonly headSha: string; readonly isOpen: boolean; readonly isLocked: boolean }> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  return { headSha: data.head.sha, isOpen: data.state === 'open', isLocked: data.locked };
}
