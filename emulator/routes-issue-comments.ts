import { bodyOf } from './body.ts';
import { type ApiAnswer, notFound, Refusal } from './exchange.ts';
import type { Identity } from './identity.ts';
import { issueCommentJson } from './json-comment.ts';
import { pageOf } from './paging.ts';
import { refuseWhenLocked } from './review-rules.ts';
import { checkedText, draft, editBody } from './review-write.ts';
import { onPull, onRepository, type PullCall, type RepositoryCall, type Route, signedIn } from './route.ts';
import { mayEdit } from './routes-review-comments.ts';
import type { IssueComment, PullRequest, Repository } from './state.ts';
import { nextId, tick, type World } from './world.ts';

const READ = 'issues=read; pull_requests=read';
const WRITE = 'issues=write; pull_requests=write';
const LIST = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const ONE = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

export const ISSUE_COMMENT_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: LIST, permission: READ, handle: onPull(list) },
  { method: 'POST', pattern: LIST, permission: WRITE, handle: onPull(create) },
  { method: 'GET', pattern: ONE, permission: READ, handle: onRepository((call) => shown(call, find(call), 200)) },
  { method: 'PATCH', pattern: ONE, permission: WRITE, handle: onRepository(update) },
  { method: 'DELETE', pattern: ONE, permission: WRITE, handle: onRepository(remove) },
];

/** Adds a comment to the conversation; refuses on a locked one, an overlong text and beyond the limit of comments. */
export function addIssueComment(
  world: World,
  repository: Repository,
  pull: PullRequest,
  identity: Identity,
  body: string,
): IssueComment {
  refuseWhenLocked(repository, pull, identity);
  const { commentsPerIssue } = repository.limits;
  if (repository.issueComments.filter((comment) => comment.issue === pull.number).length >= commentsPerIssue) {
    throw new Refusal(403, `Commenting is disabled on issues with more than ${commentsPerIssue} comments`);
  }
  const now = tick(world);
  const comment: IssueComment = {
    id: nextId(world),
    issue: pull.number,
    author: identity.account,
    body: checkedText(draft({ body })),
    createdAt: now,
    updatedAt: now,
    minimizedReason: null,
    editors: [],
  };
  repository.issueComments.push(comment);
  return comment;
}

function list(call: PullCall): ApiAnswer {
  const { world, repository, pull } = call;
  const comments = repository.issueComments.filter((comment) => comment.issue === pull.number);
  return pageOf(call, comments, (comment) => issueCommentJson(world, repository, comment));
}

function create(call: PullCall): ApiAnswer {
  const { world, repository, pull, request } = call;
  const comment = addIssueComment(world, repository, pull, signedIn(request), bodyOf(request).required('body'));
  return shown(call, comment, 201);
}

function update(call: RepositoryCall): ApiAnswer {
  const comment = findEditable(call);
  editBody(call.world, comment, bodyOf(call.request), signedIn(call.request).account);
  return shown(call, comment, 200);
}

function remove(call: RepositoryCall): ApiAnswer {
  const { issueComments } = call.repository;
  issueComments.splice(issueComments.indexOf(findEditable(call)), 1);
  return { status: 204, body: null };
}

function shown({ world, repository }: RepositoryCall, comment: IssueComment, status: number): ApiAnswer {
  return { status, body: issueCommentJson(world, repository, comment) };
}

function find(call: RepositoryCall): IssueComment {
  const comment = call.repository.issueComments.find((candidate) => candidate.id === Number(call.params.comment_id));
  if (comment === undefined) throw notFound();
  return comment;
}

function findEditable(call: RepositoryCall): IssueComment {
  const comment = find(call);
  if (!mayEdit(call.repository, signedIn(call.request), comment)) throw new Refusal(403, 'Forbidden');
  return comment;
}
