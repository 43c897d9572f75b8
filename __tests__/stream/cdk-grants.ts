import { arnOf, type CdkStack, type Data, document, logicalId } from './cdk-stack.ts';

/** The words of CreateGrant and DescribeKey. */
export type Words = readonly [createGrant: string, describeKey: string];

/** How the program comes by its key, and which of the two actions the key's policy leaves to IAM. */
export interface KeyConstruct {
  readonly add: (stack: CdkStack) => KeyValues;
  readonly delegates: readonly [createGrant: boolean, describeKey: boolean];
  /** Its region and account are in another template, out of sight. */
  readonly isElsewhere?: true;
}

export interface KeyValues {
  readonly arn: unknown;
  /** What the call is given; the ARN unless it is said. */
  readonly named?: unknown;
}

const ACCOUNT_ROOT = {
  AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] },
};

const KEY = 'ActivityKey/Resource';
const ALIAS = 'alias/activity';

function ownKey(actions: unknown, named: 'Arn' | 'Ref' = 'Arn'): (stack: CdkStack) => KeyValues {
  return (stack) => {
    const statement = { Action: actions, Effect: 'Allow', Principal: ACCOUNT_ROOT, Resource: '*' };
    const retained = { UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' };
    const id = stack.add(KEY, 'AWS::KMS::Key', { KeyPolicy: document([statement]) }, retained);
    stack.add('Alias/Resource', 'AWS::KMS::Alias', { AliasName: ALIAS, TargetKeyId: arnOf(id) });
    return { arn: arnOf(id), named: named === 'Arn' ? arnOf(id) : { Ref: id } };
  };
}

const ADMIN_PATTERNS = ['Create', 'Describe', 'Enable', 'List', 'Put', 'Update', 'Revoke', 'Disable', 'Get', 'Delete'];
const ADMIN_ACTIONS = ['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion', 'kms:TagResource', 'kms:UntagResource'];
const ADMIN = [...ADMIN_PATTERNS.map((verb) => `kms:${verb}*`), ...ADMIN_ACTIONS];
const CRYPTO = ['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

export const KEYS: Readonly<Record<string, KeyConstruct>> = {
  'a key': { add: ownKey('kms:*'), delegates: [true, true] },
  'a key that the call names by its id': { add: ownKey('kms:*', 'Ref'), delegates: [true, true] },
  'a key that does not trust the identities of the account': { add: ownKey(ADMIN), delegates: [true, true] },
  'a key whose policy leaves cryptography alone to IAM': { add: ownKey(CRYPTO), delegates: [false, false] },
  'a key whose policy leaves CreateGrant out': { add: ownKey([...CRYPTO, 'kms:Describe*']), delegates: [false, true] },
  'a key imported by its ARN': {
    add: () => ({ arn: 'arn:aws:kms:eu-west-1:111122223333:key/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0' }),
    delegates: [true, true],
  },
  'a key of another stack, by an export': {
    add: () => ({ arn: { 'Fn::ImportValue': 'Keys:ExportsOutputFnGetAttActivityKeyArn' } }),
    delegates: [true, true],
    isElsewhere: true,
  },
  'a key of another stack, by its output': {
    add: () => ({
      arn: {
        'Fn::GetStackOutput': { StackName: 'Keys', Region: { Ref: 'AWS::Region' }, OutputName: 'ActivityKeyArn' },
      },
    }),
    delegates: [true, true],
    isElsewhere: true,
  },
};

/** What a program grants the caller, as statements, and the words where the key's policy delegates both actions. */
export interface Grant {
  readonly statements: (key: KeyValues) => readonly Data[];
  readonly words: Words;
  /** The words for a key of another stack, where they differ. */
  readonly wordsElsewhere?: Words;
  /** It speaks of the construct of a key, so that it can not be written for an imported one. */
  readonly ownKey?: true;
}

/** A policy statement as the CDK orders its elements. */
export const allow = (Action: unknown, Resource: unknown, Condition?: Data): Data => ({
  Action,
  ...(Condition === undefined ? {} : { Condition }),
  Effect: 'Allow',
  Resource,
});

const PAIR = ['kms:CreateGrant', 'kms:DescribeKey'];
const FOR_AWS = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
const BY_RDS = { 'Fn::Join': ['', ['rds.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };
const inAccount = (rest: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, ':kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${rest}`],
  ],
});

export const GRANTS: Readonly<Record<string, Grant>> = {
  nothing: { statements: () => [], words: ['missing', 'missing'] },
  'key.grant of both actions': { statements: ({ arn }) => [allow(PAIR, arn)], words: ['scoped', 'scoped'] },
  'key.grant of CreateGrant': {
    statements: ({ arn }) => [allow('kms:CreateGrant', arn)],
    words: ['scoped', 'missing'],
  },
  'key.grant of DescribeKey': {
    statements: ({ arn }) => [allow('kms:DescribeKey', arn)],
    words: ['missing', 'scoped'],
  },
  'key.grantEncryptDecrypt': { statements: ({ arn }) => [allow(CRYPTO, arn)], words: ['missing', 'missing'] },
  'key.grantAdmin': { statements: ({ arn }) => [allow(ADMIN, arn)], words: ['broad', 'broad'] },
  'two statements with the conditions of a service': {
    statements: ({ arn }) => [
      allow('kms:DescribeKey', arn),
      allow('kms:CreateGrant', arn, { ...FOR_AWS, StringEquals: { 'kms:ViaService': BY_RDS } }),
    ],
    words: ['scoped', 'scoped'],
  },
  'one statement for grants to AWS': {
    statements: ({ arn }) => [allow(PAIR, arn, FOR_AWS)],
    words: ['scoped', 'unusable'],
  },
  'both actions on every key of the account here': {
    statements: () => [allow(PAIR, inAccount('key/*'))],
    words: ['broad', 'broad'],
    wordsElsewhere: ['unknown', 'unknown'],
  },
  'both actions on every resource': { statements: () => [allow(PAIR, '*')], words: ['broad', 'broad'] },
  "an imported alias's grant": {
    statements: () => [
      allow(PAIR, inAccount('key/*'), { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/das' } }),
    ],
    words: ['unknown', 'unknown'],
  },
  'both actions on alias.keyArn': {
    statements: () => [allow(PAIR, inAccount(ALIAS))],
    words: ['unusable', 'unusable'],
    ownKey: true,
  },
  'both actions on key.keyId': {
    statements: () => [allow(PAIR, { Ref: logicalId(KEY) })],
    words: ['unusable', 'unusable'],
    ownKey: true,
  },
};
