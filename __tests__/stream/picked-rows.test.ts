import { describe, expect, test } from '@jest/globals';
import { analyse } from './analysis.ts';
import { BOTO, IMPORT, pickedIn, type Row, SDK } from './picked.ts';
import { stack } from './stack-text.ts';

const STARTS: readonly Row[] = [
  [
    'a parameter of a function that is handed the command behind an object',
    'javascript',
    `${IMPORT}const run = (input, Cmd) => client.send(new Cmd(input));\nrun({ a: [1] }, StartActivityStreamCommand);`,
  ],
  [
    'a pattern under another name with blanks',
    'javascript',
    "const { StartActivityStreamCommand : Start } = require('@aws-sdk/client-rds');\nclient.send(new Start({}))",
  ],
  [
    'a name put together by per cent',
    'python',
    `${BOTO}verb = 'stop' if x else 'start'\nmethod = '%s_activity_stream' % verb\ngetattr(rds, method)()`,
  ],
  [
    'a name put together by per cent and a name',
    'python',
    `${BOTO}method = '%(v)s_activity_stream' % {'v': verb or 'start'}\ngetattr(rds, method)()`,
  ],
  [
    'a choice without a blank before it',
    'javascript',
    `${IMPORT}client.send(new(kind==='Delete'?StopActivityStreamCommand:StartActivityStreamCommand)({}));`,
  ],
  [
    'a constant over lines',
    'python',
    `${BOTO}METHOD = 'start_activity_stream'\ngetattr(\n    rds,\n    METHOD,\n)(KmsKeyId=key)`,
  ],
];

const OPEN: readonly Row[] = [
  [
    'a method of any service',
    'python',
    "import boto3\nclient = boto3.client(p['Service'])\ngetattr(client, p['Method'])(**p['Parameters'])",
  ],
  [
    'a parameter, beside the command that nothing is handed',
    'javascript',
    `${IMPORT}const held = StartActivityStreamCommand;\nconst run = (Cmd) => client.send(new Cmd({}));\nrun(StopActivityStreamCommand);`,
  ],
  ['a method from an index', 'javascript', "const rds = new AWS.RDS();\nawait rds[config['action']]({})"],
  [
    'a map of methods from elsewhere',
    'javascript',
    "const rds = new AWS.RDS();\nawait rds[{ 'Create': create, 'Delete': remove }[kind]]({})",
  ],
  ['a method of a client that is made at once', 'javascript', 'await new AWS.RDS()[name]({})'],
  ['a method of a client that is made later', 'javascript', 'let rds = {};\nrds = new AWS.RDS();\nawait rds[name]({})'],
  ['a method of a client that is made at once', 'python', "import boto3\ngetattr(boto3.client('rds'), name)()"],
];

const NOTHING: readonly Row[] = [
  ['a name put together by per cent that is another', 'python', `${BOTO}getattr(rds, '%s_db_cluster' % 'stop')()`],
  [
    'a type of a signature and of a list',
    'javascript',
    `${IMPORT}log(command: StartActivityStreamCommand, at: Date): void;\nconst last: StartActivityStreamCommand[] = [a, b];`,
  ],
  [
    'a test of its class in a module',
    'javascript',
    `${SDK}if (command instanceof sdk.StartActivityStreamCommand || Cmd === sdk.StartActivityStreamCommand) log('it');`,
  ],
  [
    'a method of another client',
    'javascript',
    'const rds = new AWS.RDS();\nconst s3 = new AWS.S3();\nawait s3[name]({});\nawait rds.stopActivityStream({})',
  ],
  ['a method of its class', 'python', `${BOTO}getattr(cls, event['RequestType'])(event)`],
];

describe('a call that the code picks', () => {
  test.each(STARTS)('by %s, in %s, starts a stream', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('starts');
  });

  test.each(OPEN)('by %s, in %s, may be any', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('open');
  });

  test.each(NOTHING)('is none for %s, in %s', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('nothing');
  });
});

describe('a call that the code picks is given its key', () => {
  const PYTHON = "KmsKeyId='alias/aws/rds'";
  const NODE = "{ KmsKeyId: 'alias/aws/rds' }";
  test.each([
    ['nodejs22.x', `${SDK}client.send(new sdk['StartActivityStreamCommand'](${NODE}))`],
    ['nodejs22.x', `new AWS.RDS().makeRequest('startActivityStream', ${NODE})`],
    ['nodejs22.x', `const METHOD = 'startActivityStream';\nnew AWS.RDS()[METHOD](${NODE})`],
    ['python3.13', `${BOTO}METHOD = 'start_activity_stream'\ngetattr(rds, METHOD)(${PYTHON})`],
    ['python3.13', `${BOTO}rds._make_api_call('StartActivityStream', {'KmsKeyId': 'alias/aws/rds'})`],
    ['python3.13', `${BOTO}from operator import methodcaller\nmethodcaller('start_activity_stream', ${PYTHON})(rds)`],
  ])('in %s: %s', (runtime, code) => {
    const [stream] = analyse(stack({ code: `${code}\nlog('no other key')`, runtime }));
    expect(stream?.branches.map(({ key }) => key.kind)).toEqual(['unsuitable']);
  });
});
