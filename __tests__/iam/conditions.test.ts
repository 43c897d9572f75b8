import { describe, expect, test } from '@jest/globals';
import { summary } from '../stream/analysis.ts';
import { allow, stack } from '../stream/stack-text.ts';

const under = (condition: string, options = {}) =>
  summary(
    stack({
      head: 'Parameters: {Given: {Type: String}}',
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Key.Arn', `, Condition: ${condition}`),
    }),
    options,
  );

const VIA = '!Sub "rds.${AWS::Region}.amazonaws.com"';

describe('a condition', () => {
  test.each([
    ['with a boolean', "{Bool: {'kms:GrantIsForAWSResource': true}}", 'scoped / unusable'],
    [
      'with its operator in other case',
      "{stringequals: {'KMS:viaservice': 'rds.x.amazonaws.com'}}",
      'unknown / unknown',
    ],
    ['that a value of a list meets', `{StringEquals: {'kms:ViaService': [other, ${VIA}]}}`, 'scoped / scoped'],
    ['that asks for presence', "{'Null': {'kms:ViaService': false}}", 'scoped / scoped'],
    ['that asks for absence', "{'Null': {'kms:ViaService': true}}", 'unusable / unusable'],
    ['negated over an absent key', "{StringNotEquals: {'kms:RequestAlias': 'alias/x'}}", 'scoped / scoped'],
    [
      'for all values of an absent key',
      "{'ForAllValues:StringEquals': {'kms:EncryptionContextKeys': a}}",
      'unknown / scoped',
    ],
    [
      'for any value of an absent key',
      "{'ForAnyValue:StringNotEquals': {'kms:EncryptionContextKeys': a}}",
      'unknown / unusable',
    ],
    ['if its absent key exists', "{StringEqualsIfExists: {'kms:GranteePrincipal': a}}", 'unknown / scoped'],
    [
      'on the caller by a policy variable',
      "{StringEquals: {'kms:CallerAccount': '${aws:PrincipalAccount}'}}",
      'scoped / scoped',
    ],
    [
      'by a policy variable that is not known',
      "{StringEquals: {'kms:CallerAccount': '${aws:username}'}}",
      'unknown / unknown',
    ],
    ['on the role', "{ArnEquals: {'aws:PrincipalArn': !GetAtt Role.Arn}}", 'scoped / scoped'],
    [
      'on another role',
      "{ArnEquals: {'aws:PrincipalArn': !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/other'}}",
      'unusable / unusable',
    ],
    [
      'on the kind of key',
      "{StringEquals: {'kms:KeySpec': SYMMETRIC_DEFAULT, 'kms:KeyUsage': ENCRYPT_DECRYPT}, Bool: {'kms:MultiRegion': false}}",
      'scoped / scoped',
    ],
    ['on the kind of another key', "{StringEquals: {'kms:KeySpec': RSA_2048}}", 'unusable / unusable'],
    ['on a service acting for itself', "{Bool: {'aws:PrincipalIsAWSService': true}}", 'unusable / unusable'],
    ['on a tag that the key does not show', "{StringEquals: {'aws:ResourceTag/team': das}}", 'unknown / unknown'],
    ['given by a parameter', "{StringEquals: {'kms:ViaService': !Ref Given}}", 'unknown / unknown'],
    ['that a parameter stands for', '!Ref Given', 'unknown / unknown'],
    ['that is left out', '!Ref AWS::NoValue', 'scoped / scoped'],
  ])('%s', (_sentence, condition, words) => {
    expect(under(condition)).toBe(words);
  });
});

describe('a policy of the older version', () => {
  test('has no policy variables', () => {
    const text = stack({
      statements: allow(
        '[kms:CreateGrant, kms:DescribeKey]',
        '!GetAtt Key.Arn',
        ", Condition: {StringEquals: {'kms:CallerAccount': '${aws:PrincipalAccount}'}}",
      ),
    }).replace("Version: '2012-10-17'", "Version: '2008-10-17'");
    expect(summary(text, { account: '111122223333' })).toBe('unusable / unusable');
  });
});
