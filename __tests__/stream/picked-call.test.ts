import { describe, expect, test } from '@jest/globals';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { BOTO, IMPORT, pickedIn, type Row, SDK } from './picked.ts';

const STARTS: readonly Row[] = [
  [
    'a ternary of commands',
    'javascript',
    `${IMPORT}const Cmd = off ? StopActivityStreamCommand : StartActivityStreamCommand;\nclient.send(new Cmd({}))`,
  ],
  [
    'a ternary of members',
    'javascript',
    `${SDK}const Cmd = off ? sdk.StopActivityStreamCommand : sdk.StartActivityStreamCommand;\nclient.send(new Cmd({}))`,
  ],
  [
    'a ternary over lines',
    'javascript',
    `${SDK}const Cmd = event.RequestType === 'Delete'\n  ? sdk.StopActivityStreamCommand\n  : sdk.StartActivityStreamCommand;\nclient.send(new Cmd({}))`,
  ],
  [
    'a ternary where it is made',
    'javascript',
    `${IMPORT}client.send(new (on ? StartActivityStreamCommand : StopActivityStreamCommand)({}))`,
  ],
  [
    'a map of commands',
    'javascript',
    `${SDK}const COMMANDS = { Create: sdk.StartActivityStreamCommand, Delete: sdk.StopActivityStreamCommand };\nclient.send(new COMMANDS[event.RequestType]({}))`,
  ],
  [
    'a map of commands, the last',
    'javascript',
    `${IMPORT}const COMMANDS = {\n  Delete: StopActivityStreamCommand,\n  Create: StartActivityStreamCommand\n};\nconst Cmd = COMMANDS[event.RequestType];\nclient.send(new Cmd({}))`,
  ],
  [
    'a map of commands under their own names',
    'javascript',
    `${IMPORT}const all = { StartActivityStreamCommand, StopActivityStreamCommand };\nclient.send(new all[name]({}))`,
  ],
  [
    'a variable that is assigned in a branch',
    'javascript',
    `${IMPORT}let Cmd;\nif (on) Cmd = StartActivityStreamCommand;\nclient.send(new Cmd({}))`,
  ],
  [
    'a parameter of a function that is handed the command',
    'javascript',
    `${IMPORT}const run = (Cmd, input) => client.send(new Cmd(input));\nrun(StartActivityStreamCommand, {});`,
  ],
  [
    'a parameter with its type',
    'javascript',
    `${IMPORT}async function run(Cmd: any, input: object) { return client.send(new Cmd(input)); }\nrun(StartActivityStreamCommand, {});`,
  ],
  [
    'an import under another name',
    'javascript',
    "import { StartActivityStreamCommand as Start } from '@aws-sdk/client-rds';\nclient.send(new Start({}))",
  ],
  [
    'a pattern under another name',
    'javascript',
    "const { StartActivityStreamCommand: Start } = require('@aws-sdk/client-rds');\nclient.send(new Start({}))",
  ],
  ['a command by its name', 'javascript', `${SDK}client.send(new sdk['StartActivityStreamCommand']({}))`],
  [
    'a command by a name made of two',
    'javascript',
    `${SDK}const verb = on ? 'Start' : 'Stop';\nclient.send(new sdk[\`\${verb}ActivityStreamCommand\`]({}))`,
  ],
  [
    'a method by a constant',
    'javascript',
    "const rds = new AWS.RDS();\nconst METHOD = 'startActivityStream';\nrds[METHOD]({}).promise()",
  ],
  [
    'a method by a map',
    'javascript',
    "const METHODS = { Create: 'startActivityStream', Delete: 'stopActivityStream' };\nawait this.rds[METHODS[event.RequestType]]({})",
  ],
  [
    'a method by a loop',
    'javascript',
    "for (const method of ['modifyActivityStream', 'startActivityStream']) await rds[method]({})",
  ],
  ['a bound method', 'javascript', "const start = rds['startActivityStream'].bind(rds);"],
  ['a request by name', 'javascript', "new AWS.RDS().makeRequest('startActivityStream', {}).promise()"],
  [
    'a constant',
    'python',
    `${BOTO}METHOD = 'start_activity_stream'\ndef handler(e, c):\n    getattr(rds, METHOD)(KmsKeyId=e['K'])`,
  ],
  [
    'a choice of methods',
    'python',
    `${BOTO}method = 'stop_activity_stream' if off else 'start_activity_stream'\ngetattr(rds, method)()`,
  ],
  [
    'a dict of methods',
    'python',
    `${BOTO}METHODS = {\n    'Create': 'start_activity_stream',\n    'Delete': 'stop_activity_stream',\n}\ngetattr(rds, METHODS[event['RequestType']])()`,
  ],
  [
    'a dict of methods, looked up',
    'python',
    `${BOTO}METHODS = {'Create': 'start_activity_stream'}\ncall = getattr(rds, METHODS.get(event['RequestType']))\ncall()`,
  ],
  ['an f-string', 'python', `${BOTO}ACTION = "start"\ngetattr(rds, f"{ACTION}_activity_stream")()`],
  ['two strings', 'python', `${BOTO}getattr(rds, 'start_' + 'activity_stream')()`],
  [
    'a keyword of a function',
    'python',
    `${BOTO}def run(method, **kw): getattr(rds, method)(**kw)\nrun(method='start_activity_stream')`,
  ],
  [
    'a dict of methods themselves',
    'python',
    `${BOTO}METHODS = {'Create': rds.start_activity_stream}\nMETHODS[event['RequestType']]()`,
  ],
  ['the operation of the API', 'python', `${BOTO}rds._make_api_call('StartActivityStream', {})`],
  [
    'a caller of a method',
    'python',
    `${BOTO}from operator import methodcaller\nmethodcaller('start_activity_stream', Mode='async')(rds)`,
  ],
];

const OPEN: readonly Row[] = [
  [
    'a method from a property',
    'javascript',
    'const rds = new AWS.RDS();\nawait rds[event.ResourceProperties.Action]({})',
  ],
  [
    'a command from a property',
    'javascript',
    `${SDK}client.send(new sdk[\`\${event.ResourceProperties.Action}Command\`]({}))`,
  ],
  [
    'a command of an imported namespace',
    'javascript',
    "import * as sdk from '@aws-sdk/client-rds';\nsend(new sdk[name]({}))",
  ],
  ['a command that is handed to unseen code', 'javascript', `${IMPORT}send(StartActivityStreamCommand, {})`],
  ['a method from the environment', 'python', `${BOTO}getattr(rds, os.environ['METHOD'])()`],
  ['a method from a property', 'python', `${BOTO}getattr(rds, event['ResourceProperties']['Action'])()`],
  ['a verb from a property', 'python', `${BOTO}getattr(rds, f"{event['Verb']}_activity_stream")()`],
  [
    'a parameter',
    'python',
    `${BOTO}def run(client, method): getattr(client, method)()\nrun(rds, 'start_activity_stream')`,
  ],
];

const NOTHING: readonly Row[] = [
  ['an import', 'javascript', `${IMPORT}client.send(new StopActivityStreamCommand({}))`],
  [
    'an import over lines',
    'javascript',
    "import {\n  StartActivityStreamCommand,\n  StopActivityStreamCommand,\n} from '@aws-sdk/client-rds';\nclient.send(new StopActivityStreamCommand({}))",
  ],
  [
    'a pattern',
    'javascript',
    "const { StartActivityStreamCommand, StopActivityStreamCommand } = require('@aws-sdk/client-rds');\nsend(new StopActivityStreamCommand({}))",
  ],
  ['an export', 'javascript', "export { StartActivityStreamCommand } from '@aws-sdk/client-rds';"],
  ['an export of what was imported', 'javascript', `${IMPORT}export { StartActivityStreamCommand };`],
  ['a test of its class', 'javascript', `${IMPORT}if (command instanceof StartActivityStreamCommand) log('started');`],
  ['a comparison', 'javascript', `${IMPORT}if (Cmd !== StartActivityStreamCommand) client.send(new Cmd({}))`],
  ['its name', 'javascript', `${IMPORT}log(StartActivityStreamCommand.name)`],
  [
    'a type',
    'javascript',
    `${IMPORT}const last: StartActivityStreamCommand = commands[0];\nfunction log(command: StartActivityStreamCommand, at: Date) {}\nlog(x as StartActivityStreamCommand)`,
  ],
  [
    'a comment on a choice',
    'javascript',
    `${SDK}// off ? Stop : sdk.StartActivityStreamCommand\nconst Cmd = sdk.StopActivityStreamCommand;\nclient.send(new Cmd({}))`,
  ],
  ['a log line', 'javascript', "const rds = new AWS.RDS();\nlog('startActivityStream');\nrds.stopActivityStream({})"],
  [
    'an IAM action',
    'javascript',
    "const rds = new AWS.RDS();\nconst ACTION = 'rds:StartActivityStream';\nrds[ACTION]({})",
  ],
  [
    'an event that is handled here',
    'javascript',
    "const handlers = { startActivityStream: (e) => log(e), stop };\nhandlers['startActivityStream'](event);\nconst rds = new RDSClient({})",
  ],
  [
    'handlers by request type',
    'javascript',
    'const handlers = { Create: create, Delete: remove };\nawait handlers[event.RequestType](event, new RDSClient({}))',
  ],
  [
    'a list of names',
    'javascript',
    "const known = ['startActivityStream', 'stopActivityStream'];\nrds.stopActivityStream({})",
  ],
  [
    'another method by a constant',
    'javascript',
    "const rds = new AWS.RDS();\nconst METHOD = 'stopActivityStream';\nrds[METHOD]({})",
  ],
  [
    'a list of names',
    'python',
    `${BOTO}KNOWN = ['start_activity_stream', 'stop_activity_stream']\nrds.stop_activity_stream()`,
  ],
  ['a counter', 'python', `${BOTO}COUNT['start_activity_stream'] += 1`],
  ['another method by a constant', 'python', `${BOTO}METHOD = 'stop_activity_stream'\ngetattr(rds, METHOD)()`],
  [
    'a choice of other methods',
    'python',
    `${BOTO}getattr(rds, 'stop_activity_stream' if off else 'modify_activity_stream')()`,
  ],
  [
    'a dict of other methods',
    'python',
    `${BOTO}METHODS = {'Create': 'modify_activity_stream', 'Delete': 'stop_activity_stream'}\ngetattr(rds, METHODS[event['RequestType']])()`,
  ],
  ['another verb', 'python', `${BOTO}getattr(rds, f"describe_{event['What']}")()`],
  ['an attribute with a default', 'python', `${BOTO}getattr(rds, name, None)`],
  [
    'a level of the log',
    'python',
    `${BOTO}import logging\nlogging.basicConfig(level=getattr(logging, os.environ['LEVEL']))`,
  ],
  ['a method of its own', 'python', `${BOTO}getattr(self, event['RequestType'])(event)`],
  ['a method of another service', 'python', "sts = boto3.client('sts')\ngetattr(sts, os.environ['METHOD'])()"],
  ['an IAM action', 'python', `${BOTO}ACTION = 'rds:StartActivityStream'\ngetattr(rds, ACTION)()`],
  ['a log line', 'python', `${BOTO}log.info('start_activity_stream')\ngetattr(rds, 'stop_activity_stream')()`],
  ['a shell command', 'shell', 'getattr(rds, start_activity_stream)'],
];

describe('a call that the code picks', () => {
  test.each(STARTS)('by %s, in %s, starts a stream', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('starts');
  });

  test.each(OPEN)('by %s, in %s, may be any', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('open');
  });

  test.each([...STARTS, ...OPEN])('by %s, in %s, is none in a comment', (_sentence, language, code) => {
    const sign = language === 'python' ? '#' : '//';
    const commented = code.split('\n').map((line) => `${sign} ${line}`);
    expect(pickedIn(language, commented.join('\n'))).toBe('nothing');
  });

  test.each(NOTHING)('is none for %s, in %s', (_sentence, language, code) => {
    expect(pickedIn(language, code)).toBe('nothing');
  });
});

test('code of a megabyte that picks its calls is read in no time', () => {
  const start = 'f(StartActivityStreamCommand); new RDS();';
  const texts = ['new (', 'a[a(', 'a=b=', 'rds[a]();a=b[c];b=a+c+d;c=a;', 'for ', 'StartActivityStreamCommand '];
  for (const text of texts) {
    const hostile = start + text.repeat(1_000_000 / text.length);
    expect(readHandlerCode(hostile, 'javascript').loadsUnseenCode).toBe(false);
  }
}, 10_000);
