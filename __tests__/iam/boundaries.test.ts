import { describe, test } from '@jest/globals';
import { expectExplained } from '../stream/explain.ts';
import { allow, PAIR, type Parts, stack } from '../stream/stack-text.ts';

type Row = readonly [sentence: string, parts: Parts];

const PROD = 'Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}';
const GIVEN = 'Parameters: {Given: {Type: String}}';
const document = (...statements: readonly string[]) => `{Version: '2012-10-17', Statement: [${statements.join(', ')}]}`;
const boundary = (statement: string) =>
  `  Boundary: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document(statement)}}}`;
const inline = `      Policies: [{PolicyName: p, PolicyDocument: ${document(PAIR)}}]`;

const LIMITS: readonly Row[] = [
  [
    'that allows KMS',
    { role: `${inline}\n      PermissionsBoundary: !Ref Boundary`, more: boundary(allow("'kms:*'", "'*'")) },
  ],
  [
    'that allows something else',
    { role: `${inline}\n      PermissionsBoundary: !Ref Boundary`, more: boundary(allow("'rds:*'", "'*'")) },
  ],
  [
    'that allows another key',
    {
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(allow("'kms:*'", "'arn:aws:kms:us-east-1:111122223333:key/x'")),
    },
  ],
  [
    'that denies CreateGrant',
    {
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(`${allow("'*'", "'*'")}, {Effect: Deny, Action: kms:CreateGrant, Resource: '*'}`),
    },
  ],
  [
    'that denies CreateGrant but to AWS',
    {
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(
        `${allow("'*'", "'*'")}, {Effect: Deny, Action: kms:CreateGrant, Resource: '*', Condition: {Bool: {'kms:GrantIsForAWSResource': false}}}`,
      ),
    },
  ],
  [
    'in one branch',
    {
      head: PROD,
      role: `${inline}\n      PermissionsBoundary: !If [IsProd, !Ref Boundary, !Ref AWS::NoValue]`,
      more: boundary(allow("'rds:*'", "'*'")),
    },
  ],
  [
    'in one branch, with nothing granted',
    {
      head: PROD,
      role: '      PermissionsBoundary: !If [IsProd, !Ref Boundary, !Ref AWS::NoValue]',
      more: boundary(allow("'rds:*'", "'*'")),
    },
  ],
  [
    'without KMS, beside a Deny that is open',
    {
      head: GIVEN,
      role: `      Policies: [{PolicyName: p, PolicyDocument: ${document(PAIR, "{Effect: Deny, Action: 'kms:*', Resource: !Ref Given}")}}]\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(allow("'rds:*'", "'*'")),
    },
  ],
  [
    'that is open, beside a key policy that is closed',
    {
      head: GIVEN,
      key: "{KeyPolicy: {Statement: {Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: 'kms:*', Resource: '*'}}}",
      role: `${inline}\n      PermissionsBoundary: !Ref Given`,
    },
  ],
  [
    'that denies in part, beside a key policy that is closed',
    {
      head: GIVEN,
      key: "{KeyPolicy: {Statement: {Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: 'kms:*', Resource: '*'}}}",
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary("{Effect: Deny, Action: 'kms:*', Resource: !Ref Given}"),
    },
  ],
  [
    'that allows the key in one spelling and denies it in an open one',
    {
      head: GIVEN,
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(`${allow("'kms:*'", "'*'")}, {Effect: Deny, Action: 'kms:*', Resource: !Ref Given}`),
    },
  ],
  ['that is left out', { role: `${inline}\n      PermissionsBoundary: !Ref AWS::NoValue` }],
  ['from a parameter', { head: GIVEN, role: `${inline}\n      PermissionsBoundary: !Ref Given` }],
  ['from a parameter, with nothing granted', { head: GIVEN, role: '      PermissionsBoundary: !Ref Given' }],
  [
    'from a parameter, with everything granted',
    {
      head: GIVEN,
      role: `      Policies: [{PolicyName: p, PolicyDocument: ${document(allow("'*'", "'*'"))}}]\n      PermissionsBoundary: !Ref Given`,
    },
  ],
  ['of AWS', { role: `${inline}\n      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess'` }],
  [
    'of AWS, for something else',
    { role: `${inline}\n      PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'` },
  ],
  [
    'that turns on a parameter',
    {
      head: GIVEN,
      role: `${inline}\n      PermissionsBoundary: !Ref Boundary`,
      more: boundary(allow('!Ref Given', "'*'")),
    },
  ],
];

describe('a boundary', () => {
  test.each(LIMITS)('%s', (sentence, parts) => {
    expectExplained('attached', `boundary ${sentence}`, stack(parts));
  });
});
