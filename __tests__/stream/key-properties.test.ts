import { describe, test } from '@jest/globals';
import { expectExplained } from './explain.ts';
import { allow, PAIR, stack } from './stack-text.ts';

const HEAD = 'Parameters: {Given: {Type: String}}\nConditions:\n  IsProd: !Equals [!Ref AWS::StackName, prod]';

const KEY_PROPERTIES: readonly string[] = [
  ...[
    '{Enabled: false}',
    "{Enabled: 'False'}",
    '{Enabled: true}',
    '{Enabled: !Ref Given}',
    '{Enabled: !If [IsProd, true, false]}',
    '{Enabled: !If [IsProd, false, !Ref AWS::NoValue]}',
    '{Enabled: !ImportValue on}',
    '{KeyUsage: !If [IsProd, SIGN_VERIFY, ENCRYPT_DECRYPT], KeySpec: !Ref Given}',
  ],
  ...[
    '{KeyUsage: SIGN_VERIFY}',
    '{KeyUsage: ENCRYPT_DECRYPT}',
    '{KeySpec: RSA_2048}',
    '{KeySpec: SYMMETRIC_DEFAULT}',
    '{KeySpec: HMAC_256, KeyUsage: GENERATE_VERIFY_MAC}',
  ],
  ...["{'Fn::Transform': {Name: Own}}", '{Origin: EXTERNAL}', '{MultiRegion: true}'],
];

describe('a key with', () => {
  test.each(KEY_PROPERTIES)('%s', (key) => {
    expectExplained('holders', `a key with ${key}`, stack({ head: HEAD, key, statements: PAIR }));
  });
});

const OF_TYPE: readonly (readonly [type: string, parts: { readonly key?: string; readonly stream?: string }])[] = [
  ['PRIMARY', { key: '{MultiRegion: true}' }],
  ['REPLICA', { key: '{MultiRegion: true}' }],
  ['PRIMARY', { key: '{MultiRegion: false}' }],
  ['PRIMARY', { key: '{MultiRegion: !Ref Given}' }],
  ['PRIMARY', { key: '{MultiRegion: !If [IsProd, true, !Ref AWS::NoValue]}' }],
  ['PRIMARY', { stream: '      KmsKeyId: !GetAtt Replica.Arn' }],
  ['REPLICA', { stream: '      KmsKeyId: !GetAtt Replica.Arn' }],
];

describe('a grant under kms:MultiRegionKeyType', () => {
  test.each(OF_TYPE)('%s, for %j', (type, parts) => {
    const of = parts.stream === undefined ? 'Key' : 'Replica';
    const condition = `, Condition: {StringEquals: {'kms:MultiRegionKeyType': ${type}}}`;
    const text = stack({
      head: HEAD,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', `!GetAtt ${of}.Arn`, condition),
      more: '  Replica: {Type: AWS::KMS::ReplicaKey, Properties: {PrimaryKeyArn: !GetAtt Key.Arn}}',
      ...parts,
    });
    expectExplained('holders', `a grant under ${type}, for ${parts.key ?? 'a replica'}`, text);
  });
});
