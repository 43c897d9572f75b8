import { accountJson, associationOf, nodeId } from './json-account.ts';
import { repositoryJson } from './json-repository.ts';
import { mergeBaseOf, pullFiles } from './pull-diff.ts';
import { fullName, type PullRequest, type Repository } from './state.ts';
import type { World } from './world.ts';

/** GitHub's `pull-request-simple`, as lists give it; a deleted fork's `head.repo` is null. */
export function pullSimpleJson(world: World, repository: Repository, pull: PullRequest) {
  const full = fullName(repository);
  const api = `${world.apiUrl}/repos/${full}`;
  const html = `${world.serverUrl}/${full}/pull/${pull.number}`;
  const links = linksOf(api, pull);
  const closed = pull.state === 'closed' ? pull.updatedAt : null;
  return {
    ...links,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    id: repository.id * 1000 + pull.number,
    node_id: nodeId('PR', pullKey(repository, pull)),
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    active_lock_reason: null,
    title: pull.title,
    body: pull.body,
    user: accountJson(world, pull.author),
    labels: [],
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: closed,
    merged_at: pull.mergedSha === null ? null : closed,
    merge_commit_sha: mergeCommit(repository, pull),
    draft: pull.draft,
    author_association: associationOf(repository, pull, pull.author),
    auto_merge: null,
    head: headJson(world, repository, pull),
    base: {
      label: `${repository.owner.login}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: accountJson(world, repository.owner),
      repo: repositoryJson(world, repository),
    },
    _links: {
      self: { href: links.url },
      html: { href: html },
      issue: { href: links.issue_url },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
  };
}

/** GitHub's `pull-request`: the above with the counts and the mergeability. */
export function pullJson(world: World, repository: Repository, pull: PullRequest) {
  const files = pullFiles(repository, pull);
  const merge = mergeCommit(repository, pull);
  const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
  return {
    ...pullSimpleJson(world, repository, pull),
    merged: pull.mergedSha !== null,
    mergeable: pull.state === 'closed' ? null : merge !== null,
    mergeable_state: mergeableState(pull, merge),
    merged_by: pull.mergedSha === null ? null : accountJson(world, repository.owner),
    maintainer_can_modify: pull.fork !== null,
    rebaseable: null,
    comments: repository.issueComments.filter((comment) => comment.issue === pull.number).length,
    review_comments: pull.comments.length,
    commits: repository.git.commitsBetween(mergeBaseOf(repository, pull), pull.headSha).length,
    additions: sum(files.map((file) => file.additions)),
    deletions: sum(files.map((file) => file.deletions)),
    changed_files: files.length,
  };
}

/** What a pull request's node id is made of: repository and number. */
export function pullKey(repository: Repository, pull: PullRequest): string {
  return `${fullName(repository)}#${pull.number}`;
}

function linksOf(api: string, pull: PullRequest) {
  return {
    url: `${api}/pulls/${pull.number}`,
    issue_url: `${api}/issues/${pull.number}`,
    commits_url: `${api}/pulls/${pull.number}/commits`,
    review_comments_url: `${api}/pulls/${pull.number}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
}

function headJson(world: World, repository: Repository, pull: PullRequest) {
  const owner = pull.fork ?? repository.owner;
  const gone = pull.headDeleted === 'repository';
  return {
    label: gone ? `unknown:${pull.headRef}` : `${owner.login}:${pull.headRef}`,
    ref: pull.headRef,
    sha: pull.headSha,
    user: accountJson(world, owner),
    repo: gone ? null : repositoryJson(world, repository, pull.fork),
  };
}

/** The commit that a merge made, or the test merge of an open pull request; null while they conflict. */
export function mergeCommit(repository: Repository, pull: PullRequest): string | null {
  if (pull.mergedSha !== null) return pull.mergedSha;
  const who = { name: 'GitHub', email: 'noreply@github.com', date: pull.createdAt };
  return repository.git.merge(pull.baseSha, pull.headSha, `Merge ${pull.headSha} into ${pull.baseSha}\n`, who);
}

function mergeableState(pull: PullRequest, merge: string | null): string {
  if (pull.state === 'closed') return 'unknown';
  if (pull.draft) return 'draft';
  return merge === null ? 'dirty' : 'clean';
}
