import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import { judgedEmulator, stopClean } from '../emulator/client.ts';
import type { OpenApiJudge } from '../emulator/openapi.ts';
import { act } from './run.ts';
import { stack } from './stack.ts';

let emulator: Emulator;
let judge: OpenApiJudge;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
});

afterEach(() => stopClean(emulator, judge));

describe('a check never passes for not having looked', () => {
  it('at the commit of the event, when the head has moved on since', async () => {
    const repository = emulator.createRepository({ files: { 'README.md': 'hello\n' } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
    const event = repository.events.pullRequest(pull);
    pull.push({ 'stack.yaml': null });
    const result = await act(emulator, repository, event);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    expect(emulator.writes).toEqual([]);
  });

  it('at YAML under a name of JSON', async () => {
    const repository = emulator.createRepository({ files: { 'README.md': 'hello\n' } });
    const pull = repository.openPullRequest({ files: { 'stack.json': stack() } });
    const result = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
  });

  it('at a template that the change broke', async () => {
    const repository = emulator.createRepository({ files: { 'stack.yaml': stack() } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': `${stack()}  Broken: [\n` } });
    const result = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'incomplete', resolved: '0' });
  });

  it('and keeps its verdict when the comments can not be read', async () => {
    const repository = emulator.createRepository({ files: { 'README.md': 'hello\n' } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
    emulator.fault(
      { path: '/graphql', body: /reviewThreads/, times: 10 },
      { kind: 'answer', status: 502, body: { message: 'Server Error' } },
    );
    const result = await act(emulator, repository, repository.events.pullRequest(pull));
    expect(result.outputs).toMatchObject({ conclusion: 'failure', introduced: '1' });
    expect(result.summary).toContain('missing-grant');
  });
});
