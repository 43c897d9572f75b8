import { describe, expect, it } from '@jest/globals';
import type { FileChanges } from '../../emulator/git-import.ts';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** The requests of one run, without their paths' numbers. */
function requests(): readonly string[] {
  return set.emulator.log.map(({ method, route, path }) => `${method} ${route ?? path}`);
}

function open(before: FileChanges, after: FileChanges) {
  const repository = set.emulator.createRepository({ files: before });
  return { repository, pull: repository.openPullRequest({ files: after }) };
}

describe('a pull request without a changed template', () => {
  it.each<[string, FileChanges, FileChanges]>([
    ['a page', { 'a.md': 'x\n' }, { 'a.md': 'y\n', 'src/b.ts': 'z\n' }],
    ['a package.json', { 'package.json': '{}\n' }, { 'package.json': '{ "name": "x" }\n' }],
    ['YAML that is no template', { 'ci/a.yaml': 'a: 1\n' }, { 'ci/a.yaml': 'a: 2\n', 'ci/b.yml': 'b: 1\n' }],
    ['a text that was removed', { 'notes.txt': 'x\n', 'a.md': 'x\n' }, { 'notes.txt': null }],
    [
      'twenty-five such files',
      Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`${index}.json`, '{}\n'])),
      Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`${index}.json`, '[]\n'])),
    ],
  ])('and with %s succeeds in three requests at most', async (_what, before, after) => {
    const result = await set.run(open(before, after));
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
    expect(requests().length).toBeLessThanOrEqual(3);
    expect(set.emulator.writes).toEqual([]);
  });

  it('takes no more where others talk, and where the same account settled threads of another workflow', async () => {
    const opened = open({ 'package.json': '{}\n' }, { 'package.json': '{ "name": "x" }\n' });
    const { pull } = opened;
    const said = pull.people.comment('github-actions[bot]', { path: 'package.json', line: 1, body: 'lint' });
    pull.people.reply('octocat', said, 'done');
    pull.people.resolve('octocat', said);
    pull.people.review('octocat', { event: 'APPROVE', body: 'fine' });
    await set.run(opened);
    expect(requests()).toHaveLength(3);
    expect(set.emulator.writes).toEqual([]);
  });

  it('says that a template in Git LFS was not judged within the same three', async () => {
    const result = await set.run(open({ 'a.md': 'x\n' }, { 'stack.yaml': POINTER }));
    expect(result.outputs.conclusion).toBe('incomplete');
    expect(requests().length).toBeLessThanOrEqual(3);
  });
});

describe('what stands on the pull request', () => {
  it('is read in the last request before the review is posted, and no other run comes between', async () => {
    const opened = set.newStream();
    await set.run(opened);
    expect(requests()).toEqual([
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      'POST /graphql',
      'POST /graphql',
      'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    ]);
  });

  it('loses the comment of a template that is gone, in five requests', async () => {
    const opened = set.newStack();
    await set.run(opened);
    opened.pull.push({ 'stack.yaml': null, 'other.md': 'x\n' });
    set.emulator.clearLog();
    const result = await set.run(opened);
    expect(result.exitCode).toBe(0);
    expect(opened.pull.comments()).toEqual([]);
    expect(requests().length).toBeLessThanOrEqual(5);
  });

  it('is found behind more than a hundred threads and reviews of others', async () => {
    const opened = set.newStack(stack());
    const { pull } = opened;
    for (let index = 0; index < 105; index += 1) {
      pull.people.comment('octocat', { path: 'stack.yaml', line: 1, body: `remark ${index}` });
    }
    await set.run(opened);
    expect(pull.comments().filter(({ author }) => author === 'github-actions[bot]')).toHaveLength(1);
    set.emulator.clearLog();
    await set.run(opened);
    expect(set.emulator.writes).toEqual([]);
    expect(requests()).toHaveLength(4);
  });

  it('counts as answered when more than thirty answers follow', async () => {
    const opened = set.newStack();
    const { pull } = opened;
    await set.run(opened);
    const [ours] = pull.comments();
    for (let index = 0; index < 31; index += 1) {
      pull.people.reply(index === 30 ? 'octocat' : 'github-actions[bot]', ours?.id ?? 0, `answer ${index}`);
    }
    pull.push({ 'stack.yaml': null, 'other.md': 'x\n' });
    await set.run(opened);
    expect(pull.comments()).toHaveLength(32);
    expect(pull.comments()[0]?.body).toContain('this pull request does not change this file any more');
  });

  it('is not taken for ours from a person who has the name of our bot', async () => {
    const opened = set.newStack();
    const { pull } = opened;
    await set.run(opened);
    const [ours] = pull.comments();
    pull.people.remove(ours?.id ?? 0);
    pull.people.comment('github-actions', { path: 'stack.yaml', line: ours?.line ?? 1, body: ours?.body ?? '' });
    await set.run(opened);
    expect(pull.comments().map(({ author }) => author)).toEqual(['github-actions', 'github-actions[bot]']);
  });

  it('is not posted to when GitHub does not show it', async () => {
    const opened = set.newStack();
    set.emulator.fault(
      { path: '/graphql', body: /reviewThreads/ },
      { kind: 'answer', status: 200, body: { data: { viewer: { login: 'x' }, repository: { pullRequest: null } } } },
    );
    const result = await set.run(opened);
    expect(result.outputs.conclusion).toBe('failure');
    expect(result.stdout).toContain('GitHub does not show the pull request');
    expect(set.emulator.writes).toEqual([]);
  });
});
