import { describe, expect, test } from '@jest/globals';
import { readHandlerCode } from '../../src/stream/handler-code.ts';

const python = (line: string) => readHandlerCode(`import boto3\n${line}\n`, 'python').otherKmsCalls;
const javascript = (line: string) => readHandlerCode(`${line}\n`, 'javascript').otherKmsCalls;

describe('otherKmsCalls', () => {
  test.each([
    "boto3.client('rds').start_activity_stream(**args)",
    'boto3.client("kms").describe_key(KeyId=key)',
    'boto3.client("kms").create_grant(KeyId=key)',
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
    'boto3.client(service_name="sns")',
  ])('may need more: %s', (line) => expect(python(line)).toBe(true));

  test.each([
    ["const { RDSClient } = require('@aws-sdk/client-rds');", false],
    ['await kms.send(new DescribeKeyCommand({ KeyId }));', false],
    ['new AWS.RDS().startActivityStream(args);', false],
    ["import { S3Client } from '@aws-sdk/client-s3';", true],
    ['await kms.send(new DecryptCommand({ CiphertextBlob }));', true],
    ['new AWS.SSM().getParameter(args);', true],
  ])('in JavaScript: %s', (line, expected) => expect(javascript(line)).toBe(expected));

  test('a shell script may run anything', () => {
    expect(readHandlerCode('aws rds start-activity-stream', 'shell').otherKmsCalls).toBe(true);
  });
});
