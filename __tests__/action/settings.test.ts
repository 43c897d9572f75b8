import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { FileChanges } from '../../emulator/git-import.ts';
import { act } from './run.ts';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();
const PATH = '.github/das-grant-guard.yml';
const WORKFLOW = '.github/workflows/das-grant-guard.yml';
/** No word in it tells of a stream. */
const plain = stack()
  .replace('rds:StartActivityStream', 'rds:*')
  .replace('Custom::ActivityStream', 'Custom::Audit')
  .replace('  Das:', '  Audit:')
  .replace('PolicyName: ActivityStream', 'PolicyName: audit');
const STARTS = 'streams:\n  - { custom-resource: Custom::Audit, starts: true }\n';
const NO_STREAM = 'streams:\n  - { custom-resource: Das, starts: false }\n';

/** A pull request; a second one of a test needs a repository of another name. */
function open(before: FileChanges, after: FileChanges, name = 'infra') {
  const repository = set.emulator.createRepository({ name, files: { 'README.md': 'x\n', ...before } });
  return { repository, pull: repository.openPullRequest({ files: after }) };
}

describe('the settings of the base branch', () => {
  it('say that a custom resource starts a stream, in no request more', async () => {
    const opened = open({ [PATH]: STARTS }, { 'stack.yaml': plain });
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    expect(opened.pull.comments()).toHaveLength(1);
    const report = JSON.parse(readFileSync(result.outputs.report ?? '', 'utf8'));
    expect(report.templates[0].streams).toMatchObject([{ customResource: 'Audit', evidence: ['hint'] }]);
    expect(set.emulator.log).toHaveLength(4);
    const without = open({}, { 'stack.yaml': plain }, 'other');
    expect((await set.run(without)).outputs).toMatchObject({ conclusion: 'success', findings: '0' });
  });

  it('say that a custom resource starts none', async () => {
    const result = await set.run(open({ [PATH]: NO_STREAM }, { 'stack.yaml': stack() }));
    expect(result.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
  });

  it('are those of its tip, not of the merge base', async () => {
    const opened = open({}, { 'stack.yaml': plain });
    opened.repository.push({ [PATH]: STARTS });
    expect((await set.run(opened)).outputs).toMatchObject({ conclusion: 'failure' });
  });

  it('hold although the pull request changes them, which its summary says first', async () => {
    const opened = open(
      { [PATH]: STARTS },
      { 'stack.yaml': plain, [PATH]: 'fail-on: loud\n', [WORKFLOW]: 'on: push\n' },
    );
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    const [, , , , ...lines] = result.summary.split('\n');
    expect(lines.filter((line) => line !== '').slice(0, 3)).toEqual([
      `> Note: ${PATH} is changed here; this run follows the version of the base branch.`,
      expect.stringMatching(/^> Note: Once it is merged, no run can follow it: .*fail-on takes error/),
      `> Note: ${WORKFLOW}, the workflow that runs this check, is changed here, and with it how the check is run.`,
    ]);
  });

  it('win over an input that would weaken them, and not over a stricter one', async () => {
    const opened = open({ [PATH]: 'fail-on: error\n' }, { 'stack.yaml': stack() });
    expect((await set.run(opened, { inputs: { 'fail-on': 'never' } })).exitCode).toBe(1);
    const loose = open({ [PATH]: 'fail-on: never\n' }, { 'stack.yaml': stack() }, 'other');
    expect((await set.run(loose)).exitCode).toBe(0);
    expect((await set.run(loose, { inputs: { 'fail-on': 'warning' } })).exitCode).toBe(1);
  });

  it('look at files of other names, and at those that did not change', async () => {
    const paths = open({ [PATH]: 'paths: ["**/*.tmpl"]\n' }, { 'a.tmpl': stack() });
    expect((await set.run(paths)).outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    const files = { [PATH]: 'also-read: [old.yaml]\n', 'old.yaml': stack() };
    const also = open(files, { 'new.json': '{}' }, 'other');
    expect((await set.run(also)).outputs).toMatchObject({ conclusion: 'success', findings: '1', introduced: '0' });
  });

  it('stand where the input config says', async () => {
    const opened = open({ 'ops/guard.yml': STARTS }, { 'stack.yaml': plain });
    expect((await set.run(opened, { inputs: { config: './ops/guard.yml' } })).exitCode).toBe(1);
    const missing = await set.run(opened, { inputs: { config: 'ops/other.yml' } });
    expect(missing.outputs).toMatchObject({ conclusion: 'incomplete' });
    expect(missing.annotations[0]?.message).toContain('the input config names ops/other.yml, which is not in ');
    const outside = await set.run(opened, { inputs: { config: '../guard.yml' } });
    expect(outside.annotations[0]?.message).toContain('config takes a path from the top of the repository');
  });

  it('that can not be followed stop the check in one line', async () => {
    const opened = open({ [PATH]: 'fail-on: error\nrules: {}\n' }, { 'stack.yaml': stack() });
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toEqual({ conclusion: 'incomplete' });
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toContain(`${PATH}:2: there is no setting "rules"; there are paths, `);
  });

  it('that a pull request breaks fail it, at the line', async () => {
    const result = await set.run(open({}, { [PATH]: 'fail-on: error\nregion: moon\n' }));
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '0' });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(
      /::error [^\n]*file=\.github\/das-grant-guard\.yml,line=2[^\n]*region takes a region/,
    );
  });

  it.each([
    ['mends', NO_STREAM, 'the version of this change'],
    ['deletes', null, 'the version of this change'],
  ])('that can not be followed let a pull request through that %s them', async (_, text, by) => {
    const opened = open({ [PATH]: 'fail-onn: error\n' }, { [PATH]: text });
    const result = await set.run(opened);
    expect(result.outputs).toMatchObject({ conclusion: 'success' });
    expect(result.summary).toContain(`this run follows ${by}`);
    const group = opened.repository.mergeGroup([opened.pull]);
    expect((await act(set.emulator, opened.repository, opened.repository.events.mergeGroup(group))).exitCode).toBe(0);
  });

  it('that can not be followed leave others incomplete, unless the input lets that pass', async () => {
    const opened = open({ [PATH]: 'fail-on: error\nfail-on: never\n' }, { 'other.md': 'x\n' });
    const stopped = await set.run(opened);
    expect(stopped.outputs).toEqual({ conclusion: 'incomplete' });
    expect(stopped.annotations[0]?.message).toContain('is judged by its own version');
    expect(stopped.annotations[0]?.message).not.toContain('the last one counts');
    const passed = await set.run(opened, { inputs: { 'on-incomplete': 'pass' } });
    expect(passed.outputs).toMatchObject({ conclusion: 'success' });
    expect(passed.summary).toContain('this run follows the inputs and defaults alone');
  });

  it('are read within three requests where nothing is to be judged', async () => {
    await set.run(open({ [PATH]: STARTS }, { 'package.json': '{}\n', [PATH]: NO_STREAM }));
    expect(set.emulator.log.length).toBeLessThanOrEqual(3);
  });
});

describe('other events', () => {
  it('a merge group follows the settings of what it is merged into', async () => {
    const { repository, pull } = open({ [PATH]: STARTS }, { 'stack.yaml': plain, [PATH]: NO_STREAM });
    const group = repository.mergeGroup([pull]);
    const result = await act(set.emulator, repository, repository.events.mergeGroup(group));
    expect(result.outputs).toMatchObject({ conclusion: 'failure' });
    expect(result.summary).toContain(`${PATH} is changed here`);
  });

  it.each(['push', 'schedule'] as const)('a %s follows those of its own commit', async (name) => {
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' } });
    repository.push({ 'stack.yaml': plain, [PATH]: STARTS });
    const result = await act(set.emulator, repository, repository.events[name]());
    expect(result.outputs).toMatchObject({ conclusion: 'failure' });
    expect(result.summary).not.toContain('is changed here');
  });
});

it.each([
  [{ 'report-file': '../x.json' }, 'the input report-file takes a path below RUNNER_TEMP, or an absolute one'],
  [{ 'report-file': 'a/../x', 'patch-file': './x' }, 'the inputs report-file and patch-file name one file'],
])('files of the run stand apart, where they may: %j', async (inputs, message) => {
  const result = await set.run(set.newStack(), { inputs });
  expect(result.outputs).toEqual({ conclusion: 'incomplete' });
  expect(result.annotations[0]?.message).toContain(message);
});
