import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import { AT, clientOf, failureOf, judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

let emulator: Emulator;
let judge: OpenApiJudge;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  client = clientOf(emulator, emulator.workflowToken());
});

afterEach(() => stopClean(emulator, judge));

describe('sizes', () => {
  it('stop a review of too many comments and a conversation that is full', async () => {
    const repository = emulator.createRepository({
      files: { 'a.yaml': lines(9) },
      limits: { commentsPerReview: 2, commentsPerIssue: 1 },
    });
    const pull = repository.openPullRequest({ files: { 'a.yaml': lines(9, { 5: 'five' }) } });
    const comments = [4, 5, 6].map((line) => ({ path: 'a.yaml', line, side: 'RIGHT', body: 'x' }));
    const order = { ...AT, pull_number: 1, event: 'COMMENT' as const, body: '' };
    expect((await failureOf(client.rest.pulls.createReview({ ...order, comments }))).status).toBe(502);
    await client.rest.pulls.createReview({ ...order, comments: comments.slice(1) });
    pull.people.say('someone', 'first');
    const second = client.rest.issues.createComment({ ...AT, issue_number: 1, body: 'x' });
    expect(await failureOf(second)).toMatchObject({
      status: 403,
      message: 'Commenting is disabled on issues with more than 1 comments',
    });
  });

  it('give 3,000 of more changed files, 100 a page', async () => {
    const repository = emulator.createRepository();
    const files = Object.fromEntries(Array.from({ length: 3001 }, (_, n) => [`t/${n}.yaml`, `${n}\n`]));
    repository.openPullRequest({ files });
    const all = await client.paginate(client.rest.pulls.listFiles, { ...AT, pull_number: 1, per_page: 100 });
    expect(all).toHaveLength(3000);
    expect(emulator.log).toHaveLength(30);
  });

  it('refuse a diff of more than 300 files', async () => {
    const repository = emulator.createRepository({ limits: { comparedFiles: 1 } });
    const pull = repository.openPullRequest({ files: { a: 'a\n' } });
    const diff = () => client.rest.pulls.get({ ...AT, pull_number: 1, mediaType: { format: 'diff' } });
    expect((await diff()).data).toBe('diff --git a/a b/a\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+a\n');
    pull.push({ b: 'b\n' });
    expect((await failureOf(diff())).status).toBe(406);
  });
});

describe('removed and renamed files', () => {
  it('take comments on LEFT under the name that the diff shows', async () => {
    const repository = emulator.createRepository({ files: { 'gone.yaml': lines(3), 'old.yaml': lines(30) } });
    const pull = repository.openPullRequest({
      files: { 'gone.yaml': null, 'old.yaml': null, 'new.yaml': lines(30, { 20: 'twenty' }) },
    });
    pull.people.comment('someone', { path: 'gone.yaml', side: 'LEFT', line: 2, body: 'keep it' });
    pull.people.comment('someone', { path: 'new.yaml', side: 'LEFT', line: 20, body: 'was better' });
    pull.push({ 'other.yaml': 'x\n' });
    expect(pull.comments()).toMatchObject([
      { path: 'gone.yaml', line: 2, outdated: false },
      { path: 'new.yaml', line: 20, outdated: false },
    ]);
    expect(() => pull.people.comment('someone', { path: 'old.yaml', line: 20, body: 'x' })).toThrow();
  });
});
