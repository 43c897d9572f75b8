import { describe, test } from '@jest/globals';
import { expectExplained } from './explain.ts';
import { PAIR, stack } from './stack-text.ts';

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
