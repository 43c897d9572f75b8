import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import { findSuggestions } from '../../emulator/suggestion.ts';
import { judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

let emulator: Emulator;
let judge: OpenApiJudge;
let pull: PullRequestHandle;

const HEAD = `${lines(20, { 10: 'ten' })}last`;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  const repository = emulator.createRepository({ files: { 'a.yaml': lines(20) } });
  repository.grant('maintainer', 'write');
  pull = repository.openPullRequest({ files: { 'a.yaml': HEAD }, fork: 'stranger' });
});

afterEach(() => stopClean(emulator, judge));

const suggest = (line: number, text: string, startLine?: number) =>
  pull.people.comment('github-actions[bot]', {
    path: 'a.yaml',
    line,
    ...(startLine === undefined ? {} : { startLine }),
    body: `See:\n\`\`\`suggestion\n${text}\`\`\`\n`,
  });

const reasonOf = (ids: number | number[], as = 'maintainer') => {
  const result = pull.applySuggestions([ids].flat(), { as });
  return result.ok ? 'applied' : result.reason;
};

describe('applying a suggestion', () => {
  it('changes its range alone, as a commit by the one who clicks, and resolves the thread', () => {
    const id = suggest(11, 'new 10\nnew 11\nnew 12\n', 10);
    const result = pull.applySuggestion(id, { as: 'maintainer' });
    expect(result).toEqual({ ok: true, commit: pull.headSha });
    expect(pull.read('a.yaml')).toBe(HEAD.replace('ten\nline 11\n', 'new 10\nnew 11\nnew 12\n'));
    expect(pull.comments()[0]).toMatchObject({ resolvedBy: 'maintainer', outdated: true });
    expect(reasonOf(id)).toBe('This suggestion has been applied or marked resolved.');
  });

  it('deletes lines with an empty one, and keeps a missing final newline missing', () => {
    expect(reasonOf(suggest(10, ''))).toBe('applied');
    expect(reasonOf(suggest(20, 'the end\n'))).toBe('applied');
    expect(pull.read('a.yaml')).toBe(`${HEAD.replace('ten\n', '').replace(/last$/, '')}the end`);
  });

  it('brings CR LF in when told to', () => {
    const id = suggest(10, 'a\nb\n');
    pull.applySuggestion(id, { as: 'maintainer', crlf: true });
    expect(pull.read('a.yaml')).toBe(HEAD.replace('ten\n', 'a\r\nb\r\n'));
  });

  it('applies several as one commit, whatever their order', () => {
    const before = pull.headSha;
    const ids = [suggest(9, 'nine\nmore\n'), suggest(21, 'end\n'), suggest(11, 'eleven\n')];
    expect(reasonOf(ids)).toBe('applied');
    expect(pull.read('a.yaml')).toBe(
      HEAD.replace('line 9\n', 'nine\nmore\n').replace('line 11\n', 'eleven\n').replace(/last$/, 'end'),
    );
    expect(pull.headSha).not.toBe(before);
  });

  it('refuses what GitHub refuses', () => {
    expect(reasonOf(suggest(10, 'ten\n'))).toBe('This suggestion is invalid because no changes were made to the code.');
    const [a, b] = [suggest(12, 'x\n', 10), suggest(10, 'y\n')];
    expect(reasonOf([a, b])).toBe('Only one suggestion per line can be applied in a batch.');
    // Between 9 and 10 stands the deleted line that 10 replaced.
    expect(reasonOf(suggest(11, 'x\n', 9))).toBe('Applying suggestions on deleted lines is not supported.');
    expect(reasonOf(b, 'passer-by')).toBe('You do not have permission to apply suggestions.');
    const left = pull.people.comment('someone', {
      path: 'a.yaml',
      line: 10,
      side: 'LEFT',
      body: '```suggestion\nz\n```',
    });
    expect(reasonOf(left)).toBe('Applying suggestions on deleted lines is not supported.');
    pull.people.review('reviewer', { comments: [{ path: 'a.yaml', line: 10, body: '```suggestion\nz\n```' }] });
    expect(reasonOf(pull.comments().at(-1)?.id ?? 0)).toBe('Suggestions cannot be applied from pending reviews.');
    pull.close();
    expect(reasonOf(b)).toBe('Suggestions cannot be applied while the pull request is closed.');
    pull.reopen();
    pull.push({ 'a.yaml': lines(20, { 10: 'changed' }) });
    expect(reasonOf(b)).toBe('Outdated suggestions cannot be applied.');
  });
});

describe('finding suggestions in Markdown', () => {
  it.each<[string, string[][]]>([
    ['```suggestion\na\n  b\n```', [['a', '  b']]],
    ['text\n\n````suggestion\n```\na\n```\n````\nmore', [['```', 'a', '```']]],
    ['```suggestion\n```', [[]]],
    ['~~~suggestion\na\n~~~', [['a']]],
    ['```suggestion\na\n```\n```suggestion\nb\n```', [['a'], ['b']]],
    ['```yaml\n```suggestion\n```', []],
    ['````\n```suggestion\na\n```\n````', []],
    ['<!--\n```suggestion\na\n```\n-->', []],
    ['<details>\n```suggestion\na\n```\n</details>', []],
    ['<details>\n\n```suggestion\na\n```\n</details>', [['a']]],
    ['<sub>\n```suggestion\na\n```\n</sub>', []],
    ['<!-- marker -->\n```suggestion\na\n```', [['a']]],
    ['    ```suggestion\n    a\n    ```', []],
    ['```suggestion\r\na\r\n```\r\n', [['a']]],
    ['```suggestion\na', [['a']]],
  ])('%j', (markdown, expected) => {
    expect(findSuggestions(markdown)).toEqual(expected);
  });
});
