import { actorObject, viewerObject } from './graphql-actor.ts';
import { connectionField } from './graphql-connection.ts';
import { GraphqlObject } from './graphql-execute.ts';
import { commitObject } from './graphql-git.ts';
import { canWrite, type Identity, meets } from './identity.ts';
import { associationOf, nodeId } from './json-account.ts';
import { mergeCommit, pullKey } from './json-pull.ts';
import { placeOf } from './pull-diff.ts';
import { mayEdit } from './routes-review-comments.ts';
import {
  fullName,
  type IssueComment,
  type PullRequest,
  type Repository,
  type Review,
  type ReviewComment,
  type ReviewThread,
  roleOf,
} from './state.ts';
import type { World } from './world.ts';

/** Where in the graph we stand, and who looks. */
export interface View {
  readonly world: World;
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly identity: Identity;
}

export function pullObject(view: View): GraphqlObject {
  const { world, repository, pull } = view;
  const merged = pull.mergedSha !== null;
  return new GraphqlObject('PullRequest', ['Node', 'Lockable', 'Closable'], {
    id: () => nodeId('PR', pullKey(repository, pull)),
    number: () => pull.number,
    title: () => pull.title,
    body: () => pull.body ?? '',
    url: () => `${world.serverUrl}/${fullName(repository)}/pull/${pull.number}`,
    state: () => (merged ? 'MERGED' : pull.state.toUpperCase()),
    closed: () => pull.state === 'closed',
    merged: () => merged,
    isDraft: () => pull.draft,
    locked: () => pull.locked,
    isCrossRepository: () => pull.fork !== null,
    mergeable: () => (mergeCommit(repository, pull) === null ? 'CONFLICTING' : 'MERGEABLE'),
    author: () => actorObject(world, pull.author),
    headRefName: () => pull.headRef,
    headRefOid: () => pull.headSha,
    baseRefName: () => pull.baseRef,
    baseRefOid: () => pull.baseSha,
    createdAt: () => pull.createdAt,
    updatedAt: () => pull.updatedAt,
    reviewThreads: connectionField(
      'PullRequestReviewThread',
      () => threadsOf(view),
      (thread) => threadObject(view, thread),
    ),
    reviews: connectionField(
      'PullRequestReview',
      () => pull.reviews.filter((review) => isSeen(view, review)),
      (review) => reviewObject(view, review),
      ['author', 'states'],
    ),
    comments: connectionField(
      'IssueComment',
      () => repository.issueComments.filter((comment) => comment.issue === pull.number),
      (comment) => issueCommentObject(view, comment),
    ),
  });
}

/** A person or an app may resolve what it could push to; the author of the pull request may as well. */
export function mayResolve({ repository, pull, identity }: View): boolean {
  if (identity.permissions !== null) {
    return meets('contents=write', { identity, role: 'none', isPrivate: repository.isPrivate });
  }
  const { login } = identity.account;
  return pull.author.login === login || canWrite(roleOf(repository, login));
}

export function commentsOfThread(pull: PullRequest, thread: ReviewThread): ReviewComment[] {
  return pull.comments.filter((comment) => comment.thread === thread);
}

export function threadObject(view: View, thread: ReviewThread): GraphqlObject {
  const { world, repository, pull } = view;
  const comments = () => commentsOfThread(pull, thread);
  const [root] = comments();
  const place = root === undefined ? null : placeOf(repository, pull, root);
  const wholeFile = root?.anchor.line === null;
  return new GraphqlObject('PullRequestReviewThread', ['Node'], {
    id: () => nodeId('PRRT', thread.id),
    isResolved: () => thread.resolvedBy !== null,
    isOutdated: () => place === null,
    isCollapsed: () => thread.resolvedBy !== null || place === null,
    resolvedBy: () => (thread.resolvedBy === null ? null : viewerObject(world, thread.resolvedBy)),
    viewerCanResolve: () => thread.resolvedBy === null && mayResolve(view),
    viewerCanUnresolve: () => thread.resolvedBy !== null && mayResolve(view),
    viewerCanReply: () => !pull.locked || canWrite(roleOf(repository, view.identity.account.login)),
    path: () => root?.anchor.path ?? '',
    line: () => place?.line ?? null,
    startLine: () => place?.startLine ?? null,
    originalLine: () => root?.anchor.line ?? null,
    originalStartLine: () => root?.anchor.startLine ?? null,
    diffSide: () => root?.anchor.side ?? 'RIGHT',
    startDiffSide: () => root?.anchor.startSide ?? null,
    subjectType: () => (wholeFile ? 'FILE' : 'LINE'),
    comments: connectionField('PullRequestReviewComment', comments, (comment) => reviewCommentObject(view, comment)),
    pullRequest: () => pullObject(view),
  });
}

export function reviewCommentObject(view: View, comment: ReviewComment): GraphqlObject {
  const { world, repository, pull } = view;
  const place = placeOf(repository, pull, comment);
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  const parent = pull.comments.find((candidate) => candidate.id === comment.inReplyTo);
  return new GraphqlObject('PullRequestReviewComment', ['Node', 'Comment', 'Minimizable', 'Deletable', 'Updatable'], {
    ...commentFields(view, comment, 'PRRC'),
    path: () => comment.anchor.path,
    line: () => place?.line ?? null,
    startLine: () => place?.startLine ?? null,
    originalLine: () => comment.anchor.line,
    originalStartLine: () => comment.anchor.startLine,
    subjectType: () => (comment.anchor.line === null ? 'FILE' : 'LINE'),
    outdated: () => place === null,
    state: () => (review?.state === 'PENDING' ? 'PENDING' : 'SUBMITTED'),
    diffHunk: () => comment.anchor.diffHunk,
    commit: () => commitObject(world, repository, place === null ? comment.commit : pull.headSha),
    originalCommit: () => commitObject(world, repository, comment.commit),
    pullRequestReview: () => (review === undefined ? null : reviewObject(view, review)),
    replyTo: () => (parent === undefined ? null : reviewCommentObject(view, parent)),
    url: () => `${world.serverUrl}/${fullName(repository)}/pull/${pull.number}#discussion_r${comment.id}`,
  });
}

export function reviewObject(view: View, review: Review): GraphqlObject {
  const { world, repository, pull } = view;
  return new GraphqlObject('PullRequestReview', ['Node', 'Comment', 'Minimizable'], {
    id: () => nodeId('PRR', review.id),
    databaseId: () => smallId(review.id),
    fullDatabaseId: () => String(review.id),
    body: () => review.body,
    state: () => review.state,
    author: () => actorObject(world, review.author),
    authorAssociation: () => associationOf(repository, pull, review.author),
    submittedAt: () => review.submittedAt,
    viewerDidAuthor: () => review.author.login === view.identity.account.login,
    viewerCanMinimize: () => mayEdit(repository, view.identity, review),
    isMinimized: () => review.minimizedReason !== null,
    minimizedReason: () => review.minimizedReason,
    commit: () => commitObject(world, repository, review.commit),
    url: () => `${world.serverUrl}/${fullName(repository)}/pull/${pull.number}#pullrequestreview-${review.id}`,
    comments: connectionField(
      'PullRequestReviewComment',
      () => pull.comments.filter((comment) => comment.reviewId === review.id),
      (comment) => reviewCommentObject(view, comment),
    ),
  });
}

export function issueCommentObject(view: View, comment: IssueComment): GraphqlObject {
  const { world, repository } = view;
  return new GraphqlObject('IssueComment', ['Node', 'Comment', 'Minimizable', 'Deletable', 'Updatable'], {
    ...commentFields(view, comment, 'IC'),
    url: () => `${world.serverUrl}/${fullName(repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
  });
}

/** GraphQL's Int ends at 31 bits; a larger id is null there, and whole in `fullDatabaseId`. */
function smallId(id: number): number | null {
  return id < 2 ** 31 ? id : null;
}

function commentFields(view: View, comment: ReviewComment | IssueComment, prefix: string) {
  const { world, repository, pull, identity } = view;
  const editable = () => mayEdit(repository, identity, comment);
  return {
    id: () => nodeId(prefix, comment.id),
    databaseId: () => smallId(comment.id),
    fullDatabaseId: () => String(comment.id),
    body: () => comment.body,
    author: () => actorObject(world, comment.author),
    authorAssociation: () => associationOf(repository, pull, comment.author),
    createdAt: () => comment.createdAt,
    updatedAt: () => comment.updatedAt,
    includesCreatedEdit: () => comment.editors.length > 0,
    viewerDidAuthor: () => comment.author.login === identity.account.login,
    viewerCanDelete: editable,
    viewerCanUpdate: editable,
    viewerCanMinimize: editable,
    isMinimized: () => comment.minimizedReason !== null,
    minimizedReason: () => comment.minimizedReason,
  };
}

function threadsOf(view: View): ReviewThread[] {
  const { pull } = view;
  const seen = pull.comments.filter((comment) => {
    const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
    return review === undefined || isSeen(view, review);
  });
  return [...new Set(seen.map((comment) => comment.thread))];
}

function isSeen({ identity }: View, review: Review): boolean {
  return review.state !== 'PENDING' || review.author.login === identity.account.login;
}
