import { describe, expect, test } from '@jest/globals';
import { analyse } from './analysis.ts';
import { allow, type Parts, stack } from './stack-text.ts';

/** Hidden code, and a name and properties that say nothing: what is left is the role. */
const HIDDEN = '      Code: {S3Bucket: code, S3Key: start.zip}';
const evidence = (parts: Parts) => {
  const text = stack({ function: HIDDEN, stream: '      Cluster: c', ...parts });
  return analyse(text.replace('Custom::ActivityStream', 'Custom::Thing').replaceAll('Stream:', 'Thing:')).map((one) =>
    one.evidence.join('+'),
  );
};
const STATEMENT = allow('rds:StartActivityStream', "'*'");
const role = (name: string) => `    Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: ${name}}}]}`;

describe('a role names the call', () => {
  test.each<[string, boolean]>([
    ['rds:StartActivityStream', true],
    ['RDS:startactivitystream', true],
    ['[rds:DescribeDBClusters, rds:StartActivityStream]', true],
    ["'rds:StartActivityStream*'", true],
    ["'rds:Start*ActivityStream'", true],
    ["'rds:St*ActivityStream'", true],
    ["'rds:S*ActivityStream*'", true],
    ["'rds:Sta*ActivityStream'", true],
    ["'rds:St?rtActivityStream'", true],
    ["'*:StartActivityStream'", true],
    ["'rds:*ActivityStream'", true],
    ["'rds:*ActivityStream*'", true],
    ["!Sub 'rds:StartActivityStream'", true],
    ["!If [A, 'rds:StartActivityStream', 'rds:StopActivityStream']", true],
    // What may be meant for anything else names nothing.
    ["'*'", false],
    ["'rds:*'", false],
    ["'rds:Start*'", false],
    ["'rds:*Stream'", false],
    ["'rds:*Activity*'", false],
    ['rds:StopActivityStream', false],
    ["'rds:Stop*ActivityStream'", false],
    ["'rds:M*ActivityStream'", false],
    ['rds:StartActivityStreams', false],
    ['xrds:StartActivityStream', false],
    ['neptune:StartActivityStream', false],
    ['StartActivityStream', false],
    ['!Ref Given', false],
  ])('%s: %s', (action, names) => {
    const head = 'Parameters: {Given: {Type: String}}\nConditions: {A: !Equals [!Ref Given, x]}';
    expect(evidence({ head, statements: allow(action, "'*'") })).toEqual(names ? ['role-action'] : []);
  });

  test.each<[string, readonly string[], Parts]>([
    ['in the second of its statements', ['role-action'], { statements: `[${allow('kms:CreateGrant')}, ${STATEMENT}]` }],
    ['in a Deny, which names nothing', [], { statements: STATEMENT.replace('Allow', 'Deny') }],
    ['in a NotAction, which names nothing', [], { statements: STATEMENT.replace('Action', 'NotAction') }],
    ['beside a statement that can not be read', ['role-action'], { statements: `[!ImportValue x, ${STATEMENT}]` }],
    [
      'in a policy beside it',
      ['role-action'],
      {
        more: `  Grant: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [!Ref Role], PolicyDocument: {Statement: ${STATEMENT}}}}`,
      },
    ],
    [
      'in a managed policy of the template',
      ['role-action'],
      {
        role: '      ManagedPolicyArns: [!Ref Grant]',
        more: `  Grant: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: ${STATEMENT}}}}`,
      },
    ],
    [
      'in one of AWS, which names nothing',
      [],
      { role: '      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonRDSFullAccess]' },
    ],
    ['in the policy of another role', [], { more: `  Other:\n    Type: AWS::IAM::Role\n${role(STATEMENT)}` }],
    [
      'in one of the two that a condition chooses among',
      ['role-action'],
      {
        head: 'Conditions: {A: !Equals [!Ref AWS::Region, x]}',
        token: '!GetAtt Chooser.Arn',
        more: `  Other:\n    Type: AWS::IAM::Role\n${role(STATEMENT)}
  Chooser: {Type: AWS::Lambda::Function, Properties: {Role: !If [A, !GetAtt Role.Arn, !GetAtt Other.Arn], Code: {S3Bucket: c, S3Key: k}}}`,
      },
    ],
  ])('%s', (_sentence, expected, parts) => {
    expect(evidence(parts)).toEqual(expected);
  });
});

describe('a call that stands as JSON is made under', () => {
  const call = (role: string, region = '') =>
    `      Create: !Sub '{"service":"RDS","action":"startActivityStream"${role}${region},"parameters":{"KmsKeyId":"\${Key.Arn}"}}'`;
  const assumed = (arn: string) => `,"assumedRoleArn":"${arn}"`;
  const MORE = `  Second:\n    Type: AWS::IAM::Role\n    Properties: {RoleName: second}`;
  test.each<[string, string, readonly string[]]>([
    ["the singleton's role", call(''), ['Function Role false']],
    ['a role of the template that it assumes', call(assumed('${Second.Arn}')), ['Function Second true']],
    [
      'a role of the template by its name',
      call(assumed('arn:aws:iam::111122223333:role/second')),
      ['Function Second true'],
    ],
    [
      'a role from elsewhere',
      call(assumed('arn:aws:iam::111122223333:role/other')),
      ['Function arn:aws:iam::111122223333:role/other true'],
    ],
    ['a role that is no text', call(',"assumedRoleArn":1'), ['Function Role false']],
    ['a role that a parameter names', call(assumed('${Given}')), ['Function parameter Given true']],
  ])('%s', (_sentence, stream, expected) => {
    const head = 'Parameters: {Given: {Type: String}}';
    const text = stack({ head, function: HIDDEN, stream, more: MORE }).replace('Custom::ActivityStream', 'Custom::AWS');
    const found = analyse(text).flatMap(({ branches }) =>
      branches.map(({ caller, role }) => {
        const name = role.kind === 'role' ? role.resource.logicalId : role.label;
        return [caller.label, name, caller.assumesRole].join(' ');
      }),
    );
    expect(found).toEqual(expected);
  });
});
