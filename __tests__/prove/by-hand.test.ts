import { describe, expect, test } from '@jest/globals';
import type { TemplateValue } from '../../src/finding/patch.ts';
import { statementLines } from '../../src/report/statement-text.ts';
import { readCase, reportOn } from './case.ts';

function statementOf(sentence: string): TemplateValue | null | undefined {
  const { path, before, beside } = readCase(sentence);
  const [fix] = reportOn({ path, text: before }, {}, beside).findings.map((finding) => finding.fix);
  return fix?.kind === 'manual' ? fix.statement : undefined;
}

const KEY = { 'Fn::GetAtt': ['DasKey', 'Arn'] };
const BY_RDS = { 'kms:ViaService': { 'Fn::Sub': 'rds.${AWS::Region}.amazonaws.com' } };
const grants = (resource: TemplateValue) => [
  { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: resource },
  {
    Effect: 'Allow',
    Action: 'kms:CreateGrant',
    Resource: resource,
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringEquals: BY_RDS },
  },
];
const apart = (role: string, key: TemplateValue): TemplateValue => ({
  [`${role}DasKeyAccess`]: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'DasKeyAccess',
      PolicyDocument: { Version: '2012-10-17', Statement: grants(key) },
      Roles: [{ Ref: role }],
    },
  },
});
const APART = apart('StarterRole', KEY);
const AUDIT_KEY = { 'Fn::GetAtt': ['AuditKey', 'Arn'] };
const GUARDED = grants(AUDIT_KEY).map((grant) => ({ 'Fn::If': ['Audited', grant, { Ref: 'AWS::NoValue' }] }));
const GIVEN_OR_OWN = { 'Fn::If': ['HasKey', { Ref: 'KeyArn' }, KEY] };
const WITH_STREAM = grants(GIVEN_OR_OWN).map((grant) => ({ 'Fn::If': ['WithStream', grant, { Ref: 'AWS::NoValue' }] }));

describe('what a person has to do is shown as the exact statement', () => {
  test.each<[string, TemplateValue | null]>([
    ['a key by an alias from outside', grants('<ARN of the key>')],
    ['a key by a parameter that nothing tells the form of', grants('<ARN of the key>')],
    ['an administrator', grants(KEY)],
    ['one wide statement for KMS and RDS where the code can not be seen', grants(KEY)],
    ['a boundary without KMS', grants(KEY)],
    ['a key policy that names the role and grants both', APART],
    ['both actions on every key where the key policy names the role', apart('RecorderRole', AUDIT_KEY)],
    [
      'both actions on every key for a choice between two keys of which one names the role',
      apart('StarterRole', { 'Fn::If': ['IsProd', KEY, { 'Fn::GetAtt': ['SharedKey', 'Arn'] }] }),
    ],
    ['every action of every service for a role that is always there and a key that is not', GUARDED],
    ['every action of every service for a given key or one of its own of a stream under a condition', WITH_STREAM],
    ['a key policy that names the role and grants both, under a condition', GUARDED],
    ['a boundary without KMS on a role that the key policy names', grants('*')],
    ['a boundary that can not be read', grants(KEY)],
    ['a function and a role that stand in a nested stack', grants('<ARN of the key>')],
    ['a function and a role that stand in a nested stack that is handed the key', grants({ Ref: 'KeyArn' })],
    [
      'a key policy that does not delegate',
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
        Action: ['kms:CreateGrant'],
        Resource: '*',
      },
    ],
    [
      'an explicit Deny',
      { Effect: 'Deny', Action: 'kms:CreateGrant', Resource: '*', Condition: { StringNotEquals: BY_RDS } },
    ],
    ['a policy under a condition that the custom resource does not have', null],
  ])('%s', (sentence, statement) => expect(statementOf(sentence)).toEqual(statement));

  test.each([
    'both actions on every key for a choice between two keys of which one names the role',
    'a choice between two keys for a role by its name',
  ])('one text does for all keys of a choice: %s', (sentence) => {
    const { path, before } = readCase(sentence);
    const [first, ...others] = reportOn({ path, text: before }).findings.map(({ fix }) => fix);
    expect(first).toMatchObject({ kind: 'manual' });
    expect(others).toEqual([first]);
  });

  test('a Deny in one branch is shown without its Fn::If', () => {
    const { path, before } = readCase('an explicit Deny in one branch');
    const { findings } = reportOn({ path, text: before });
    const fix = findings.find(({ rule }) => rule === 'denied-grant')?.fix;
    const statement = {
      Effect: 'Deny',
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { StringNotEquals: BY_RDS },
    };
    expect(fix).toMatchObject({ kind: 'manual', statement });
  });

  test('a policy of its own as shown, and waited for, takes the finding away', () => {
    const { path, before } = readCase('a key policy that names the role and grants both');
    const policy = statementLines(APART, before).map((line) => `  ${line}\n`);
    const changed = before
      .replace(/^ {2}Starter:\n/m, (line) => `${policy.join('')}${line}`)
      .replace(/^ {2}Stream:\n/m, (line) => `${line}    DependsOn: StarterRoleDasKeyAccess\n`);
    expect(reportOn({ path, text: changed })).toMatchObject({ findings: [], problems: [] });
  });

  test('a statement pasted into the nested stack takes the finding away', () => {
    const { path, before, beside } = readCase(
      'a function and a role that stand in a nested stack that is handed the key',
    );
    const lines = statementLines(grants({ Ref: 'KeyArn' }), before).map((line) => `              ${line}\n`);
    const pasted = beside.map((file) => ({
      ...file,
      text: file.text.replace(/^ {16}Resource: '\*'\n/m, (line) => line + lines.join('')),
    }));
    expect(reportOn({ path, text: before }, {}, beside).findings).toHaveLength(1);
    expect(reportOn({ path, text: before }, {}, pasted)).toMatchObject({ findings: [], problems: [] });
  });

  test('a Deny changed as shown no longer stops the call', () => {
    const { path, before } = readCase('an explicit Deny');
    const changed = before.replace(
      /(- Effect: Deny\n( *)Action: kms:CreateGrant\n *Resource: '\*'\n)/,
      '$1$2Condition:\n$2  StringNotEquals:\n$2    kms:ViaService: !Sub rds.${AWS::Region}.amazonaws.com\n',
    );
    expect(changed).not.toBe(before);
    expect(reportOn({ path, text: changed }).findings).toEqual([]);
  });
});

describe('the conditions of a grant are a setting', () => {
  const { path, before } = readCase('both actions lack beside the statement that starts the stream');
  const fixed = (viaService: boolean, grantIsForAwsResource: boolean) =>
    reportOn({ path, text: before }, { grantConditions: { viaService, grantIsForAwsResource } }).fixed ?? '';

  test('without any, one statement allows both', () => {
    expect(fixed(false, false)).toContain(
      `              - Effect: Allow
                Action:
                  - kms:CreateGrant
                  - kms:DescribeKey
                Resource: !GetAtt DasKey.Arn\n`,
    );
  });

  test('each can be left out', () => {
    expect(fixed(true, false)).not.toContain('kms:GrantIsForAWSResource');
    expect(fixed(true, false)).toContain('kms:ViaService');
    expect(fixed(false, true)).not.toContain('kms:ViaService');
  });
});
