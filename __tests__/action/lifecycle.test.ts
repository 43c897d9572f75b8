import { describe, expect, it } from '@jest/globals';
import { applyWithGit } from './patch.ts';
import { type Opened, scene } from './scene.ts';
import { estate, stack } from './stack.ts';

const set = scene();

/** With both grants, the matter is settled. */
const fixed = stack({ grants: ['kms:CreateGrant', 'kms:DescribeKey'] });

describe('push after push', () => {
  it('a line shift, a reformat, a rebase and a forced push leave the one comment where it is', async () => {
    const opened = set.newStream();
    const { repository, pull } = opened;
    await set.run(opened);
    const [comment] = pull.comments();
    const ways = [
      () => pull.push({ 'stack.yaml': stack({ preface: '# one\n# two\n# three' }) }),
      () => pull.push({ 'stack.yaml': stack().replace('!GetAtt Starter.Arn', '{ Fn::GetAtt: [Starter, Arn] }') }),
      () => {
        repository.push({ 'other.txt': 'by someone else\n' });
        return pull.forcePush({ 'stack.yaml': stack({ preface: '# rebased' }) });
      },
      () => pull.forcePush({ 'stack.yaml': stack({ filler: 30 }) }),
    ];
    for (const way of ways) {
      way();
      set.emulator.clearLog();
      const again = await set.run(opened);
      expect(again.exitCode).toBe(1);
      expect(set.emulator.writes).toEqual([]);
      expect(pull.comments().map(({ id }) => id)).toEqual([comment?.id]);
    }
  });

  it('a fix takes the comment away when nobody answered it', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    pull.push({ 'stack.yaml': fixed });
    const green = await set.run(opened);
    expect(green.exitCode).toBe(0);
    expect(pull.comments()).toEqual([]);
    expect(pull.reviews()).toHaveLength(1);
  });

  it('a fix changes the comment to a note when a person answered it, and keeps the answer', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    const [comment] = pull.comments();
    pull.people.reply('octocat', comment?.id ?? 0, 'Is it not in the key policy?');
    const sha = pull.push({ 'stack.yaml': fixed });
    await set.run(opened);
    const [kept, answer, ...more] = pull.comments();
    expect(more).toEqual([]);
    expect(kept?.id).toBe(comment?.id);
    expect(kept?.body).toContain(`Fixed in ${sha.slice(0, 7)}.`);
    expect(kept?.body).not.toContain('```');
    expect(answer?.body).toBe('Is it not in the key policy?');
    set.emulator.clearLog();
    await set.run(opened);
    expect(set.emulator.writes).toEqual([]);
  });

  it('a comment stands as it is when its file, or its custom resource, is not looked at any more', async () => {
    const settings = (text: string) => ({ '.github/das-grant-guard.yml': text });
    const ways: ((opened: Opened) => unknown)[] = [
      ({ repository }) => repository.push(settings("paths: ['infra/**']\n")),
      ({ repository }) => repository.push(settings('streams: [{ custom-resource: Das, starts: false }]\n')),
      ({ pull }) => pull.push({ 'stack.yaml': `${stack()}# ${'x'.repeat(2_100_000)}\n` }),
      ({ pull }) => pull.push({ 'stack.yaml': Buffer.concat([Buffer.from([0, 0xff, 0x80]), Buffer.from(stack())]) }),
    ];
    for (const [index, way] of ways.entries()) {
      const repository = set.emulator.createRepository({ name: `infra-${index}`, files: { 'README.md': 'x\n' } });
      const opened = { repository, pull: repository.openPullRequest({ files: { 'stack.yaml': stack() } }) };
      await set.run(opened);
      way(opened);
      opened.pull.updateBranch();
      set.emulator.clearLog();
      expect((await set.run(opened)).exitCode).toBe(0);
      expect(set.emulator.writes).toEqual([]);
    }
  });

  it.each([false, true])(
    'what is broken again gets exactly one new comment (answered before: %s)',
    async (answered) => {
      const opened = set.newStream();
      const { pull } = opened;
      await set.run(opened);
      const [comment] = pull.comments();
      if (answered) pull.people.reply('octocat', comment?.id ?? 0, 'On it.');
      pull.push({ 'stack.yaml': fixed });
      await set.run(opened);
      pull.push({ 'stack.yaml': stack() });
      expect((await set.run(opened)).exitCode).toBe(1);
      const open = pull.comments().filter(({ body }) => body.includes('```diff'));
      expect(open).toHaveLength(1);
      expect(open[0]?.id).not.toBe(comment?.id);
      expect(pull.comments()).toHaveLength(answered ? 3 : 1);
    },
  );

  it('a thread that someone with write access resolved is left alone, and its finding still fails', async () => {
    const opened = set.newStream();
    const { repository, pull } = opened;
    await set.run(opened);
    repository.grant('maintainer', 'write');
    pull.people.resolve('maintainer', pull.comments()[0]?.id ?? 0);
    pull.push({ 'stack.yaml': stack({ preface: '# moved' }) });
    set.emulator.clearLog();
    const again = await set.run(opened);
    expect(again.exitCode).toBe(1);
    expect(set.emulator.writes).toEqual([]);
  });

  it('a thread that the author resolved without write access is told again', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    pull.people.resolve('contributor', pull.comments()[0]?.id ?? 0);
    pull.push({ 'stack.yaml': stack({ preface: '# moved' }) });
    await set.run(opened);
    expect(pull.comments().filter(({ resolvedBy }) => resolvedBy === null)).toHaveLength(1);
  });

  it('a marker forged by someone else neither stands in for our comment nor is it touched', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    const [ours] = pull.comments();
    const body = ours?.body ?? '';
    const line = ours?.line ?? 0;
    pull.people.remove(ours?.id ?? 0);
    const forged = pull.people.comment('contributor', { path: 'stack.yaml', line, body });
    const bot = pull.people.comment('other-app[bot]', { path: 'stack.yaml', line, body });
    await set.run(opened);
    const standing = pull.comments();
    expect(standing.map(({ id }) => id).slice(0, 2)).toEqual([forged, bot]);
    expect(standing.slice(2)).toMatchObject([{ author: 'github-actions[bot]', body }]);
    pull.push({ 'stack.yaml': fixed });
    await set.run(opened);
    expect(pull.comments()).toMatchObject([
      { id: forged, body, editors: [] },
      { id: bot, body, editors: [] },
    ]);
  });

  it('a marker forged inside the description, the conversation and a review changes nothing', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    const [ours] = pull.comments();
    const marker = ours?.body.split('\n').at(-1) ?? '';
    expect(marker).toMatch(/^<!-- das-grant-guard:v1:/);
    pull.people.remove(ours?.id ?? 0);
    pull.people.say('contributor', marker);
    pull.people.review('contributor', { event: 'COMMENT', body: marker });
    await set.run(opened);
    expect(pull.comments()).toMatchObject([{ body: ours?.body }]);
  });

  it('an App of its own counts as itself, and leaves what the workflow wrote alone', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    const token = set.emulator.token('guard-app[bot]', { contents: 'read', pull_requests: 'write' });
    await set.run(opened, { token });
    expect(pull.comments().map(({ author }) => author)).toEqual(['github-actions[bot]', 'guard-app[bot]']);
    set.emulator.clearLog();
    await set.run(opened, { token });
    expect(set.emulator.writes).toEqual([]);
  });
});

describe('one review', () => {
  it('carries all findings of a run, bottom-up in each file, and its suggestions together are the patch', async () => {
    const opened = set.newStack(estate(3));
    const { repository, pull } = opened;
    const result = await set.run(opened);
    expect(result.outputs.findings).toBe('3');
    expect(pull.reviews()).toMatchObject([{ state: 'COMMENTED', author: 'github-actions[bot]' }]);
    const posted = set.emulator.writes.flatMap(({ requestBody }) => (requestBody as Posted).comments ?? []);
    expect(posted.map(({ line }) => line)).toEqual(posted.map(({ line }) => line).toSorted((a, b) => b - a));
    expect(posted.every(({ start_line, line }) => start_line === undefined || start_line < line)).toBe(true);
    repository.grant('maintainer', 'write');
    const before = pull.read('stack.yaml') ?? '';
    const patched = applyWithGit(before, result.outputs.patch ?? '');
    const applied = pull.applySuggestions(
      pull.comments().map(({ id }) => id),
      { as: 'maintainer' },
    );
    expect(applied.ok).toBe(true);
    expect(pull.read('stack.yaml')).toBe(patched);
    expect((await set.run(opened)).exitCode).toBe(0);
    expect(pull.comments()).toEqual([]);
  });

  it('two streams on one role share one suggestion that settles both', async () => {
    const second = stack().slice(stack().indexOf('  Das:')).replace('  Das:', '  Das2:');
    const opened = set.newStack(stack() + second);
    const { repository, pull } = opened;
    const result = await set.run(opened);
    expect(result.outputs.findings).toBe('2');
    const suggestions = pull.comments().filter(({ body }) => body.includes('```suggestion'));
    expect(pull.comments()).toHaveLength(2);
    expect(suggestions).toHaveLength(1);
    repository.grant('maintainer', 'write');
    pull.applySuggestion(suggestions[0]?.id ?? 0, { as: 'maintainer' });
    expect((await set.run(opened)).exitCode).toBe(0);
    expect(pull.comments()).toEqual([]);
  });

  it('has no more comments than max-comments, and names the others in its body', async () => {
    const opened = set.newStack(estate(4));
    const { pull } = opened;
    const inputs = { 'max-comments': '2' };
    await set.run(opened, { inputs });
    expect(pull.comments()).toHaveLength(2);
    expect(pull.reviews()).toHaveLength(1);
    const named = ['Das1', 'Das2', 'Das3', 'Das4'].filter((name) => pull.reviews()[0]?.body.includes(name));
    expect(named).toHaveLength(2);
    set.emulator.clearLog();
    await set.run(opened, { inputs });
    expect(set.emulator.writes).toEqual([]);
  });

  it('is always a comment, never an approval or a request for changes', async () => {
    const opened = set.newStack();
    await set.run(opened);
    const events = set.emulator.writes.map(({ requestBody }) => (requestBody as Posted).event);
    expect(events).toEqual(['COMMENT']);
  });

  it('cleans a PENDING review of ours out of the way, and leaves that of another', async () => {
    const opened = set.newStack();
    const { pull } = opened;
    pull.people.review('github-actions[bot]', { body: 'begun and never submitted' });
    const theirs = pull.people.review('octocat', { body: 'still thinking' });
    await set.run(opened);
    expect(pull.comments()).toHaveLength(1);
    expect(pull.reviews()).toMatchObject([
      { id: theirs, state: 'PENDING' },
      { state: 'COMMENTED', author: 'github-actions[bot]' },
    ]);
  });
});

interface Posted {
  readonly event?: string;
  readonly comments?: readonly { readonly line: number; readonly start_line?: number }[];
}
