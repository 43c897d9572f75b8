import fc from 'fast-check';

/** A policy statement as JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/** A stack with one stream, of which the policies vary. */
export interface Stack {
  readonly policies: readonly (readonly Statement[])[];
  readonly boundary: readonly Statement[] | null;
  readonly keyPolicy: readonly Statement[] | null;
}

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };
const sub = (text: string) => ({ 'Fn::Sub': text });
const ROOT = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root');

const ACTIONS = [
  ...[
    'kms:CreateGrant',
    'kms:DescribeKey',
    'kms:*',
    'kms:Create*',
    'kms:*Grant',
    'KMS:describekey',
    'kms:Decrypt',
    'rds:*',
    '*',
  ],
];

const RESOURCES: readonly unknown[] = [
  ...[KEY, KEY, KEY, '*', sub('arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/${Key}'), { Ref: 'Key' }],
  ...[sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*'), { 'Fn::GetAtt': ['Other', 'Arn'] }],
  ...[sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/das'), { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
];

const CONDITIONS: readonly unknown[] = [
  { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  { BoolIfExists: { 'kms:GrantIsForAWSResource': true } },
  { StringEquals: { 'kms:ViaService': sub('rds.${AWS::Region}.amazonaws.com') } },
  { StringEquals: { 'kms:ViaService': sub('ec2.${AWS::Region}.amazonaws.com') } },
  { StringNotEquals: { 'kms:ViaService': sub('rds.${AWS::Region}.amazonaws.com') } },
  { StringLike: { 'kms:ViaService': 'rds.*.amazonaws.com' } },
  { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } },
  { Null: { 'kms:ViaService': 'true' } },
  { ArnLike: { 'aws:PrincipalArn': ROLE } },
  { StringNotLike: { 'aws:PrincipalArn': sub('arn:${AWS::Partition}:iam::*:role/other*') } },
];

const PRINCIPALS: readonly unknown[] = [
  ...[
    '*',
    { AWS: ROOT },
    { AWS: ROOT },
    { AWS: { Ref: 'AWS::AccountId' } },
    { AWS: ROLE },
    { Service: 'rds.amazonaws.com' },
  ],
  ...[{ AWS: [ROLE, ROOT] }, { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/other') }],
];

const some = <T>(values: readonly T[]): fc.Arbitrary<T | readonly T[]> =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

/** A statement of which everything is written in the template. */
export function statement(effect?: 'Allow' | 'Deny', principal = false): fc.Arbitrary<Statement> {
  const effects = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');
  return fc
    .record({
      Effect: effect === undefined ? effects : fc.constant(effect),
      actions: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS)),
      resources: principal
        ? fc.constant(['Resource', '*'] as const)
        : fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCES)),
      condition: fc.option(fc.constantFrom(...CONDITIONS), { freq: 2 }),
      Principal: fc.constantFrom(...PRINCIPALS),
    })
    .map(({ Effect, actions, resources, condition, Principal }) => ({
      Effect,
      [actions[0]]: actions[1],
      [resources[0]]: resources[1],
      ...(condition === null ? {} : { Condition: condition }),
      ...(principal ? { Principal } : {}),
    }));
}

const DELEGATES: Statement = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };

export const stackOf: fc.Arbitrary<Stack> = fc.record({
  policies: fc.array(fc.array(statement(), { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  boundary: fc.option(fc.array(statement(), { minLength: 1, maxLength: 2 }), { freq: 5 }),
  keyPolicy: fc.oneof(
    fc.constant(null),
    fc.array(statement(undefined, true), { maxLength: 2 }).map((more) => [DELEGATES, ...more]),
    fc.array(statement(undefined, true), { minLength: 1, maxLength: 3 }),
  ),
});

const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

/** The template of a stack: the first policy inline, the second attached, the others managed. */
export function resourcesOf({ policies, boundary, keyPolicy }: Stack): Readonly<Record<string, unknown>> {
  const [inline = [], ...others] = policies;
  const attached = others.map((statements, index) => [
    `Policy${index}`,
    {
      Type: index === 0 ? 'AWS::IAM::Policy' : 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyName: 'more', Roles: [{ Ref: 'Role' }], PolicyDocument: document(statements) },
    },
  ]);
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: keyPolicy === null ? {} : { KeyPolicy: document(keyPolicy) } },
    Other: { Type: 'AWS::KMS::Key' },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/das', TargetKeyId: { Ref: 'Key' } } },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'starter',
        Policies: [{ PolicyName: 'inline', PolicyDocument: document(inline) }],
        ...(boundary === null ? {} : { PermissionsBoundary: { Ref: 'Boundary' } }),
      },
    },
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(boundary ?? []) } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'start-stream',
        Handler: 'index.handler',
        Runtime: 'python3.13',
        Role: ROLE,
        Code: { ZipFile: "boto3.client('rds').start_activity_stream(KmsKeyId=props['KmsKeyId'])" },
      },
    },
    Stream: {
      Type: 'Custom::ActivityStream',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, KmsKeyId: KEY },
    },
    ...Object.fromEntries(attached),
  };
}

export function templateOf(stack: Stack): string {
  return JSON.stringify({
    Parameters: { Hidden: { Type: 'String' } },
    Resources: resourcesOf(stack),
  });
}
