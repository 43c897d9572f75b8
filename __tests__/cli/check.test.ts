import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expectFixture } from '../fixture-file.ts';
import { withFolder } from '../io/disk/folder.ts';
import { gitApply } from '../text/git.ts';
import { builtProgram, EXAMPLE, ROOT } from './program.ts';

const { path, run } = builtProgram();

describe('check', () => {
  test('tells what is wrong with the example', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      const { status, stdout, stderr } = run(['check', 'stack.yaml'], cwd);
      expect([status, stderr]).toEqual([1, '']);
      expectFixture('cli/check.txt', stdout);
    });
  });

  test('explains how it came to that', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      expectFixture('cli/explain.txt', run(['check', '--explain'], cwd).stdout);
    });
  });

  test('gives JSON that holds to the schema', async () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'docs/report.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strictTypes: false }).compile(schema);
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      for (const more of [[], ['--explain']]) {
        const report = JSON.parse(run(['check', '--format', 'json', ...more], cwd).stdout);
        expect(validate(report) ? [] : validate.errors).toEqual([]);
        expect(report).toMatchObject({
          conclusion: 'failure',
          summary: { templates: 1, streams: 1, errors: 1, warnings: 0, notices: 0, introduced: 1, resolved: 0 },
          templates: [{ path: 'stack.yaml', findings: [{ rule: 'missing-grant', actions: ['kms:CreateGrant'] }] }],
        });
      }
    });
  });

  test('gives a patch that git applies, and then there is nothing left', async () => {
    await withFolder({ 'sub/stack.yaml': EXAMPLE }, (cwd) => {
      const { stdout: patch } = run(['check', '--format', 'patch'], cwd);
      execFileSync('git', ['init', '-q'], { cwd });
      execFileSync('git', ['apply', '-'], { cwd, input: patch });
      const { status, stdout } = run(['check', '--quiet'], cwd);
      expect([status, stdout]).toEqual([0, '']);
    });
  });

  test.each([
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'notice'], 1],
    [['--fail-on', 'error', '--quiet'], 1],
  ])('with %j exits with %d', async (options, expected) => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      expect(run(['check', ...options], cwd).status).toBe(expected);
    });
  });

  test('writes the report to a file, and says so', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      const { status, stdout, stderr } = run(['check', '--output', 'r.json', '--format', 'json'], cwd);
      expect([status, stdout, stderr]).toEqual([1, '', 'das-grant-guard: r.json holds the report: failure\n']);
      expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toBe(run(['check', '--format', 'json'], cwd).stdout);
      expect(run(['check', '--output', 'gone/r.json'], cwd)).toMatchObject({
        status: 2,
        stderr: 'das-grant-guard: gone/r.json does not exist: the report was not written\n',
      });
    });
  });

  test('makes a patch that applies, whatever the other files are encoded in', async () => {
    const wide = Buffer.from(`\ufeff${EXAMPLE}`, 'utf16le');
    await withFolder({ 'a.yaml': wide, 'b.yaml': EXAMPLE }, (cwd) => {
      const { stdout, stderr } = run(['check', '--quiet', '--format', 'patch'], cwd);
      expect(stderr).toBe(
        'das-grant-guard: a.yaml is not UTF-8 throughout: the patch holds nothing for it until it is converted\n',
      );
      expect(gitApply('b.yaml', EXAMPLE, stdout)).toEqual({ text: expect.stringContaining('kms:CreateGrant') });
    });
  });

  test('reads the code of a handler that the template names, and counts what it may not read', async () => {
    const template = (code: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Start:
    Type: AWS::Serverless::Function
    Properties: {Handler: index.handler, Runtime: python3.13, CodeUri: ${code}}
  Stream:
    Type: Custom::Thing
    Properties: {ServiceToken: !GetAtt Start.Arn, KmsKeyId: !GetAtt Key.Arn}
  Key: {Type: AWS::KMS::Key, Properties: {}}
`;
    const files = {
      'in/stack.yaml': template('src/'),
      'in/src/index.py':
        "import boto3\nboto3.client('rds').start_activity_stream(KmsKeyId=event['ResourceProperties']['KmsKeyId'])\n",
      'in/out.yaml': template('away/'),
      'src/index.py':
        "import boto3\nboto3.client('rds').start_activity_stream(KmsKeyId=event['ResourceProperties']['KmsKeyId'])\n",
    };
    await withFolder(files, (top) => {
      const cwd = join(top, 'in');
      symlinkSync('../src', join(cwd, 'away'));
      expect(run(['check', 'stack.yaml'], cwd)).toMatchObject({ status: 1 });
      expect(run(['check', 'stack.yaml'], cwd).stdout).toContain('error missing-grant at stack.yaml');
      expect(run(['check', 'out.yaml'], cwd)).toMatchObject({ status: 1 });
      expect(run(['check', 'out.yaml'], cwd).stdout).toContain('a link leads out of the folders that are searched');
      expect(run(['check', '--on-incomplete', 'pass', 'out.yaml'], cwd)).toMatchObject({ status: 0 });
    });
  });

  test('never prints the value of a parameter', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE, 'p.json': '{"Other": "hunter2"}' }, (cwd) => {
      const options = ['--parameter', 'ActivityStreamEnabled=hunter2', '--parameters', 'p.json', '--explain'];
      for (const format of ['text', 'json', 'patch']) {
        const { stdout, stderr } = run(['check', ...options, '--format', format], cwd);
        expect(stdout + stderr).not.toContain('hunter2');
      }
    });
  });

  test('stops in peace when its reader does', async () => {
    await withFolder({ 'stack.yaml': EXAMPLE }, (cwd) => {
      const command = `'${process.execPath}' '${path()}' check --explain | head -n 1`;
      const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
      expect([stdout, stderr]).toEqual(['stack.yaml\n', '']);
    });
  });
});
