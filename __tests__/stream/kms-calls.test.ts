import { describe, expect, test } from '@jest/globals';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { usesAnotherKey } from '../../src/stream/kms-calls.ts';

const python = (line: string) => readHandlerCode(`import boto3\n${line}\n`, 'python').otherKmsCalls;
const javascript = (line: string) => readHandlerCode(`${line}\n`, 'javascript').otherKmsCalls;

describe('otherKmsCalls', () => {
  test.each([
    "boto3.client('rds').start_activity_stream(**args)",
    'boto3.client("kms").describe_key(KeyId=key)',
    'boto3.client("kms").create_grant(KeyId=key)',
    "boto3.Session().client(service_name='kms').describe_key(KeyId=key)",
    'rds.list_tags_for_resource(ResourceName=arn)',
    '# boto3 can .decrypt( too',
    'print("kms.decrypt(x)")',
  ])('needs nothing else: %s', (line) => expect(python(line)).toBe(false));

  test.each([
    'kms.decrypt(CiphertextBlob=blob)',
    'kms.generate_data_key_without_plaintext(KeyId=key)',
    'kms.list_grants(KeyId=key)',
    "boto3.client('secretsmanager').get_secret_value(SecretId=name)",
    "boto3.resource('s3').Bucket(name)",
    'boto3.client(service)',
    'boto3.client(kms)',
    'boto3.client(service_name="sns")',
    'boto3.client(*names)',
    "session.get_session().create_client('s3')",
    'rds.copy_db_cluster_snapshot(**args)',
    'rds.restore_db_cluster_from_snapshot(**args)',
    'rds.start_export_task(**args)',
    'rds.create_db_instance_read_replica(**args)',
    'rds.modify_db_cluster(**args)',
    "getattr(rds, 'copy_db_snapshot')(**args)",
    "getattr(kms, 'decrypt')(**args)",
    "subprocess.run(['aws', 'kms', 'decrypt'])",
    "os.system('aws s3 ls')",
    'SigV4Auth(credentials, "kms", region).add_auth(request)',
    'SigV4Auth(credentials, service, region).add_auth(request)',
    "send(f'https://kms.{region}.amazonaws.com/', body)",
    'send(host, headers={"X-Amz-Target": "TrentService.TagResource"})',
    "clients = {'kms': boto3.Session().client('kms')}",
    "getattr(boto3.Session().client('kms'), name)(**args)",
    "for name in ['rds', 'kms']: use(make(name))",
  ])('may need more: %s', (line) => expect(python(line)).toBe(true));

  test.each([
    ["const { RDSClient } = require('@aws-sdk/client-rds');", false],
    ['await kms.send(new DescribeKeyCommand({ KeyId }));', false],
    ['new AWS.RDS().startActivityStream(args);', false],
    ["const { RDS, KMS: Kms } = require('aws-sdk');", false],
    ['await rds.send(new sdk.StartActivityStreamCommand(args));', false],
    ['await new sdk.RDSClient({}).send(new StartActivityStreamCommand(args));', false],
    ['new SignatureV4({ service });', true],
    ["new AWS['KMS']();", true],
    ["import { S3Client } from '@aws-sdk/client-s3';", true],
    ['await kms.send(new DecryptCommand({ CiphertextBlob }));', true],
    ['new AWS.SSM().getParameter(args);', true],
    ['new aws.DynamoDB.DocumentClient();', true],
    ["const { RDS, S3 } = require('aws-sdk');", true],
    ["import { SSM } from 'aws-sdk';", true],
    ["const S3 = require('aws-sdk/clients/s3');", true],
    ['await rds.send(new CopyDBClusterSnapshotCommand(args));', true],
    ['await rds.restoreDBClusterFromSnapshot(args).promise();', true],
    ["await rds['copyDBSnapshot'](args).promise();", true],
    ["const { execSync } = require('node:child_process');", true],
  ])('in JavaScript: %s', (line, expected) => expect(javascript(line)).toBe(expected));

  test('a shell script may run anything', () => {
    expect(readHandlerCode('aws rds start-activity-stream', 'shell').otherKmsCalls).toBe(true);
  });
});

describe('usesAnotherKey', () => {
  test.each([
    ['rds.copy_db_snapshot(**args)', true],
    ['rds.copy_db_cluster_snapshot(**args)', true],
    ['rds.restore_db_cluster_from_snapshot(**args)', true],
    ['rds.start_export_task(**args)', true],
    ['await rds.restoreDBInstanceToPointInTime(args).promise();', true],
    ['await rds.send(new CopyDBSnapshotCommand(args));', true],
    ['rds.start_activity_stream(**args)', false],
    ['rds.copy_db_cluster_parameter_group(**args)', false],
    ['restore_db(args)', false],
  ])('%s', (code, expected) => expect(usesAnotherKey(code)).toBe(expected));
});
