import { describe, expect, it } from '@jest/globals';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();
const fixed = stack({ grants: ['kms:CreateGrant', 'kms:DescribeKey'] });

/** A pull request on a repository with some files. */
function open(before: Record<string, string>, after: Record<string, string | null>) {
  const repository = set.emulator.createRepository({ files: before });
  return { repository, pull: repository.openPullRequest({ files: after }) };
}

describe('what counts', () => {
  it('what others broke on the base branch since the branch began is never reported', async () => {
    const opened = open({ 'stack.yaml': fixed, 'mine.yaml': stack({ withStream: false }) }, { 'mine.yaml': fixed });
    opened.repository.push({ 'stack.yaml': stack(), 'theirs.yaml': stack() });
    const result = await set.run(opened);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ findings: '0', introduced: '0', resolved: '0' });
    expect(result.summary).not.toContain('theirs.yaml');
  });

  it('a fix that others made on the base branch does not make the defect ours', async () => {
    const opened = open({ 'stack.yaml': stack() }, { 'stack.yaml': stack({ preface: '# a comment' }) });
    opened.repository.push({ 'stack.yaml': fixed });
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '1', introduced: '0' });
  });

  it('a defect that the merge base has is in the summary alone, and fails nothing unless asked to', async () => {
    const opened = open({ 'stack.yaml': stack() }, { 'stack.yaml': stack({ preface: '# a comment' }) });
    const result = await set.run(opened);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '1', introduced: '0' });
    expect(result.annotations).toEqual([]);
    expect(opened.pull.comments()).toEqual([]);
    expect(opened.pull.reviews()).toEqual([]);
    expect(result.summary).toContain('Stood before this change');
    const strict = await set.run(opened, { inputs: { 'fail-on-existing': 'true' } });
    expect(strict.exitCode).toBe(1);
    expect(strict.outputs).toMatchObject({ conclusion: 'failure', introduced: '0' });
    expect(opened.pull.comments()).toEqual([]);
  });

  it('a rename alone introduces nothing, and a rename with a new stream does', async () => {
    const moved = open({ 'a.yaml': stack() }, { 'a.yaml': null, 'b.yaml': stack() });
    expect((await set.run(moved)).outputs).toMatchObject({ conclusion: 'success', introduced: '0', findings: '1' });
    const edited = moved.repository.openPullRequest({ files: { 'a.yaml': null, 'c.yaml': fixed } });
    const result = await set.run({ repository: moved.repository, pull: edited });
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0', resolved: '1' });
  });

  it('a rename that also brings the stream in gets its comment under the new name', async () => {
    const opened = open(
      { 'a.yaml': stack({ withStream: false, filler: 40 }) },
      { 'a.yaml': null, 'sub/b.yaml': stack({ filler: 40 }) },
    );
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(opened.pull.comments()).toMatchObject([{ path: 'sub/b.yaml' }]);
    expect(set.emulator.anchorRefusals).toBe(0);
  });

  it('a comment follows its finding when the file is renamed later', async () => {
    const opened = set.newStream();
    await set.run(opened);
    opened.pull.push({ 'stack.yaml': null, 'moved.yaml': stack() });
    await set.run(opened);
    expect(opened.pull.comments()).toHaveLength(1);
  });

  it('a removed template fails nothing', async () => {
    const opened = open({ 'stack.yaml': stack(), 'README.md': 'x\n' }, { 'stack.yaml': null });
    const result = await set.run(opened);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
  });

  it('a template that the pull request added and then took back leaves no comment behind', async () => {
    const opened = set.newStack();
    await set.run(opened);
    expect(opened.pull.comments()).toHaveLength(1);
    opened.pull.push({ 'stack.yaml': null, 'other.md': 'x\n' });
    expect((await set.run(opened)).exitCode).toBe(0);
    expect(opened.pull.comments()).toEqual([]);
  });

  it('submodules, links, binaries and changes of mode are passed by without a word too many', async () => {
    const repository = set.emulator.createRepository({ files: { 'stack.yaml': fixed } });
    const pull = repository.openPullRequest({
      files: {
        'stack.yaml': { mode: '100755', content: fixed },
        'module.yaml': { mode: '160000', content: repository.commit('main') },
        'link.yaml': { mode: '120000', content: 'stack.yaml' },
        'image.json': new Uint8Array([0, 1, 2, 255]),
      },
    });
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(0);
    expect(result.outputs.conclusion).toBe('success');
    expect(result.stdout).toContain('module.yaml was passed over: it is a submodule');
  });

  it('a template kept in Git LFS is not judged, and the check says so instead of passing', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    const opened = open({ 'README.md': 'x\n' }, { 'stack.yaml': pointer });
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('incomplete');
    expect(result.summary).toContain('Git LFS');
    const lenient = await set.run(opened, { inputs: { 'on-incomplete': 'pass' } });
    expect(lenient.exitCode).toBe(0);
  });

  it('paths narrows what is looked at, and also-read adds what did not change', async () => {
    const opened = open({ 'old/stack.yaml': stack() }, { 'new/stack.yaml': stack(), 'skip/stack.yaml': stack() });
    const narrow = await set.run(opened, { inputs: { paths: 'new/**\n!skip/**' } });
    expect(narrow.outputs).toMatchObject({ findings: '1', introduced: '1' });
    const wide = await set.run(opened, { inputs: { paths: 'none/**', 'also-read': 'old/**' } });
    expect(wide.outputs).toMatchObject({ conclusion: 'success', findings: '1', introduced: '0' });
  });
});
