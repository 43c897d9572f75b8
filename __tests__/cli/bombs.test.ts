import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtProgram } from './program.ts';

/** Each takes a second or two; without its bound it would take years, and no test in this process could stop it. */
const PATIENCE = 60_000;

const { path } = builtProgram();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-bombs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Aliases of aliases: `*bomb` stands for 10^16 of the seed. */
function bomb(seed: string, made: (repeated: string) => string): string {
  const levels = Array.from({ length: 15 }, (_, level) => {
    const name = level === 14 ? 'bomb' : `a${level + 1}`;
    return `  ${name}: &${name} ${made(Array.from({ length: 12 }, () => `*a${level}`).join(', '))}`;
  });
  return ['Metadata:', `  a0: &a0 ${seed}`, ...levels].join('\n');
}

const LISTS = bomb('x', (items) => `[${items}]`);
const STATEMENTS = bomb('{Sid: A, Effect: Allow, Action: x, Resource: !Ref P}', (items) => `[${items}]`);
const TEXTS = bomb('!Ref AWS::Region', (items) => `!Join ['', [${items}]]`);
const CONDITIONS = bomb('!Equals [!Ref P, x]', (items) => `!And [${items}]`);
const CHOICES = bomb('x', (items) =>
  `!If [C, ${items.slice(0, items.lastIndexOf(', *'))}]`.replace(/(, \*a\d+){9}/, ''),
);

/** A template with a stream, changed at one place. */
function template(head: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const text = `${head}
Parameters: {P: {Type: String}}
Conditions: {C: !Equals [!Ref P, x]}
Rules: {R: {RuleCondition: !Equals [!Ref P, x], Assertions: [{Assert: !Equals [!Ref P, x]}]}}
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: {Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: 'kms:*', Resource: '*'}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: arn:aws:iam::aws:policy/AdministratorAccess
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AWSLambdaExecute]
      Policies:
        - {PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 'rds:StartActivityStream', Resource: '*'}]}}
  Function:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt Role.Arn, Handler: index.h, Code: {ZipFile: rds.start_activity_stream()}}
  Stream:
    Type: Custom::Stream
    Condition: C
    Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt Key.Arn}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties: {Roles: [other], PolicyDocument: {Statement: []}}
  Other:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: other}
`;
  expect(text).toContain(from);
  return text.replace(from, () => to);
}

const ROLES = 'Roles: [other]';
const CONDITION = '{C: !Equals [!Ref P, x]}';
const ACTION = "'rds:StartActivityStream'";

test.each<[string, string, { readonly from: string; readonly to: string }, string]>([
  ['lists as an action', LISTS, { from: ACTION, to: '*bomb' }, 'not judged'],
  [
    'lists as managed policies',
    LISTS,
    { from: '[arn:aws:iam::aws:policy/AWSLambdaExecute]', to: '*bomb' },
    'not judged',
  ],
  ['lists as a boundary', LISTS, { from: 'arn:aws:iam::aws:policy/AdministratorAccess', to: '*bomb' }, 'not judged'],
  [
    'lists in a resource of no concern',
    LISTS,
    { from: 'DisplayName: other', to: 'DisplayName: *bomb' },
    'missing-grant',
  ],
  [
    'lists as the condition of a rule',
    LISTS,
    { from: 'RuleCondition: !Equals [!Ref P, x]', to: 'RuleCondition: *bomb' },
    'missing-grant',
  ],
  ['lists as the roles of a policy', LISTS, { from: ROLES, to: 'Roles: *bomb' }, 'not judged'],
  [
    'statements of a policy of no concern',
    STATEMENTS,
    { from: 'Statement: []', to: 'Statement: *bomb' },
    'missing-grant',
  ],
  ['statements of the role', STATEMENTS, { from: 'Statement: [{', to: 'Statement: [*bomb, {' }, 'not judged'],
  ['texts as a principal', TEXTS, { from: '!Ref AWS::AccountId', to: '*bomb' }, 'not judged'],
  ['texts as the key', TEXTS, { from: 'KmsKeyId: !GetAtt Key.Arn', to: 'KmsKeyId: *bomb' }, 'not judged'],
  ['texts as the code', TEXTS, { from: 'rds.start_activity_stream()', to: '*bomb' }, 'not judged'],
  ['conditions', CONDITIONS, { from: CONDITION, to: '{C: *bomb}' }, 'missing-grant'],
  ['choices', CHOICES, { from: ACTION, to: '*bomb' }, 'missing-grant'],
])('aliases of aliases: %s', (_what, head, change, wanted) => {
  const file = join(folder, 'stack.yaml');
  writeFileSync(file, template(head, change));
  const { status, stderr, stdout } = spawnSync(process.execPath, [path(), 'check', file], {
    timeout: PATIENCE,
    encoding: 'utf8',
  });
  const said = stdout.includes('can not be judged') ? 'not judged' : /^error (\S+)/m.exec(stdout)?.[1];
  expect({ status, stderr, said }).toEqual({ status: 1, stderr: '', said: wanted });
});
