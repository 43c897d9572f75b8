import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { runAction } from '../../emulator/runner.ts';
import { readCommands, readOutputs } from '../../emulator/workflow-commands.ts';
import { judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

let emulator: Emulator;
let judge: OpenApiJudge;
let repository: RepositoryHandle;
let directory: string;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  repository = emulator.createRepository({ files: { 'a.yaml': lines(20) } });
  directory = mkdtempSync(join(tmpdir(), 'runner-test-'));
});

afterEach(async () => {
  rmSync(directory, { recursive: true });
  await stopClean(emulator, judge);
});

/** A stand-in for dist/action.js: asks for the pull request, comments once, speaks to the runner. */
const ACTION = `
import { appendFileSync, readFileSync } from 'node:fs';
const env = process.env;
const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const headers = { authorization: 'Bearer ' + env.INPUT_TOKEN, 'content-type': 'application/json' };
const api = env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY;
const pull = await (await fetch(api + '/pulls/' + event.number, { headers })).json();
const body = JSON.stringify({ commit_id: pull.head.sha, event: 'COMMENT', body: '', comments: [{ path: 'a.yaml', line: 10, side: 'RIGHT', body: 'found' }] });
const posted = await fetch(api + '/pulls/' + event.number + '/reviews', { method: 'POST', headers, body });
console.log('::error file=a.yaml,line=10,title=Missing%2C grant::role%0Alacks it');
for (let n = 0; n < 11; n++) console.log('::notice::' + n);
appendFileSync(env.GITHUB_OUTPUT, 'conclusion=failure\\nreport<<END\\na\\nb\\nEND\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# ' + env['INPUT_FAIL-ON'] + ' ' + posted.status);
process.exitCode = env.NODE_OPTIONS || env.GITHUB_SHA === pull.head.sha ? 3 : 1;
`;

describe('running an action', () => {
  it('gives it the event, the token and the inputs, and reads what it leaves', async () => {
    const pull = repository.openPullRequest({ files: { 'a.yaml': lines(20, { 10: 'ten' }) } });
    const script = join(directory, 'action.mjs');
    writeFileSync(script, ACTION);
    const result = await runAction(emulator, repository, {
      script,
      directory: join(directory, 'run'),
      token: emulator.workflowToken(),
      event: repository.events.pullRequest(pull),
      inputs: { 'fail-on': 'error' },
    });
    expect(result).toMatchObject({
      exitCode: 1,
      stderr: '',
      outputs: { conclusion: 'failure', report: 'a\nb' },
      summary: '# error 200',
    });
    expect(result.annotations[0]).toEqual({
      name: 'error',
      properties: { file: 'a.yaml', line: '10', title: 'Missing, grant' },
      message: 'role\nlacks it',
      kept: true,
    });
    expect(result.annotations.filter((annotation) => annotation.kept)).toHaveLength(11);
    expect(pull.comments()).toMatchObject([{ body: 'found', line: 10, author: 'github-actions[bot]' }]);
    expect(emulator.log.map((exchange) => [exchange.method, exchange.route, exchange.status, exchange.login])).toEqual([
      ['GET', '/repos/{owner}/{repo}/pulls/{pull_number}', 200, 'github-actions[bot]'],
      ['POST', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews', 200, 'github-actions[bot]'],
    ]);
    expect(JSON.parse(readFileSync(join(directory, 'run', 'event.json'), 'utf8'))).toMatchObject({ number: 1 });
  });
});

describe('events', () => {
  it('carry what GitHub’s payloads carry', () => {
    const pull = repository.openPullRequest({ files: { 'a.yaml': lines(21) }, fork: 'stranger' });
    const before = pull.headSha;
    pull.push({ 'a.yaml': lines(22) });
    const { events } = repository;
    const common = { repository: { full_name: 'acme/infra', default_branch: 'main', owner: { login: 'acme' } } };
    const opened = events.pullRequest(pull, { before });
    expect(opened).toMatchObject({
      name: 'pull_request',
      ref: 'refs/pull/1/merge',
      headRef: 'feature',
      baseRef: 'main',
    });
    expect(opened.payload).toMatchObject({
      ...common,
      action: 'synchronize',
      before,
      after: pull.headSha,
      number: 1,
      sender: { login: 'stranger' },
      pull_request: {
        number: 1,
        state: 'open',
        draft: false,
        locked: false,
        merge_commit_sha: opened.sha,
        head: { sha: pull.headSha, repo: { full_name: 'stranger/infra' } },
        base: { sha: pull.baseSha, repo: { full_name: 'acme/infra' } },
      },
    });
    expect(repository.commit(opened.sha)).toBe(opened.sha);
    expect(events.pullRequestTarget(pull)).toMatchObject({ ref: 'refs/heads/main', sha: pull.baseSha });
    const group = repository.mergeGroup([pull]);
    expect(events.mergeGroup(group)).toMatchObject({
      name: 'merge_group',
      sha: group.headSha,
      payload: {
        ...common,
        action: 'checks_requested',
        merge_group: { base_sha: pull.baseSha, head_sha: group.headSha },
      },
    });
    expect(repository.read(group.headSha, 'a.yaml')?.toString()).toBe(lines(22));
    const after = repository.push({ 'b.yaml': 'b\n' });
    expect(events.push()).toMatchObject({ sha: after, payload: { ...common, after, before: pull.mergeBaseSha } });
    expect(events.schedule()).toMatchObject({ name: 'schedule', payload: { schedule: '17 4 * * 1' } });
    expect(events.workflowDispatch({ a: 'b' })).toMatchObject({
      payload: { inputs: { a: 'b' }, ref: 'refs/heads/main' },
    });
    expect(events.other('issues')).toMatchObject({ name: 'issues', payload: common });
    expect(pull.merge()).toBe(repository.commit('main'));
  });
});

describe('what the runner reads', () => {
  it('takes commands at the start of a line, older ones anywhere', () => {
    const names = (text: string) => readCommands(text).map((command) => command.name);
    expect(names('  ::warning::x\nsay ::error::x\rx ##[set-env name=a]b\n::stop-commands::t\r\n')).toEqual([
      'warning',
      'set-env',
      'stop-commands',
    ]);
  });

  it('refuses a broken output file', () => {
    expect(() => readOutputs('a<<END\nb\n')).toThrow('Matching delimiter');
    expect(() => readOutputs('nonsense\n')).toThrow('Invalid format');
  });
});
