import { describe, expect, test } from '@jest/globals';
import { summary } from '../stream/analysis.ts';
import { allow, stack } from '../stream/stack-text.ts';

const HEAD = 'Parameters: {Given: {Type: String}}\nConditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}';

/** Words of a stack whose one grant is on every key, under a condition. */
const words = (condition: string) =>
  summary(
    stack({
      head: HEAD,
      key: '{Tags: [{Key: team, Value: das}, {Key: level, Value: 7}, {Key: das, Value: true}]}',
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', "'*'", `, Condition: ${condition}`),
      more: '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}',
    }),
  );

describe('a grant on every key names this one', () => {
  test.each([
    ['by its alias', "{'ForAnyValue:StringEquals': {'kms:ResourceAliases': alias/das}}"],
    ['by its alias in capitals', "{'foranyvalue:stringequals': {'KMS:RESOURCEALIASES': alias/das}}"],
    ['by its alias among others', "{'ForAnyValue:StringEquals': {'kms:ResourceAliases': [alias/other, alias/das]}}"],
    ['by its alias as a pattern without signs', "{'ForAnyValue:StringLike': {'kms:ResourceAliases': alias/das}}"],
    ['by its alias in any case', "{'ForAnyValue:StringEqualsIgnoreCase': {'kms:ResourceAliases': ALIAS/das}}"],
    ['by a tag', "{StringEquals: {'aws:ResourceTag/team': das}}"],
    ['by a tag that is a number', "{NumericEquals: {'aws:ResourceTag/level': 7}}"],
    ['by a tag that is a boolean', "{Bool: {'AWS:resourceTag/das': true}}"],
    [
      'by a tag beside another condition',
      "{StringEquals: {'aws:ResourceTag/team': das}, StringLike: {'kms:ViaService': 'rds.*'}}",
    ],
    [
      'by a tag beside a wider one',
      "{StringEquals: {'aws:ResourceTag/team': das}, StringLike: {'aws:ResourceTag/level': '*'}}",
    ],
  ])('%s', (_sentence, condition) => {
    expect(words(condition)).toBe('scoped / scoped');
  });
});

describe('a grant on every key is wide', () => {
  test.each([
    ['under a pattern of aliases', "{'ForAnyValue:StringLike': {'kms:ResourceAliases': 'alias/d*'}}"],
    ['under a pattern of one letter', "{'ForAnyValue:StringLike': {'kms:ResourceAliases': 'alias/da?'}}"],
    ['under a pattern beside the alias', "{'ForAnyValue:StringLike': {'kms:ResourceAliases': [alias/das, 'alias/*']}}"],
    ['for all keys but that of an alias', "{'ForAnyValue:StringNotEquals': {'kms:ResourceAliases': alias/other}}"],
    ['for all keys with an alias', "{'Null': {'kms:ResourceAliases': false}}"],
    ['for all keys of a tag', "{'Null': {'aws:ResourceTag/team': false}}"],
    ['under a pattern of a tag', "{StringLike: {'aws:ResourceTag/team': '*'}}"],
    ['for all keys but those of a tag', "{StringNotEquals: {'aws:ResourceTag/team': other}}"],
    ['for all keys of a tag or without it', "{StringEqualsIfExists: {'aws:ResourceTag/team': das}}"],
    ['for all values of a tag', "{'ForAllValues:StringEquals': {'aws:ResourceTag/team': das}}"],
    ['under a bound of a tag', "{NumericLessThan: {'aws:ResourceTag/level': 10}}"],
    ['under a condition on the call', "{StringLike: {'kms:ViaService': rds.*}}"],
    ['under a tag in one branch', "!If [IsProd, {StringEquals: {'aws:ResourceTag/team': das}}, !Ref AWS::NoValue]"],
    [
      'under a tag that one branch leaves out',
      "{StringEquals: {'aws:ResourceTag/team': !If [IsProd, das, !Ref AWS::NoValue]}}",
    ],
    ['under no condition', '{}'],
  ])('%s', (_sentence, condition) => {
    expect(words(condition)).toBe('broad / broad');
  });

  test.each([
    [
      'the alias of another key',
      "{'ForAnyValue:StringEquals': {'kms:ResourceAliases': alias/other}}",
      'unknown / unknown',
    ],
    ['a tag of another value', "{StringEquals: {'aws:ResourceTag/team': other}}", 'missing / missing'],
    ['a tag of the request', "{StringEquals: {'aws:RequestTag/team': das}}", 'unknown / unknown'],
    ['a tag from a parameter', "{StringEquals: {'aws:ResourceTag/team': !Ref Given}}", 'unknown / unknown'],
  ])('and does not name it by %s', (_sentence, condition, expected) => {
    expect(words(condition)).toBe(expected);
  });
});
