import { type ApiAnswer, asksFor, notFound, Refusal } from './exchange.ts';
import type { TreeEntry } from './git-store.ts';
import { nodeId } from './json-account.ts';
import { commitJson, gitCommitJson } from './json-commit.ts';
import { findCommit } from './revision.ts';
import { onRepository, type RepositoryCall, type Route } from './route.ts';
import { base64Lines, rawAnswer, tooLarge } from './routes-contents.ts';
import { fullName } from './state.ts';

const ROOT = '/repos/{owner}/{repo}';
const READ = 'contents=read';

export const GIT_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: `${ROOT}/git/blobs/{file_sha}`, permission: READ, handle: onRepository(blob) },
  { method: 'GET', pattern: `${ROOT}/git/trees/{tree_sha}`, permission: READ, handle: onRepository(tree) },
  { method: 'GET', pattern: `${ROOT}/git/commits/{commit_sha}`, permission: READ, handle: onRepository(commit) },
  { method: 'GET', pattern: `${ROOT}/git/ref/{ref}`, permission: READ, handle: onRepository(gitRef) },
  { method: 'GET', pattern: `${ROOT}/branches/{branch}`, permission: READ, handle: onRepository(branch) },
];

function blob(call: RepositoryCall): ApiAnswer {
  const { world, repository, params, request } = call;
  const sha = params.file_sha ?? '';
  if (repository.git.typeOf(sha) !== 'blob') throw notFound();
  const bytes = repository.git.blob(sha);
  if (bytes.length > repository.limits.blob) throw tooLarge(repository.limits.blob >> 20);
  if (asksFor(request, 'raw')) return rawAnswer(bytes);
  const url = `${world.apiUrl}/repos/${fullName(repository)}/git/blobs/${sha}`;
  const content = base64Lines(bytes);
  return {
    status: 200,
    body: { sha, node_id: nodeId('B', sha), size: bytes.length, url, content, encoding: 'base64' },
  };
}

function tree(call: RepositoryCall): ApiAnswer {
  const { world, repository, params, request } = call;
  const name = params.tree_sha ?? '';
  const sha = repository.git.typeOf(name) === 'tree' ? name : treeOfCommit(call, name);
  const api = `${world.apiUrl}/repos/${fullName(repository)}/git`;
  const all = [...repository.git.entries(sha).values()];
  const asked = request.query.has('recursive') ? all : all.filter((entry) => !entry.path.includes('/'));
  const shown = asked.slice(0, repository.limits.treeEntries);
  const render = ({ path, mode, type, sha: id, size }: TreeEntry) => ({
    path,
    mode,
    type,
    sha: id,
    ...(size === null ? {} : { size }),
    ...(type === 'commit' ? {} : { url: `${api}/${type}s/${id}` }),
  });
  const body = { sha, url: `${api}/trees/${sha}`, tree: shown.map(render), truncated: shown.length < asked.length };
  return { status: 200, body };
}

function treeOfCommit({ repository }: RepositoryCall, name: string): string {
  const sha = findCommit(repository, name);
  if (sha === null) throw notFound();
  return repository.git.readCommit(sha).tree;
}

function commit({ world, repository, params }: RepositoryCall): ApiAnswer {
  const sha = params.commit_sha ?? '';
  if (repository.git.typeOf(sha) !== 'commit') throw notFound();
  return { status: 200, body: gitCommitJson(world, repository, sha) };
}

function gitRef({ world, repository, params }: RepositoryCall): ApiAnswer {
  const ref = `refs/${params.ref ?? ''}`;
  const sha = repository.git.resolveCommit(ref);
  if (sha === null) throw notFound();
  const api = `${world.apiUrl}/repos/${fullName(repository)}/git`;
  const object = { type: 'commit', sha, url: `${api}/commits/${sha}` };
  return { status: 200, body: { ref, node_id: nodeId('REF', ref), url: `${api}/${ref}`, object } };
}

function branch({ world, repository, params }: RepositoryCall): ApiAnswer {
  const name = params.branch ?? '';
  const sha = repository.git.resolveCommit(`refs/heads/${name}`);
  if (sha === null) throw new Refusal(404, 'Branch not found');
  const api = `${world.apiUrl}/repos/${fullName(repository)}/branches/${name}`;
  const html = `${world.serverUrl}/${fullName(repository)}/tree/${name}`;
  return {
    status: 200,
    body: {
      name,
      commit: commitJson(world, repository, sha),
      _links: { self: api, html },
      protected: false,
      protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
      protection_url: `${api}/protection`,
    },
  };
}
