import { execFileSync } from 'node:child_process';
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

describe('pull requests', () => {
  it('show head, base and state, also of a fork that is gone', async () => {
    const repository = emulator.createRepository({ files: { 'a.yaml': lines(5) } });
    const pull = repository.openPullRequest({ files: { 'a.yaml': lines(6) }, fork: 'stranger', draft: true });
    const { data } = await client.rest.pulls.get({ ...AT, pull_number: 1 });
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      draft: true,
      locked: false,
      head: { sha: pull.headSha, repo: { full_name: 'stranger/infra', fork: true } },
      base: { sha: pull.baseSha, ref: 'main', repo: { full_name: 'acme/infra' } },
      mergeable: true,
    });
    pull.deleteHead('repository');
    pull.close();
    const gone = await client.rest.pulls.get({ ...AT, pull_number: 1 });
    expect(gone.data).toMatchObject({ state: 'closed', head: { sha: pull.headSha, repo: null } });
    expect((await client.rest.pulls.list({ ...AT, state: 'closed' })).data).toHaveLength(1);
    expect((await client.rest.pulls.list(AT)).data).toEqual([]);
  });

  it('list their files three-dot with every status, 30 a page', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 35 }, (_, n) => [`t/${String(n).padStart(2, '0')}.yaml`, lines(20)]),
    );
    const base = { ...files, 'moved.yaml': lines(40), 'gone.yaml': 'x\n', 'bin.dat': 'a\0b', 'mode.sh': 'run\n' };
    const repository = emulator.createRepository({ files: base });
    const changed = Object.fromEntries(Object.keys(files).map((path) => [path, lines(20, { 3: 'three' })]));
    const pull = repository.openPullRequest({
      files: {
        ...changed,
        'moved.yaml': null,
        'sub/moved.yaml': lines(40, { 2: 'two' }),
        'gone.yaml': null,
        'new.yaml': 'no end',
        'bin.dat': 'a\0c',
        'mode.sh': { mode: '100755', content: 'run\n' },
        link: { mode: '120000', content: 'new.yaml' },
        module: { mode: '160000', content: '1'.repeat(40) },
      },
    });
    repository.push({ 'other.yaml': 'someone else\n', 't/00.yaml': lines(20, { 19: 'nineteen' }) });
    const first = await client.rest.pulls.listFiles({ ...AT, pull_number: 1 });
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toContain('rel="next"');
    const all = await client.paginate(client.rest.pulls.listFiles, { ...AT, pull_number: 1, per_page: 30 });
    const byPath = new Map(all.map((file) => [file.filename, file]));
    expect(all).toHaveLength(35 + 7);
    expect(byPath.has('other.yaml')).toBe(false);
    expect(byPath.get('sub/moved.yaml')).toMatchObject({
      status: 'renamed',
      previous_filename: 'moved.yaml',
      changes: 2,
    });
    expect(byPath.get('gone.yaml')).toMatchObject({ status: 'removed', patch: '@@ -1 +0,0 @@\n-x' });
    expect(byPath.get('new.yaml')?.patch).toBe('@@ -0,0 +1 @@\n+no end\n\\ No newline at end of file');
    expect(byPath.get('bin.dat')).toMatchObject({ status: 'modified' });
    expect(byPath.get('bin.dat')).not.toHaveProperty('patch');
    expect(byPath.get('mode.sh')).toMatchObject({ status: 'changed', changes: 0 });
    expect(byPath.get('module')?.patch).toContain(`+Subproject commit ${'1'.repeat(40)}`);
    // The patch is git's own.
    const diff = execFileSync('git', ['diff', pull.mergeBaseSha, pull.headSha, '--', 't/00.yaml'], {
      cwd: repository.directory,
    }).toString();
    expect(`${byPath.get('t/00.yaml')?.patch}\n`).toBe(diff.slice(diff.indexOf('@@')));
  });

  it('leave the patch of a large or named file out, and stop at the limit of files', async () => {
    const limits = { patchLines: 10, listedFiles: 3 };
    const repository = emulator.createRepository({ files: {}, limits });
    repository.openPullRequest({ files: { a: 'a\n', big: lines(11), c: 'c\n', d: 'd\n' } });
    repository.withholdPatch('a');
    const { data } = await client.rest.pulls.listFiles({ ...AT, pull_number: 1 });
    expect(data.map((file) => [file.filename, file.changes, file.patch !== undefined])).toEqual([
      ['a', 1, false],
      ['big', 11, false],
      ['c', 1, true],
    ]);
  });
});

describe('files at a commit', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x41]);

  beforeEach(() => {
    emulator.createRepository({
      limits: { contentsJson: 100, blob: 1000, treeEntries: 6 },
      files: {
        'dir/a b.yaml': 'text\n',
        'dir/raw.bin': bytes,
        'middle.yaml': 'x'.repeat(101),
        'huge.yaml': 'x'.repeat(1001),
        link: { mode: '120000', content: 'dir/a b.yaml' },
        'dir/dangling': { mode: '120000', content: '/etc/passwd' },
        module: { mode: '160000', content: '2'.repeat(40) },
      },
    });
  });

  const content = (path: string, format?: string) =>
    client.rest.repos.getContent({ ...AT, path, ref: 'main', ...(format ? { mediaType: { format } } : {}) });

  it('come as JSON, raw, or as an object, with GitHub’s limits of size', async () => {
    const { data } = await content('dir/a b.yaml');
    expect(data).toMatchObject({ type: 'file', encoding: 'base64', content: 'dGV4dAo=\n', size: 5 });
    expect((await content('dir/a b.yaml', 'raw')).data).toBe('text\n');
    expect(await failureOf(content('middle.yaml'))).toMatchObject({ status: 403, errors: [{ code: 'too_large' }] });
    expect((await content('middle.yaml', 'object')).data).toMatchObject({ content: '', encoding: 'none' });
    expect((await content('middle.yaml', 'raw')).data).toHaveLength(101);
    expect(await failureOf(content('huge.yaml', 'raw'))).toMatchObject({ status: 403 });
    expect(await failureOf(content('nowhere.yaml'))).toMatchObject({ status: 404 });
  });

  it('come as listings, links and submodules', async () => {
    expect((await content('dir')).data).toHaveLength(3);
    expect((await content('dir', 'object')).data).toMatchObject({ type: 'dir', entries: [{}, {}, {}] });
    expect((await content('link')).data).toMatchObject({ type: 'file', path: 'link', content: 'dGV4dAo=\n' });
    expect((await content('dir/dangling')).data).toMatchObject({ type: 'symlink', target: '/etc/passwd' });
    expect((await content('module')).data).toMatchObject({ type: 'submodule', sha: '2'.repeat(40) });
  });

  it('come as blobs and trees', async () => {
    const { data: tree } = await client.rest.git.getTree({ ...AT, tree_sha: 'main', recursive: 'true' });
    expect(tree.truncated).toBe(true);
    expect(tree.tree).toHaveLength(6);
    const entry = tree.tree.find((each) => each.path === 'dir/raw.bin');
    const { data: blob } = await client.rest.git.getBlob({ ...AT, file_sha: entry?.sha ?? '' });
    expect(Buffer.from(blob.content, 'base64')).toEqual(bytes);
    const flat = await client.rest.git.getTree({ ...AT, tree_sha: 'main' });
    expect(flat.data).toMatchObject({ truncated: false });
    expect(flat.data.tree.map((each) => each.path)).toEqual(['dir', 'huge.yaml', 'link', 'middle.yaml', 'module']);
  });
});

describe('commits', () => {
  it('are compared from their merge base, with the files on the first page', async () => {
    const repository = emulator.createRepository({ files: { a: 'a\n' }, limits: { comparedFiles: 2 } });
    const pull = repository.openPullRequest({ files: { b: 'b\n', c: 'c\n', d: 'd\n' }, fork: 'stranger' });
    const forkPoint = pull.mergeBaseSha;
    repository.push({ e: 'e\n' });
    const { data } = await client.rest.repos.compareCommitsWithBasehead({
      ...AT,
      basehead: `main...stranger:${pull.state.headRef}`,
    });
    expect(data).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: forkPoint },
    });
    expect(data.files?.map((file) => file.filename)).toEqual(['b', 'c']);
    const commit = await client.rest.repos.getCommit({ ...AT, ref: pull.headSha });
    expect(commit.data).toMatchObject({ sha: pull.headSha, stats: { additions: 3 }, author: { login: 'stranger' } });
    const first = await client.rest.repos.getCommit({ ...AT, ref: forkPoint });
    expect(first.data.files).toHaveLength(1);
    const pulls = await client.rest.repos.listPullRequestsAssociatedWithCommit({ ...AT, commit_sha: pull.headSha });
    expect(pulls.data).toHaveLength(1);
    expect((await client.rest.git.getCommit({ ...AT, commit_sha: pull.headSha })).data.parents).toHaveLength(1);
    expect((await client.rest.git.getRef({ ...AT, ref: 'heads/main' })).data.object.sha).toBe(
      repository.commit('main'),
    );
    expect((await client.rest.repos.getBranch({ ...AT, branch: 'main' })).data.commit.sha).toBe(
      repository.commit('main'),
    );
    expect((await client.rest.pulls.listCommits({ ...AT, pull_number: 1 })).data).toHaveLength(1);
    const missing = client.rest.repos.getCommit({ ...AT, ref: 'f'.repeat(40) });
    expect(await failureOf(missing)).toMatchObject({ status: 422 });
  });
});

describe('the rest', () => {
  it('answers about the repository, the rate limit and people', async () => {
    const repository = emulator.createRepository();
    repository.grant('maintainer', 'write');
    expect((await client.rest.repos.get(AT)).data).toMatchObject({ full_name: 'acme/infra', default_branch: 'main' });
    expect((await client.rest.rateLimit.get()).data.rate.limit).toBe(1000);
    const asked = client.rest.repos.getCollaboratorPermissionLevel({ ...AT, username: 'maintainer' });
    expect((await asked).data.permission).toBe('write');
    const person = clientOf(emulator, emulator.token('maintainer', null));
    expect((await person.rest.users.getAuthenticated()).data.login).toBe('maintainer');
    expect(await failureOf(client.rest.users.getAuthenticated())).toMatchObject({ status: 403 });
  });
});
