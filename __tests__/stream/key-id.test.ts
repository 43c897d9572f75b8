import { describe, expect, test } from '@jest/globals';
import { summary } from './analysis.ts';
import { allow, stack } from './stack-text.ts';

const ARN_BY_JOIN = "!Join ['', ['arn:aws:kms:', !Ref AWS::Region, ':', !Ref AWS::AccountId, ':key/', !Ref KeyId]]";
const ARN_BY_PARTS =
  "!Join [':', [arn, !Ref AWS::Partition, kms, !Ref AWS::Region, !Ref AWS::AccountId, !Join ['/', [key, !Ref KeyId]]]]";
const ARN_BY_MAP = "!Sub ['arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Id}', {Id: !Ref KeyId}]";
const PARAMETER = 'Parameters: {KeyId: {Type: String}}';
const granted = (resource: string, more = '', head = PARAMETER) =>
  summary(
    stack({
      head,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', resource),
      stream: '      KmsKeyId: !Ref KeyId',
      more,
    }),
  );

describe('a parameter that the template writes behind key/ is the id of a key', () => {
  test.each([
    ['by Join', ARN_BY_JOIN],
    ['by Joins of the parts', ARN_BY_PARTS],
    ['by the map of a Sub', ARN_BY_MAP],
  ])('%s', (_sentence, resource) => {
    expect(granted(resource)).toBe('scoped / scoped');
  });

  test('in the Outputs alone, so that the bare parameter is no Resource', () => {
    expect(granted('!Ref KeyId', `Outputs: {Arn: {Value: ${ARN_BY_JOIN}}}`)).toBe('unusable / unusable');
  });

  test('in the environment of a function', () => {
    const other = `  Other: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {KEY: ${ARN_BY_JOIN}}}}}`;
    expect(granted('!Ref KeyId', other)).toBe('unusable / unusable');
  });

  test('by its default, which is one', () => {
    const head = 'Parameters: {KeyId: {Type: String, Default: 1234abcd-12ab-34cd-56ef-1234567890ab}}';
    expect(granted('!Ref KeyId', '', head)).toBe('unusable / unusable');
  });

  test('and else is taken to hold an ARN', () => {
    expect(granted('!Ref KeyId')).toBe('scoped / scoped');
  });
});

test('an import that is written behind key/ is the id of a key', () => {
  const arn = ARN_BY_JOIN.replace('!Ref KeyId', '!ImportValue das-key-id');
  const parts = { statements: allow('[kms:CreateGrant, kms:DescribeKey]', arn) };
  expect(summary(stack({ ...parts, stream: '      KmsKeyId: !ImportValue das-key-id' }))).toBe('scoped / scoped');
});
