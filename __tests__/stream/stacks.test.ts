import { describe, expect, test } from '@jest/globals';
import { Scope } from '../../src/resolve/scope.ts';
import type { Surroundings } from '../../src/resolve/surroundings.ts';
import { World } from '../../src/resolve/world.ts';
import { analyseStream, NEEDED_ACTIONS } from '../../src/stream/analyse.ts';
import { detectStreams } from '../../src/stream/detect.ts';
import { readTemplate } from '../../src/template/read.ts';
import { environmentOf, type Options, wordOf } from './analysis.ts';

type Files = Readonly<Record<string, string>>;

/** Judges the first of several files, the others being there too. */
function judge(files: Files, options: Options & { unread?: boolean; read?: readonly string[] } = {}) {
  const [path = ''] = Object.keys(files);
  const templates = Object.entries(files).map(([each, text]) => {
    const read = readTemplate({ path: each, text });
    if (read.kind !== 'template') throw new Error(each);
    return read.template;
  });
  const surroundings: Surroundings = {
    get: (each) =>
      options.unread === true ? 'unread' : (templates.find(({ file }) => file.path === each)?.file ?? 'absent'),
    templates: templates.filter(({ file }) => options.read?.includes(file.path) === true),
  };
  const [template] = templates;
  if (template === undefined) throw new Error(path);
  const scope = new Scope(template, new World(), environmentOf(options), surroundings);
  const streams = detectStreams(scope, surroundings).map((stream) => analyseStream(scope, stream));
  const words = streams.map((one) => NEEDED_ACTIONS.map((action) => wordOf(one, action)).join(' / '));
  const reasons = streams.flatMap((one) => one.branches.flatMap(({ actions }) => actions['kms:CreateGrant'].reasons));
  return { words: words.join(), reasons, wanted: [...scope.family.wanted.values()], streams };
}

const PROVIDER = (statement: string) => `
Parameters: {KeyArn: {Type: String}, Stage: {Type: String, Default: dev}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: start
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: rds:StartActivityStream, Resource: '*'}
              ${statement}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt Role.Arn
      Code: {ZipFile: "import boto3\\ndef handler(e, c):\\n  boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])"}
Outputs:
  FunctionArn: {Value: !GetAtt Function.Arn, Export: {Name: provider-arn}}
  RoleName: {Value: !Ref Role}
`;
const PAIR = '- {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref KeyArn}';
const IF_PROD = `- !If [IsProd, {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref KeyArn}, !Ref AWS::NoValue]`;
const PARENT = (parameters = 'KeyArn: !GetAtt Key.Arn', more = '') => `
Parameters: {Stage: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Key: {Type: AWS::KMS::Key}
  Provider:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./provider.yaml
      Parameters: {${parameters}}
  Stream:
    Type: Custom::ActivityStream
${more}
    Properties:
      ServiceToken: !GetAtt Provider.Outputs.FunctionArn
      KmsKeyId: !GetAtt Key.Arn
`;

describe('a nested stack', () => {
  test('takes its parameters from the parent and gives its outputs back', () => {
    expect(judge({ 'infra/main.yaml': PARENT(), 'infra/provider.yaml': PROVIDER(PAIR) }).words).toBe('scoped / scoped');
    expect(judge({ 'infra/main.yaml': PARENT(), 'infra/provider.yaml': PROVIDER('') }).words).toBe('missing / missing');
  });

  test('decides by its default what the parent does not give', () => {
    expect(judge({ 'main.yaml': PARENT(), 'provider.yaml': PROVIDER(IF_PROD) }).words).toBe('missing / missing');
  });

  test('shares a parameter that is handed on', () => {
    const parameters = 'KeyArn: !GetAtt Key.Arn, Stage: !Ref Stage';
    const files = { 'main.yaml': PARENT(parameters), 'provider.yaml': PROVIDER(IF_PROD) };
    expect(judge(files).words).toBe('missing / missing');
    expect(judge(files, { parameters: { Stage: 'prod' } }).words).toBe('scoped / scoped');
    const guarded = { ...files, 'main.yaml': PARENT(parameters, '    Condition: IsProd') };
    expect(judge(guarded).words).toBe('scoped / scoped');
  });

  test('is asked for, and unknown until it is there', () => {
    const found = judge({ 'infra/main.yaml': PARENT() }, { unread: true });
    expect(found.wanted).toContainEqual({ path: 'infra/provider.yaml', why: 'nested-stack' });
    expect(found.words).toBe('unknown / unknown');
    expect(found.reasons.join()).toContain('infra/provider.yaml');
  });

  test('has a name of its own, by which no policy of its parent is attached', () => {
    const named = (text: string) =>
      text.replace(
        '    Properties:\n      Policies',
        "    Properties:\n      RoleName: !Sub '${AWS::StackName}-starter'\n      Policies",
      );
    const policy = `  Grant:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: grant
      Roles: [!Sub '\${AWS::StackName}-starter']
      PolicyDocument: {Statement: {Effect: Allow, Action: 'kms:CreateGrant', Resource: !GetAtt Key.Arn}}
`;
    const files = { 'main.yaml': PARENT() + policy, 'provider.yaml': named(PROVIDER('')) };
    expect(files['provider.yaml']).toContain('RoleName');
    expect(judge(files).words).not.toContain('scoped');
  });

  test('may get a policy from its parent', () => {
    const policy = `  Grant:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: grant
      Roles: [!GetAtt Provider.Outputs.RoleName]
      PolicyDocument: {Statement: {Effect: Allow, Action: 'kms:CreateGrant', Resource: !GetAtt Key.Arn}}
`;
    const files = { 'main.yaml': PARENT() + policy, 'provider.yaml': PROVIDER('') };
    expect(judge(files).words).toBe('scoped / missing');
  });
});

describe("another stack's output", () => {
  const output = (more = '') => `{'Fn::GetStackOutput': {StackName: keys, OutputName: KeyArn${more}}}`;
  const app = (stream: string, granted = stream) =>
    PROVIDER(PAIR.replace('!Ref KeyArn', granted)).replace(
      'Outputs:',
      `  Stream: {Type: Custom::ActivityStream, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: ${stream}}}\nOutputs:`,
    );
  const CLOSED =
    "{KeyPolicy: {Statement: {Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: '*', Resource: '*'}}}";
  const keys = `
Resources: {Key: {Type: AWS::KMS::Key, Properties: ${CLOSED}}}
Outputs: {KeyArn: {Value: !GetAtt Key.Arn}}`;
  const words = (path: string, text: string, options = {}) =>
    judge({ 'out/app.template.json': text, [path]: keys }, { read: [path], ...options }).words;

  test.each([
    ['out/keys.template.json', output(), 'denied / denied'],
    ['out/keys.yaml', output(), 'denied / denied'],
    ['out/keys.yaml', output(', Region: !Ref AWS::Region'), 'denied / denied'],
    ['out/keys.yaml', output(', Region: eu-west-1'), 'scoped / scoped'],
    ['out/keys.yaml', output(', RoleArn: arn:aws:iam::1:role/reader'), 'unknown / unknown'],
    ['other/keys.yaml', output(), 'scoped / scoped'],
    ['out/others.yaml', output(), 'scoped / scoped'],
    ['out/keys.yaml', output().replace('KeyArn', 'OtherArn'), 'scoped / scoped'],
  ])('is followed to the template of that name beside it: %s, %s', (path, value, expected) => {
    expect(words(path, app(value))).toBe(expected);
  });

  test('is followed to the region that is given', () => {
    const text = app(output(', Region: eu-west-1'));
    expect(words('out/keys.yaml', text, { region: 'eu-west-1' })).toBe('denied / denied');
    expect(words('out/keys.yaml', text, { region: 'us-east-1' })).toBe('scoped / scoped');
  });

  test("is the same with and without the stack's own region", () => {
    expect(words('out/others.yaml', app(output(), output(', Region: !Ref AWS::Region')))).toBe('scoped / scoped');
  });
});

describe('an export', () => {
  const importer = PARENT().replace('!GetAtt Provider.Outputs.FunctionArn', '!ImportValue provider-arn');

  test('is followed to the template that was read', () => {
    const files = { 'main.yaml': importer, 'provider.yaml': PROVIDER('') };
    expect(judge(files, { read: ['provider.yaml'] }).words).toBe('missing / missing');
  });

  const KEY = (name: string, delegates: boolean) =>
    `  ${name}: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: {Effect: Allow, Principal: {${delegates ? 'AWS: !Ref AWS::AccountId' : 'Service: rds.amazonaws.com'}}, Action: '*', Resource: '*'}}}}`;
  const keys = (outputs: string) => `
Parameters: {Stage: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod], IsDev: !Equals [!Ref Stage, dev]}
Resources:
${KEY('Open', true)}
${KEY('Closed', false)}
Outputs:
${outputs}`;
  const app = PROVIDER(PAIR.replace('!Ref KeyArn', '!ImportValue shared')).replace(
    'Outputs:',
    '  Stream: {Type: Custom::ActivityStream, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !ImportValue shared}}\nOutputs:',
  );
  const output = (id: string, value: string, name = 'shared', more = '') =>
    `  ${id}: {${more}Value: ${value}, Export: {Name: ${name}}}`;
  const OPEN = output('Key', '!GetAtt Open.Arn');
  const CLOSED = output('Key', '!GetAtt Closed.Arn');
  const BY_STAGE = '!If [IsProd, !GetAtt Closed.Arn, !GetAtt Open.Arn]';

  test.each<[string, string, string]>([
    ['by its name', 'scoped / scoped', OPEN],
    ['by its name, to a closed key', 'denied / denied', CLOSED],
    ['by a name that Sub makes', 'denied / denied', output('Key', '!GetAtt Closed.Arn', "!Sub 'shared'")],
    ['past one of another name', 'denied / denied', `${output('A', '!GetAtt Open.Arn', "!Sub 'other'")}\n${CLOSED}`],
    ['past an output that is no export', 'denied / denied', `  A: {Value: !GetAtt Open.Arn}\n${CLOSED}`],
    ['in each branch that has that name', 'denied / denied', output('Key', BY_STAGE)],
    [
      'in the branch alone that has that name',
      'scoped / scoped',
      output('Key', BY_STAGE, '!If [IsProd, other, shared]'),
    ],
    ['in the other branch', 'denied / denied', output('Key', BY_STAGE, '!If [IsProd, shared, other]')],
    ['where it exists', 'scoped / scoped', output('Key', BY_STAGE, 'shared', 'Condition: IsDev, ')],
    [
      'to each output that may have that name',
      'denied / denied',
      `${output('A', '!GetAtt Open.Arn', 'shared', 'Condition: IsDev, ')}\n${output('B', '!GetAtt Closed.Arn', 'shared', 'Condition: IsProd, ')}`,
    ],
    ['nowhere when its name has a hole', 'scoped / scoped', output('Key', '!GetAtt Closed.Arn', '!Ref Stage')],
  ])('is followed %s', (_sentence, words, outputs) => {
    expect(judge({ 'app.yaml': app, 'keys.yaml': keys(outputs) }, { read: ['keys.yaml'] }).words).toBe(words);
  });

  test('is not that of the importing template itself', () => {
    const own = app.replace('Outputs:', `Outputs:\n${output('Own', '!GetAtt Function.Arn')}`);
    expect(judge({ 'app.yaml': own, 'keys.yaml': keys(CLOSED) }, { read: ['app.yaml', 'keys.yaml'] }).words).toBe(
      'denied / denied',
    );
  });

  test('of two templates is that beside the importing one, else either', () => {
    const [open, closed] = [keys(OPEN), keys(CLOSED)];
    const read = ['a/keys.yaml', 'b/keys.yaml'];
    const found = (path: string) => judge({ [path]: app, 'a/keys.yaml': open, 'b/keys.yaml': closed }, { read });
    expect(found('a/app.yaml').words).toBe('scoped / scoped');
    expect(found('b/app.yaml').words).toBe('denied / denied');
    expect(found('app.yaml').words).toBe('unknown / unknown');
    expect(found('app.yaml').reasons).toEqual(['which of a/keys.yaml and b/keys.yaml exports shared to this stack']);
  });

  test('of no template that was read is unknown', () => {
    expect(judge({ 'main.yaml': importer }).words).toBe('unknown / unknown');
  });
});
