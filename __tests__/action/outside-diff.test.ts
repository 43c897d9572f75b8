import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { applyAllWithGit } from './patch.ts';
import { scene } from './scene.ts';
import { estate, stack } from './stack.ts';

const set = scene();

describe('a fix outside the diff', () => {
  it('is told on the line that brought the stream in, with a diff and a link to the place at the head', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    const [comment] = pull.comments();
    const lines = stack().split('\n');
    expect(lines[(comment?.line ?? 0) - 1]).toBe('  Das:');
    expect(comment?.body).toContain('```diff');
    const role = lines.indexOf("                Resource: '*'") + 1;
    const place = `https://github.com/acme/infra/blob/${pull.headSha}/stack.yaml#L`;
    expect(comment?.body).toContain(place);
    const linked = Number(new RegExp(`${place}(\\d+)`).exec(comment?.body ?? '')?.[1]);
    expect(Math.abs(linked - role)).toBeLessThanOrEqual(3);
    expect(set.emulator.anchorRefusals).toBe(0);
  });

  it('is told on the whole file when GitHub leaves its patch out, and found all the same', async () => {
    const opened = set.newStream();
    const { repository, pull } = opened;
    repository.withholdPatch('stack.yaml');
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(pull.comments()).toMatchObject([{ subject: 'file', path: 'stack.yaml', line: null }]);
    expect(pull.comments()[0]?.body).toContain('```diff');
    set.emulator.clearLog();
    await set.run(opened);
    expect(set.emulator.writes).toEqual([]);
  });

  it('has ten comments on whole files at most; the summary has them all', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`t${index}.yaml`, estate(1, String.fromCharCode(65 + index))]),
    );
    const repository = set.emulator.createRepository({ files: { 'README.md': 'hello\n' } });
    const pull = repository.openPullRequest({ files });
    for (const path of Object.keys(files)) repository.withholdPatch(path);
    const result = await set.run({ repository, pull });
    expect(pull.comments()).toHaveLength(10);
    expect(pull.reviews().filter(({ body }) => body !== '')).toHaveLength(1);
    for (const path of Object.keys(files)) expect(result.summary).toContain(path);
    set.emulator.clearLog();
    await set.run({ repository, pull });
    expect(set.emulator.writes).toEqual([]);
  });

  it('in a file that the pull request does not change is told in the body, the annotation and the summary', async () => {
    const files = { 'stack.yaml': samStack, 'src/index.py': 'def handler(event, context):\n    pass\n' };
    const repository = set.emulator.createRepository({ files });
    const pull = repository.openPullRequest({ files: { 'src/index.py': starter } });
    const opened = { repository, pull };
    const options = { inputs: { 'also-read': 'stack.yaml' } };
    const result = await set.run(opened, options);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ introduced: '1' });
    expect(result.summary).toContain('stack.yaml');
    expect(result.annotations.map(({ properties }) => properties.file)).toContain('stack.yaml');
    expect(pull.comments()).toEqual([]);
    expect(pull.reviews()).toMatchObject([{ state: 'COMMENTED' }]);
    expect(pull.reviews()[0]?.body).toContain('```diff');
    expect(set.emulator.writes.map(({ route }) => route)).toEqual([
      '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    ]);
    set.emulator.clearLog();
    await set.run(opened, options);
    expect(set.emulator.writes).toEqual([]);
    pull.push({ 'src/index.py': files['src/index.py'] });
    expect((await set.run(opened, options)).exitCode).toBe(0);
    expect(pull.reviews()[0]?.body).toContain('nothing that stood here is left');
  });
});

describe('what a nested template takes away from a stack that is not changed', () => {
  it('is told on the nested template, once, and gone when it is back', async () => {
    const child = (...grants: readonly string[]) =>
      [
        'Parameters: { KeyArn: { Type: String } }',
        'Resources:',
        '  R:',
        '    Type: AWS::IAM::Role',
        '    Properties:',
        '      AssumeRolePolicyDocument: {}',
        '      Policies:',
        '        - PolicyName: p',
        '          PolicyDocument:',
        '            Statement:',
        "              - { Effect: Allow, Action: rds:StartActivityStream, Resource: '*' }",
        ...grants.map((action) => `              - { Effect: Allow, Action: ${action}, Resource: !Ref KeyArn }`),
        'Outputs: { RoleArn: { Value: !GetAtt R.Arn } }',
        '',
      ].join('\n');
    const good = child('kms:DescribeKey', 'kms:CreateGrant');
    const repository = set.emulator.createRepository({ files: { 'parent.yaml': nesting, 'child.yaml': good } });
    const pull = repository.openPullRequest({ files: { 'child.yaml': child('kms:DescribeKey') } });
    const options = { inputs: { 'also-read': 'parent.yaml' } };
    await set.run({ repository, pull }, options);
    expect(pull.comments()).toMatchObject([{ path: 'child.yaml', subject: 'line', line: 12 }]);
    expect(pull.comments()[0]?.body).toContain('[in `parent.yaml`](');
    set.emulator.clearLog();
    await set.run({ repository, pull }, options);
    expect(set.emulator.writes).toEqual([]);
    pull.push({ 'child.yaml': `# back\n${good}` });
    await set.run({ repository, pull }, options);
    expect(pull.comments()).toEqual([]);
  });
});

/** A stack whose function's role is in the stack that it nests. */
const nesting = `Resources:
  K: { Type: AWS::KMS::Key }
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./child.yaml
      Parameters: { KeyArn: !GetAtt K.Arn }
  F:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt Child.Outputs.RoleArn
      Code: { S3Bucket: b, S3Key: k }
  Das:
    Type: Custom::ActivityStream
    Properties: { ServiceToken: !GetAtt F.Arn, KmsKeyId: !GetAtt K.Arn }
`;

const starter =
  "import boto3\n\ndef handler(event, context):\n    boto3.client('rds').start_activity_stream(**event)\n";

/** A SAM template whose function is code of the repository. */
const samStack = `Transform: AWS::Serverless-2016-10-31
Resources:
  Key:
    Type: AWS::KMS::Key
  Starter:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      CodeUri: src/
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: rds:StartActivityStream
              Resource: '*'
  Das:
    Type: Custom::Thing
    Properties:
      ServiceToken: !GetAtt Starter.Arn
      KmsKeyId: !Ref Key
`;

describe('the patch file', () => {
  it('applies to the head for all findings, whatever channel they were told by', async () => {
    const files = {
      'a.yaml': stack(),
      'deep/b b.yaml': estate(2).replaceAll('\n', '\r\n'),
      'c.yaml': estate(1).trimEnd(),
    };
    const repository = set.emulator.createRepository({ files: { 'a.yaml': stack({ withStream: false }) } });
    const pull = repository.openPullRequest({ files });
    repository.withholdPatch('c.yaml');
    const first = await set.run({ repository, pull }, { inputs: { 'patch-file': 'fixes.patch' } });
    expect(first.outputs.findings).toBe('4');
    expect(first.outputs.patch).toBe(`${first.directory}/temp/fixes.patch`);
    const fixed = applyAllWithGit(files, first.outputs.patch ?? '');
    expect(fixed['deep/b b.yaml']?.replaceAll('\r\n', '')).not.toContain('\n');
    pull.push(fixed);
    const second = await set.run({ repository, pull });
    expect(second.exitCode).toBe(0);
    expect(pull.comments()).toEqual([]);
    expect(second.outputs.patch).toBe('');
  });

  it('leaves out a file that is not UTF-8, and says so', async () => {
    const repository = set.emulator.createRepository({ files: { 'README.md': 'hello\n' } });
    const wide = Buffer.from(`\ufeff${stack()}`, 'utf16le');
    const pull = repository.openPullRequest({ files: { 'good.yaml': stack(), 'wide.yaml': wide } });
    const { outputs, stdout, summary } = await set.run({ repository, pull });
    expect(outputs.findings).toBe('2');
    applyAllWithGit({ 'good.yaml': stack() }, outputs.patch ?? '');
    for (const text of [stdout, summary]) expect(text).toContain('wide.yaml is not UTF-8 throughout');
    const comment = pull.comments().find(({ path }) => path === 'wide.yaml')?.body;
    expect(comment).toContain('the file is not UTF-8 throughout, and no diff applies to it');
    expect(comment).not.toContain('```diff');
  });

  it('and the report are written where the inputs say', async () => {
    const opened = set.newStack();
    const result = await set.run(opened, {
      inputs: { 'report-file': 'out/report.json', 'patch-file': 'out/fix.patch' },
    });
    const report = JSON.parse(readFileSync(`${result.directory}/temp/out/report.json`, 'utf8'));
    expect(report).toMatchObject({ schemaVersion: 1, conclusion: 'failure', summary: { errors: 1 } });
    expect(readFileSync(`${result.directory}/temp/out/fix.patch`, 'utf8')).toContain('+++ b/stack.yaml');
  });
});
