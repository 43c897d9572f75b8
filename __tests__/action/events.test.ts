import { describe, expect, it } from '@jest/globals';
import type { RunnerEvent } from '../../emulator/runner-event.ts';
import { judgedEmulator, stopClean } from '../emulator/client.ts';
import { act } from './run.ts';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();
const fixed = stack({ grants: ['kms:CreateGrant', 'kms:DescribeKey'] });

/** Requests about comments or reviews, read or write. */
function commentCalls() {
  return set.emulator.log.filter(({ path, requestBody }) =>
    /comments|reviews/.test(`${path} ${JSON.stringify(requestBody ?? '')}`),
  );
}

/** An event with other fields in its pull request. */
function withPull(event: RunnerEvent, fields: Record<string, unknown>): RunnerEvent {
  const pull = event.payload.pull_request as Record<string, unknown>;
  return { ...event, payload: { ...event.payload, pull_request: { ...pull, ...fields } } };
}

describe('a merge group', () => {
  it('gets the verdict of its pull request, and no call about comments', async () => {
    const opened = set.newStream();
    const { repository, pull } = opened;
    const own = await set.run(opened);
    const group = repository.mergeGroup([pull]);
    set.emulator.clearLog();
    const queued = await act(set.emulator, repository, repository.events.mergeGroup(group));
    expect(queued.exitCode).toBe(own.exitCode);
    const { report: _, patch: __, ...same } = own.outputs;
    expect(queued.outputs).toMatchObject(same);
    expect(commentCalls()).toEqual([]);
    expect(queued.annotations.map(({ message }) => message)).toEqual(own.annotations.map(({ message }) => message));
  });

  it('passes when only what was merged before it is broken', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack() } });
    const pull = repository.openPullRequest({ files: { 'other.yaml': fixed } });
    const group = repository.mergeGroup([pull]);
    const result = await act(set.emulator, repository, repository.events.mergeGroup(group));
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
  });
});

describe('a push', () => {
  it('is judged against the commit before it, without comments', async () => {
    const repository = set.emulator.createRepository({ files: { 'old.yaml': stack() } });
    repository.push({ 'new.yaml': stack() });
    const result = await act(set.emulator, repository, repository.events.push());
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1', findings: '1' });
    expect(commentCalls()).toEqual([]);
  });

  it('of a new branch is judged whole, since nothing says what it is to be compared with', async () => {
    const repository = set.emulator.createRepository({ files: { 'old.yaml': stack() } });
    repository.push({ 'README.md': 'x\n' }, { branch: 'topic' });
    const event = repository.events.push({ branch: 'topic', before: '0'.repeat(40) });
    const result = await act(set.emulator, repository, event);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
  });

  it('that was forced is compared with what both histories have in common', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack({ withStream: false }) } });
    repository.push({ 'stack.yaml': stack() }, { branch: 'topic' });
    const before = repository.commit('topic');
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() }, branch: 'again' });
    const event = repository.events.push({ branch: 'again', before });
    expect(pull.headSha).toBe(event.payload.after);
    const result = await act(set.emulator, repository, event);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
  });

  it('from a commit that GitHub does not have any more is judged whole', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack() } });
    const event = repository.events.push({ before: '1'.repeat(40) });
    const result = await act(set.emulator, repository, event);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
  });

  it('that deletes a branch is a success with a word on why', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack() } });
    const event = repository.events.push();
    const payload = { ...event.payload, deleted: true, after: '0'.repeat(40) };
    const result = await act(set.emulator, repository, { ...event, payload });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('the branch was deleted');
    expect(set.emulator.log).toEqual([]);
  });
});

describe('without a change to compare', () => {
  it.each(['schedule', 'workflowDispatch'] as const)('%s judges every template of the commit', async (name) => {
    const repository = set.emulator.createRepository({ files: { 'a.yaml': stack(), 'sub/b.json': '{}', 'c.md': 'x' } });
    const result = await act(set.emulator, repository, repository.events[name]());
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
    expect(result.annotations.length).toBeGreaterThan(0);
    expect(commentCalls()).toEqual([]);
  });

  it('an event that names no commits is a success with a word on what to use, and asks nothing', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack() } });
    const result = await act(set.emulator, repository, repository.events.other('issues'));
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('the event issues names no commits to judge; use pull_request');
    expect(result.outputs).toEqual({ conclusion: 'success', findings: '0', introduced: '0', resolved: '0' });
    expect(set.emulator.log).toEqual([]);
  });

  it('a pull_request event without a pull request is the same', async () => {
    const { repository, pull } = set.newStream();
    const event = { ...repository.events.pullRequest(pull), payload: {} };
    const result = await act(set.emulator, repository, event);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('holds no pull request');
  });
});

describe('a pull request', () => {
  it('without a changed template succeeds in three requests at most, and says nothing on it', async () => {
    const repository = set.emulator.createRepository({ files: { 'a.md': 'x\n' } });
    const pull = repository.openPullRequest({ files: { 'a.md': 'y\n', 'src/b.ts': 'z\n' } });
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
    expect(set.emulator.log.length).toBeLessThanOrEqual(3);
    expect(set.emulator.writes).toEqual([]);
  });

  it('under pull_request_target is read through the API at its head and commented on', async () => {
    const { repository, pull } = set.newStream();
    const result = await act(set.emulator, repository, repository.events.pullRequestTarget(pull));
    expect(result.exitCode).toBe(1);
    expect(pull.comments()).toHaveLength(1);
  });

  it('that is a draft is treated like any other', async () => {
    const opened = set.newStream();
    opened.pull.setDraft(true);
    expect((await set.run(opened)).exitCode).toBe(1);
    expect(opened.pull.comments()).toHaveLength(1);
  });

  it('that is closed is not looked at', async () => {
    const opened = set.newStream();
    opened.pull.close();
    const result = await set.run(opened);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('the pull request is closed');
    expect(set.emulator.log).toEqual([]);
  });

  it('that was closed since the event keeps its verdict and gets no comment', async () => {
    const { repository, pull } = set.newStream();
    const event = repository.events.pullRequest(pull);
    pull.close();
    const result = await act(set.emulator, repository, event);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('the pull request is closed, so nothing was posted');
    expect(set.emulator.writes).toEqual([]);
  });

  it.each(['branch', 'repository'] as const)('whose head %s is gone is judged all the same', async (what) => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack({ withStream: false }) } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() }, fork: 'contributor' });
    pull.deleteHead(what);
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('failure');
  });

  it('on a GitHub Enterprise Server is read at the addresses of its environment', async () => {
    const { emulator, judge } = await judgedEmulator({ enterprise: true, serverUrl: 'https://git.example.org' });
    const repository = emulator.createRepository({ files: { 'stack.yaml': stack({ withStream: false }) } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
    const result = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(result.exitCode).toBe(1);
    expect(pull.comments()[0]?.body).toContain('https://git.example.org/acme/infra/blob/');
    await stopClean(emulator, judge);
  });

  it('with another count of files in its event than GitHub lists is read from the trees', async () => {
    const opened = set.newStream();
    const { repository, pull } = opened;
    const event = withPull(repository.events.pullRequest(pull), { changed_files: 4000 });
    expect((await act(set.emulator, repository, event)).outputs).toMatchObject({ conclusion: 'failure' });
  });
});
