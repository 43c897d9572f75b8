import { diffCommits, type FileDiff } from './diff.ts';
import { type ApiAnswer, asksFor, Refusal } from './exchange.ts';
import { diffText } from './json-comment.ts';
import { commitJson, fileJson } from './json-commit.ts';
import { pullSimpleJson } from './json-pull.ts';
import { linkHeader, pageOf, pageRequest } from './paging.ts';
import { findCommit, requireCommit } from './revision.ts';
import { onRepository, type RepositoryCall, type Route } from './route.ts';
import { fullName } from './state.ts';

const ROOT = '/repos/{owner}/{repo}';
const READ = 'contents=read';
/** Commits that a comparison shows when no page is asked for. */
const MAX_COMPARED_COMMITS = 250;
/** The tree of a commit without a parent is compared with the empty one. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const COMMIT_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: `${ROOT}/compare/{basehead}`, permission: READ, handle: onRepository(compare) },
  {
    method: 'GET',
    pattern: `${ROOT}/commits/{commit_sha}/pulls`,
    permission: 'pull_requests=read, contents=read',
    handle: onRepository(pullsOf),
  },
  { method: 'GET', pattern: `${ROOT}/commits/{ref}`, permission: READ, handle: onRepository(show) },
];

function compare(call: RepositoryCall): ApiAnswer {
  const { world, repository, params, request } = call;
  const [baseName = '', headName = ''] = (params.basehead ?? '').split('...');
  const base = requireCommit(repository, baseName);
  const head = requireCommit(repository, headName);
  const mergeBase = repository.git.mergeBase(base, head);
  if (mergeBase === null) throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  const files = diffCommits(repository.git, mergeBase, head);
  if (asksFor(request, 'diff')) return diffAnswer(files, repository.limits.comparedFiles);
  const ahead = repository.git.commitsBetween(mergeBase, head);
  const behind = repository.git.commitsBetween(mergeBase, base);
  const { page, size } = pageRequest(call);
  const paged = request.query.has('page') || request.query.has('per_page');
  const commits = paged ? ahead.slice((page - 1) * size, page * size) : ahead.slice(-MAX_COMPARED_COMMITS);
  const full = fullName(repository);
  const html = `${world.serverUrl}/${full}/compare/${baseName}...${headName}`;
  const shown = page === 1 ? files.slice(0, repository.limits.comparedFiles) : [];
  const link = paged ? linkHeader(call, page, Math.max(1, Math.ceil(ahead.length / size))) : '';
  return {
    status: 200,
    body: {
      url: `${world.apiUrl}/repos/${full}/compare/${baseName}...${headName}`,
      html_url: html,
      permalink_url: `${world.serverUrl}/${full}/compare/${base}...${head}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitJson(world, repository, base),
      merge_base_commit: commitJson(world, repository, mergeBase),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: commits.map((sha) => commitJson(world, repository, sha)),
      files: shown.map((file) => fileJson(world, repository, head, file)),
    },
    ...(link === '' ? {} : { headers: { link } }),
  };
}

/** A diff as text, refused over a number of files as GitHub does. */
export function diffAnswer(files: readonly FileDiff[], most: number): ApiAnswer {
  if (files.length > most) {
    const message = `Sorry, the diff exceeded the maximum number of files (${most}). Consider using 'List pull requests files' API or locally cloning the repository instead.`;
    throw new Refusal(406, message, [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }]);
  }
  const headers = { 'content-type': 'application/vnd.github.diff; charset=utf-8' };
  return { status: 200, body: Buffer.from(files.map(diffText).join(''), 'utf8'), headers };
}

function show(call: RepositoryCall): ApiAnswer {
  const { world, repository, params, request } = call;
  const sha = findCommit(repository, params.ref ?? '');
  if (sha === null) throw new Refusal(422, `No commit found for SHA: ${params.ref}`);
  if (asksFor(request, 'sha')) return { status: 200, body: Buffer.from(sha) };
  const commit = repository.git.readCommit(sha);
  const files = diffCommits(repository.git, commit.parents[0] ?? EMPTY_TREE, sha);
  const sum = (pick: (file: FileDiff) => number): number => files.reduce((total, file) => total + pick(file), 0);
  const additions = sum((file) => file.additions);
  const deletions = sum((file) => file.deletions);
  const { page, size } = pageRequest(call);
  // Unlike lists, a commit shows 300 files a page unless told otherwise.
  const perPage = request.query.has('per_page') ? size : 300;
  const shown = files.slice((page - 1) * perPage, page * perPage);
  return {
    status: 200,
    body: {
      ...commitJson(world, repository, sha),
      stats: { additions, deletions, total: additions + deletions },
      files: shown.map((file) => fileJson(world, repository, sha, file)),
    },
  };
}

function pullsOf(call: RepositoryCall): ApiAnswer {
  const { world, repository, params } = call;
  const sha = params.commit_sha ?? '';
  const holding = repository.pulls.filter((pull) => {
    const base = repository.git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
    return pull.mergedSha === sha || repository.git.commitsBetween(base, pull.headSha).includes(sha);
  });
  return pageOf(call, holding, (pull) => pullSimpleJson(world, repository, pull));
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === 0 && behind === 0) return 'identical';
  if (behind === 0) return 'ahead';
  return ahead === 0 ? 'behind' : 'diverged';
}
