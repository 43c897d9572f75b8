import type { Account } from './identity.ts';
import { accountJson, nodeId } from './json-account.ts';
import type { Repository } from './state.ts';
import type { World } from './world.ts';

/** Links of a repository whose name is the last word of the address. */
const PLAIN_LINKS = ['contributors', 'deployments', 'downloads', 'events', 'forks', 'hooks', 'languages', 'merges'];
const MORE_PLAIN_LINKS = ['stargazers', 'subscribers', 'subscription', 'tags', 'teams'];

const TEMPLATE_LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  statuses_url: '/statuses/{sha}',
  trees_url: '/git/trees{/sha}',
};

/** GitHub's `full-repository`, which holds all of `repository`; a fork is given by its owner. */
export function repositoryJson(world: World, repository: Repository, fork: Account | null = null) {
  const owner = fork ?? repository.owner;
  const full = `${owner.login}/${repository.name}`;
  const api = `${world.apiUrl}/repos/${full}`;
  const html = `${world.serverUrl}/${full}`;
  const plain = [...PLAIN_LINKS, ...MORE_PLAIN_LINKS].map((name) => [`${name}_url`, `${api}/${name}`]);
  const templates = Object.entries(TEMPLATE_LINKS).map(([name, rest]) => [name, `${api}${rest}`]);
  return {
    id: fork === null ? repository.id : repository.id * 1000 + fork.id,
    node_id: nodeId('R', full),
    name: repository.name,
    full_name: full,
    private: repository.isPrivate,
    owner: accountJson(world, owner),
    html_url: html,
    description: null,
    fork: fork !== null,
    url: api,
    ...(Object.fromEntries([...plain, ...templates]) as Record<string, string>),
    clone_url: `${html}.git`,
    git_url: `git://${html.replace(/^https?:\/\//, '')}.git`,
    ssh_url: `git@${html.replace(/^https?:\/\//, '').replace('/', ':')}.git`,
    svn_url: html,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    default_branch: repository.defaultBranch,
    ...COUNTS,
    open_issues: repository.pulls.length,
    open_issues_count: repository.pulls.length,
    visibility: repository.isPrivate ? 'private' : 'public',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
  };
}

const COUNTS = {
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  network_count: 0,
  subscribers_count: 0,
  size: 1,
  has_downloads: true,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  archived: false,
  disabled: false,
};
