import { test } from '@jest/globals';
import { type Language, withoutCommentsAndStrings } from '../../src/stream/code-text.ts';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { expectSection } from '../fixture-sections.ts';
import { formText } from './form-text.ts';

const CODES: Readonly<Record<Language, readonly string[]>> = {
  python: [
    'a = 1 # comment\nb = 2',
    "a = 'it''s' + \"two\" # 'three'",
    "a = 'open\nb = 1",
    '"""doc\nstring""" + \'\'\'x\'\'\'',
    'f\'{a}-{b["c"]}-{{d}}\' + e',
    "rf'{a}' + Rb'{b}' + F\"{c}\"",
    "fr'{a}' + b'{c}' + u'{d}' + xf'{e}' + f_f'{g}'",
    "f'''{a}\n{b}'''\n'c'",
    "f'{a}\n' b",
    '`a`',
    "'''a''' + ''",
    "x = '''a\nb'''; y = ''; z = 'c'",
    'f\'{f"{a}"}\' + g',
    "a = '\\'' + \"\\\"\" + '\\\\'",
    'import boto3, os as system, json\nfrom urllib import parse\nimport crhelper',
    'from . import own\nfrom .own import x',
    'import a.b.c; from os.path import join',
    "client.start_activity_stream(ResourceArn=arn, KmsKeyId=props['Key'], Mode='async')",
    "client.start_activity_stream(**{'KmsKeyId': os.environ['KEY_ID']})",
    "getattr(client, 'start_activity_stream')(KmsKeyId=key.id)",
    "name = 'start_activity_stream'",
    "boto3.client('kms').describe_key(KeyId=k)\nboto3.client('rds').start_activity_stream()",
    "boto3.client('sts').assume_role(RoleArn=r)",
    "boto3.client('s3').put_object()",
    "boto3.client(service_name='rds')\nboto3.resource(name)",
    'kms.describe_keys()\nrds.start_activity_streams()',
    "subprocess.run(['aws', 'rds', 'start-activity-stream', '--kms-key-id', key])",
    "print('start-activity-stream')",
    'kms.create_grant()\nkms.encrypt()',
    'a{b}c',
    "x = {'a': {'b': 1}}",
  ],
  javascript: [
    'a = 1; // comment\nb = 2;',
    '/* a\nb */ c /* open',
    "'it\\'s' + \"x\" + `y ${z + `${w}`} v`",
    '`${ {a: {b: 1}} }` + c',
    "'open\nb",
    "`a\n'${x}'\n` + 'b'",
    '`{{${a}}} {{b` + c',
    '`\\${a}` + `$a{b}` + c',
    "f'{a}' + b",
    "'' + ''",
    'a = b / 2; c = d / 3',
    'a = (b) / 2; c = d[0] / 3; e = f / 4',
    'if (/a/.test(b)) return /c/.test(d) / 2',
    'a = b ? /c"/ : /d"/; e = !/f"/.test(g) && /h"/.test(i)',
    'a = typeof /b"/ + "c"',
    "a => /b'/.test(c), { d: /e'/ }",
    'a = /[/]"/; b = "c"',
    'a = /\\/"/; b = "c"',
    '/* a */ b /* c */ d',
    '/* a // b */ c // d /* e\nf',
    'a = /[/\'"]+/g.test(b); c = d / e / f;',
    'return /x/.test(y)',
    'a = b /c/ d',
    '(/x\\/y/)',
    '/unclosed\nb',
    "import { RDS } from '@aws-sdk/client-rds';\nimport x from \"node:fs\";\nimport './own.js';",
    "const a = require('aws-sdk'), b = require( 'crypto' );\nawait import('left-pad');",
    "new AWS.RDS().startActivityStream({KmsKeyId: process.env.KEY_ID, Mode: 'async'}).promise()",
    'client.send(new StartActivityStreamCommand({ KmsKeyId: event.ResourceProperties["StreamKey"] }))',
    "rds['startActivityStream']({})",
    "rds[ 'startActivityStreams' ]({})",
    'new StartActivityStreamCommandInput()',
    'kms.describeKey({})',
    'client.send(new DescribeKeyCommand({}))',
    'sts.assumeRole({})\nnew AssumeRoleCommand({})',
    'fromTemporaryCredentials({params: {}})',
    "new AWS.S3()\nrequire('@aws-sdk/client-s3')",
    'execSync(`aws rds start-activity-stream --kms-key-id ${key}`)',
    '// rds.startActivityStream()\nrds.stopActivityStream()',
    "const s = 'rds.startActivityStream()'",
    'client.send(new EncryptCommand({}))',
    'rds.startActivityStreamNow()',
  ],
  shell: [
    'aws rds start-activity-stream --kms-key-id "$KEY" # now',
    'aws rds start-activity-stream --kms-key-id=${KEY_ID}',
    '# aws rds start-activity-stream\necho a#b',
    'aws kms describe-key --key-id x',
    'aws sts assume-role --role-arn r',
    'source ./lib.sh',
    '. ./lib.sh',
    'echo done; . lib',
    'echo ./lib',
    "echo 'start-activity-stream'",
  ],
};

const rows = Object.entries(CODES).flatMap(([language, codes]) =>
  codes.map((code) => [language as Language, code] as const),
);

test.each(rows)('code in %s: %s', (language, text) => {
  const { code, strings } = withoutCommentsAndStrings(text, language);
  const { key, describes, ...read } = readHandlerCode(text, language);
  const does = Object.entries({ ...read, describesKey: describes.length > 0 }).flatMap(([name, holds]) =>
    holds === true ? [name] : [],
  );
  const lines = [
    `${language} ${JSON.stringify(text)}`,
    `  code ${JSON.stringify(code)}`,
    `  strings ${JSON.stringify(strings)}`,
    `  ${does.join(', ') || 'nothing'}; key ${formText(key.form)}`,
  ];
  expectSection('code', lines.join('\n'));
});
