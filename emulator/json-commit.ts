import type { FileDiff } from './diff.ts';
import type { Signature } from './git-import.ts';
import { accountJson, nodeId } from './json-account.ts';
import { isPatchWithheld } from './pull-diff.ts';
import { fullName, type Repository } from './state.ts';
import { accountOf, type World } from './world.ts';

/** GitHub's `commit`: the git commit wrapped with accounts. */
export function commitJson(world: World, repository: Repository, sha: string) {
  const { git, api, html } = sources(world, repository);
  const commit = git.readCommit(sha);
  const author = accountBySignature(world, commit.author);
  const committer = accountBySignature(world, commit.committer);
  return {
    sha,
    node_id: nodeId('C', sha),
    url: `${api}/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: UNSIGNED,
    },
    author: author && accountJson(world, author),
    committer: committer && accountJson(world, committer),
    parents: commit.parents.map((parent) => parentJson(api, html, parent)),
  };
}

/** GitHub's `git-commit`. */
export function gitCommitJson(world: World, repository: Repository, sha: string) {
  const { git, api, html } = sources(world, repository);
  const commit = git.readCommit(sha);
  return {
    sha,
    node_id: nodeId('C', sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((parent) => ({
      ...parentJson(api, html, parent),
      url: `${api}/git/commits/${parent}`,
    })),
    verification: UNSIGNED,
  };
}

/** GitHub's `diff-entry`; `commit` is the one that the file is shown at. */
export function fileJson(world: World, repository: Repository, commit: string, file: FileDiff) {
  const { api, html } = sources(world, repository);
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${commit}/${path}`,
    raw_url: `${html}/raw/${commit}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${commit}`,
    ...(file.patch === null || isPatchWithheld(repository, file) ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

function sources(world: World, repository: Repository) {
  const full = fullName(repository);
  return { git: repository.git, api: `${world.apiUrl}/repos/${full}`, html: `${world.serverUrl}/${full}` };
}

function parentJson(api: string, html: string, sha: string) {
  return { sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` };
}

/** Commits of the emulator are signed with the login as name; others have no account. */
function accountBySignature(world: World, who: Signature) {
  return world.accounts.has(who.name) ? accountOf(world, who.name) : null;
}
