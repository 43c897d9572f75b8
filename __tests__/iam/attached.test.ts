import { describe, test } from '@jest/globals';
import { expectExplained } from '../stream/explain.ts';
import { allow, PAIR, type Parts, stack } from '../stream/stack-text.ts';

type Row = readonly [sentence: string, parts: Parts];

const PROD = 'Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}';
const GIVEN = 'Parameters: {Given: {Type: String}}';
const document = (...statements: readonly string[]) => `{Version: '2012-10-17', Statement: [${statements.join(', ')}]}`;
const own = (type: string, properties: string, statement = PAIR) =>
  `  Grants: {Type: 'AWS::IAM::${type}', Properties: {PolicyDocument: ${document(statement)}, ${properties}}}`;
const NO_POLICY = '      Path: /';
const FROM_AWS = (name: string) => `      ManagedPolicyArns: ['arn:aws:iam::aws:policy/${name}']`;

const POLICIES: readonly Row[] = [
  ['by Ref of the role', { more: own('Policy', 'PolicyName: g, Roles: [!Ref Role]') }],
  ['by the second name of a list', { more: own('Policy', 'PolicyName: g, Roles: [other, !Ref Role]') }],
  ['to another role', { more: own('Policy', 'PolicyName: g, Roles: [other]') }],
  [
    'to another role of the template',
    { more: `${own('Policy', 'PolicyName: g, Roles: [!Ref Other]')}\n  Other: {Type: AWS::IAM::Role}` },
  ],
  ['to a role that a parameter names', { head: GIVEN, more: own('Policy', 'PolicyName: g, Roles: [!Ref Given]') }],
  [
    'to roles that a parameter lists',
    {
      head: 'Parameters: {Given: {Type: CommaDelimitedList}}',
      more: own('Policy', 'PolicyName: g, Roles: !Ref Given'),
    },
  ],
  [
    'to a role whose name is put together',
    {
      head: GIVEN,
      role: "      RoleName: !Sub 'start-${Given}'",
      more: own('Policy', "PolicyName: g, Roles: [!Sub 'start-${Given}']"),
    },
  ],
  [
    'to a role whose name begins otherwise',
    {
      head: GIVEN,
      role: "      RoleName: !Sub 'start-${Given}'",
      more: own('Policy', "PolicyName: g, Roles: [!Sub 'stop-${Given}']"),
    },
  ],
  [
    'by its name to a role that has that name',
    { role: '      RoleName: starter', more: own('Policy', 'PolicyName: g, Roles: [starter]') },
  ],
  [
    'by its name to a role of another name',
    { role: '      RoleName: starter', more: own('Policy', 'PolicyName: g, Roles: [stopper]') },
  ],
  [
    'to a role whose name a transform makes',
    {
      role: "      RoleName: {'Fn::Transform': {Name: Own}}",
      more: own('Policy', 'PolicyName: g, Roles: [!Ref Role]'),
    },
  ],
  [
    'to a role whose name a transform makes, by another name',
    { role: "      RoleName: {'Fn::Transform': {Name: Own}}", more: own('Policy', 'PolicyName: g, Roles: [starter]') },
  ],
  ['to what a transform makes', { more: own('Policy', "PolicyName: g, Roles: [{'Fn::Transform': {Name: Own}}]") }],
  ['to what is a map', { more: own('Policy', 'PolicyName: g, Roles: [{Name: starter}]') }],
  [
    'to a role by its name, beside one from a parameter',
    {
      head: GIVEN,
      role: '      RoleName: starter',
      more: own('Policy', 'PolicyName: g, Roles: [!Ref Given, starter]'),
    },
  ],
  [
    'to other roles by their names, beside one from a parameter',
    {
      head: GIVEN,
      role: '      RoleName: starter',
      more: own('Policy', 'PolicyName: g, Roles: [stopper, !Ref Given]'),
    },
  ],
  ['to one role, as AWS::IAM::RolePolicy', { more: own('RolePolicy', 'PolicyName: g, RoleName: !Ref Role') }],
  ['as a managed policy that names the role', { more: own('ManagedPolicy', 'Roles: [!Ref Role]') }],
  [
    'as a managed policy without a document',
    {
      role: '      ManagedPolicyArns: [!Ref Grants]',
      more: '  Grants: {Type: AWS::IAM::ManagedPolicy, Properties: {Path: /}}',
    },
  ],
  [
    'as a managed policy that the role names',
    { role: '      ManagedPolicyArns: [!Ref Grants]', more: own('ManagedPolicy', 'Path: /') },
  ],
  [
    'as one of two managed policies',
    {
      role: '      ManagedPolicyArns: [!Ref Second]',
      more: `${own('ManagedPolicy', 'Path: /', allow("'rds:*'", "'*'"))}\n${own('ManagedPolicy', 'Path: /').replace('Grants', 'Second')}`,
    },
  ],
  [
    'as a managed policy that is named by its ARN',
    {
      role: "      ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/team/grants']",
      more: own('ManagedPolicy', 'Path: /team/, ManagedPolicyName: grants'),
    },
  ],
  [
    'as a managed policy of another path',
    {
      role: "      ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/grants']",
      more: own('ManagedPolicy', 'Path: /team/, ManagedPolicyName: grants'),
    },
  ],
  [
    'as a managed policy in one branch',
    {
      head: PROD,
      role: '      ManagedPolicyArns: [!If [IsProd, !Ref Grants, !Ref AWS::NoValue]]',
      more: own('ManagedPolicy', 'Path: /'),
    },
  ],
  [
    'as a managed policy under a condition',
    {
      head: PROD,
      role: '      ManagedPolicyArns: [!If [IsProd, !Ref Grants, !Ref AWS::NoValue]]',
      more: own('ManagedPolicy', 'Path: /').replace('{Type', '{Condition: IsProd, Type'),
    },
  ],
  [
    'as one of two managed policies of which a transform names the other',
    {
      role: '      ManagedPolicyArns: [!Ref Second]',
      more: `${own('ManagedPolicy', "ManagedPolicyName: {'Fn::Transform': {Name: Own}}")}\n${own('ManagedPolicy', 'Path: /').replace('Grants', 'Second')}`,
    },
  ],
  ['as something that is a map', { role: '      ManagedPolicyArns: [{Name: grants}]' }],
  ['as what a transform makes', { role: "      ManagedPolicyArns: [{'Fn::Transform': {Name: Own}}]" }],
  ['as an import', { role: '      ManagedPolicyArns: [!ImportValue shared-policy]' }],
  ['as a parameter', { head: GIVEN, role: '      ManagedPolicyArns: [!Ref Given]' }],
  [
    'as a policy whose name holds a parameter',
    { head: GIVEN, role: "      ManagedPolicyArns: [!Sub 'arn:aws:iam::111122223333:policy/x-${Given}']" },
  ],
  ['by AWS, under a name that is not known', { role: FROM_AWS('NoSuchPolicy') }],
  ['by AWS, for KMS', { role: FROM_AWS('AWSKeyManagementServicePowerUser') }],
  ['by AWS, for something else', { role: FROM_AWS('AmazonS3ReadOnlyAccess') }],
  ['by AWS, in another partition', { role: FROM_AWS('AdministratorAccess').replace('arn:aws:', 'arn:aws-cn:') }],
  ['by AWS, with something behind it', { role: FROM_AWS('AdministratorAccess').replace("'arn", "'xarn") }],
  ['in a policy without a document', { role: '      Policies: [{PolicyName: p}]' }],
  ['in a policy that a transform makes', { role: "      Policies: [{'Fn::Transform': {Name: Own}}]" }],
  ['in properties that a transform makes', { role: "      'Fn::Transform': {Name: Own}" }],
  [
    'in a list that one branch leaves out',
    {
      head: PROD,
      role: `      Policies: !If [IsProd, [{PolicyName: p, PolicyDocument: ${document(PAIR)}}], !Ref AWS::NoValue]`,
    },
  ],
  [
    'by a nested stack that is handed the role and can not be read',
    {
      more: "  Pol: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://s3.amazonaws.com/b/pol.yaml', Parameters: {R: !Ref Role}}}",
    },
  ],
  [
    'by a nested stack in one branch that is handed the role and can not be read',
    {
      head: PROD,
      more: "  Pol: {Type: AWS::CloudFormation::Stack, Condition: IsProd, Properties: {TemplateURL: 'https://s3.amazonaws.com/b/pol.yaml', Parameters: {R: !GetAtt Role.Arn}}}",
    },
  ],
  ['in an AWS::IAM::Policy without roles', { more: own('Policy', 'PolicyName: g') }],
  [
    'in an AWS::IAM::Policy without a document',
    { more: '  Grants: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref Role]}}' },
  ],
  ['to a user', { more: own('UserPolicy', 'PolicyName: g, UserName: !Ref Role, Roles: [!Ref Role]') }],
];

describe('a policy is attached', () => {
  test.each(POLICIES)('%s', (sentence, parts) => {
    expectExplained(
      'attached',
      `attached ${sentence}`,
      stack({ ...(parts.role === undefined ? { role: NO_POLICY } : {}), ...parts }),
    );
  });
});
