import { describe, expect, test } from '@jest/globals';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { BOTO, IMPORT, pickedIn, type Row } from './picked.ts';

const RDS = 'const rds = new AWS.RDS();\n';

const STARTS: readonly Row[] = [
  ['getattr with blanks', 'python', `${BOTO}getattr ( rds , 'start_activity_stream' ) ( KmsKeyId = k )`],
  ['getattr that is called later', 'python', `${BOTO}start = getattr(rds, 'start_activity_stream')\nstart()`],
  ['a loop', 'python', `${BOTO}for method in ('modify_x', 'start_activity_stream'):\n  getattr(rds, method)()`],
  ['a name with its type', 'python', `${BOTO}METHOD: str = 'start_activity_stream'\ngetattr(rds, METHOD)()`],
  ['a name of a name', 'python', `${BOTO}A = 'start_activity_stream'\nB = A\nC = B\ngetattr(rds, C)()`],
  ['three parts', 'python', `${BOTO}getattr(rds, '_'.join(['start', 'activity', 'stream']))()`],
  ['a member with blanks', 'javascript', `${RDS}rds [ 'startActivityStream' ] ({});`],
  ['a member that may be there', 'javascript', `${RDS}rds?.['startActivityStream']?.({});`],
  ['call', 'javascript', `${RDS}rds['startActivityStream'].call(rds, {});`],
  ['apply', 'javascript', `${RDS}rds['startActivityStream'].apply(rds, [{}]);`],
  ['a request with blanks', 'javascript', `${RDS}rds.makeRequest ( 'startActivityStream', {});`],
  ['a command in brackets', 'javascript', `${IMPORT}client.send(new ( StartActivityStreamCommand )({}));`],
  [
    'a member of an object of commands',
    'javascript',
    `${IMPORT}const held = { Start: StartActivityStreamCommand };\nclient.send(new held.Start({}));`,
  ],
  [
    'a switch',
    'javascript',
    `${IMPORT}let Cmd;\nswitch (kind) { case 'Create': Cmd = StartActivityStreamCommand; break; default: Cmd = Stop; }\nclient.send(new Cmd({}));`,
  ],
  [
    'a name with its type',
    'javascript',
    `${IMPORT}const Cmd: any = StartActivityStreamCommand;\nclient.send(new Cmd({}));`,
  ],
  [
    'a name with a dollar sign',
    'javascript',
    `${IMPORT}const $Cmd = StartActivityStreamCommand;\nclient.send(new $Cmd({}));`,
  ],
  [
    'a parameter with a dollar sign',
    'javascript',
    `${IMPORT}const run = ($Cmd) => client.send(new $Cmd({}));\nrun(StartActivityStreamCommand);`,
  ],
  [
    'an import under a name with a dollar sign',
    'javascript',
    "import { StartActivityStreamCommand as $Start } from '@aws-sdk/client-rds';\nconst Cmd = on ? $Start : Stop;\nclient.send(new Cmd({}));",
  ],
];

const OPEN: readonly Row[] = [
  ['a client that is made of an object', 'javascript', 'const rds = new RDS({});\nawait rds[name]({});'],
  ['a client of a name with a dollar sign', 'javascript', 'const $rds = new RDS({});\nawait $rds[name]({});'],
  [
    'a namespace with a dollar sign',
    'javascript',
    "import * as $sdk from '@aws-sdk/client-rds';\nclient.send(new $sdk[name]({}));",
  ],
  [
    'a command of a list that is taken apart',
    'javascript',
    `${IMPORT}const [Cmd] = [StartActivityStreamCommand];\nclient.send(new Cmd({}));`,
  ],
  [
    'a command of its own beside one that is handed on',
    'javascript',
    `${IMPORT}send(StartActivityStreamCommand);\nconst Cmd = StopActivityStreamCommand;\nlog(Cmd);\nclient.send(new Cmd({}));`,
  ],
  [
    "another module's command beside one that is handed on",
    'javascript',
    `${IMPORT}send(StartActivityStreamCommand);\nclient.send(new lib.Cmd({}));`,
  ],
  ['a part of the name', 'python', `${BOTO}getattr(rds, 'start_' + what)()`],
  ['a verb and an ending', 'python', `${BOTO}getattr(rds, verb + '_activity_stream')()`],
];

const NOTHING: readonly Row[] = [
  ['a name of two parts, one looked up', 'python', `${BOTO}getattr(rds, 'describe_' + {'a': 'db_clusters'}[x])()`],
  ['a member that is not called', 'javascript', `${RDS}const it = rds[name];`],
  ['a list', 'javascript', `${RDS}const all = [rds];\nfor (const each of all) each.stop();`],
  ['a member of a list that the code writes out', 'javascript', `${RDS}const steps = [stop, go];\nsteps[0](rds);`],
  ['a method of its own by its name', 'javascript', "class A { run(rds) { this['startActivityStream'](rds); } }"],
  ['a method of its own by its name', 'python', `${BOTO}getattr(self, 'start_activity_stream')(rds)`],
  ['an export without blanks', 'javascript', `${IMPORT}export{StartActivityStreamCommand};`],
  ['a method of its own', 'javascript', `${RDS}class A { run(name) { this[name](rds); } }`],
  [
    'a module of another service',
    'javascript',
    "import * as s3 from '@aws-sdk/client-s3';\nclient.send(new s3[name]({}));",
  ],
  ['a name that begins as that of the command', 'javascript', `${IMPORT}const a = StartActivityStreamCommandInput;`],
  ['a command that is extended', 'javascript', `${IMPORT}class Own extends StartActivityStreamCommand {}`],
  ['a type of a list', 'javascript', `${IMPORT}const all: Array<StartActivityStreamCommand> = [];`],
  ['one of two types', 'javascript', `${IMPORT}let it: Stop | StartActivityStreamCommand | null;`],
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

test('a command that is made at once leaves nothing open', () => {
  const made =
    'client.send(new StartActivityStreamCommand({}));\nclient.send(new  sdk.StartActivityStreamCommand({}));';
  expect(readHandlerCode(`${IMPORT}${made}`, 'javascript')).toMatchObject({
    startsStream: true,
    leavesCallOpen: false,
  });
});
