import { describe, expect, test } from '@jest/globals';
import { MANAGED_POLICIES_DATE, managedPolicyName, managedStatements } from '../../src/iam/managed-policies.ts';
import { type Hole, textOf } from '../../src/resolve/text.ts';
import { summary } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const hole = (label: string): Hole => ({ token: label, label, alphabet: 'any', distinctClass: null, outside: true });

describe('the ARN of a policy of AWS', () => {
  test.each([
    ['arn:aws:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
    ['arn:aws-cn:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
    ['arn:aws:iam::aws:policy/service-role/AWSLambdaRole', 'service-role/AWSLambdaRole'],
    ['arn:aws:iam::aws:policy/', null],
    ['arn:aws:iam::aws:policy', null],
    ['arn:aws:iam::aws:role/AdministratorAccess', null],
    ['arn:aws:iam::111122223333:policy/AdministratorAccess', null],
    ['arn:aws:kms::aws:policy/AdministratorAccess', null],
    ['arn:aws:us:iam::aws:policy/AdministratorAccess', null],
    ['xarn:aws:iam::aws:policy/AdministratorAccess', null],
    ['AdministratorAccess', null],
  ])('in %s the name is %s', (arn, name) => {
    expect(managedPolicyName(textOf(arn))).toBe(name);
  });

  test('may be of the partition of the stack, but not of an account from outside', () => {
    const rest = ':iam::aws:policy/job-function/Billing';
    expect(managedPolicyName(textOf('arn:', hole('AWS::Partition'), rest))).toBe('job-function/Billing');
    expect(managedPolicyName(textOf('arn:aws:iam::', hole('AWS::AccountId'), ':policy/Billing'))).toBeNull();
  });
});

describe('a policy of AWS', () => {
  test.each([
    ['AdministratorAccess', true],
    ['service-role/AWSBackupServiceRolePolicyForBackup', true],
    ['AWSBackupServiceRolePolicyForBackup', true],
    ['AmazonRDSFullAccess', false],
    ['service-role/AWSLambdaBasicExecutionRole', false],
    ['AWSLambdaBasicExecutionRole', false],
    ['job-function/DatabaseAdministrator', false],
    ['service-role/AdministratorAccess', null],
    ['job-function/AWSLambdaBasicExecutionRole', null],
    ['/AdministratorAccess', null],
    ['administratoraccess', null],
    ['NoSuchPolicy', null],
    ['', null],
  ])('of the name "%s" is known, and speaks of the two actions: %s', (name, speaks) => {
    const statements = managedStatements(name);
    expect(statements === null ? null : statements.length > 0).toBe(speaks);
  });

  test('is known as of a day', () => {
    expect(MANAGED_POLICIES_DATE).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  // domain.md section 4.
  test.each([
    ['AdministratorAccess', 'broad / broad'],
    ['PowerUserAccess', 'broad / broad'],
    ['AmazonMSKFullAccess', 'broad / broad'],
    ['service-role/AWSBackupServiceRolePolicyForBackup', 'broad / broad'],
    ['service-role/AWSBackupServiceRolePolicyForRestores', 'broad / broad'],
    ['AWSKeyManagementServicePowerUser', 'missing / broad'],
    ['AWSLambda_FullAccess', 'missing / broad'],
    ['ReadOnlyAccess', 'missing / broad'],
    ['SecurityAudit', 'missing / broad'],
    ['AmazonRDSFullAccess', 'missing / missing'],
    ['AmazonRDSDataFullAccess', 'missing / missing'],
    ['job-function/DatabaseAdministrator', 'missing / missing'],
    ['service-role/AWSLambdaBasicExecutionRole', 'missing / missing'],
    ['service-role/AWSLambdaVPCAccessExecutionRole', 'missing / missing'],
    ['AWSXRayDaemonWriteAccess', 'missing / missing'],
    ['NoSuchPolicy', 'unknown / unknown'],
  ])('%s comes to %s', (name, words) => {
    const role = `      ManagedPolicyArns: ['arn:aws:iam::aws:policy/${name}']`;
    expect(summary(stack({ role }))).toBe(words);
  });

  test.each([
    ['AWSDenyAll', 'denied / denied'],
    ['AWSCompromisedKeyQuarantineV3', 'scoped / scoped'],
  ])('%s beside a grant comes to %s', (name, words) => {
    const policies = `      Policies: [{PolicyName: p, PolicyDocument: {Version: '2012-10-17', Statement: ${PAIR}}}]`;
    expect(summary(stack({ role: `${policies}\n      ManagedPolicyArns: ['arn:aws:iam::aws:policy/${name}']` }))).toBe(
      words,
    );
  });
});
