import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { AT, clientOf, failureOf, judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

type Entry = { path: string; body: string; line?: number; side?: string; start_line?: number; start_side?: string };

let emulator: Emulator;
let judge: OpenApiJudge;
let repository: RepositoryHandle;
let pull: PullRequestHandle;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  repository = emulator.createRepository({ files: { 'a.yaml': lines(60), 'b.yaml': lines(10), 'bin.dat': 'x\0y' } });
  // Hunks of a.yaml: 7-13 around 10, and 37-43 around 40; line 41 of base is gone.
  pull = repository.openPullRequest({
    files: { 'a.yaml': lines(60, { 10: 'ten', 40: 'forty' }).replace('line 41\n', ''), 'bin.dat': 'x\0z' },
  });
});

afterEach(() => stopClean(emulator, judge));

function post(entries: Entry[], extra: Record<string, unknown> = {}, token = emulator.workflowToken()) {
  return clientOf(emulator, token).rest.pulls.createReview({
    ...AT,
    pull_number: 1,
    event: 'COMMENT',
    body: '',
    commit_id: pull.headSha,
    comments: entries,
    ...extra,
  });
}

const entry = (line: number, more: Partial<Entry> = {}): Entry => ({
  path: 'a.yaml',
  body: 'text',
  line,
  side: 'RIGHT',
  ...more,
});

describe('creating a review', () => {
  it('takes context and added lines of a hunk on RIGHT, deleted ones on LEFT, and ranges in one hunk', async () => {
    await post([entry(7), entry(10), entry(13, { start_line: 8, start_side: 'RIGHT' }), entry(41, { side: 'LEFT' })]);
    const comments = pull.comments();
    expect(comments.map(({ side, startLine, line }) => [side, startLine, line])).toEqual([
      ['RIGHT', null, 7],
      ['RIGHT', null, 10],
      ['RIGHT', 8, 13],
      ['LEFT', null, 41],
    ]);
    expect(pull.reviews()).toMatchObject([{ state: 'COMMENTED', author: 'github-actions[bot]' }]);
  });

  it.each([
    ['a line outside every hunk', entry(20), 'Line could not be resolved'],
    ['a context line on LEFT', entry(8, { side: 'LEFT' }), 'Line could not be resolved'],
    ['a file that is not in the diff', entry(1, { path: 'b.yaml' }), 'Path could not be resolved'],
    ['a binary file', entry(1, { path: 'bin.dat' }), 'Line could not be resolved'],
    [
      'a range over two hunks',
      entry(38, { start_line: 12, start_side: 'RIGHT' }),
      'Pull request review thread start line must be part of the same hunk as the line.',
    ],
    [
      'a range of one line',
      entry(10, { start_line: 10, start_side: 'RIGHT' }),
      'Pull request review thread start line must precede the end line.',
    ],
  ])('refuses the whole review for %s and does not say which entry it was', async (_, bad, message) => {
    const failure = await failureOf(post([entry(10), bad, entry(40)]));
    expect(failure).toMatchObject({ status: 422, message: 'Unprocessable Entity', errors: [message] });
    expect(JSON.stringify(failure.errors)).not.toContain('a.yaml');
    expect(pull.comments()).toEqual([]);
    expect(pull.reviews()).toEqual([]);
    expect(emulator.anchorRefusals).toBe(1);
  });

  it('refuses right anchors on order without counting them as a mistake', async () => {
    emulator.refuseAnchor((anchor) => anchor.line === 40);
    const failure = await failureOf(post([entry(10), entry(40)]));
    expect(failure.errors).toEqual(['Line could not be resolved']);
    expect(emulator.anchorRefusals).toBe(0);
    await post([entry(10)]);
    expect(pull.comments()).toHaveLength(1);
  });

  it('holds bodies to 65,536 characters', async () => {
    const long = { body: 'x'.repeat(65_537) };
    const message = 'Body is too long (maximum is 65536 characters)';
    expect(await failureOf(post([], long))).toMatchObject({ status: 422, errors: [message] });
    expect(await failureOf(post([entry(10, long)]))).toMatchObject({ status: 422, errors: [message] });
    await post([], { body: '😀'.repeat(65_536) });
  });

  it('refuses an empty review, an approval by GitHub Actions, and one of the author’s own', async () => {
    expect((await failureOf(post([]))).errors).toEqual(["Body can't be blank"]);
    expect((await failureOf(post([], { event: 'APPROVE' }))).errors).toEqual([
      'GitHub Actions is not permitted to approve pull requests.',
    ]);
    const author = emulator.token('contributor', null);
    expect((await failureOf(post([], { event: 'APPROVE' }, author))).errors).toEqual([
      'Can not approve your own pull request',
    ]);
  });

  it('allows one pending review a user, unseen by others, which can be deleted or submitted', async () => {
    const token = emulator.workflowToken();
    const client = clientOf(emulator, token);
    const { event: _, ...pendingOrder } = { event: undefined, ...AT, pull_number: 1, comments: [entry(10)] };
    const pending = await client.rest.pulls.createReview(pendingOrder);
    expect(pending.data.state).toBe('PENDING');
    expect((await failureOf(post([entry(10)], {}, token))).errors).toEqual([
      'User can only have one pending review per pull request',
    ]);
    const others = clientOf(emulator, emulator.token('someone', null));
    expect((await others.rest.pulls.listReviews({ ...AT, pull_number: 1 })).data).toEqual([]);
    expect((await client.rest.pulls.listReviews({ ...AT, pull_number: 1 })).data).toHaveLength(1);
    expect((await client.rest.pulls.listReviewComments({ ...AT, pull_number: 1 })).data).toEqual([]);
    const own = { ...AT, pull_number: 1, review_id: pending.data.id };
    expect((await client.rest.pulls.listCommentsForReview(own)).data).toHaveLength(1);
    await client.rest.pulls.deletePendingReview(own);
    expect(pull.comments()).toEqual([]);
    const second = await client.rest.pulls.createReview(pendingOrder);
    const submitted = { ...AT, pull_number: 1, review_id: second.data.id };
    await client.rest.pulls.submitReview({ ...submitted, event: 'COMMENT' });
    expect(pull.reviews()).toMatchObject([{ state: 'COMMENTED' }]);
    expect(await failureOf(client.rest.pulls.deletePendingReview(submitted))).toMatchObject({
      status: 422,
      message: 'Can not delete a non-pending pull request review',
    });
    await client.rest.pulls.updateReview({ ...submitted, body: 'changed' });
    expect(pull.reviews()).toMatchObject([{ body: 'changed' }]);
  });

  it('refuses a bot on a locked pull request', async () => {
    pull.lock();
    expect(await failureOf(post([entry(10)]))).toMatchObject({
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    });
    pull.unlock();
    await post([entry(10)]);
  });

  it('takes a commit of the pull request and refuses one that a force-push left behind', async () => {
    const first = pull.headSha;
    pull.push({ 'a.yaml': lines(60, { 10: 'ten again', 40: 'forty' }) });
    await post([entry(10)], { commit_id: first });
    expect(pull.comments()).toMatchObject([{ outdated: true, originalLine: 10 }]);
    pull.forcePush({ 'a.yaml': lines(60, { 10: 'squashed' }) });
    expect(await failureOf(post([entry(10)], { commit_id: first }))).toMatchObject({ status: 422 });
  });

  it('speaks the older texts when asked to', async () => {
    await emulator.stop();
    ({ emulator, judge } = await judgedEmulator({ anchorTexts: 'older' }));
    repository = emulator.createRepository({ files: { 'a.yaml': lines(60) } });
    pull = repository.openPullRequest({ files: { 'a.yaml': lines(60, { 10: 'ten' }) } });
    expect((await failureOf(post([entry(40)]))).errors).toEqual([
      'Pull request review thread line must be part of the diff',
      "Pull request review thread diff hunk can't be blank",
    ]);
  });
});
