import { describe, expect, test } from '@jest/globals';
import { summary } from '../stream/analysis.ts';
import { reviewFiles } from '../stream/review-files.ts';

const PAIR = 'Statement: {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt Key.Arn}';

const sam = (properties: string, globals = 'Timeout: 60', token = '!GetAtt Starter.Arn') => `
Transform: AWS::Serverless-2016-10-31
Parameters: {RoleArn: {Type: String}}
Conditions: {HasRole: !Equals [!Ref RoleArn, x]}
Globals: {Function: {${globals}}}
Resources:
  Key: {Type: AWS::KMS::Key}
  Starter:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      InlineCode: rds.start_activity_stream(KmsKeyId=props['KmsKeyId'])
${properties}
  Stream: {Type: Custom::ActivityStream, Properties: {ServiceToken: ${token}, KmsKeyId: !GetAtt Key.Arn}}
`;

describe('a SAM function', () => {
  test.each([
    ['with a list of policies', sam(`      Policies: [{${PAIR}}]`), 'scoped / scoped'],
    ['with one policy', sam(`      Policies: {${PAIR}}`), 'scoped / scoped'],
    ['with the name of a policy', sam('      Policies: PowerUserAccess'), 'broad / broad'],
    ['with the name of an unknown policy', sam('      Policies: [TeamPolicy]'), 'unknown / unknown'],
    ['with a policy template', sam('      Policies: [{KMSDecryptPolicy: {KeyId: !Ref Key}}]'), 'missing / missing'],
    [
      'with a policy in one branch',
      sam(`      Policies: [!If [HasRole, {${PAIR}}, !Ref AWS::NoValue]]`),
      'missing / missing',
    ],
    [
      'with a policy in each branch',
      sam(`      Policies: [!If [HasRole, {${PAIR}}, PowerUserAccess]]`),
      'broad / broad',
    ],
    [
      'with a list of policies in each branch',
      sam(`      Policies: !If [HasRole, [{${PAIR}}], [{${PAIR}}, AWSLambdaExecute]]`),
      'scoped / scoped',
    ],
    [
      'with a list of policies in one branch',
      sam(`      Policies: !If [HasRole, [AWSLambdaExecute, {${PAIR}}], !Ref AWS::NoValue]`),
      'missing / missing',
    ],
    [
      'with a list in a branch of an entry',
      sam(`      Policies: [!If [HasRole, [{${PAIR}}], {${PAIR}}], AWSLambdaExecute]`),
      'scoped / scoped',
    ],
    [
      'with a name of a policy in a list of one branch',
      sam(`      Policies: !If [HasRole, [{${PAIR}}, PowerUserAccess], [PowerUserAccess]]`),
      'broad / broad',
    ],
    ['without policies', sam(''), 'missing / missing'],
    [
      'with a role of its own, so that its policies do not count',
      sam(`      Role: !Ref RoleArn\n      Policies: [{${PAIR}}]`),
      'unknown / unknown',
    ],
    [
      'by its alias',
      sam(`      Policies: [{${PAIR}}]\n      AutoPublishAlias: live`, 'Timeout: 60', '!Ref Starter.Alias'),
      'scoped / scoped',
    ],
    ...[
      '!Ref Starter.Version',
      '!Sub "${Starter.Alias}"',
      '!Sub "${Starter.Version}"',
      '!Ref StarterVersion0123456789',
    ].map(
      (token) =>
        [
          `by ${token}`,
          sam(`      Policies: [{${PAIR}}]\n      AutoPublishAlias: live`, 'Timeout: 60', token),
          'scoped / scoped',
        ] as const,
    ),
    [
      'by the attribute of its alias',
      sam(`      Policies: [{${PAIR}}]\n      AutoPublishAlias: live`, 'Timeout: 60', '!GetAtt Starter.Alias.AliasArn'),
      'scoped / scoped',
    ],
    [
      'by an alias that it does not publish',
      sam(`      Policies: [{${PAIR}}]`, 'Timeout: 60', '!Sub "${Starter.Alias}"'),
      'unknown / unknown',
    ],
    [
      'by a version that it does not publish',
      sam(`      Policies: [{${PAIR}}]`, 'Timeout: 60', '!Ref StarterVersion0123456789'),
      'unknown / unknown',
    ],
    [
      'by the id of the alias that is made of it',
      sam(`      Policies: [{${PAIR}}]\n      AutoPublishAlias: live`, 'Timeout: 60', '!Ref StarterAliaslive'),
      'scoped / scoped',
    ],
    [
      'by the id of an alias of another name, which nothing defines',
      sam(`      Policies: [{${PAIR}}]\n      AutoPublishAlias: live`, 'Timeout: 60', '!Ref StarterAliastest'),
      'unknown / unknown',
    ],
    [
      'within a boundary of Globals',
      sam(`      Policies: [{${PAIR}}]`, 'PermissionsBoundary: arn:aws:iam::aws:policy/ReadOnlyAccess'),
      'denied / scoped',
    ],
  ])('%s', (_sentence, text, words) => {
    expect(summary(text)).toBe(words);
  });

  test('is not looked for in other templates by what only its own can define', () => {
    const { templates } = reviewFiles({ 'stack.yaml': sam('', 'Timeout: 60', '!Ref StarterAliaslive') });
    const [message = ''] = templates.flatMap(({ findings }) => findings.map((finding) => finding.message));
    expect(message).toMatch(/StarterAliaslive, which the template does not define\.$/);
  });

  test('has a role below the path that Globals name', () => {
    const policy = (path: string) => `KeyPolicy: {Version: '2012-10-17', Statement: {Effect: Allow, Action: 'kms:*',
      Resource: '*', Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root'},
      Condition: {ArnLike: {'aws:PrincipalArn': !Sub 'arn:aws:iam::\${AWS::AccountId}:role/${path}*'}}}}`;
    const withKey = (path: string) =>
      sam(`      Policies: [{${PAIR}}]`, 'RolePath: /das/').replace(
        'Key: {Type: AWS::KMS::Key}',
        `Key: {Type: AWS::KMS::Key, Properties: {${policy(path)}}}`,
      );
    expect(summary(withKey('das/'))).toBe('scoped / scoped');
    expect(summary(withKey('other/'))).toBe('denied / denied');
  });

  test('has the language that Globals name', () => {
    const code = 'InlineCode: "# rds.start_activity_stream() is called elsewhere"';
    const text = sam('', 'Runtime: python3.13').replace(/InlineCode: .*/, code);
    expect(summary(text)).toBe('');
    expect(summary(text.replace('# rds', 'rds'))).toBe('missing / missing');
  });
});
