import { describe, expect, test } from '@jest/globals';
import { analyse, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const CODE = '      Code: {S3Bucket: code, S3Key: start.zip}';
const PROD = 'Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}';
const call = (action: string) =>
  `'{"service":"RDS","action":"${action}","region":"us-west-2","parameters":{"KmsKeyId":"alias/das"}}'`;

describe('a branch', () => {
  test.each<[string, string, Parts]>([
    [
      'in which the key is disabled',
      'unknown / unknown',
      { head: PROD, key: '{Enabled: !If [IsProd, true, false]}', statements: PAIR },
    ],
    [
      'of which a parameter tells whether the key is enabled',
      'unknown / unknown',
      { head: 'Parameters: {On: {Type: String}}', key: '{Enabled: !Ref On}', statements: PAIR },
    ],
    [
      'in which the key has the default policy',
      'key-policy / key-policy',
      {
        head: PROD,
        key: "{KeyPolicy: !If [IsProd, {Statement: {Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*'}}, !Ref AWS::NoValue]}",
        statements: PAIR,
      },
    ],
    [
      'in which the alias has another target',
      'missing / missing',
      {
        head: PROD,
        statements: PAIR,
        stream: '      KmsKeyId: alias/das',
        more: '  Other: {Type: AWS::KMS::Key}\n  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !If [IsProd, !Ref Key, !Ref Other]}}',
      },
    ],
  ])('%s', (_sentence, words, parts) => {
    expect(summary(stack(parts))).toBe(words);
  });

  test('in which the call is another one is no stream', () => {
    const stream = `      Create: !If [IsProd, ${call('startActivityStream')}, ${call('stopActivityStream')}]`;
    const [found] = analyse(
      stack({ head: PROD, function: CODE, stream }).replace('Custom::ActivityStream', 'Custom::AWS'),
    );
    expect(found?.branches.map(({ guard }) => guard)).toEqual([found?.scope.conditions.named('IsProd')]);
  });
});

describe('a call that is made in another region', () => {
  test.each([
    ['us-west-2', 'scoped'],
    ['eu-west-1', 'unusable'],
  ])('comes by way of RDS there: %s', (region, word) => {
    const condition = `, Condition: {StringEquals: {kms:ViaService: rds.${region}.amazonaws.com}}`;
    const parts = {
      function: CODE,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Key.Arn', condition),
      stream: `      Create: ${call('startActivityStream')}`,
      more: '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}',
    };
    expect(summary(stack(parts).replace('Custom::ActivityStream', 'Custom::AWS'))).toBe(`${word} / ${word}`);
  });
});
