import { describe, expect, it } from '@jest/globals';
import { reportOn } from '../prove/case.ts';

/** A role whose function calls nothing of KMS, with these statements behind the one that starts the stream. */
function template(...statements: readonly string[]): string {
  return [
    'Resources:',
    '  Key: { Type: AWS::KMS::Key, Properties: { Description: x } }',
    '  Role:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      AssumeRolePolicyDocument: {}',
    '      Policies:',
    '        - PolicyName: p',
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    "              - { Effect: Allow, Action: rds:StartActivityStream, Resource: '*' }",
    ...statements.map((statement) => `              - ${statement}`),
    '  Starter:',
    '    Type: AWS::Lambda::Function',
    '    Properties:',
    '      Handler: index.handler',
    '      Runtime: python3.13',
    '      Role: !GetAtt Role.Arn',
    '      Code:',
    '        ZipFile: |',
    '          import boto3',
    '          def handler(event, context):',
    "              boto3.client('rds').start_activity_stream(**event['ResourceProperties'])",
    '  Das:',
    '    Type: Custom::ActivityStream',
    '    Properties: { ServiceToken: !GetAtt Starter.Arn, KmsKeyId: !Ref Key }',
    '',
  ].join('\n');
}

const judged = (text: string) => reportOn({ path: 'stack.yaml', text });

function fixed(...statements: readonly string[]): string {
  return judged(template(...statements))?.fixed ?? '';
}

const GRANT =
  "{ Effect: Allow, Action: kms:CreateGrant, Resource: !GetAtt Key.Arn, Condition: { Bool: { kms:GrantIsForAWSResource: 'true' } } }";

describe('a wide statement that is narrowed', () => {
  it('keeps only what it held of the two actions, beside a grant that is right', () => {
    const text = fixed(GRANT, "{ Effect: Allow, Action: ['kms:Describe*', 'kms:List*'], Resource: '*' }");
    expect(text).toMatch(/Action: \[kms:DescribeKey\], Resource: !GetAtt Key\.Arn/);
    expect(text.match(/kms:CreateGrant/g)).toHaveLength(1);
  });

  it('does not gain CreateGrant where that is missing: a statement with its conditions is added', () => {
    const text = fixed("{ Effect: Allow, Action: ['kms:DescribeKey', 'kms:Decrypt'], Resource: '*' }");
    const grants = text.split('\n').filter((line) => line.includes('kms:CreateGrant'));
    expect(grants).toHaveLength(1);
    expect(grants[0]).toContain('kms:GrantIsForAWSResource');
  });

  it('does not gain DescribeKey under a condition that it can not meet', () => {
    const text = fixed(
      "{ Effect: Allow, Action: ['kms:CreateGrant', 'kms:Decrypt'], Resource: '*', Condition: { Bool: { kms:GrantIsForAWSResource: 'true' } } }",
    );
    const conditioned = text.split('\n').filter((line) => line.includes('kms:GrantIsForAWSResource'));
    expect(conditioned.some((line) => line.includes('kms:DescribeKey'))).toBe(false);
    expect(text).toContain('kms:DescribeKey');
  });
});

it('takes an ARN around a parameter for a key, with the same ARN as its Resource', () => {
  const arn = "!Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Id}'";
  const text = template()
    .replace('Resources:', 'Parameters: { Id: { Type: String } }\nResources:')
    .replace('KmsKeyId: !Ref Key', `KmsKeyId: ${arn}`);
  const report = judged(text);
  expect(report?.findings.map(({ rule }) => rule)).toEqual(['missing-grant']);
  expect(report?.fixed).toContain(`Resource: ${arn}`);
});
