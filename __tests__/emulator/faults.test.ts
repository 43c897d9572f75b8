import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { AT, clientOf, failureOf, judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

const REVIEWS = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';

let emulator: Emulator;
let judge: OpenApiJudge;
let repository: RepositoryHandle;
let pull: PullRequestHandle;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  repository = emulator.createRepository({ files: { 'a.yaml': lines(20) } });
  pull = repository.openPullRequest({ files: { 'a.yaml': lines(20, { 10: 'ten' }) } });
  client = clientOf(emulator, emulator.workflowToken());
});

afterEach(() => stopClean(emulator, judge));

const post = (who = client) =>
  who.rest.pulls.createReview({ ...AT, pull_number: 1, event: 'COMMENT', body: 'text', commit_id: pull.headSha });

describe('faults on order', () => {
  it('answer in GitHub’s words, before or after the effect', async () => {
    const filter = { method: 'POST', path: REVIEWS };
    emulator.fault(filter, { kind: 'abuse' });
    emulator.fault(filter, { kind: 'bad-gateway', effect: 'after' });
    emulator.fault({ ...filter, skip: 2 }, { kind: 'secondary-limit', retryAfter: 2 });
    expect(await failureOf(post())).toMatchObject({ status: 422, errors: [{ code: 'abuse' }] });
    expect(await failureOf(post())).toMatchObject({ status: 502 });
    expect(pull.reviews()).toHaveLength(1);
    expect(emulator.writes).toMatchObject([{ fault: 'bad-gateway', status: 502 }]);
    const limited = await failureOf(post());
    expect([limited.status, limited.headers['retry-after']]).toEqual([403, '2']);
    expect(limited.message).toContain('secondary rate limit');
    emulator.fault(filter, { kind: 'primary-limit', resetIn: 1, status: 429 });
    expect((await failureOf(post())).headers['x-ratelimit-remaining']).toBe('0');
    emulator.fault(filter, { kind: 'reset', effect: 'after' });
    expect((await failureOf(post())).status).toBe(500);
    expect(pull.reviews()).toHaveLength(2);
    expect(emulator.faultsWaiting).toBe(0);
  });

  it('move the head when a request arrives', async () => {
    const before = pull.headSha;
    emulator.onRequest({ path: REVIEWS, method: 'GET' }, () => pull.push({ 'a.yaml': lines(21) }));
    await client.rest.pulls.get({ ...AT, pull_number: 1 });
    expect(pull.headSha).toBe(before);
    await client.rest.pulls.listReviews({ ...AT, pull_number: 1 });
    expect((await client.rest.pulls.get({ ...AT, pull_number: 1 })).data.head.sha).not.toBe(before);
  });

  it('end at the hour’s limit', async () => {
    emulator.setRateLimit({ limit: 1000, remaining: 1, resetIn: 60 });
    await client.rest.repos.get(AT);
    const failure = await failureOf(client.rest.repos.get(AT));
    expect(failure).toMatchObject({ status: 403, message: 'API rate limit exceeded for installation.' });
    expect(failure.headers['x-ratelimit-remaining']).toBe('0');
  });
});

describe('permissions', () => {
  it('name what is missing', async () => {
    const reader = clientOf(emulator, emulator.workflowToken({ contents: 'read', pull_requests: 'read' }));
    const failure = await failureOf(post(reader));
    expect(failure).toMatchObject({ status: 403, message: 'Resource not accessible by integration' });
    expect(failure.headers['x-accepted-github-permissions']).toBe('pull_requests=write');
    const comment = reader.rest.issues.createComment({ ...AT, issue_number: 1, body: 'x' });
    expect((await failureOf(comment)).headers['x-accepted-github-permissions']).toBe(
      'issues=write; pull_requests=write',
    );
    const check = client.rest.checks.create({ ...AT, name: 'x', head_sha: pull.headSha });
    expect((await failureOf(check)).headers['x-accepted-github-permissions']).toBe('checks=write');
  });

  it('know bad tokens, none, and private repositories', async () => {
    expect((await failureOf(clientOf(emulator, 'nonsense').rest.repos.get(AT))).status).toBe(401);
    emulator.createRepository({ name: 'secret', private: true });
    const at = { owner: 'acme', repo: 'secret' };
    const stranger = clientOf(emulator, emulator.token('stranger', null));
    expect((await failureOf(stranger.rest.repos.get(at))).status).toBe(404);
    const owner = clientOf(emulator, emulator.token('acme', null));
    expect((await owner.rest.repos.get(at)).data.private).toBe(true);
    const blind = clientOf(emulator, emulator.workflowToken({ pull_requests: 'write' }));
    expect((await failureOf(blind.rest.git.getTree({ ...at, tree_sha: 'main' }))).status).toBe(403);
  });
});

describe('check runs', () => {
  it('take 50 annotations a request and add up', async () => {
    const app = clientOf(emulator, emulator.workflowToken({ checks: 'write' }));
    const annotation = {
      path: 'a.yaml',
      start_line: 1,
      end_line: 1,
      annotation_level: 'failure' as const,
      message: 'x',
    };
    const annotations = Array.from({ length: 50 }, () => annotation);
    const output = { title: 't', summary: 's', annotations };
    const { data } = await app.rest.checks.create({ ...AT, name: 'guard', head_sha: pull.headSha, output });
    const change = { ...AT, check_run_id: data.id, output };
    await app.rest.checks.update({ ...change, status: 'completed', conclusion: 'failure' });
    expect(repository.checkRuns).toMatchObject([
      { status: 'completed', conclusion: 'failure', annotations: { length: 100 } },
    ]);
    const listed = await app.rest.checks.listForRef({ ...AT, ref: pull.headSha });
    expect(listed.data).toMatchObject({ total_count: 1, check_runs: [{ output: { annotations_count: 100 } }] });
    expect(judge.violations).toEqual([]);
    const many = { ...output, annotations: [...annotations, annotation] };
    expect((await failureOf(app.rest.checks.update({ ...change, output: many }))).status).toBe(422);
    expect(judge.violations.splice(0)).toHaveLength(1);
  });
});

describe('calls off the list', () => {
  it('are answered with a refusal and remembered', async () => {
    const content = { ...AT, path: 'a.yaml', message: 'm', content: '', branch: 'main' };
    expect((await failureOf(client.rest.repos.createOrUpdateFileContents(content))).status).toBe(403);
    expect((await failureOf(client.rest.issues.addLabels({ ...AT, issue_number: 1, labels: ['x'] }))).status).toBe(404);
    expect(emulator.unexpected).toEqual([
      'PUT /repos/acme/infra/contents/a.yaml',
      'POST /repos/acme/infra/issues/1/labels',
    ]);
    expect(emulator.writes).toEqual([]);
    await emulator.stop();
    ({ emulator, judge } = await judgedEmulator());
  });
});

describe('the judge', () => {
  it('refuses unknown keys of a request, at any depth, and unknown parameters', async () => {
    const odd = { path: 'a.yaml', body: 'x', line: 10, side: 'RIGHT', subject_type: 'line' };
    await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...AT,
      pull_number: 1,
      event: 'COMMENT',
      body: '',
      comments: [odd],
    });
    await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...AT, pull_number: 1, nonsense: 1 });
    expect(judge.violations.splice(0)).toEqual([
      expect.stringContaining('subject_type'),
      expect.stringContaining('unknown query parameter nonsense'),
    ]);
  });
});

describe('enterprise addresses', () => {
  it('are below /api/v3', async () => {
    const own = await judgedEmulator({ enterprise: true, serverUrl: 'https://github.example' });
    own.emulator.createRepository();
    const there = clientOf(own.emulator, own.emulator.workflowToken());
    expect((await there.rest.repos.get(AT)).data.html_url).toBe('https://github.example/acme/infra');
    expect(await there.graphql('{ viewer { login } }')).toMatchObject({ viewer: {} });
    await stopClean(own.emulator, own.judge);
  });
});
