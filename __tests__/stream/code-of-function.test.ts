import { describe, expect, test } from '@jest/globals';
import { detectStreams } from '../../src/stream/detect.ts';
import { analyse, type Options, scopeOf } from './analysis.ts';
import { allow, stack } from './stack-text.ts';

const GIVEN = 'Parameters: {Given: {Type: String}}';
const evidence = (text: string, options?: Options) => analyse(text, options).map((one) => one.evidence.join('+'));

describe('the code that a function runs', () => {
  test.each<[string, string, string, string, readonly string[]]>([
    ['index.handler', 'python3.13', 'src', 'infra/src/index.py', ['handler-code']],
    ['app.index.handler', 'python3.13', 'src', 'infra/src/app/index.py', ['handler-code']],
    ['app/index.handler', 'python3.13', 'src', 'infra/src/app/index.py', ['handler-code']],
    ['app.index.handler', 'nodejs22.x', 'src', 'infra/src/app.index.js', ['handler-code']],
    ['v1.2/index.handler', 'python3.13', 'src', 'infra/src/v1.2/index.py', ['handler-code']],
    ['index.handler', 'python3.13', 'src/v1.2', 'infra/src/v1.2/index.py', ['handler-code']],
    ['index.handler', 'nodejs22.x', 'src', 'infra/src/index.mjs', ['handler-code']],
    ['index.handler', 'nodejs22.x', 'src', 'infra/src/index.cjs', ['handler-code']],
    ['index.handler', 'nodejs22.x', 'src', 'infra/src/index.mts', ['handler-code']],
    ['index.handler', 'provided.al2023', 'src', 'infra/src/index.sh', ['handler-code']],
    ['index', 'provided.al2023', 'src', 'infra/src/index', ['handler-code']],
    ['index.handler', '!Ref Given', 'src', 'infra/src/index.py', ['handler-code']],
    ['index.handler', '!Ref Given', 'src', 'infra/src/index.mjs', ['handler-code']],
    // Not the file that runs, so that the code is out of sight and the name counts.
    ['index.handler', 'python3.13', 'src', 'infra/src/index.js', ['name']],
    ['other.handler', 'python3.13', 'src', 'infra/src/index.py', ['name']],
    ['index.handler', 'python3.13', 'src.zip', 'infra/src.zip/index.py', ['name']],
    ['index.handler', 'python3.13', 'build/SRC.ZIP', 'infra/build/SRC.ZIP/index.py', ['name']],
    ['index.handler', 'python3.13', 'src.zipped', 'infra/src.zipped/index.py', ['handler-code']],
    ['index.handler', 'python3.13', 's3://src', 'infra/s3:/src/index.py', ['name']],
    ['index.handler', 'python3.13', 'https://host/src', 'infra/https:/host/src/index.py', ['name']],
    ['index.handler', 'python3.13', '../../src', 'src/index.py', ['name']],
    ['!Ref Given', 'python3.13', 'src', 'infra/src/index.py', ['name']],
    // A runtime that is not there may be any.
    ['index.handler', '!Ref AWS::NoValue', 'src', 'infra/src/index.py', ['handler-code']],
    ['index.handler', '!Ref AWS::NoValue', 'src', 'infra/src/index.js', ['handler-code']],
  ])('the handler %s of %s in %s with the file %s', (handler, runtime, folder, path, expected) => {
    const text = stack({ head: GIVEN, function: `      Code: ${folder}`, runtime }).replace('index.handler', handler);
    const call = runtime.startsWith('provided') ? 'aws rds start-activity-stream' : 'rds.start_activity_stream()';
    expect(evidence(text, { path: 'infra/stack.yaml', files: { [path]: call } })).toEqual(expected);
  });

  const FOLDER = '      Code: src';
  const INLINE = '      Code: {ZipFile: print(1)}';
  const FILES = { 'src/index.py': 'print(1)' };
  test.each<[string, string, readonly string[]]>([
    ['inline', INLINE, []],
    ['inline, with a layer', `${INLINE}\n      Layers: [!Ref Given]`, ['role-action']],
    ['of a file', FOLDER, []],
    ['of a file, with a layer', `${FOLDER}\n      Layers: [!Ref Given]`, ['role-action']],
    [
      'inline, from a transform in one branch',
      "      Code: {ZipFile: !If [A, print(1), {'Fn::Transform': {Name: Own}}]}",
      ['role-action'],
    ],
    ['inline, of two branches', '      Code: {ZipFile: !If [A, print(1), print(2)]}', []],
    [
      'inline, of two branches of which one makes the call',
      '      Code: {ZipFile: !If [A, print(1), rds.start_activity_stream()]}',
      ['handler-code'],
    ],
    ['of a file that is not here', FOLDER.replace('src', 'other'), ['role-action']],
    [
      'of a bucket, made from a folder',
      '      Code: {S3Bucket: b, S3Key: k}\n    Metadata: {aws:asset:path: src, aws:asset:property: Code}',
      [],
    ],
    [
      'of a bucket, another asset',
      '      Code: {S3Bucket: b, S3Key: k}\n    Metadata: {aws:asset:path: src, aws:asset:property: TemplateURL}',
      ['role-action'],
    ],
    ['of a bucket', '      Code: {S3Bucket: b, S3Key: k}', ['role-action']],
    ['of an image', '      Code: {ImageUri: image}\n      PackageType: Image', ['role-action']],
  ])('that does nothing: %s', (_sentence, body, expected) => {
    const head = `${GIVEN}\nConditions: {A: !Equals [!Ref Given, x]}`;
    const text = stack({ head, function: body, statements: `[${allow('rds:StartActivityStream', "'*'")}]` });
    expect(evidence(text, { files: FILES }).map((each) => each.split('+')[0])).toEqual(expected);
  });

  test('is not asked for where it stands inline', () => {
    const scope = scopeOf(stack());
    detectStreams(scope, { get: () => 'unread' });
    expect([...scope.family.wanted.values()]).toEqual([]);
  });

  test('is asked for, with all files that it may be, while the first of them is not there', () => {
    const scope = scopeOf(stack({ function: FOLDER, runtime: 'nodejs22.x' }), { path: 'infra/stack.yaml' });
    detectStreams(scope, { get: () => 'unread' });
    expect([...scope.family.wanted.values()]).toEqual(
      ['js', 'mjs', 'cjs', 'ts', 'mts'].map((end) => ({ path: `infra/src/index.${end}`, why: 'handler-code' })),
    );
  });

  test.each<[string, string, readonly string[]]>([
    ['rds.start_activity_stream()', '!Ref Given', ['handler-code']],
    // In JavaScript the quote opens a string that runs to the end of the line, in Python the comment does.
    ["# don't\nrds.start_activity_stream()", '!Ref Given', ['handler-code']],
    ["a = b // c; rds.start_activity_stream(); d = 'x'", '!Ref Given', ['handler-code']],
    ['/* # */ rds.startActivityStream()', '!Ref Given', ['handler-code']],
    ['import crhelper', '!Ref Given', ['role-action']],
    ['print(1)', '!Ref Given', ['role-action']],
    ['print(1)', '!FindInMap [Runtimes, any, name]', []],
    ['import crhelper', '!FindInMap [Runtimes, any, name]', ['role-action']],
    ['print(1)', '!Ref Either', ['role-action']],
  ])('inline code %s with the runtime %s', (code, runtime, expected) => {
    const head = `Parameters: {Given: {Type: String}, Either: {Type: String, AllowedValues: [python3.13, nodejs22.x]}}
Mappings: {Runtimes: {any: {name: python3.13}}}`;
    const statements = `[${allow('rds:StartActivityStream', "'*'")}]`;
    const names = evidence(stack({ head, code, runtime, statements }));
    expect(names.map((each) => each.split('+')[0])).toEqual(expected);
  });
});

const BY_NAME = `import boto3
rds = boto3.client('rds')
OPS = {'Create': start}
def start(p):
    rds.start_activity_stream(KmsKeyId=p['KmsKeyId'])
def on_event(event, context):
    OPS[event['RequestType']](event['ResourceProperties'])
def is_complete(event, context):
    rds.describe_db_clusters()
`;
const EXPORTED = `const start = (p) => rds.startActivityStream({ KmsKeyId: p.KmsKeyId });
async function ready(p) { return rds.describeDBClusters({}); }
exports.on_event = async (event) => { await start(event.ResourceProperties); };
exports.is_complete = async (event) => ready(event);
`;

describe('of a file that two functions share, what the function that Handler names does', () => {
  const startsFor = (handler: string, text: string, runtime: string) => {
    const inline = stack({ code: text, runtime }).replace('index.handler', `index.${handler}`);
    const file = stack({ function: '      Code: src', runtime }).replace('index.handler', `index.${handler}`);
    const path = `src/index.${runtime.startsWith('python') ? 'py' : 'js'}`;
    const found = [evidence(inline), evidence(file, { files: { [path]: text } })];
    expect(found[1]).toEqual(found[0]);
    return found[0]?.length === 1;
  };
  const python = (handler: string, text: string) => startsFor(handler, text, 'python3.13');
  const script = (handler: string, text: string) => startsFor(handler, text, 'nodejs22.x');

  test('counts where the file defines it', () => {
    expect(python('on_event', BY_NAME)).toBe(true);
    expect(python('is_complete', BY_NAME)).toBe(false);
    expect(script('on_event', EXPORTED)).toBe(true);
    expect(script('is_complete', EXPORTED)).toBe(false);
    expect(script('is_complete', `${EXPORTED.replaceAll('exports.', 'export const ')}`)).toBe(false);
    expect(
      script('is_complete', `${EXPORTED.replaceAll('exports.', 'const ')}module.exports = { on_event, is_complete };`),
    ).toBe(false);
  });

  test('counts behind a text over lines that nothing uses', () => {
    expect(python('on_event', `HELP = """\nit's "here"\n"""\n${BY_NAME}`)).toBe(true);
    expect(python('on_event', `HELP = f'''\n{RDS["a"]} """\n'''\n${BY_NAME}`)).toBe(true);
    expect(script('on_event', `const help = \`\nit's \${"here"}\n\`;\n${EXPORTED}`)).toBe(true);
  });

  test.each([
    ['calls another', BY_NAME.replace('rds.describe_db_clusters()', 'on_event(event, context)')],
    ['is given away by a wrapper', `${BY_NAME}is_complete = wrap(on_event)\n`],
    ['is another by its name', `${BY_NAME}is_complete = on_event\n`],
    ['is decorated', BY_NAME.replace('def is_complete', '@also(on_event)\ndef is_complete')],
    ['is not in the file', BY_NAME.replace('def is_complete', 'def other')],
    ['is a method', BY_NAME.replace('def is_complete', 'class A:\n  def is_complete')],
    ['may call any', BY_NAME.replace('rds.describe_db_clusters()', "globals()['sta' + 'rt'](event)")],
    ['comes after the call', `${BY_NAME}start({})\n`],
    ['comes after a call by a decorator', BY_NAME.replace('def start', '@at_once\ndef start')],
  ])('is all of the file where it %s', (_how, text) => expect(python('is_complete', text)).toBe(true));

  test.each([
    ['is given away by a wrapper', `${EXPORTED}exports.is_complete = wrap(start);`],
    ['is another by its name', `${EXPORTED}module.exports = { is_complete: start };`],
    [
      'is exported by another',
      `${EXPORTED.replace('exports.is_complete', 'const is_complete')}export { start as is_complete };`,
    ],
    ['is not in the file', EXPORTED.replace('exports.is_complete', 'exports.other')],
    ['comes after the call', `${EXPORTED}(async () => { await start({}); })();`],
    [
      'may call a method of an object',
      EXPORTED.replace('ready(event)', 'ops[event.RequestType](event)') +
        'const ops = { Create(e) { return start(e); } };',
    ],
  ])('in JavaScript is all of the file where it %s', (_how, text) => expect(script('is_complete', text)).toBe(true));

  test('is read with what the handler loads where only that tells the key', () => {
    const text = stack({
      function: '      Code: src',
      stream: '      Audit: !GetAtt Key.Arn\n      KmsKeyId: other',
      statements: `[${allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Key.Arn')}]`,
    });
    const handler = [
      'import boto3',
      'from props import parse',
      'def handler(event, context):',
      "  boto3.client('rds').start_activity_stream(KmsKeyId=parse(event))",
    ].join('\n');
    const props = "def parse(event):\n  return event['ResourceProperties']['Audit']";
    const keys = analyse(text, { files: { 'src/index.py': handler, 'src/props.py': props } }).flatMap(({ branches }) =>
      branches.map(({ key }) => key.label),
    );
    expect(keys).toEqual(['Key']);
  });
});
