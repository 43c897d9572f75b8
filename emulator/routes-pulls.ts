import { type ApiAnswer, asksFor } from './exchange.ts';
import { commitJson, fileJson } from './json-commit.ts';
import { pullJson, pullSimpleJson } from './json-pull.ts';
import { pageOf } from './paging.ts';
import { mergeBaseOf, pullFiles } from './pull-diff.ts';
import { onPull, onRepository, type PullCall, type RepositoryCall, type Route } from './route.ts';
import { diffAnswer } from './routes-commits.ts';

const LIST = '/repos/{owner}/{repo}/pulls';
const ONE = `${LIST}/{pull_number}`;
const READ = 'pull_requests=read';
/** Commits that a pull request lists at most. */
const MAX_COMMITS = 250;

export const PULL_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: LIST, permission: READ, handle: onRepository(list) },
  { method: 'GET', pattern: ONE, permission: READ, handle: onPull(show) },
  { method: 'GET', pattern: `${ONE}/files`, permission: READ, handle: onPull(files) },
  { method: 'GET', pattern: `${ONE}/commits`, permission: READ, handle: onPull(commits) },
];

function list(call: RepositoryCall): ApiAnswer {
  const { world, repository, request } = call;
  const state = request.query.get('state') ?? 'open';
  const head = request.query.get('head');
  const base = request.query.get('base');
  const pulls = repository.pulls.filter((pull) => {
    const label = `${(pull.fork ?? repository.owner).login}:${pull.headRef}`;
    const stateFits = state === 'all' || pull.state === state;
    return stateFits && (head === null || head === label) && (base === null || base === pull.baseRef);
  });
  return pageOf(call, pulls.toReversed(), (pull) => pullSimpleJson(world, repository, pull));
}

function show({ world, repository, pull, request }: PullCall): ApiAnswer {
  if (asksFor(request, 'diff')) return diffAnswer(pullFiles(repository, pull), repository.limits.comparedFiles);
  return { status: 200, body: pullJson(world, repository, pull) };
}

function files(call: PullCall): ApiAnswer {
  const { world, repository, pull } = call;
  const listed = pullFiles(repository, pull).slice(0, repository.limits.listedFiles);
  return pageOf(call, listed, (file) => fileJson(world, repository, pull.headSha, file));
}

function commits(call: PullCall): ApiAnswer {
  const { world, repository, pull } = call;
  const all = repository.git.commitsBetween(mergeBaseOf(repository, pull), pull.headSha);
  return pageOf(call, all.slice(0, MAX_COMMITS), (sha) => commitJson(world, repository, sha));
}
