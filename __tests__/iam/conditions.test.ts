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

const ACCOUNT = { account: '111122223333' };

describe('a condition on numbers, dates, addresses or bytes', () => {
  test.each([
    ['with the number that the call brings', "{NumericEquals: {'kms:CallerAccount': '111122223333'}}", 'scoped'],
    ['with another number', "{NumericEquals: {'kms:CallerAccount': 111122223334}}", 'unusable'],
    ['with another number, negated', "{NumericNotEquals: {'kms:CallerAccount': 111122223334}}", 'scoped'],
    ['with the same number, negated', "{NumericNotEquals: {'kms:CallerAccount': '111122223333.0'}}", 'unusable'],
    ['with a lower bound below', "{NumericGreaterThan: {'kms:CallerAccount': 111122223332}}", 'scoped'],
    ['with a lower bound at it', "{NumericGreaterThan: {'kms:CallerAccount': 111122223333}}", 'unusable'],
    ['with a lower bound that counts', "{NumericGreaterThanEquals: {'kms:CallerAccount': 111122223333}}", 'scoped'],
    ['with an upper bound at it', "{NumericLessThan: {'kms:CallerAccount': 111122223333}}", 'unusable'],
    ['with an upper bound that counts', "{NumericLessThanEquals: {'kms:CallerAccount': 111122223333}}", 'scoped'],
    ['with an upper bound above', "{NumericLessThanIfExists: {'kms:CallerAccount': 111122223334}}", 'scoped'],
    ['with one number of a list', "{NumericEquals: {'kms:CallerAccount': [1, 111122223333]}}", 'scoped'],
    ['with what is no number', "{NumericEquals: {'kms:CallerAccount': many}}", 'unusable'],
    ['with what is no number, negated', "{NumericNotEquals: {'kms:CallerAccount': many}}", 'unknown'],
    ['on a value that is no number', "{NumericEquals: {'kms:ViaService': 1}}", 'unusable'],
    ['on a value that is no number, if it exists', "{NumericEqualsIfExists: {'kms:ViaService': 1}}", 'unusable'],
    ['on an absent number', "{NumericEquals: {'kms:RequestAlias': 1}}", 'unusable'],
    ['on an absent number, negated', "{NumericNotEquals: {'kms:RequestAlias': 1}}", 'scoped'],
    ['on an absent number, if it exists', "{NumericLessThanIfExists: {'kms:RequestAlias': 1}}", 'scoped'],
    ['on all of no numbers', "{'ForAllValues:NumericEquals': {'kms:RequestAlias': 1}}", 'scoped'],
    ['on any of no numbers', "{'ForAnyValue:NumericNotEquals': {'kms:RequestAlias': 1}}", 'unusable'],
    ['on any number', "{'ForAnyValue:NumericEquals': {'kms:CallerAccount': 111122223333}}", 'scoped'],
    ['on a number that is not known', "{NumericEquals: {'aws:PrincipalTag/level': 1}}", 'unknown'],
    ['on an unknown value that no number can be', "{NumericEquals: {'aws:PrincipalTag/level': many}}", 'unusable'],
    ['on an unknown value, if it exists', "{NumericEqualsIfExists: {'aws:PrincipalTag/level': many}}", 'unknown'],
    ['on an unknown date', "{DateLessThan: {'aws:CurrentTime': '2030-01-01T00:00:00Z'}}", 'unknown'],
    ['on a date that is none', "{DateLessThan: {'aws:CurrentTime': 'new year'}}", 'unusable'],
    ['on an unknown address', "{IpAddress: {'aws:SourceIp': 10.0.0.0/8}}", 'unknown'],
    ['on an unknown address, negated', "{NotIpAddress: {'aws:SourceIp': 10.0.0.0/8}}", 'unknown'],
    ['on an address that is none', "{IpAddress: {'aws:SourceIp': office}}", 'unusable'],
    ['on a value that is no address', "{IpAddress: {'kms:ViaService': 10.0.0.0/8}}", 'unusable'],
    ['on bytes', "{BinaryEquals: {'kms:ViaService': cmRz}}", 'unusable'],
    ['on bytes that are absent, if they exist', "{BinaryEqualsIfExists: {'kms:RequestAlias': cmRz}}", 'scoped'],
    ['with what is no boolean', "{Bool: {'kms:ViaService': rds.eu-west-1.amazonaws.com}}", 'unusable'],
    ['with an ARN that is none', "{ArnLike: {'aws:PrincipalArn': starter}}", 'unusable'],
    ['with an ARN that is none, negated', "{ArnNotLike: {'aws:PrincipalArn': starter}}", 'unknown'],
    ['with another ARN, negated', "{ArnNotEquals: {'aws:PrincipalArn': 'arn:aws:iam::1:role/x'}}", 'scoped'],
    ['on an absent ARN, if it exists', "{ArnEqualsIfExists: {'kms:RequestAlias': 'arn:aws:iam::1:role/x'}}", 'scoped'],
    ['with a prefix that IAM does not have', "{'Some:NumericEquals': {'kms:CallerAccount': 111122223333}}", 'unknown'],
    ['with an operator that IAM does not have', "{Similar: {'kms:CallerAccount': 111122223333}}", 'unknown'],
    ['of presence by a parameter', "{'Null': {'kms:ViaService': !Ref Given}}", 'unknown'],
  ])('%s', (_sentence, condition, word) => {
    expect(under(condition, { ...ACCOUNT, region: 'eu-west-1' })).toBe(`${word} / ${word}`);
  });

  test.each([
    ['DateGreaterThan', '2026-01-01', 'scoped'],
    ['DateLessThan', '2026-01-01T00:00:00Z', 'unusable'],
    ['DateLessThan', '2026-06-01T10:00:00.5Z', 'scoped'],
    ['DateLessThanEquals', '2026-06-01T10:00:00Z', 'scoped'],
    ['DateEquals', '2026-06-01T10:00Z', 'scoped'],
    ['DateNotEquals', '2026-06-01T10:00Z', 'unusable'],
    ['DateEquals', '2026-06-01T12:00:00+02:00', 'unknown'],
    ['DateEquals', '1780308000', 'unknown'],
    ['DateEquals', 'tomorrow', 'unusable'],
    ['StringEquals', '2026-06-01T10:00:00Z', 'scoped'],
  ])('%s %s, on a tag of the key', (operator, value, word) => {
    expect(tagged('2026-06-01T10:00:00Z', operator, value)).toBe(`${word} / ${word}`);
  });

  test.each([
    ['IpAddress', '10.0.0.0/8', 'scoped'],
    ['IpAddress', '10.1.2.3', 'scoped'],
    ['IpAddress', '10.1.2.4', 'unusable'],
    ['IpAddress', '10.1.2.0/30', 'scoped'],
    ['IpAddress', '10.1.2.4/30', 'unusable'],
    ['IpAddress', '0.0.0.0/0', 'scoped'],
    ['NotIpAddress', '10.0.0.0/8', 'unusable'],
    ['NotIpAddress', '192.168.0.0/16', 'scoped'],
    ['IpAddress', '2001:db8::/32', 'unknown'],
    ['NotIpAddress', 'home', 'unknown'],
  ])('%s %s, on a tag of the key', (operator, value, word) => {
    expect(tagged('10.1.2.3', operator, value)).toBe(`${word} / ${word}`);
  });
});

const tagged = (tag: string, operator: string, value: string) =>
  summary(
    stack({
      key: `{Tags: [{Key: mark, Value: '${tag}'}]}`,
      statements: allow(
        '[kms:CreateGrant, kms:DescribeKey]',
        '!GetAtt Key.Arn',
        `, Condition: {${operator}: {'aws:ResourceTag/mark': '${value}'}}`,
      ),
    }),
  );

describe('policy variables', () => {
  test.each([
    ['are none without a version', 'Id: none', 'unusable'],
    ['are none in the older version', "Version: '2008-10-17'", 'unusable'],
    ['are none in a version that is left out', 'Version: !Ref AWS::NoValue', 'unusable'],
    ['count in the newer version', "Version: '2012-10-17'", 'scoped'],
    ['count in one branch', "Version: !If [IsNew, '2012-10-17', '2008-10-17']", 'unusable'],
    ['count in both branches', "Version: !If [IsNew, '2012-10-17', '2012-10-17']", 'scoped'],
  ])('%s', (_sentence, version, word) => {
    const statements = allow(
      '[kms:CreateGrant, kms:DescribeKey]',
      '!GetAtt Key.Arn',
      ", Condition: {StringEquals: {'kms:CallerAccount': '${aws:PrincipalAccount}'}}",
    );
    const head = 'Parameters: {Given: {Type: String}}\nConditions: {IsNew: !Equals [!Ref Given, new]}';
    const text = stack({ head, statements }).replace("Version: '2012-10-17'", version);
    expect(summary(text, { account: '111122223333' })).toBe(`${word} / ${word}`);
  });
});

describe('a condition on the aliases of a key that has two', () => {
  test.each([
    ['ForAnyValue:StringEquals', '[alias/das]', 'scoped'],
    ['ForAnyValue:StringEquals', '[alias/other]', 'unknown'],
    ['ForAnyValue:StringNotEquals', '[alias/das]', 'scoped'],
    ['ForAnyValue:StringNotLike', "['alias/*']", 'unknown'],
    ['ForAllValues:StringEquals', '[alias/das]', 'unusable'],
    ['ForAllValues:StringEquals', '[alias/das, alias/team]', 'unknown'],
    ['ForAllValues:StringNotEquals', '[alias/team]', 'unusable'],
    ['ForAllValues:StringNotEquals', '[alias/other]', 'unknown'],
    ['ForAllValues:StringLike', "['alias/*']", 'unknown'],
  ])('%s %s', (operator, values, word) => {
    const aliases = ['das', 'team'].map(
      (name) =>
        `  ${name}Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/${name}, TargetKeyId: !Ref Key}}\n`,
    );
    const condition = `, Condition: {'${operator}': {'kms:ResourceAliases': ${values}}}`;
    const statements = allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Key.Arn', condition);
    expect(summary(stack({ statements, more: aliases.join('') }))).toBe(`${word} / ${word}`);
  });
});
