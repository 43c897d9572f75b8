import { describe, expect, test } from '@jest/globals';
import { analyse, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const FRAMEWORK = (handler: string, environment: string) => ({
  head: 'Parameters: {Given: {Type: String}}',
  token: '!GetAtt Framework.Arn',
  more: `  Framework:
    Type: AWS::Lambda::Function
    Properties: {Code: {S3Bucket: b, S3Key: k}, Handler: ${handler}, Role: !GetAtt Role.Arn, Environment: ${environment}}`,
});

describe("the handler behind the CDK's Provider framework", () => {
  const BOTH = (onEvent: string, isComplete: string) =>
    `{Variables: {USER_ON_EVENT_FUNCTION_ARN: ${onEvent}, USER_IS_COMPLETE_FUNCTION_ARN: ${isComplete}}}`;
  const SEEN = '!GetAtt Function.Arn';
  const besideIdle = (environment: string): Parts => {
    const { more, ...parts } = FRAMEWORK('framework.onEvent', environment);
    const idle = 'Handler: index.handler, Runtime: python3.13, Role: !GetAtt Role.Arn, Code: {ZipFile: print(1)}';
    return { ...parts, more: `${more}\n  Idle: {Type: AWS::Lambda::Function, Properties: {${idle}}}` };
  };
  test.each<[string, string, Parts]>([
    ['is the function that the variable names', 'scoped / scoped', FRAMEWORK('framework.onEvent', BOTH(SEEN, SEEN))],
    ['is known by the variable alone', 'scoped / scoped', FRAMEWORK('!Ref Given', BOTH(SEEN, SEEN))],
    ['is out of sight with its variables', 'unknown / unknown', FRAMEWORK('framework.onEvent', '!Ref Given')],
    [
      'is out of sight where the variable is a parameter',
      'unknown / unknown',
      FRAMEWORK('framework.onEvent', BOTH('!Ref Given', '!Ref Given')),
    ],
    [
      'may be the second, which is out of sight, where the first starts nothing',
      'unknown / unknown',
      { ...FRAMEWORK('framework.onEvent', BOTH(SEEN, '!Ref Given')), code: 'print(1)' },
    ],
    ['is the second, where that alone makes the call', 'scoped / scoped', besideIdle(BOTH('!GetAtt Idle.Arn', SEEN))],
    [
      'is none, where both are seen and neither makes the call',
      '',
      besideIdle(BOTH('!GetAtt Idle.Arn', '!GetAtt Idle.Arn')),
    ],
    [
      'is known by the variable alone where the framework has no handler',
      'scoped / scoped',
      FRAMEWORK('!Ref AWS::NoValue', BOTH(SEEN, SEEN)),
    ],
    [
      'is none for a handler of another name that has the variable',
      '',
      { ...FRAMEWORK('index.handler', BOTH(SEEN, SEEN)), stream: '      Cluster: c' },
    ],
    [
      'is none for a file that is called framework',
      'scoped / scoped',
      FRAMEWORK('framework.handler', '{Variables: {STAGE: prod}}'),
    ],
  ])('%s', (_sentence, words, parts) => {
    expect(summary(stack({ statements: PAIR, ...parts }))).toBe(words);
  });

  test('is the one that is seen to start the stream, not another out of sight whose role names the action too', () => {
    const framework = FRAMEWORK('framework.onEvent', BOTH(SEEN, '!GetAtt Hidden.Arn'));
    const hidden = `  Hidden:
    Type: AWS::Lambda::Function
    Properties: {Code: {S3Bucket: b, S3Key: k}, Handler: index.handler, Runtime: python3.13, Role: !GetAtt Poor.Arn}
  Poor:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [${allow('rds:StartActivityStream', "'*'")}]}}]`;
    const more = `${framework.more}\n${hidden}`;
    expect(summary(stack({ statements: PAIR, ...framework, more }))).toBe('scoped / scoped');
    const unseen = { ...framework, more, code: 'print(1)' };
    expect(summary(stack({ statements: PAIR, ...unseen }))).toBe('missing / missing');
  });
});

test.each<[string, string, Parts]>([
  [
    'the first, which is hidden, rather than the second, which is in no template',
    'Hidden',
    FRAMEWORK(
      'framework.onEvent',
      '{Variables: {USER_ON_EVENT_FUNCTION_ARN: !GetAtt Hidden.Arn, USER_IS_COMPLETE_FUNCTION_ARN: !ImportValue second}}',
    ),
  ],
  [
    'one that is out of sight',
    'the handler behind the Provider framework',
    FRAMEWORK('framework.onEvent', '!Ref Given'),
  ],
])('by its name alone the handler behind the framework is %s', (_sentence, label, { more, ...parts }) => {
  const hidden =
    '  Hidden: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {S3Bucket: b, S3Key: k}}}';
  const [stream] = analyse(stack({ ...parts, more: `${more}\n${hidden}` }));
  expect(stream?.evidence).toEqual(['name']);
  expect(stream?.branches.map(({ caller }) => caller.label)).toEqual([label]);
});

test('a function without a role runs under one that is not shown', () => {
  const [stream] = analyse(stack({ statements: PAIR }).replace('      Role: !GetAtt Role.Arn\n', ''));
  expect(stream?.branches.map(({ role }) => (role.kind === 'role' ? null : role.label))).toEqual([
    'the role of Function',
  ]);
});

test('a call that a custom resource carries counts also where its function is out of sight', () => {
  const call = '{"service":"RDS","action":"startActivityStream","parameters":{"KmsKeyId":"${Key.Arn}"}}';
  const [stream] = analyse(stack({ token: '!ImportValue sdk-calls', stream: `      Create: !Sub '${call}'` }));
  expect(stream?.evidence).toEqual(['sdk-call-json']);
  expect(stream?.branches.map(({ key }) => key.label)).toEqual(['Key']);
});
