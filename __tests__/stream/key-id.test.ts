import { describe, expect, test } from '@jest/globals';
import { assumptionsBehind } from '../../src/stream/assumptions.ts';
import { analyse, summary, wordsOf } from './analysis.ts';
import { allow, PAIR, stack } from './stack-text.ts';

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

  test.each([
    ['in a literal account', "!Sub 'arn:aws:kms:eu-west-1:111122223333:key/${KeyId}'", 'unusable / unusable'],
    ['in the second of two ARNs', "!Sub 'arn:aws:kms:a:b:key/x arn:aws:kms:a:b:key/${KeyId}'", 'unusable / unusable'],
    ['but not as a part of an id', "!Sub 'arn:aws:kms:eu-west-1:111122223333:key/x-${KeyId}'", 'scoped / scoped'],
    ['but not before a key', "!Sub '${KeyId}:key/x'", 'scoped / scoped'],
    [
      'but not behind another kind of name',
      "!Sub 'arn:aws:kms:eu-west-1:111122223333:alias/${KeyId}'",
      'scoped / scoped',
    ],
    ['but not behind a name that ends so', "!Sub 'arn:aws:s3:::monkey/${KeyId}'", 'scoped / scoped'],
  ])('so that the bare parameter is no Resource: %s', (_sentence, written, words) => {
    expect(granted('!Ref KeyId', `Outputs: {Arn: {Value: ${written}}}`)).toBe(words);
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

describe('an ARN around the id of a key of the template is that key', () => {
  const CLOSED =
    "{KeyPolicy: {Statement: {Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: '*', Resource: '*'}}}";
  const found = (arn: string, options = {}) => {
    const text = stack({ key: CLOSED, statements: allow("'kms:*'", "'*'"), stream: `      KmsKeyId: !Sub '${arn}'` });
    return analyse(text, options).map((each) => [...Object.values(wordsOf(each)), assumptionsBehind(each).join()]);
  };

  test.each([
    ['arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}', ''],
    ['arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}', ''],
    ['arn:aws:kms:eu-west-1:${AWS::AccountId}:key/${Key}', 'A2'],
    ['arn:aws:kms:eu-west-1:111122223333:key/${Key}', 'A2'],
  ])('%s', (arn, assumptions) => {
    expect(found(arn)).toEqual([['denied', 'denied', assumptions]]);
  });

  test('in the region that is given', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/${Key}';
    const options = { region: 'eu-west-1', account: '111122223333' };
    expect(found(arn, options)).toEqual([['denied', 'denied', '']]);
    expect(found(arn, { ...options, region: 'us-east-1' })).not.toEqual([['denied', 'denied', '']]);
  });
});

test('a key in a list of arguments is found', () => {
  const stream = '      Calls: [{Action: start, Arguments: [{KmsKeyId: !Ref Key}]}]';
  expect(summary(stack({ statements: PAIR, stream, code: 'rds.start_activity_stream(**p)' }))).toBe('scoped / scoped');
});

describe('the id of a multi-Region key begins with mrk-', () => {
  const BOTH = '[kms:CreateGrant, kms:DescribeKey]';
  const EVERY = "'arn:aws:kms:*:*:key/mrk-*'";
  const head = 'Parameters: {Multi: {Type: String}}\nConditions: {IsMulti: !Equals [!Ref Multi, yes]}';
  const words = (multiRegion: string | null, statements: string) =>
    summary(stack({ head, key: multiRegion === null ? '{}' : `{MultiRegion: ${multiRegion}}`, statements }));
  const denied = `[${PAIR}, ${allow(BOTH, EVERY).replace('Allow', 'Deny')}]`;

  test.each([
    [null, 'missing / missing', 'scoped / scoped'],
    ['false', 'missing / missing', 'scoped / scoped'],
    ['true', 'broad / broad', 'denied / denied'],
    ['!Ref Multi', 'unknown / unknown', 'unknown / unknown'],
  ])('so that a pattern on such keys is told for MultiRegion %s', (multiRegion, allowing, denying) => {
    expect(words(multiRegion, allow(BOTH, EVERY))).toBe(allowing);
    expect(words(multiRegion, denied)).toBe(denying);
  });

  const ID = 'mrk-1234abcd12ab34cd56ef1234567890ab';
  const arn = (region: string, id: string) => `arn:aws:kms:${region}:111122223333:key/${id}`;

  test('and in another region it is another key, not this one misspelled', () => {
    const stream = `      KmsKeyId: ${arn('eu-west-1', ID)}`;
    expect(summary(stack({ stream, statements: allow(BOTH, arn('us-east-1', ID)) }))).toBe('missing / missing');
    expect(summary(stack({ stream, statements: allow(BOTH, arn('eu-west-1', ID)) }))).toBe('scoped / scoped');
    const single = '1234abcd-12ab-34cd-56ef-1234567890ab';
    const other = stack({
      stream: `      KmsKeyId: ${arn('eu-west-1', single)}`,
      statements: allow(BOTH, arn('us-east-1', single)),
    });
    expect(summary(other)).toBe('unusable / unusable');
  });

  test.each([
    ['true', 'missing / missing'],
    ['false', 'unusable / unusable'],
  ])('of a key of the template too, for MultiRegion %s', (multiRegion, found) => {
    const elsewhere = "!Sub 'arn:aws:kms:us-east-1:${AWS::AccountId}:key/${Key}'";
    const text = stack({ key: `{MultiRegion: ${multiRegion}}`, statements: allow(BOTH, elsewhere) });
    expect(summary(text, { region: 'eu-west-1' })).toBe(found);
  });

  test('and what stands there as an id is none where it holds other letters', () => {
    const literal = "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/my-key'";
    expect(summary(stack({ statements: allow(BOTH, literal) }))).toBe('missing / missing');
  });
});

describe('what stands for a key is taken to hold', () => {
  const head = `Parameters:
  KeyArn: {Type: String}
  KEYARN: {Type: String}
  ArnOfKey: {Type: String}
  Key1: {Type: String}
  WithArn: {Type: String, Default: 'arn:aws:kms:eu-west-1:111122223333:key/x'}
  WithText: {Type: String, Default: 'not arn:aws'}
  WithId: {Type: String, Default: 1234abcd-12ab-34cd-56ef-1234567890ab}
  KeyId: {Type: String}`;
  const more = `Outputs: {Arn: {Value: ${ARN_BY_JOIN}}}`;
  test.each([
    ['!Ref KeyArn', 'arn'],
    ['!Ref KEYARN', 'arn'],
    ['!Ref ArnOfKey', 'unclear'],
    ['!Ref Key1', 'unclear'],
    ['!Ref WithArn', 'arn'],
    ['!Ref WithText', 'unclear'],
    ['!Ref WithId', 'id'],
    ['!Ref KeyId', 'id'],
    ['!ImportValue shared-key', 'unclear'],
    ['!ImportValue shared-key-arn', 'arn'],
    ["!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${KeyId}'", 'arn'],
    ['alias/das', 'unclear'],
    ['!Ref Key', 'resource'],
  ])('%s: %s', (key, form) => {
    const [stream] = analyse(stack({ head, more, stream: `      KmsKeyId: ${key}` }));
    expect(stream?.branches.map((branch) => branch.key.kind === 'key' && branch.key.form)).toEqual([form]);
  });
});
