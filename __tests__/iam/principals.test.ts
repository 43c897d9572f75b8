import { describe, expect, test } from '@jest/globals';
import { summary } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const ARN = (rest: string) => `!Sub 'arn:\${AWS::Partition}:${rest}'`;
const ROOT = ARN('iam::${AWS::AccountId}:root');
const SESSION = ARN('sts::${AWS::AccountId}:assumed-role/${Role}/${Function}');
const statement = (effect: string, principal: string) =>
  `{Effect: ${effect}, ${principal}, Action: 'kms:*', Resource: '*'}`;

const judge = (statements: readonly string[], identity = PAIR, boundary = '') =>
  summary(
    stack({
      key: `{KeyPolicy: {Version: '2012-10-17', Statement: [${statements.join(', ')}]}}`,
      role: `      Policies: [{PolicyName: p, PolicyDocument: {Statement: [${identity}]}}]${boundary}`,
      more: "  Boundary: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: 'rds:*', Resource: '*'}}}}",
    }),
  );

describe('a key policy delegates', () => {
  test.each([
    ['to the root of the account', `Principal: {AWS: ${ROOT}}`, 'scoped / scoped'],
    ['to the id of the account', 'Principal: {AWS: !Ref AWS::AccountId}', 'scoped / scoped'],
    ['to one of a list', `Principal: {AWS: [${ARN('iam::${AWS::AccountId}:role/other')}, ${ROOT}]}`, 'scoped / scoped'],
    ['not to another account', "Principal: {AWS: 'arn:aws:iam::444455556666:root'}", 'unknown / unknown'],
    ['not to a service', 'Principal: {Service: rds.amazonaws.com}', 'denied / denied'],
    ['not to a federated user', 'Principal: {Federated: cognito-identity.amazonaws.com}', 'denied / denied'],
  ])('%s', (_sentence, principal, words) => {
    expect(judge([statement('Allow', principal)])).toBe(words);
  });
});

describe('a key policy admits', () => {
  const LIMITED = '\n      PermissionsBoundary: !Ref Boundary';

  test.each([
    ['the role', 'Principal: {AWS: !GetAtt Role.Arn}', 'key-policy / key-policy', 'denied / denied'],
    ['its session', `Principal: {AWS: ${SESSION}}`, 'key-policy / key-policy', 'key-policy / key-policy'],
    ['everyone', "Principal: '*'", 'key-policy / key-policy', 'key-policy / key-policy'],
    ['everyone, as AWS', "Principal: {AWS: '*'}", 'key-policy / key-policy', 'key-policy / key-policy'],
  ])('%s, within a boundary or without', (_sentence, principal, free, limited) => {
    expect(judge([statement('Allow', principal)], '')).toBe(free);
    expect(judge([statement('Allow', principal)], '', LIMITED)).toBe(limited);
  });

  test.each([
    ['role, session and account on the list', `[!GetAtt Role.Arn, ${SESSION}, ${ROOT}]`, 'scoped / scoped'],
    ['only the role on the list', '[!GetAtt Role.Arn]', 'unknown / unknown'],
    ['neither on the list', `[${ROOT}]`, 'denied / denied'],
  ])('by a Deny with NotPrincipal, %s', (_sentence, list, words) => {
    const statements = [
      statement('Allow', `Principal: {AWS: ${ROOT}}`),
      statement('Deny', `NotPrincipal: {AWS: ${list}}`),
    ];
    expect(judge(statements)).toBe(words);
  });

  test('nobody whom a Deny with NotPrincipal names, if a boundary limits the role', () => {
    const list = `[!GetAtt Role.Arn, ${SESSION}, ${ROOT}]`;
    const statements = [statement('Allow', "Principal: '*'"), statement('Deny', `NotPrincipal: {AWS: ${list}}`)];
    expect(judge(statements, '', LIMITED)).toBe('denied / denied');
  });
});

describe('a role that the singleton of the CDK assumes has a session of a name that nothing tells', () => {
  const judged = (...principals: readonly string[]) =>
    summary(
      stack({
        key: `{KeyPolicy: {Statement: [${principals.map((principal) => statement('Allow', principal)).join(', ')}]}}`,
        role: `      Policies: [{PolicyName: p, PolicyDocument: {Statement: []}}]`,
        stream:
          '      Create: !Sub \'{"service":"rds","action":"startActivityStream","assumedRoleArn":"${Role.Arn}","parameters":{"KmsKeyId":"${Key.Arn}"}}\'',
      }).replace('Custom::ActivityStream', 'Custom::AWS'),
    );

  test.each([
    [
      'some session of the role',
      `Principal: {AWS: ${ARN('sts::${AWS::AccountId}:assumed-role/${Role}/x')}}`,
      'unknown / unknown',
    ],
    ['the role', 'Principal: {AWS: !GetAtt Role.Arn}', 'key-policy / key-policy'],
    ['another role', `Principal: {AWS: ${ARN('iam::${AWS::AccountId}:role/other')}}`, 'denied / denied'],
    ['a user', `Principal: {AWS: ${ARN('iam::${AWS::AccountId}:user/x')}}`, 'denied / denied'],
  ])('and a key policy names %s', (_sentence, principal, words) => {
    expect(judged(principal)).toBe(words);
  });
});
