import { describe, expect, test } from '@jest/globals';
import type { Language } from '../../src/stream/code-text.ts';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { formText } from './form-text.ts';

type Row = readonly [sentence: string, language: Language, code: string];

const STARTS: readonly Row[] = [
  ['boto3', 'python', "boto3.client('rds').start_activity_stream(ResourceArn=arn, Mode='async', KmsKeyId=key)"],
  ['boto3 through a dict', 'python', "args = {'KmsKeyId': key}\nclient.start_activity_stream(**args)"],
  ['boto3 through getattr', 'python', "getattr(client, 'start_activity_stream')(ResourceArn=arn)"],
  ['boto3 as a reference', 'python', 'call = client.start_activity_stream\ncall(ResourceArn=arn)'],
  ['the JavaScript SDK, version 2', 'javascript', "new AWS.RDS().startActivityStream({Mode: 'async'}).promise()"],
  ['the JavaScript SDK, version 3', 'javascript', 'await client.send(new StartActivityStreamCommand({Mode: "async"}))'],
  [
    'version 3 with a type argument over lines',
    'javascript',
    'await client.send(\n  new StartActivityStreamCommand (\n {}))',
  ],
  ['optional chaining', 'javascript', 'await rds?.startActivityStream({})'],
  ['the name in brackets', 'javascript', "await rds['startActivityStream']({})"],
  ['inside a template literal', 'javascript', 'log(`${await rds.startActivityStream({})}`)'],
  ['after a division', 'javascript', 'const half = n / 2; const other = m / 2;\nrds.startActivityStream({})'],
  ['between divisions', 'javascript', 'x = a / 2; rds.startActivityStream({}); y = b / 2; z = x + y + a + b;'],
  ['after a regular expression with quotes', 'javascript', 'const quote = /[\'"]/; rds.startActivityStream({})'],
  ['after an apostrophe in a comment', 'javascript', "// don't\nrds.startActivityStream({})"],
  ['after a hash in a string', 'python', "print('# not a comment'); client.start_activity_stream()"],
  ['after a triple-quoted text', 'python', '"""it\'s "quoted" """\nclient.start_activity_stream()'],
  ['after an escaped quote', 'python', "a = 'it\\'s'\nclient.start_activity_stream()"],
  ['after a raw string that ends in a backslash pair', 'python', "a = r'c:\\\\'\nclient.start_activity_stream()"],
  ['inside an f-string', 'python', "print(f'{client.start_activity_stream()}')"],
  ['the command line', 'shell', 'aws rds start-activity-stream --mode async --kms-key-id "$KEY"'],
  ['the command line over lines', 'shell', 'aws rds \\\n  start-activity-stream \\\n  --mode async'],
  [
    'the command line from Python',
    'python',
    "import subprocess\nsubprocess.run(['aws', 'rds', 'start-activity-stream'])",
  ],
  [
    'the command line from JavaScript',
    'javascript',
    "require('child_process').execSync('aws rds start-activity-stream')",
  ],
];

const DOES_NOT: readonly Row[] = [
  ['a comment', 'python', '# client.start_activity_stream()\nclient.stop_activity_stream()'],
  ['a comment at the end of a line', 'javascript', 'stop(); // rds.startActivityStream({})'],
  ['a block comment', 'javascript', '/* new StartActivityStreamCommand({}) */ stop();'],
  ['a plain string', 'python', "print('call .start_activity_stream() by hand')"],
  ['a doc string', 'python', '"""Runs after client.start_activity_stream()."""\npass'],
  ['a plain string of JavaScript', 'javascript', "log('see rds.startActivityStream(')"],
  ['a comment of a shell', 'shell', '# aws rds start-activity-stream\naws rds stop-activity-stream'],
  ['the command in a string, with no program run', 'python', "print('aws rds start-activity-stream')"],
  ['stopping', 'python', 'client.stop_activity_stream()'],
  ['describing', 'javascript', 'rds.describeDBClusters({})'],
  ['a name that only begins so', 'python', 'client.start_activity_stream_report()'],
];

describe('code', () => {
  test.each(STARTS)('that starts a stream: %s', (_sentence, language, code) => {
    expect(readHandlerCode(code, language).startsStream).toBe(true);
  });

  test.each(DOES_NOT)('that starts none: %s', (_sentence, language, code) => {
    expect(readHandlerCode(code, language).startsStream).toBe(false);
  });

  test.each([
    ['python', 'kms.describe_key(KeyId=key)'],
    ['javascript', 'kms.describeKey({KeyId})'],
    ['javascript', 'kms.send(new DescribeKeyCommand({KeyId}))'],
    ['shell', 'aws kms describe-key --key-id "$KEY"'],
  ] as const)('that describes the key itself, in %s', (language, code) => {
    expect(readHandlerCode(code, language).describes).toHaveLength(1);
  });

  test.each([
    ['python', "boto3.client('sts').assume_role(RoleArn=role)"],
    ['javascript', 'sts.send(new AssumeRoleCommand({RoleArn}))'],
    [
      'javascript',
      "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\nfromTemporaryCredentials({})",
    ],
    ['shell', 'aws sts assume-role --role-arn "$ROLE"'],
  ] as const)('that assumes another role, in %s', (language, code) => {
    expect(readHandlerCode(code, language).assumesRole).toBe(true);
  });

  test.each([
    ['python', 'import boto3, json\nfrom urllib import request', false],
    ['python', 'import boto3\nfrom shared.das import start', true],
    ['python', 'from . import das', true],
    ['python', 'import os as operating, boto3 as sdk', false],
    ['python', 'import boto3 ,  json,', false],
    ['python', 'import os as operating, crhelper as helper', true],
    ['python', 'x = 1; import crhelper', true],
    ['python', '# import crhelper', false],
    ['javascript', "const helper = require('')", false],
    ['python', 'import crhelper', true],
    ['javascript', "const AWS = require('aws-sdk'); const fs = require('node:fs');", false],
    ['javascript', "import { RDSClient } from '@aws-sdk/client-rds';", false],
    ['javascript', "import { start } from './das.mjs';", true],
    ['shell', '. ./das.sh', true],
    ['shell', 'aws rds describe-db-clusters', false],
  ] as const)('in %s that loads code from elsewhere: %s', (language, code, loads) => {
    expect(readHandlerCode(code, language).loadsUnseenCode).toBe(loads);
  });

  test.each([
    ['python', "c.start_activity_stream(KmsKeyId=props['AuditKey'])", 'part AuditKey'],
    ['python', "args = {'KmsKeyId': os.environ['KEY_ID']}", 'variable KEY_ID'],
    ['python', "args['KmsKeyId'] = props.get('Key')", 'part Key'],
    ['javascript', 'new StartActivityStreamCommand({ KmsKeyId: process.env.KEY_ID })', 'variable KEY_ID'],
    ['javascript', '({ "KmsKeyId": event.ResourceProperties.AuditKey })', 'property AuditKey'],
    ['shell', 'aws rds start-activity-stream --kms-key-id "$KEY_ID"', 'variable KEY_ID'],
  ] as const)("that names the key's holder, in %s: %s", (language, code, name) => {
    expect(formText(readHandlerCode(code, language).key.form)).toBe(name);
  });

  test('of a megabyte is read in no time', () => {
    const texts = ["'".repeat(500_000), '/*'.repeat(500_000), 'KmsKeyId='.repeat(100_000), '`${'.repeat(300_000)];
    for (const text of texts) expect(readHandlerCode(text, 'javascript').startsStream).toBe(false);
  }, 5_000);
});
