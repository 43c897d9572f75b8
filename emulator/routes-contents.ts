import type { Buffer } from 'node:buffer';
import { posix } from 'node:path';
import { type ApiAnswer, asksFor, notFound, Refusal } from './exchange.ts';
import type { TreeEntry } from './git-store.ts';
import { findCommit } from './revision.ts';
import { onRepository, type RepositoryCall, type Route } from './route.ts';
import { fullName } from './state.ts';

const PATTERN = '/repos/{owner}/{repo}/contents/{path}';
/** Entries that the listing of a folder stops at. */
const MAX_LISTING = 1000;

export const CONTENTS_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: PATTERN, permission: 'contents=read', handle: onRepository(show) },
  { method: 'GET', pattern: '/repos/{owner}/{repo}/contents', permission: 'contents=read', handle: onRepository(show) },
];

interface Target {
  readonly commit: string;
  /** The path that was asked for; a followed link keeps its own. */
  readonly path: string;
  readonly entry: TreeEntry;
}

/** An answer with bytes, as the raw media type gives them. */
export function rawAnswer(bytes: Buffer): ApiAnswer {
  return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
}

/** GitHub's base64: a line end after every 60 characters. */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n');
}

export function tooLarge(megabytes: number): Refusal {
  const message = `This API returns blobs up to ${megabytes} MB in size. The requested blob is too large to fetch via the API.`;
  return new Refusal(403, message, [{ resource: 'Blob', field: 'data', code: 'too_large' }]);
}

function show(call: RepositoryCall): ApiAnswer {
  const { repository, request } = call;
  const ref = request.query.get('ref') ?? repository.defaultBranch;
  const commit = findCommit(repository, ref);
  if (commit === null) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const path = (call.params.path ?? '').replace(/\/+$/, '');
  const entries = repository.git.entries(commit);
  if (path === '') return folder(call, commit, path);
  const entry = entries.get(path);
  if (entry === undefined) throw notFound();
  if (entry.type === 'tree') return folder(call, commit, path);
  if (entry.type === 'commit') {
    return {
      status: 200,
      body: {
        ...common(call, { commit, path, entry }, 'submodule'),
        submodule_git_url: `${call.world.serverUrl}/${path}.git`,
      },
    };
  }
  if (entry.mode !== '120000') return file(call, { commit, path, entry });
  const link = repository.git.blob(entry.sha).toString('utf8');
  const followed = entries.get(posix.join(posix.dirname(path), link));
  if (followed?.type === 'blob' && followed.mode !== '120000') return file(call, { commit, path, entry: followed });
  if (asksFor(request, 'raw')) return rawAnswer(repository.git.blob(entry.sha));
  return { status: 200, body: { ...common(call, { commit, path, entry }, 'symlink'), target: link } };
}

function file(call: RepositoryCall, target: Target): ApiAnswer {
  const { repository, request } = call;
  const size = target.entry.size ?? 0;
  const { limits, git } = repository;
  if (size > limits.blob) throw tooLarge(limits.blob >> 20);
  if (asksFor(request, 'raw')) return rawAnswer(git.blob(target.entry.sha));
  const large = size > limits.contentsJson;
  if (large && !asksFor(request, 'object')) throw tooLarge(limits.contentsJson >> 20);
  const content = large ? '' : base64Lines(git.blob(target.entry.sha));
  return { status: 200, body: { ...common(call, target, 'file'), content, encoding: large ? 'none' : 'base64' } };
}

function folder(call: RepositoryCall, commit: string, path: string): ApiAnswer {
  const prefix = path === '' ? '' : `${path}/`;
  const items = [...call.repository.git.entries(commit).values()]
    .filter((entry) => entry.path.startsWith(prefix) && !entry.path.slice(prefix.length).includes('/'))
    .slice(0, MAX_LISTING)
    .map((entry) => common(call, { commit, path: entry.path, entry }, typeOf(entry)));
  if (!asksFor(call.request, 'object')) return { status: 200, body: items };
  const tree = call.repository.git.readCommit(commit).tree;
  const own = call.repository.git.entries(commit).get(path);
  const entry: TreeEntry = own ?? { path, mode: '040000', type: 'tree', sha: tree, size: null };
  return { status: 200, body: { ...common(call, { commit, path, entry }, 'dir'), entries: items } };
}

function typeOf(entry: TreeEntry): string {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
}

function common({ world, repository }: RepositoryCall, { commit, path, entry }: Target, type: string) {
  const full = fullName(repository);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const api = `${world.apiUrl}/repos/${full}`;
  const url = `${api}/contents/${encoded}?ref=${commit}`;
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const git = entry.type === 'commit' ? null : `${api}/git/${kind}s/${entry.sha}`;
  const html = `${world.serverUrl}/${full}/${kind}/${commit}/${encoded}`;
  return {
    name: posix.basename(path),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? `${world.serverUrl}/${full}/raw/${commit}/${encoded}` : null,
    type,
    _links: { self: url, git, html },
  };
}
