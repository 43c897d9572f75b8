import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import { AT, clientOf, failureOf, judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

let emulator: Emulator;
let judge: OpenApiJudge;
let pull: PullRequestHandle;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  const repository = emulator.createRepository({ files: { 'a.yaml': lines(60) } });
  pull = repository.openPullRequest({ files: { 'a.yaml': lines(60, { 10: 'ten', 40: 'forty' }) } });
  client = clientOf(emulator, emulator.workflowToken());
});

afterEach(() => stopClean(emulator, judge));

describe('single comments', () => {
  it('stand on a line or on the whole file', async () => {
    const order = { ...AT, pull_number: 1, commit_id: pull.headSha, path: 'a.yaml', body: 'text' };
    await client.rest.pulls.createReviewComment({ ...order, line: 10, side: 'RIGHT' });
    await client.rest.pulls.createReviewComment({ ...order, subject_type: 'file' });
    const { data } = await client.rest.pulls.listReviewComments({ ...AT, pull_number: 1 });
    expect(data.map(({ subject_type, line, path }) => ({ subject_type, line, path }))).toEqual([
      { subject_type: 'line', line: 10, path: 'a.yaml' },
      { subject_type: 'file', line: 1, path: 'a.yaml' },
    ]);
    expect(await failureOf(client.rest.pulls.createReviewComment({ ...order, line: 20 }))).toMatchObject({
      status: 422,
      errors: [{ message: 'pull_request_review_thread.line must be part of the diff' }],
    });
    const elsewhere = { ...order, path: 'b.yaml', subject_type: 'file' as const };
    expect(await failureOf(client.rest.pulls.createReviewComment(elsewhere))).toMatchObject({ status: 422 });
    expect(emulator.anchorRefusals).toBe(2);
  });

  it('are answered, edited and deleted; a foreign edit shows who made it', async () => {
    const id = pull.people.comment('contributor', { path: 'a.yaml', line: 10, body: 'mine' });
    const reply = await client.rest.pulls.createReplyForReviewComment({
      ...AT,
      pull_number: 1,
      comment_id: id,
      body: 'yes',
    });
    expect(reply.data.in_reply_to_id).toBe(id);
    pull.people.reply('someone', reply.data.id, 'no');
    expect(pull.comments().map((comment) => comment.inReplyTo)).toEqual([null, id, id]);
    await client.rest.pulls.updateReviewComment({ ...AT, comment_id: id, body: 'changed' });
    expect(pull.comments()[0]).toMatchObject({ body: 'changed', editors: ['github-actions[bot]'] });
    await client.rest.pulls.deleteReviewComment({ ...AT, comment_id: id });
    expect(pull.comments()).toHaveLength(2);
    expect(await failureOf(client.rest.pulls.getReviewComment({ ...AT, comment_id: id }))).toMatchObject({
      status: 404,
    });
  });

  it('are not for a reader to change when they are someone else’s', async () => {
    const id = pull.people.comment('contributor', { path: 'a.yaml', line: 10, body: 'mine' });
    const reader = clientOf(emulator, emulator.token('reader', null));
    const change = reader.rest.pulls.updateReviewComment({ ...AT, comment_id: id, body: 'x' });
    expect(await failureOf(change)).toMatchObject({ status: 403 });
  });
});

describe('comments when the head moves', () => {
  const place = () => {
    const [comment] = pull.comments();
    return [comment?.startLine, comment?.line, comment?.outdated];
  };

  beforeEach(() => {
    pull.people.comment('contributor', { path: 'a.yaml', startLine: 9, line: 11, body: 'here' });
  });

  it('shift with the lines above them', async () => {
    pull.push({ 'a.yaml': `new\nnew\n${lines(60, { 10: 'ten', 40: 'forty' })}` });
    expect(place()).toEqual([11, 13, false]);
    const { data } = await client.rest.pulls.listReviewComments({ ...AT, pull_number: 1 });
    expect(data[0]).toMatchObject({ line: 13, original_line: 11, commit_id: pull.headSha });
  });

  it('are outdated when one of their lines changes, and get null for their line', async () => {
    pull.push({ 'a.yaml': lines(60, { 10: 'ten changed', 40: 'forty' }) });
    expect(place()).toEqual([null, null, true]);
    const { data } = await client.rest.pulls.listReviewComments({ ...AT, pull_number: 1 });
    expect(data[0]).toMatchObject({ line: null, position: null, start_line: null, original_line: 11 });
  });

  it('are outdated when a line is put between theirs, or when their hunk leaves the diff', () => {
    pull.push({ 'a.yaml': lines(60, { 10: 'ten\nmore', 40: 'forty' }) });
    expect(place()).toEqual([null, null, true]);
    pull.forcePush({ 'a.yaml': lines(60, { 40: 'forty' }) });
    expect(place()).toEqual([null, null, true]);
  });

  it('stay when other lines change and through a rebase', () => {
    pull.push({ 'a.yaml': lines(60, { 10: 'ten', 40: 'forty two' }) });
    expect(place()).toEqual([9, 11, false]);
    pull.forcePush({ 'a.yaml': lines(60, { 10: 'ten', 40: 'forty' }) });
    expect(place()).toEqual([9, 11, false]);
  });

  it('follow a rename', () => {
    pull.push({ 'a.yaml': null, 'renamed.yaml': lines(60, { 10: 'ten', 40: 'forty' }) });
    expect(pull.comments()[0]).toMatchObject({ path: 'renamed.yaml', line: 11, outdated: false });
  });

  it('keep their place on LEFT while the base moves elsewhere', () => {
    pull.people.comment('contributor', { path: 'a.yaml', line: 40, side: 'LEFT', body: 'was better' });
    pull.push({ 'a.yaml': `new\n${lines(60, { 10: 'ten', 40: 'forty' })}` });
    expect(pull.comments()[1]).toMatchObject({ side: 'LEFT', line: 40, outdated: false });
  });
});

describe('conversation comments', () => {
  it('are listed, made, changed and deleted', async () => {
    const { data } = await client.rest.issues.createComment({ ...AT, issue_number: 1, body: 'status' });
    pull.people.say('someone', '<!-- marker -->');
    await client.rest.issues.updateComment({ ...AT, comment_id: data.id, body: 'new status' });
    const list = await client.rest.issues.listComments({ ...AT, issue_number: 1 });
    expect(list.data.map((comment) => [comment.user?.login, comment.body])).toEqual([
      ['github-actions[bot]', 'new status'],
      ['someone', '<!-- marker -->'],
    ]);
    await client.rest.issues.deleteComment({ ...AT, comment_id: data.id });
    expect(pull.issueComments()).toHaveLength(1);
  });
});
