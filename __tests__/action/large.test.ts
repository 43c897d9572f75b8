import { describe, expect, it } from '@jest/globals';
import { act } from './run.ts';
import { scene } from './scene.ts';
import { estate, stack } from './stack.ts';

const set = scene();

/** Files with names in order, so that the template stands last. */
function fillers(count: number, ending = 'txt'): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a/${index}.${ending}`, `${index}\n`]));
}

/** A pull request that adds so many files and the template, on a repository where lists end early. */
function open(count: number, listedFiles = 3000, comparedFiles = 300) {
  const limits = { listedFiles, comparedFiles };
  const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' }, limits });
  const pull = repository.openPullRequest({ files: { ...fillers(count, 'md'), 'z.yaml': stack() } });
  return { repository, pull };
}

describe('a large pull request', () => {
  it.each([35, 120])('of %i files is read to its last page', async (count) => {
    const opened = open(count);
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
    expect(opened.pull.comments()).toMatchObject([{ path: 'z.yaml' }]);
  });

  it('of more files than GitHub lists is read from the trees of both commits', async () => {
    const opened = open(310, 40);
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1', introduced: '1' });
    expect(result.stdout).not.toContain('incomplete');
  });

  it('that even the trees cut off is incomplete, and says so', async () => {
    const limits = { listedFiles: 10, treeEntries: 20 };
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' }, limits });
    const pull = repository.openPullRequest({ files: { ...fillers(310, 'md'), 'z.yaml': stack() } });
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('incomplete');
    expect(result.summary).toContain('GitHub lists no more files');
  });

  it('in a merge group of more than 300 files is read from the trees', async () => {
    const { repository, pull } = open(310);
    const group = repository.mergeGroup([pull]);
    const result = await act(set.emulator, repository, repository.events.mergeGroup(group));
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
  });

  it('that renames more than 300 has one verdict, asked for by whatever event', async () => {
    const before = { ...fillers(310), 'a/z.yaml': stack() };
    const repository = set.emulator.createRepository({ files: before });
    const moved = Object.entries(before).flatMap(([path, text]) => [
      [path, null],
      [path.replace('a/', 'b/'), text],
    ]);
    const pull = repository.openPullRequest({ files: Object.fromEntries(moved) });
    const verdict = { conclusion: 'success', findings: '1', introduced: '0', resolved: '0' };
    expect((await set.run({ repository, pull })).outputs).toMatchObject(verdict);
    const inQueue = repository.events.mergeGroup(repository.mergeGroup([pull]));
    expect((await act(set.emulator, repository, inQueue)).outputs).toMatchObject(verdict);
    // An old run that is started anew after a further push.
    const old = repository.events.pullRequest(pull);
    pull.push({ 'README.md': 'later\n' });
    expect((await act(set.emulator, repository, old)).outputs).toMatchObject(verdict);
  });

  it('of 300 templates stays within 30 requests, and a re-run within as many', async () => {
    const before = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`t/${index}.yaml`, estate(1, 'A')]));
    const after = Object.fromEntries(Object.entries(before).map(([path, text]) => [path, `# changed\n${text}`]));
    const repository = set.emulator.createRepository({ files: before });
    const pull = repository.openPullRequest({ files: { ...after, 't/new.yaml': estate(1, 'B') } });
    const result = await set.run({ repository, pull });
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '301', introduced: '1' });
    expect(pull.comments()).toHaveLength(1);
    expect(set.emulator.log.length).toBeLessThanOrEqual(30);
    set.emulator.clearLog();
    await set.run({ repository, pull });
    expect(set.emulator.log.length).toBeLessThanOrEqual(30);
    expect(set.emulator.writes).toEqual([]);
  });
});
