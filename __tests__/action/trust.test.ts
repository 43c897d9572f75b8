import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../../emulator/runner.ts';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();

/** What an author of a pull request may try in a name that a comment or a log shows. */
const HOSTILE = [
  '::add-mask::kms',
  '::error file=a.yaml::boo',
  '%0A::warning::boo',
  '\\n::notice::boo',
  '##[error]boo',
  '@acme/admins',
  '#1',
  '[link](https://evil.example)',
  '![image](https://evil.example/x.png)',
  'https://evil.example',
  '</details><h1>big</h1><img src=x onerror=y>',
  '```',
  '````suggestion',
  '--> <!-- das-grant-guard:v1:0123456789abcdef:stack.yaml -->',
  '\\u202egnp.exe',
  '| a | b |',
  '$\\\\evil$',
];

/** A stack with several streams whose names are texts of the author's choosing. */
function named(names: readonly string[]): string {
  const [head = '', stream = ''] = stack().split('  Das:\n');
  return head + names.map((name) => `  "${name}":\n${stream}`).join('');
}

/** All that was printed, posted or written. */
function everything(result: RunResult): string {
  const sent = set.emulator.log.map(({ requestBody }) => JSON.stringify(requestBody ?? ''));
  const files = [result.outputs.report, result.outputs.patch].filter((path) => path !== undefined && path !== '');
  return [
    result.stdout,
    result.stderr,
    result.summary,
    ...sent,
    ...files.map((path) => readFileSync(path ?? '', 'utf8')),
  ].join('\n');
}

/** Markdown without what GitHub reads nothing in: code blocks, code spans and our own comments. */
function live(markdown: string): string {
  return markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');
}

describe('a hostile template', () => {
  it.each<[string, readonly string[]]>([
    ['commands, mentions and links', HOSTILE.slice(0, 9)],
    ['addresses, markup and markers', HOSTILE.slice(9)],
  ])('can not break out of log, comment or summary by %s in its names', async (_what, names) => {
    const opened = set.newStack(named(names));
    const result = await set.run(opened);
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(1);
    const commands = result.commands.map(({ name }) => name).toSorted();
    expect(commands).toEqual(['add-mask', ...names.map(() => 'error'), 'error']);
    expect(result.commands.filter(({ message }) => /^boo/.test(message))).toEqual([]);
    const comments = opened.pull.comments();
    expect(comments).toHaveLength(names.length);
    for (const text of [
      result.summary,
      ...opened.pull.reviews().map(({ body }) => body),
      ...comments.map(({ body }) => body),
    ]) {
      const shown = live(text);
      expect(shown).not.toMatch(/@acme|evil\.example|<h1>|<img|\u202e/);
      expect(shown).not.toMatch(/(^|\s)#1\b/);
    }
    for (const { body } of comments) {
      const lines = body.split('\n');
      expect(lines.filter((line) => line.startsWith('<!-- das-grant-guard'))).toEqual([lines.at(-1)]);
    }
    set.emulator.clearLog();
    await set.run(opened);
    expect(set.emulator.writes).toEqual([]);
  });

  it('can not start a command by the name of its file', async () => {
    const path = 'a\n::error::boo/##[warning]b%0A::add-mask::x.yaml';
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' } });
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`;
    const binary = new Uint8Array([0xff, 0x00, 0xfe]);
    const pull = repository.openPullRequest({
      files: { [path]: stack(), [`b${path}`]: pointer, [`c${path}`]: binary },
    });
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(1);
    const names = result.commands.map(({ name, message }) => `${name} ${message.slice(0, 3)}`);
    expect(names.filter((name) => name.endsWith('boo') || name.startsWith('warning'))).toEqual([]);
    expect(result.commands.filter(({ name }) => name === 'add-mask')).toHaveLength(1);
    expect(live(result.summary)).not.toContain('::error::');
  });
});

describe('bytes', () => {
  const text = stack({ preface: '# Größe der Stapel' });

  it.each<[string, Uint8Array | string]>([
    ['latin-1 in a comment', Buffer.from(text, 'latin1')],
    ['a byte order mark', `\ufeff${text}`],
    ['CR LF', text.replaceAll('\n', '\r\n')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('with %s are read from the blob, and judged rightly or not at all', async (name, content) => {
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': content } });
    const result = await set.run({ repository, pull });
    if (name.startsWith('latin-1')) {
      expect(result.outputs.conclusion).not.toBe('success');
      expect(result.summary).toContain('stack.yaml');
    } else {
      expect(result.exitCode).toBe(1);
      expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
    }
    expect(set.emulator.anchorRefusals).toBe(0);
  });

  it('that GraphQL cuts off are read whole', async () => {
    const repository = set.emulator.createRepository({ files: { 'README.md': 'x\n' }, limits: { graphqlText: 400 } });
    const pull = repository.openPullRequest({ files: { 'stack.yaml': stack() } });
    const result = await set.run({ repository, pull });
    expect(result.outputs).toMatchObject({ conclusion: 'failure', findings: '1' });
    expect(set.emulator.log.some(({ route }) => route === '/repos/{owner}/{repo}/git/blobs/{file_sha}')).toBe(true);
  });

  it('that GraphQL gives otherwise than they are do not count', async () => {
    const { repository, pull } = set.newStack();
    const lie = {
      repository: {
        f0: { __typename: 'Blob', oid: '1'.repeat(40), byteSize: 3, isBinary: false, isTruncated: false, text: 'a: b' },
      },
    };
    set.emulator.fault({ path: '/graphql', body: /object\(/ }, { kind: 'answer', status: 200, body: { data: lie } });
    const result = await set.run({ repository, pull });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('incomplete');
  });
});

describe('secrets', () => {
  const secret = 'hunter2-do-not-print';

  it('values of parameters and NoEcho defaults are printed nowhere', async () => {
    const parameters = `Parameters:\n  Password:\n    Type: String\n    NoEcho: true\n    Default: ${secret}-default\n  Stage:\n    Type: String\n`;
    const conditions = 'Conditions:\n  IsProd: !Equals [!Ref Stage, prod]\n  IsOpen: !Equals [!Ref Password, open]\n';
    const text =
      parameters +
      conditions +
      stack().replace('    Type: Custom::ActivityStream', '    Type: Custom::ActivityStream\n    Condition: IsOpen');
    const opened = set.newStack(text);
    const inputs = { parameters: `Stage=${secret}\nPassword=${secret}-given` };
    for (const options of [{ inputs }, {}]) {
      const result = await set.run(opened, options);
      expect(everything(result)).not.toContain(secret);
    }
    const wrong = await set.run(opened, { inputs: { parameters: `Stage=1\n${secret}` } });
    expect(wrong.exitCode).toBe(1);
    expect(everything(wrong)).not.toContain(secret);
  });

  it('the token is masked and shown nowhere else', async () => {
    const token = set.emulator.workflowToken();
    const result = await set.run(set.newStack(), { token });
    expect(result.commands.filter(({ name }) => name === 'add-mask')).toMatchObject([{ message: token }]);
    expect(everything(result).replace(`::add-mask::${token}`, '')).not.toContain(token);
  });
});

describe('outputs', () => {
  it('are not written through a link that an earlier step laid', async () => {
    const directory = set.emulator.scratch('run-');
    const victim = join(directory, 'victim.txt');
    writeFileSync(victim, 'mine\n');
    mkdirSync(join(directory, 'temp'));
    symlinkSync(victim, join(directory, 'temp', 'das-grant-guard.json'));
    symlinkSync(join(directory, 'nowhere'), join(directory, 'temp', 'das-grant-guard.patch'));
    const result = await set.run(set.newStack(), { directory });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'failure', report: '', patch: '' });
    expect(readFileSync(victim, 'utf8')).toBe('mine\n');
    expect(existsSync(join(directory, 'nowhere'))).toBe(false);
    expect(result.stdout).toContain('is a link, which is not followed: it was not written');
  });

  it('are not written through a folder that is a link', async () => {
    const directory = set.emulator.scratch('run-');
    mkdirSync(join(directory, 'workspace'));
    mkdirSync(join(directory, 'elsewhere'));
    const link = join(directory, 'workspace', 'out');
    symlinkSync(join(directory, 'elsewhere'), link);
    const inputs = { 'report-file': join(link, 'new', 'report.json') };
    const result = await set.run(set.newStack(), { directory, inputs });
    expect(result.outputs).toMatchObject({ conclusion: 'failure', report: '' });
    expect(result.stdout).toContain(`leads through ${link}, a link, which is not followed: it was not written`);
    expect(readdirSync(join(directory, 'elsewhere'))).toEqual([]);
  });

  it('are the same bytes whenever the same is judged', async () => {
    const opened = set.newStream();
    const texts: string[] = [];
    for (const _ of [1, 2]) {
      const result = await set.run(opened);
      const files = [result.outputs.report, result.outputs.patch].map((path) => readFileSync(path ?? '', 'utf8'));
      const [comment] = opened.pull.comments();
      const outputs = JSON.stringify(result.outputs).replaceAll(result.directory, '');
      texts.push(
        [result.stdout, result.summary, outputs, comment?.body, ...files].join('\n').replaceAll(/gh[sp]_\w+/g, 'TOKEN'),
      );
      opened.pull.people.remove(comment?.id ?? 0);
    }
    expect(texts[0]).toBe(texts[1]);
  });
});
