import { describe, expect, test } from '@jest/globals';
import { describeStream } from '../../src/judge/describe.ts';
import { PLAIN } from '../../src/report/palette.ts';
import { streamExplained } from '../../src/report/text-explain.ts';
import { analyse } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

/** What `--explain` says of each action in the only stream of a template. */
function explained(text: string): readonly string[] {
  const [lines = []] = analyse(text).map((stream) =>
    streamExplained(describeStream(stream), 'stack.yaml', { palette: PLAIN, width: 400 }),
  );
  const start = lines.findIndex((line) => line.startsWith('  kms:'));
  return lines.slice(start).filter((line) => !line.startsWith('  Assumed'));
}

const HEAD = 'Conditions: {Prod: !Equals [!Ref AWS::Region, x]}';
const ALLOW = (resource: string) =>
  `{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: ${resource}}`;
const OTHER_KEY = '  Key2: {Type: AWS::KMS::Key}';
const CLOSED = `{KeyPolicy: {Statement: [{Effect: Allow, Action: [kms:Encrypt, 'kms:Describe*'], Resource: '*', Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root'}}]}}`;
const ROLE = (boundary: string) => `      PermissionsBoundary: ${boundary}
      Policies:
        - PolicyName: start
          PolicyDocument: {Version: '2012-10-17', Statement: ${PAIR}}`;
const LIMIT =
  "  Limit: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'rds:*', Resource: '*'}]}}}";

describe('what is explained of an action', () => {
  test('tells in which case the word holds, where a statement applies in the other', () => {
    const statements = `[!If [Prod, !Ref AWS::NoValue, ${ALLOW('!GetAtt Key.Arn')}]]`;
    expect(explained(stack({ head: HEAD, statements }))).toEqual([
      '  kms:CreateGrant is missing when Prod is true: nothing allows it',
      '    Allow in inline policy of Role (stack.yaml:13) applies when Prod is false',
      '  kms:DescribeKey is missing when Prod is true: nothing allows it',
      '    Allow in inline policy of Role (stack.yaml:13) applies when Prod is false',
    ]);
  });

  test('tells of which key the word holds, where a statement applies to the other', () => {
    const stream = '      KmsKeyId: !If [Prod, !GetAtt Key2.Arn, !GetAtt Key.Arn]';
    const text = stack({ head: HEAD, statements: PAIR, stream, more: OTHER_KEY });
    expect(explained(text)[0]).toBe('  kms:CreateGrant is missing on Key2 when Prod is true: nothing allows it');
  });

  test('names the key policy that lets nobody decide, with its place', () => {
    expect(explained(stack({ statements: PAIR, key: CLOSED })).slice(0, 3)).toEqual([
      '  kms:CreateGrant is denied: denied, whatever else allows it',
      '    key policy of Key (stack.yaml:5) neither lets policies of the account decide on it nor admits the role',
      '    Allow in inline policy of Role (stack.yaml:13) applies',
    ]);
  });

  const OWN_CALL = `import boto3
boto3.client('kms').describe_key(KeyId=event['ResourceProperties']['KmsKeyId'])
boto3.client('rds').start_activity_stream(ResourceArn='x', Mode='async', KmsKeyId=event['ResourceProperties']['KmsKeyId'])`;
  const own = (condition: string, effect = 'Allow') =>
    `[${ALLOW('!GetAtt Key.Arn')}, {Effect: ${effect}, Action: kms:DescribeKey, Resource: '*', Condition: ${condition}}]`;

  test('tells of two calls to which a statement applies', () => {
    const statements = own("{'Null': {'kms:ViaService': 'true'}}", 'Deny');
    expect(explained(stack({ statements, code: OWN_CALL })).slice(2)).toEqual([
      '  kms:DescribeKey is denied: denied, whatever else allows it',
      '    Allow in inline policy of Role (stack.yaml:13) applies',
      "    Deny in inline policy of Role (stack.yaml:13) applies for the handler's own call",
    ]);
  });

  test('tells of two calls to which a statement does not apply', () => {
    const statements = own("{StringLike: {'kms:ViaService': 'rds.*'}}").replace(
      'kms:CreateGrant, kms:DescribeKey',
      'kms:CreateGrant',
    );
    expect(explained(stack({ statements, code: OWN_CALL })).slice(-2)).toEqual([
      "    Allow in inline policy of Role (stack.yaml:13) applies for RDS's call",
      "    Allow in inline policy of Role (stack.yaml:13) does not apply: for the handler's own call: kms:ViaService is absent from this call, so the condition is never met",
    ]);
  });

  test('names the boundary that does not allow it, and when there is one', () => {
    const text = stack({ head: HEAD, role: ROLE('!If [Prod, !Ref Limit, !Ref AWS::NoValue]'), more: LIMIT });
    expect(explained(text).slice(0, 3)).toEqual([
      '  kms:CreateGrant is denied when Prod is true: denied, whatever else allows it',
      expect.stringMatching(/^ {4}permissions boundary Limit \(stack\.yaml:\d+\) does not allow it when Prod is true$/),
      expect.stringContaining('Allow in inline policy of Role'),
    ]);
  });

  test('names a boundary of AWS by the line that gives it to the role', () => {
    const text = stack({ role: ROLE('arn:aws:iam::aws:policy/AmazonRDSFullAccess') });
    expect(explained(text)[1]).toMatch(
      /^ {4}permissions boundary AmazonRDSFullAccess \(stack\.yaml:\d+\) does not allow it/,
    );
  });
});
