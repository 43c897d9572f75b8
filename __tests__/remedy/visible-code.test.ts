import { describe, expect, it, test } from '@jest/globals';
import { type Need, needs, review } from '../../src/review.ts';
import { DAY, SETTINGS } from '../review-input.ts';

const TWO = '[kms:CreateGrant, kms:DescribeKey]';

interface Given {
  /** What the role is allowed on every key. */
  readonly actions: string;
  /** What stands behind the function that starts the stream. */
  readonly functions?: string;
  /** Files by path; what is not among them is not there. */
  readonly files: Readonly<Record<string, string>>;
}

function template({ actions, functions = '' }: Given): string {
  return `Resources:
  Key: { Type: AWS::KMS::Key, Properties: { Description: x } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - { Effect: Allow, Action: rds:StartActivityStream, Resource: '*' }
              - Effect: Allow
                Action: ${actions}
                Resource: '*'
  Starter:
    Type: AWS::Lambda::Function
    Properties: { Runtime: python3.13, Handler: index.handler, Role: !GetAtt Role.Arn, Code: ./src }
${functions}
  Das:
    Type: Custom::ActivityStream
    Properties: { ServiceToken: !GetAtt Starter.Arn, KmsKeyId: !GetAtt Key.Arn }
`;
}

/** The answer once all that was asked for was brought, and what that was. */
function answerTo(given: Given) {
  const judged = [{ path: 'stack.yaml', text: template(given) }];
  const fetched = new Map(Object.entries(given.files).map(([path, text]) => [path, { path, text }]));
  const bring = (wanted: readonly Need[]) => wanted.map(({ path }) => [path, fetched.get(path) ?? null] as const);
  const brought = new Map<string, { path: string; text: string } | null>();
  const input = () => ({
    head: { judged, fetched: new Map(brought), unread: new Map() },
    ...{ base: null, renames: new Map(), settings: SETTINGS, day: DAY },
  });
  for (let wanted = needs(input()); wanted.length > 0; wanted = needs(input())) {
    for (const [path, file] of bring(wanted)) brought.set(path, file);
  }
  const [report] = review(input()).templates;
  const fixes = report?.findings.map(({ rule, fix }) => [rule, fix?.kind === 'manual' ? fix.reason : fix?.kind]) ?? [];
  return { fixes, problems: report?.problems, asked: [...brought.keys()] };
}

const python = (...lines: readonly string[]) => ['import boto3', ...lines, ''].join('\n');
const handler = (...lines: readonly string[]) =>
  python('def handler(event, context):', ...lines.map((line) => `    ${line}`));
const START = "boto3.client('rds').start_activity_stream(**event['ResourceProperties'])";
const RESTORE = "boto3.client('rds').restore_db_cluster_from_snapshot(KmsKeyId='other')";
const DECRYPT = "boto3.client('kms').decrypt(CiphertextBlob=b'')";
const WATCH = "boto3.client('rds').describe_db_clusters()";

const second = (code: string) => `  Second:
    Type: AWS::Lambda::Function
    Properties: { Runtime: python3.13, Handler: second.handler, Role: !GetAtt Role.Arn, Code: ${code} }`;

/** A handler that makes the call itself and loads a file that does something more. */
const loading = (call: string) => ({
  'src/index.py': python('import done', 'def handler(event, context):', `    ${START}`, '    done.tell()'),
  'src/done.py': python('def tell():', `    ${call}`),
});

const started = { 'src/index.py': handler(START) };
const RESTORES = / copies, restores or exports with RDS as well, which may need another key; /;
const UNSEEN = /^the code of Starter can not be seen whole, so that other actions of KMS may be needed; /;
const MORE = / makes other calls of KMS, or of what may use it, so that other actions of KMS may be needed; /;

describe('what the code of a file does counts like that of inline code', () => {
  it.each<[string, string, Given['files'], string | RegExp]>([
    ['nothing else', TWO, started, 'edits'],
    ['nothing else', 'kms:*', started, 'edits'],
    ['another call of KMS', TWO, { 'src/index.py': handler(START, DECRYPT) }, 'edits'],
    ['another call of KMS', 'kms:*', { 'src/index.py': handler(START, DECRYPT) }, MORE],
    ['a restore', TWO, { 'src/index.py': handler(START, RESTORE) }, RESTORES],
    ['a restore', 'kms:*', { 'src/index.py': handler(START, RESTORE) }, MORE],
    ['a restore that only a comment tells of', TWO, { 'src/index.py': handler(START, `# ${RESTORE}`) }, 'edits'],
    [
      'a restore in a file that the handler loads, where the call stands',
      TWO,
      {
        'src/index.py': 'import das\n\ndef handler(event, context):\n    das.start(event)\n    das.again()\n',
        'src/das.py': python('def start(event):', `    ${START}`, 'def again():', `    ${RESTORE}`),
      },
      RESTORES,
    ],
    ['nothing else, beside a file that it loads', 'kms:*', loading("print('done')"), 'edits'],
    ['a call in a file that it loads', 'kms:*', loading(DECRYPT), MORE],
    ['a restore in a file that it loads', TWO, loading(RESTORE), RESTORES],
    ['a file that is not there', 'kms:*', { 'src/index.py': loading('')['src/index.py'] }, UNSEEN],
  ])('%s, of %s', (_, actions, files, fix) => {
    const { fixes, problems } = answerTo({ actions, files });
    expect(problems).toEqual([]);
    expect(fixes).toEqual([['broad-grant', typeof fix === 'string' ? fix : expect.stringMatching(fix)]]);
  });
});

describe('a second function under the role', () => {
  it.each<[string, string, string, string | RegExp]>([
    ['in a file', 'kms:*', handler(WATCH), 'edits'],
    ['in a file', 'kms:*', handler(DECRYPT), MORE],
    ['in a file', TWO, handler(WATCH), 'edits'],
    ['in a file', TWO, handler(RESTORE), RESTORES],
  ])('%s, of %s', (_, actions, code, fix) => {
    const given = { actions, functions: second('./src'), files: { ...started, 'src/second.py': code } };
    const { fixes, asked } = answerTo(given);
    expect(asked).toContain('src/second.py');
    expect(fixes).toEqual([['broad-grant', typeof fix === 'string' ? fix : expect.stringMatching(fix)]]);
  });

  it.each<[string, string, string | RegExp]>([
    ['nothing else', WATCH, 'edits'],
    ['another call of KMS', DECRYPT, MORE],
  ])('inline, with %s', (_, call, fix) => {
    const inline = `{ ZipFile: "import boto3\\ndef handler(event, context):\\n    ${call}\\n" }`;
    const { fixes } = answerTo({ actions: 'kms:*', functions: second(inline), files: started });
    expect(fixes).toEqual([['broad-grant', typeof fix === 'string' ? fix : expect.stringMatching(fix)]]);
  });

  test('whose file is not there', () => {
    const { fixes, problems } = answerTo({ actions: 'kms:*', functions: second('./src'), files: started });
    expect(problems).toEqual([]);
    expect(fixes).toEqual([['broad-grant', expect.stringMatching(/^the code of Second can not be seen whole, /)]]);
  });

  test('is not asked for where nothing turns on it', () => {
    const { fixes, asked } = answerTo({ actions: 's3:GetObject', functions: second('./src'), files: started });
    expect(fixes).toEqual([['missing-grant', 'edits']]);
    expect(asked).not.toContain('src/second.py');
  });
});
