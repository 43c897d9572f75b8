import type { FileDiff } from './diff.ts';
import { accountJson, associationOf, nodeId } from './json-account.ts';
import { placeOf } from './pull-diff.ts';
import {
  fullName,
  type IssueComment,
  type PullRequest,
  type Repository,
  type Review,
  type ReviewComment,
} from './state.ts';
import { findPull, type World } from './world.ts';

/** GitHub's `pull-request-review`; one that is pending has no `submitted_at`. */
export function reviewJson(world: World, repository: Repository, pull: PullRequest, review: Review) {
  const { pullUrl, html } = addresses(world, repository, pull);
  const page = `${html}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: accountJson(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: associationOf(repository, pull, review.author),
    _links: { html: { href: page }, pull_request: { href: pullUrl } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

/** GitHub's `pull-request-review-comment`; an outdated one has null for its line and position. */
export function reviewCommentJson(world: World, repository: Repository, pull: PullRequest, comment: ReviewComment) {
  const { pullUrl, html, api } = addresses(world, repository, pull);
  const { anchor } = comment;
  const place = placeOf(repository, pull, comment);
  const wholeFile = anchor.line === null;
  const page = `${html}#discussion_r${comment.id}`;
  const url = `${api}/pulls/comments/${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    diff_hunk: anchor.diffHunk,
    path: anchor.path,
    commit_id: place === null ? comment.commit : pull.headSha,
    original_commit_id: comment.commit,
    user: accountJson(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: associationOf(repository, pull, comment.author),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl } },
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    subject_type: wholeFile ? 'file' : 'line',
    side: anchor.side,
    start_side: anchor.startSide,
    // GitHub gives 1 for a comment on the whole file.
    line: wholeFile ? 1 : (place?.line ?? null),
    original_line: anchor.line ?? 1,
    start_line: wholeFile ? null : (place?.startLine ?? null),
    original_start_line: anchor.startLine,
    position: wholeFile ? 1 : (place?.position ?? null),
    original_position: anchor.position ?? 1,
    reactions: reactions(url),
  };
}

/** GitHub's `issue-comment`. */
export function issueCommentJson(world: World, repository: Repository, comment: IssueComment) {
  const api = `${world.apiUrl}/repos/${fullName(repository)}`;
  const url = `${api}/issues/comments/${comment.id}`;
  const pull = findPull(repository, comment.issue) ?? null;
  return {
    url,
    html_url: `${world.serverUrl}/${fullName(repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: accountJson(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, pull, comment.author),
    body: comment.body,
    reactions: reactions(url),
    performed_via_github_app: null,
  };
}

/** The patch text of a file for the `.diff` media type. */
export function diffText(file: FileDiff): string {
  const old = file.status === 'added' ? '/dev/null' : `a/${file.previousPath ?? file.path}`;
  const now = file.status === 'removed' ? '/dev/null' : `b/${file.path}`;
  const head = `diff --git a/${file.previousPath ?? file.path} b/${file.path}\n`;
  return file.patch === null ? head : `${head}--- ${old}\n+++ ${now}\n${file.patch}\n`;
}

function addresses(world: World, repository: Repository, pull: PullRequest) {
  const api = `${world.apiUrl}/repos/${fullName(repository)}`;
  const html = `${world.serverUrl}/${fullName(repository)}/pull/${pull.number}`;
  return { api, html, pullUrl: `${api}/pulls/${pull.number}` };
}

function reactions(url: string) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    '+1': 0,
    '-1': 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}
