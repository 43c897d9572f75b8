import { expect, test } from '@jest/globals';
import { printable } from '../../src/resolve/text.ts';
import { factsOf } from '../../src/stream/key-facts.ts';
import { scopeOf } from './analysis.ts';

const LEFT_OUT = {
  'kms:keyspec': 'SYMMETRIC_DEFAULT',
  'kms:keyusage': 'ENCRYPT_DECRYPT',
  'kms:keyorigin': 'AWS_KMS',
  'kms:multiregion': 'false',
  'kms:multiregionkeytype': 'unknown',
};

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['nothing', '{}', LEFT_OUT],
  ['its spec', '{KeySpec: HMAC_256}', { ...LEFT_OUT, 'kms:keyspec': 'HMAC_256' }],
  ['its usage', '{KeyUsage: SIGN_VERIFY}', { ...LEFT_OUT, 'kms:keyusage': 'SIGN_VERIFY' }],
  ['its origin', '{Origin: EXTERNAL}', { ...LEFT_OUT, 'kms:keyorigin': 'EXTERNAL' }],
  [
    'that it is of several regions',
    '{MultiRegion: true}',
    { ...LEFT_OUT, 'kms:multiregion': 'true', 'kms:multiregionkeytype': 'PRIMARY' },
  ],
  [
    'that it is of several regions, as a text',
    "{MultiRegion: 'True'}",
    { ...LEFT_OUT, 'kms:multiregion': 'True', 'kms:multiregionkeytype': 'PRIMARY' },
  ],
  ['that it is of one region', '{MultiRegion: false}', LEFT_OUT],
  ['a spec that is not there', '{KeySpec: !Ref AWS::NoValue}', LEFT_OUT],
  ['a parameter', '{KeySpec: !Ref Given}', { ...LEFT_OUT, 'kms:keyspec': '${parameter Given}' }],
  ['what nothing tells', "{KeySpec: {'Fn::Transform': {Name: Own}}}", { ...LEFT_OUT, 'kms:keyspec': 'unknown' }],
  [
    'a spec under a condition',
    '{KeySpec: !If [IsProd, HMAC_256, !Ref AWS::NoValue]}',
    { ...LEFT_OUT, 'kms:keyspec': 'HMAC_256 or SYMMETRIC_DEFAULT' },
  ],
  [
    'several regions under a condition',
    '{MultiRegion: !If [IsProd, true, false]}',
    { ...LEFT_OUT, 'kms:multiregion': 'true or false', 'kms:multiregionkeytype': 'PRIMARY or unknown' },
  ],
])('a key tells %s', (_sentence, properties, facts) => {
  expect(factsIn(`{Type: AWS::KMS::Key, Properties: ${properties}}`)).toEqual(facts);
});

test('a replica is of several regions, and tells nothing else of itself', () => {
  expect(factsIn('{Type: AWS::KMS::ReplicaKey, Properties: {KeySpec: HMAC_256}}')).toEqual({
    'kms:multiregion': 'true',
    'kms:multiregionkeytype': 'REPLICA',
  });
});

function factsIn(key: string): Readonly<Record<string, string>> {
  const scope = scopeOf(`Conditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}
Parameters: {Given: {Type: String}}
Resources:
  Key: ${key}`);
  const resource = scope.template.resources.get('Key');
  if (resource === undefined) throw new Error('the template above');
  const facts = [...factsOf(scope, resource)].map(([name, values]) => {
    return [name, values.map(({ value }) => (value === null ? 'unknown' : printable(value))).join(' or ')] as const;
  });
  return Object.fromEntries(facts);
}
