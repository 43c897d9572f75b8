import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import { judgedEmulator, stopClean } from '../emulator/client.ts';
import type { OpenApiJudge } from '../emulator/openapi.ts';
import { act, actInRealTime } from './run.ts';
import { stack } from './stack.ts';

let emulator: Emulator;
let judge: OpenApiJudge;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
});

afterEach(() => stopClean(emulator, judge));

/** A pull request that brings in a whole new stack, role and all. */
function newStack() {
  const repository = emulator.createRepository({ files: { 'README.md': 'hello\n' } });
  const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
  return { repository, pull };
}

/** A pull request that adds a stream to a stack whose role it does not touch: the normal case. */
function newStream() {
  const repository = emulator.createRepository({ files: { 'stack.yaml': stack({ withStream: false }) } });
  const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
  return { repository, pull };
}

describe('a pull request that brings in a stream without its grant', () => {
  it('gets one review with a suggestion that ends the matter when it is applied', async () => {
    const { repository, pull } = newStack();
    const first = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(first.stderr).toBe('');
    expect(first.exitCode).toBe(1);
    expect(first.outputs).toMatchObject({ conclusion: 'failure', findings: '1', introduced: '1', resolved: '0' });
    expect(pull.reviews().map(({ state }) => state)).toEqual(['COMMENTED']);
    const [comment, ...others] = pull.comments();
    expect(others).toEqual([]);
    expect(comment?.body).toContain('```suggestion');
    expect(comment?.body).toContain('kms:CreateGrant');
    repository.grant('octocat', 'write');
    const applied = pull.applySuggestion(comment?.id ?? 0, { as: 'octocat' });
    expect(applied).toEqual({ ok: true, commit: pull.headSha });
    const second = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(second.exitCode).toBe(0);
    expect(second.outputs).toMatchObject({ conclusion: 'success', findings: '0' });
    expect(pull.comments()).toEqual([]);
    expect(emulator.anchorRefusals).toBe(0);
  });

  it('gets a comment with a diff on the line that brought the stream in, when the role is outside the diff', async () => {
    const { repository, pull } = newStream();
    const result = await actInRealTime(emulator, repository, repository.events.pullRequest(pull));
    expect(result.exitCode).toBe(1);
    const [comment, ...others] = pull.comments();
    expect(others).toEqual([]);
    expect(comment?.body).toContain('```diff');
    expect(comment?.body).not.toContain('```suggestion');
    const lines = stack().split('\n');
    expect(lines.slice(lines.indexOf('  Das:')).length).toBeGreaterThan(0);
    expect(comment?.line).toBeGreaterThan(lines.indexOf('  Das:'));
    expect(emulator.anchorRefusals).toBe(0);
  });

  it('writes nothing when the same commit is run again', async () => {
    const { repository, pull } = newStack();
    await act(emulator, repository, repository.events.pullRequest(pull));
    emulator.clearLog();
    const again = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(again.exitCode).toBe(1);
    expect(emulator.writes).toEqual([]);
  });

  it('tells the summary, the annotations and the files besides', async () => {
    const { repository, pull } = newStack();
    const result = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(result.summary).toContain('missing-grant');
    expect(result.summary).toContain('```mermaid');
    expect(result.annotations.map(({ name }) => name)).toContain('error');
    expect(result.outputs.report).toMatch(/das-grant-guard\.json$/);
    expect(result.outputs.patch).toMatch(/das-grant-guard\.patch$/);
  });
});
