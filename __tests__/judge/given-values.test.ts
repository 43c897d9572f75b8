import { describe, expect, test } from '@jest/globals';
import { review } from '../../src/review.ts';
import { DAY, SETTINGS, sideOf } from '../review-input.ts';

const SECRET = 'zz7SECRETzz';

interface Parts {
  readonly key?: string;
  readonly keyProperties?: string;
  readonly resource?: string;
  readonly role?: string;
  readonly token?: string;
  readonly more?: string;
}

const stack = ({ key = '!GetAtt K.Arn', resource = '!GetAtt K.Arn', more = '', ...parts }: Parts) => `
Parameters: { P: { Type: String, NoEcho: true } }
Resources:
  K: { Type: AWS::KMS::Key, Properties: ${parts.keyProperties ?? '{ Description: x }'} }
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: das-role${more}
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: ${resource} }
  F:
    Type: AWS::Lambda::Function
    Properties: { Handler: i.h, Runtime: python3.13, Role: ${parts.role ?? '!GetAtt R.Arn'}, Code: { S3Bucket: b, S3Key: k } }
  Das:
    Type: Custom::ActivityStream
    Properties: { ServiceToken: ${parts.token ?? '!GetAtt F.Arn'}, KmsKeyId: ${key} }
`;

function said(parts: Parts, value: string): string {
  const environment = { partition: null, region: null, account: null, parameters: new Map([['P', value]]) };
  const made = review({
    head: sideOf([{ path: 'stack.yaml', text: stack(parts) }]),
    base: null,
    renames: new Map(),
    settings: { ...SETTINGS, environment },
    day: DAY,
  });
  expect(made.summary.streams).toBe(1);
  return JSON.stringify(made);
}

const KEY_ARN = `arn:aws:kms:eu-west-1:111122223333:key/${SECRET}`;
const LAMBDA = `arn:aws:lambda:eu-west-1:111122223333:function:${SECRET}`;
const CALL = '\'{"service":"RDS","action":"startActivityStream","parameters":{"KmsKeyId":"\'';

describe('the value of a parameter is in nothing that leaves the review', () => {
  test.each<[string, Parts, string]>([
    ['an alias as the key', { key: '!Ref P' }, `alias/${SECRET}`],
    ['an alias of AWS as the key', { key: '!Ref P' }, `alias/aws/${SECRET}`],
    ['the ARN of an alias of AWS', { key: '!Ref P' }, `arn:aws:kms:eu-west-1:111122223333:alias/aws/${SECRET}`],
    ['a key ARN', { key: '!Ref P' }, KEY_ARN],
    ['a text that is no key', { key: '!Ref P' }, `${SECRET} what`],
    ['a part of the key', { key: "!Sub 'arn:aws:kms:eu-west-1:111122223333:key/${P}'" }, SECRET],
    ['a part of an alias', { key: "!Join ['/', [alias, !Ref P]]", resource: "'*'" }, SECRET],
    ['a part of JSON text', { key: `!Join ['', [${CALL}, !Ref P, '"}}']]` }, KEY_ARN],
    ['the Resource', { resource: '!Ref P' }, KEY_ARN],
    ['the role', { role: '!Ref P' }, `arn:aws:iam::111122223333:role/${SECRET}`],
    ["the role's name", { role: "!Sub 'arn:aws:iam::111122223333:role/${P}'" }, SECRET],
    ['the function', { token: '!Ref P' }, LAMBDA],
    ['the boundary', { more: '\n      PermissionsBoundary: !Ref P' }, `arn:aws:iam::111122223333:policy/${SECRET}`],
    ['a managed policy', { more: '\n      ManagedPolicyArns: [!Ref P]' }, `arn:aws:iam::1:policy/${SECRET}`],
    ['the KeySpec', { keyProperties: '{ KeySpec: !Ref P }' }, SECRET],
    ['the KeyUsage', { keyProperties: '{ KeyUsage: !Ref P }' }, SECRET],
  ])('%s', (_, parts, value) => {
    expect(said(parts, value)).not.toContain(SECRET);
  });

  test('too short a value to be looked for is spoken of by its parameter as well', () => {
    expect(said({ keyProperties: '{ KeySpec: !Ref P }' }, 'q9Z')).toContain('(KeySpec: parameter P)');
    expect(said({ keyProperties: '{ KeySpec: !Ref P }' }, 'q9Z')).not.toContain('q9Z');
  });

  test('a fix names the parameter that holds the ARN', () => {
    expect(said({ key: '!Ref P', resource: "'*'" }, KEY_ARN)).toContain('+              - { Effect: Allow');
    expect(said({ key: '!Ref P', resource: "'*'" }, KEY_ARN)).toContain('!Ref P');
  });
});
