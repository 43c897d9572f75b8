import { expect, test } from '@jest/globals';
import { printable } from '../../src/resolve/text.ts';
import { findKeyValue, holdsKey, keyAt } from '../../src/stream/key-search.ts';
import { scopeOf } from './analysis.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** What is found in the properties of a custom resource and the variables of its function; no function where null. */
function found(properties: string, variables: string | null, named: string | null = null): string {
  const scope = scopeOf(`Conditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}
Resources:
  Key: {Type: AWS::KMS::Key}
  Other: {Type: AWS::KMS::Key}
  Bucket: {Type: AWS::S3::Bucket}
  Custom: {Type: Custom::Stream, Properties: ${properties}}
  Function: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: ${variables ?? '{}'}}}}`);
  const { resources } = scope.template;
  const [custom, resource] = [resources.get('Custom'), resources.get('Function')];
  if (custom === undefined || resource === undefined) throw new Error('the template above');
  const handler = variables === null ? null : { scope, resource };
  const values = named === null ? findKeyValue(scope, custom, handler) : keyAt(scope, custom, handler, named);
  if (named === null) expect(holdsKey(scope, custom, handler)).toBe(values !== null);
  if (values === null) return 'nothing';
  return values
    .map(({ value }) =>
      value.kind === 'text' ? printable(value) : value.kind === 'unknown' ? value.reason : value.kind,
    )
    .join(' or ');
}

test.each<[string, string, string | null, string]>([
  ['a property', '{KmsKeyId: a}', '{}', 'a'],
  ['a property, where no function is in sight', '{KmsKeyId: a}', null, 'a'],
  ['a property before a variable', '{KeyArn: a}', '{KMS_KEY_ID: b}', 'a'],
  ['a variable', '{Cluster: a}', '{STAGE: prod, KMS_KEY_ID: b}', 'b'],
  ['a variable, where there are no properties', '!Ref AWS::NoValue', '{KMS_KEY_ID: b}', 'b'],
  ['nothing', '{Cluster: a}', '{STAGE: prod}', 'nothing'],
  ['nothing, where no function is in sight', '{Cluster: a}', null, 'nothing'],
  ['the name before others', '{DbKmsKey: a, KmsKeyId: b, ActivityStreamKey: c}', '{}', 'b'],
  ['the name before others that come later', '{KmsKeyId: b, DbKmsKey: a}', '{}', 'b'],
  ['the name in any spelling', '{kms_key-id: a, KEY: b}', '{}', 'a'],
  ['the name of the stream', '{ActivityStreamKmsKeyId: a, DbKms: b}', '{}', 'a'],
  ['KMS in a name before a value that is a key', '{Kms: a, Thing: !Ref Key}', '{}', 'a'],
  ['KMS in a name that says what goes with it', '{KmsContext: a}', '{}', 'nothing'],
  ['a value that is a key before a name', '{Key: a, Thing: !Ref Other}', '{}', '${Other}'],
  ['an alias', '{Thing: alias/das, Key: a}', '{}', 'alias/das'],
  [
    'an ARN',
    `{Thing: 'arn:aws:kms:eu-west-1:111122223333:key/${ID}', Key: a}`,
    '{}',
    `arn:aws:kms:eu-west-1:111122223333:key/${ID}`,
  ],
  ['a value that is a key under a condition', '{Thing: !If [IsProd, !Ref Key, none], Key: a}', '{}', '${Key} or none'],
  ['a value with a key in it', "{Thing: !Sub '${Bucket}/${Key}', Key: a}", '{}', '${Bucket}/${Key}'],
  ['a resource that is no key', '{Thing: !Ref Bucket}', '{}', 'nothing'],
  ['an alias in the middle', '{Thing: my-alias/das}', '{}', 'nothing'],
  ...['Key', 'KeyArn', 'StreamKeyId', 'DasKey', 'EncryptionKeyAlias', 'activity-stream-key'].map(
    (name): [string, string, string, string] => [`the name ${name}`, `{${name}: a}`, '{}', 'a'],
  ),
  ...['Monkey', 'KeyName', 'PublicKey', 'Keys', 'TheKeyArn'].map((name): [string, string, string, string] => [
    `a name as ${name}`,
    `{${name}: a}`,
    '{}',
    'nothing',
  ]),
  ['no ServiceToken', "{ServiceToken: 'arn:aws:kms:x', ServiceTimeout: !Ref Key}", '{}', 'nothing'],
  ['two that are the same', '{AKms: a, BKms: a}', '{}', 'a'],
  ['two that differ', '{AKms: a, BKms: b}', '{}', "which of AKms and BKms is the stream's key"],
  ['two variables that differ', '{}', '{A_KMS: a, B_KMS: b}', "which of A_KMS and B_KMS is the stream's key"],
  ['what a list holds', '{Streams: [{KmsKeyId: a}]}', '{}', 'a'],
  ['no list', '{KmsKeyId: [a], Key: b}', '{}', 'b'],
  ['no list that is split', "{KmsKeyId: !Split [',', 'a,b'], Key: c}", '{}', 'c'],
  ['no map', '{KmsKeyId: {Key: b}}', '{}', 'b'],
  ['what stands four levels down', '{A: {B: {C: {D: {KmsKeyId: a}}}}}', '{}', 'a'],
  ['nothing six levels down', '{A: {B: {C: {D: {E: {F: {KmsKeyId: a}}}}}}}', '{}', 'nothing'],
])('the key is found by its name: %s', (_sentence, properties, variables, key) => {
  expect(found(properties, variables)).toBe(key);
});

test.each<[string, string, string | null, string]>([
  ['a property', '{Own: a}', '{Own: b}', 'a'],
  ['a nested property', '{Stream: {Own: a}}', '{}', 'a'],
  ['a variable', '{Other: a}', '{Own: b}', 'b'],
  ['a variable, where there are no properties', '!Ref AWS::NoValue', '{Own: b}', 'b'],
  ['nothing', '{Other: a}', '{}', "the property or variable Own, which is to hold the stream's key and is not there"],
  [
    'nothing, where no function is in sight',
    '{Other: a}',
    null,
    "the property or variable Own, which is to hold the stream's key and is not there",
  ],
])('the key is found where a hint says: %s', (_sentence, properties, variables, key) => {
  expect(found(properties, variables, 'Own')).toBe(key);
});
