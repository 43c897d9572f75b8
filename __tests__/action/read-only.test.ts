import { describe, expect, it } from '@jest/globals';
import { scene } from './scene.ts';
import { estate, stack } from './stack.ts';

const set = scene();

describe('without the right to comment', () => {
  it.each(['a fork', 'Dependabot'])(
    '%s gets annotations, summary, patch and one line on what is missing',
    async (who) => {
      const repository = set.emulator.createRepository({ files: { 'stack.yaml': stack({ withStream: false }) } });
      const from = who === 'a fork' ? { fork: 'stranger' } : { author: 'dependabot[bot]' };
      const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() }, ...from });
      const token = set.emulator.workflowToken({ contents: 'read', pull_requests: 'read' });
      const result = await set.run({ repository, pull }, { token });
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toBe('');
      expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
      expect(result.outputs.patch).not.toBe('');
      expect(result.summary).toContain('missing-grant');
      const told = result.stdout.split('\n').filter((line) => line.includes('pull_requests=write'));
      expect(told).toHaveLength(1);
      expect(result.stdout).not.toMatch(/^\s+at /m);
      expect(set.emulator.writes).toEqual([]);
      expect(
        set.emulator.log.filter(({ method, path }) => method === 'POST' && !path.endsWith('graphql')),
      ).toHaveLength(1);
    },
  );

  it('many findings have ten errors at most, with the line that fails the step, and the rest is counted', async () => {
    const opened = set.newStack(estate(14));
    const token = set.emulator.workflowToken({ contents: 'read', pull_requests: 'read' });
    const result = await set.run(opened, { token });
    expect(result.annotations.filter(({ name }) => name === 'error')).toHaveLength(10);
    expect(result.annotations.every(({ kept }) => kept)).toBe(true);
    expect(result.stdout).toContain('5 more findings have no annotation; the summary has them');
    for (let index = 1; index <= 14; index++) expect(result.summary).toContain(`Das${index}`);
  });

  it('a token that may not even see pull requests keeps the verdict, and is told what it lacks', async () => {
    const repository = set.emulator.createRepository({ private: true, files: { 'README.md': 'x\n' } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
    const token = set.emulator.workflowToken({ contents: 'read' });
    const result = await set.run({ repository, pull }, { token });
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    expect(result.stdout.split('\n').filter((line) => line.includes('lacks pull_requests=write'))).toHaveLength(1);
    expect(result.stdout).not.toContain('GraphqlResponseError');
  });

  it('a locked pull request keeps its verdict, and says why there is no comment', async () => {
    const opened = set.newStream();
    opened.pull.lock();
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('failure');
    expect(result.stdout).toContain('the pull request is locked, so nothing was posted');
    expect(opened.pull.comments()).toEqual([]);
  });

  it('a pull request that is locked at the last moment is the same', async () => {
    const opened = set.newStream();
    const path = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
    set.emulator.onRequest({ method: 'POST', path }, () => opened.pull.lock());
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('the pull request is locked, so nothing was posted');
  });

  it('comment: false says nothing on the pull request and asks nothing of its comments', async () => {
    const opened = set.newStream();
    const result = await set.run(opened, { inputs: { comment: 'false' } });
    expect(result.exitCode).toBe(1);
    expect(set.emulator.log.some(({ path }) => /reviews|comments/.test(path))).toBe(false);
  });

  it('a token that can not even read is told what it lacks, and the check is incomplete', async () => {
    const repository = set.emulator.createRepository({ private: true, files: { 'stack.yaml': stack() } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack({ preface: '# x' }) } });
    for (const token of [set.emulator.workflowToken({ pull_requests: 'write' }), 'nonsense']) {
      const result = await set.run({ repository, pull }, { token });
      expect(result.exitCode).toBe(1);
      expect(result.outputs.conclusion).toBe('incomplete');
      expect(result.stdout).toContain('could not be read from GitHub');
      expect(result.stdout).not.toContain('defect of das-grant-guard');
    }
  });
});
