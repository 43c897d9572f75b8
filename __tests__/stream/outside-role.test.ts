import { describe, expect, test } from '@jest/globals';
import { summary } from './analysis.ts';
import { reviewFiles } from './review-files.ts';
import { allow, PAIR } from './stack-text.ts';

const ARN = 'arn:aws:iam::111122223333:role/service/starter';
const DENY = "{Effect: Deny, Action: 'kms:*', Resource: '*'}";

/** A function under a role that is not in the template, and a policy attached by name. */
const stack = (role: string, statement: string, key = '{}') => `
Parameters: {RoleArn: {Type: String}}
Resources:
  Key: {Type: AWS::KMS::Key, Properties: ${key}}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: ${role}
      Code: {ZipFile: "c.start_activity_stream(KmsKeyId=e['KmsKeyId'])"}
  Stream:
    Type: Custom::ActivityStream
    DependsOn: Grant
    Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt Key.Arn}
  Grant:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: grant, Roles: [starter], PolicyDocument: {Version: '2012-10-17', Statement: ${statement}}}
`;
const messageOf = (text: string) => {
  const [report] = reviewFiles({ 'stack.yaml': text }).templates;
  expect(report?.findings.map(({ rule }) => rule)).toEqual(['unresolved']);
  return report?.findings[0]?.message;
};

describe('a role that is in no template', () => {
  test.each([
    ['may have a boundary, whatever is attached to it by name', ARN, PAIR, 'unknown / unknown'],
    ['by an ARN with the stack in it', "!Sub 'arn:aws:iam::${AWS::AccountId}:role/starter'", PAIR, 'unknown / unknown'],
    ['may have other policies', ARN, allow('kms:CreateGrant'), 'unknown / unknown'],
    ['is denied what a policy attached by name denies', ARN, DENY, 'denied / denied'],
    ['of another name is not', ARN.replace('starter', 'other'), DENY, 'unknown / unknown'],
    ['by its name where an ARN should stand', 'starter', DENY, 'denied / denied'],
    ['by another name where an ARN should stand', 'other', DENY, 'unknown / unknown'],
    ['by an ARN of something else may be meant', 'arn:aws:iam::111122223333:user/starter', DENY, 'unknown / unknown'],
    ['by what no template tells may be meant', "{'Fn::Transform': {Name: Own}}", DENY, 'unknown / unknown'],
    ['that a parameter names may be meant', '!Ref RoleArn', DENY, 'unknown / unknown'],
  ])('%s', (_sentence, role, statement, words) => {
    expect(summary(stack(role, statement))).toBe(words);
  });

  test('is shut out by a key policy that neither delegates nor names it', () => {
    const policy = '{Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: "kms:*", Resource: "*"}';
    expect(summary(stack(ARN, PAIR, `{KeyPolicy: {Statement: ${policy}}}`))).toBe('denied / denied');
  });

  test('with a grant turns on its boundary alone, which only its template tells', () => {
    const message = messageOf(stack(ARN, PAIR));
    expect(message).toContain(
      'it turns on the permissions boundary of the role starter, which is in no template that was read. Have the template',
    );
    expect(message).not.toContain('--');
  });

  test('without one turns on its policies, too', () => {
    expect(messageOf(stack(ARN, allow('kms:CreateGrant')))).toContain(
      'other policies of the role starter, which is in no template that was read. Have the template',
    );
    expect(messageOf(stack(ARN.replace('starter', 'other'), '[]'))).toContain(
      'it turns on the policies and the permissions boundary of the role other, which is in no template that was read.',
    );
  });

  test('that a parameter names is told by no value of the parameter', () => {
    const message = messageOf(stack('!Ref RoleArn', '[]'));
    expect(message).toContain(
      'it turns on the policies and the permissions boundary of the role that parameter RoleArn names, which is in no template',
    );
    expect(message).not.toContain('--parameter');
  });
});

describe('a managed policy', () => {
  const attached = (arn: string) => `
Parameters: {Given: {Type: String}}
Resources:
  Key: {Type: AWS::KMS::Key}
  Own: {Type: AWS::IAM::ManagedPolicy, Properties: {ManagedPolicyName: das, PolicyDocument: {Statement: ${PAIR}}}}
  Role: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [${arn}]}}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Code: {ZipFile: "c.start_activity_stream(KmsKeyId=e['KmsKeyId'])"}
  Stream: {Type: Custom::ActivityStream, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt Key.Arn}}
`;

  test.each([
    ['of the template by its literal ARN', "'arn:aws:iam::111122223333:policy/das'"],
    ['of the template by an ARN with the account', "!Sub 'arn:aws:iam::${AWS::AccountId}:policy/das'"],
  ])('%s', (_sentence, arn) => {
    expect(summary(attached(arn))).toBe('scoped / scoped');
  });

  test.each([
    [
      'of another name',
      "!Sub 'arn:aws:iam::${AWS::AccountId}:policy/other'",
      'managed policy other, which is in no template that was read. Have the template',
    ],
    [
      'of AWS that is not known',
      'arn:aws:iam::aws:policy/Tomorrow',
      'managed policy Tomorrow, which is not among those known of AWS.',
    ],
    [
      'of a parameter',
      '!Ref Given',
      'the managed policy that parameter Given gives. Giving --parameter Given=… (in the Action: parameters) may decide it',
    ],
  ])('%s is unknown', (_sentence, arn, reason) => {
    expect(messageOf(attached(arn))).toContain(reason);
  });

  test('that AWS keeps under a name is told by no option', () => {
    const stored = attached('!Ref Given').replace('{Type: String}', "{Type: 'AWS::SSM::Parameter::Value<String>'}");
    const message = messageOf(stored);
    expect(message).toContain('it turns on the managed policy that the stored value of Given gives.');
    expect(message).not.toContain('--parameter');
  });
});
