import { describe, expect, test } from '@jest/globals';
import { summary } from './analysis.ts';
import { stack } from './stack-text.ts';

/** DescribeKey is granted for RDS's call alone, so that a call of the handler's own on the key fails. */
const STATEMENTS = `
              - {Effect: Allow, Action: 'kms:CreateGrant', Resource: !GetAtt Key.Arn}
              - Effect: Allow
                Action: 'kms:DescribeKey'
                Resource: !GetAtt Key.Arn
                Condition: {StringEquals: {'kms:ViaService': !Sub 'rds.\${AWS::Region}.amazonaws.com'}}`;
const MORE = '  Other: {Type: AWS::KMS::Key}';
const STREAM = '      KmsKeyId: !GetAtt Key.Arn\n      Same: !Ref Key\n      Other: !GetAtt Other.Arn';
const START = "boto3.client('rds').start_activity_stream(ResourceArn='x', Mode='async', KmsKeyId=p['KmsKeyId'])";
const SCRIPT_START = 'await rds.startActivityStream({ Mode: "async", KmsKeyId: p.KmsKeyId }).promise();';

const words = (code: string, more = {}) =>
  summary(stack({ code, statements: STATEMENTS, more: MORE, stream: STREAM, ...more }));
const python = (before: string, outside = '') =>
  words(
    `import boto3\n${outside}def handler(event, context):\n    p = event['ResourceProperties']\n${before.replace(/^/gm, '    ')}\n    ${START}\n`,
  );
const script = (before: string) =>
  words(
    `exports.handler = async (event) => {\n  const p = event.ResourceProperties;\n  ${before}\n  ${SCRIPT_START}\n};\n`,
    { runtime: 'nodejs22.x' },
  );

const CHECK = 'def check(k):\n    kms.describe_key(KeyId=k)\n';

describe("a handler's own call of DescribeKey", () => {
  test.each([
    ['on the property of the stream', "kms.describe_key(KeyId=p['KmsKeyId'])", 'scoped / unusable'],
    ['on the same key by its id', "kms.describe_key(KeyId=p['Same'])", 'scoped / unusable'],
    ['on another key', "kms.describe_key(KeyId=p['Other'])", 'scoped / scoped'],
    ['on both', "kms.describe_key(KeyId=p['Other'])\nkms.describe_key(KeyId=p['KmsKeyId'])", 'scoped / unusable'],
    ['on a key that is not understood', 'kms.describe_key(KeyId=find(p))', 'scoped / unknown'],
    [
      'of which a failure is caught',
      "try:\n    kms.describe_key(KeyId=p['KmsKeyId'])\nexcept Exception:\n    pass",
      'scoped / unknown',
    ],
    [
      'of which a failure is suppressed',
      "with suppress(Exception):\n\n    kms.describe_key(KeyId=p['KmsKeyId'])",
      'scoped / unknown',
    ],
    [
      'behind what is tried',
      "try:\n    x()\nexcept Exception:\n    pass\nkms.describe_key(KeyId=p['KmsKeyId'])",
      'scoped / unusable',
    ],
    [
      'where another is caught',
      "try:\n    x()\nexcept Exception:\n    kms.describe_key(KeyId=p['KmsKeyId'])",
      'scoped / unusable',
    ],
  ])('%s', (_what, before, expected) => {
    expect(python(before)).toBe(expected);
  });

  test.each([
    ['that nothing calls', 'pass', CHECK, 'scoped / scoped'],
    ['that nothing calls, and which a decorator takes', 'pass', `@hook\n${CHECK}`, 'scoped / unknown'],
    ['that a string names', "getattr(me, 'check')()", CHECK, 'scoped / unknown'],
    ['that is called', "check(p['KmsKeyId'])", CHECK, 'scoped / unusable'],
    ['that is called with another key', "check(p['Other'])", CHECK, 'scoped / scoped'],
    [
      'that is called where a failure is caught',
      "try:\n    check(p['KmsKeyId'])\nexcept Exception:\n    pass",
      CHECK,
      'scoped / unknown',
    ],
  ])('in a function %s', (_what, before, outside, expected) => {
    expect(python(before, outside)).toBe(expected);
  });

  test('in one try with a function that starts the stream', () => {
    const start = `def begin(p):\n    ${START}\n`;
    const tried =
      "    try:\n        kms.describe_key(KeyId=p['KmsKeyId'])\n        begin(p)\n    except Exception:\n        fail()\n";
    expect(
      words(`import boto3\n${start}def handler(event, context):\n    p = event['ResourceProperties']\n${tried}`),
    ).toBe('scoped / unusable');
  });

  test.each([
    ['on the stream’s key', 'await kms.describeKey({ KeyId: p.KmsKeyId }).promise();', 'scoped / unusable'],
    ['by a command', 'await kms.send(new DescribeKeyCommand({ KeyId: p.KmsKeyId }));', 'scoped / unusable'],
    ['on another key', 'await kms.describeKey({ KeyId: p.Other }).promise();', 'scoped / scoped'],
    [
      'of which a failure is caught',
      'try { await kms.describeKey({ KeyId: p.KmsKeyId }); } catch { log(); }',
      'scoped / unknown',
    ],
    [
      'with a catch behind it',
      'await kms.describeKey({ KeyId: p.KmsKeyId }).promise().catch(() => null);',
      'scoped / unknown',
    ],
  ])('in JavaScript, %s', (_what, before, expected) => {
    expect(script(before)).toBe(expected);
  });
});
