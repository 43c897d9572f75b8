import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EXPLAIN_HELP } from '../src/cli/help.ts';
import { RULE_PAGES } from '../src/report/rule-pages.ts';
import { BROKEN, builtProgram, EXAMPLE, ROOT } from './cli/program.ts';
import { expectFixture } from './fixture-file.ts';
import { withFolder } from './io/disk/folder.ts';

const { run } = builtProgram();
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

describe('help', () => {
  test.each([
    ['main', ['--help']],
    ['check', ['check', '--help']],
    ['fix', ['fix', '--help']],
    ['review', ['review', '--help']],
    ['explain', ['explain', '--help']],
    ['demo', ['demo', '--help']],
  ])('of %s is one screen of 80 columns', (name, args) => {
    const { status, stdout, stderr } = run(args, ROOT);
    expect([status, stderr]).toEqual([0, '']);
    expectFixture(`help/${name}.txt`, stdout);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const options = /Options:\n((?:.+\n)+)/.exec(stdout)?.[1]?.trimEnd().split('\n') ?? [];
    expect(options.filter((line) => !/^ {2}-/.test(line))).toEqual([]);
    expect(stdout.match(/^ {2}das-grant-guard /gm)).toHaveLength(3);
    expect(stdout).toContain('Exit status:\n  0  ');
  });

  test('without a command goes to standard error', () => {
    const { status, stdout, stderr } = run([], ROOT);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(readFileSync(join(ROOT, '__tests__/fixtures/help/main.txt'), 'utf8'));
  });

  test('of explain names every rule that has a page', () => {
    const named = [...EXPLAIN_HELP.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(RULE_PAGES));
  });

  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(run(['--version'], ROOT)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('what can not be used', () => {
  test.each<[readonly string[], string]>([
    [['check', '--regoin', 'x'], "unknown option '--regoin' (Did you mean --region?)"],
    [['check', '--zzz'], "unknown option '--zzz': see das-grant-guard --help"],
    [['chekc'], "unknown command 'chekc' (Did you mean check?)"],
    [['check', '--region'], "option '--region <name>' argument missing: see das-grant-guard --help"],
    [['check', '--region', 'here'], '--region takes a region, such as eu-west-1, not "here"'],
    [['check', '--format', 'xml'], '--format takes text, json, markdown, patch, not "xml"'],
    [['fix', '--format', 'text'], "unknown option '--format': see das-grant-guard --help"],
    [['explain', 'mising-grant'], 'there is no rule "mising-grant": did you mean missing-grant?'],
    [['explain', 'zzzzz'], `there is no rule "zzzzz": the rules are ${Object.keys(RULE_PAGES).join(', ')}`],
    [['explain'], "missing required argument 'RULE': see das-grant-guard --help"],
    [['check', 'stak.yaml'], 'stak.yaml does not exist: did you mean stack.yaml?'],
    [['check', 'zzz.txt'], 'zzz.txt does not exist: check its spelling'],
    [['fix', 'zzz.txt'], 'zzz.txt does not exist: check its spelling'],
    [['fix', '--dry-run', 'zzz.txt'], 'zzz.txt does not exist: check its spelling'],
    [['check', 'lfs.yaml'], 'lfs.yaml is kept in Git LFS: fetch it with git lfs pull'],
    [['check', 'image.png'], 'image.png is not a text file'],
    [['check', '--strict', 'other.yaml'], 'other.yaml is no CloudFormation template'],
    [['check', 'broken.yaml'], 'broken.yaml:4:17: '],
    [['fix', 'broken.yaml'], 'broken.yaml:4:17: '],
    [['check', 'jinja.yaml'], 'jinja.yaml:1:1: a template for another engine ({% … %}): render it first'],
    [['check', 'a\u001b[2J\n::error::b'], 'a\\x1b[2J\\n::error::b does not exist: check its spelling'],
  ])('%j is told in one line, and the status is 2', async (args, line) => {
    const files = {
      'stack.yaml': 'a: 1\n',
      'image.png': Buffer.from([0]),
      'other.yaml': 'a: 1\n',
      'lfs.yaml': POINTER,
      'broken.yaml': BROKEN,
      'jinja.yaml': '{% if x %}\na: 1\n{% endif %}\n',
    };
    await withFolder(files, (cwd) => {
      const { status, stderr } = run(args, cwd);
      expect(stderr).toContain(`das-grant-guard: ${line}`);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(status).toBe(2);
    });
  });

  test.each([
    ['gone.yaml', 'not-read', 'gone.yaml was not read: it does not exist'],
    ['broken.yaml', 'parse', ''],
    ['lfs.yaml', 'not-read', 'lfs.yaml was not read: it is kept in Git LFS: fetch it with git lfs pull'],
  ])('is no success in the JSON report: %s', async (name, code, message) => {
    await withFolder({ 'broken.yaml': BROKEN, 'lfs.yaml': POINTER }, (cwd) => {
      for (const more of [[], ['--on-incomplete', 'pass']]) {
        const { status, stdout } = run(['check', '--format', 'json', ...more, name], cwd);
        const report = JSON.parse(stdout);
        expect([status, report.conclusion]).toEqual([2, 'incomplete']);
        expect(report.templates).toMatchObject([{ path: name, problems: [{ code, incomplete: true }] }]);
        expect(report.templates[0].problems[0].message).toContain(message);
      }
    });
  });

  test('in Git LFS below a folder leaves the analysis incomplete, under a name that a template can have', async () => {
    await withFolder({ 'lfs.yaml': POINTER, 'film.mp4': POINTER }, (cwd) => {
      const { status, stdout, stderr } = run(['check'], cwd);
      expect([status, stderr]).toEqual([1, '']);
      expect(stdout).toContain('problem lfs.yaml: lfs.yaml was not read: it is kept in Git LFS');
      expect(stdout).not.toContain('film');
    });
  });

  test('does not keep the rest from being reported', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE, 'broken.yaml': BROKEN }, (cwd) => {
      const { status, stdout, stderr } = run(['check', 'gone.yaml', 'broken.yaml', 'stack.yaml'], cwd);
      expect(status).toBe(2);
      expect(stdout).toContain('error missing-grant at stack.yaml');
      expect(stderr.split('\n')).toEqual([
        'das-grant-guard: gone.yaml does not exist: check its spelling',
        expect.stringMatching(/^das-grant-guard: broken\.yaml:4:\d+: .*; correct it, or leave the file out$/),
        '',
      ]);
    });
  });

  test('a file that is no template is told of, and changes nothing', async () => {
    await withFolder({ 'other.yaml': 'a: 1\n' }, (cwd) => {
      expect(run(['check', 'other.yaml'], cwd)).toMatchObject({
        status: 0,
        stderr:
          'das-grant-guard: other.yaml is no CloudFormation template (it has no Resources with a Type): nothing to check in it\n',
      });
      expect(run(['check', '--quiet', 'other.yaml'], cwd)).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(run(['check', '.'], cwd)).toMatchObject({ status: 0, stderr: '' });
    });
  });

  test('a file that does not parse and was only found is a problem of the report', async () => {
    await withFolder({ 'broken.yaml': BROKEN }, (cwd) => {
      const { status, stdout, stderr } = run(['check', '.'], cwd);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('problem broken.yaml:4: ');
    });
  });
});

test.each(Object.entries(RULE_PAGES))('explain prints the page of %s', (rule, page) => {
  expect(run(['explain', rule], ROOT)).toEqual({ status: 0, stdout: page, stderr: '' });
});
