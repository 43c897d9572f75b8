import { describe, expect, test } from '@jest/globals';
import { judge } from '../../src/cli/session.ts';
import { withFolder } from '../io/disk/folder.ts';
import { DAY, SETTINGS } from '../review-input.ts';

const HANDLER = `import boto3
          def h(e, c): boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])`;

/** A template that starts a stream under a role that may use the key, each given by an expression. */
function stream(key: string, role: string, more = ''): string {
  return `${more}Resources:
  Start:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.h
      Role: ${role}
      Code:
        ZipFile: |
          ${HANDLER}
  Stream: {Type: Custom::Stream, Properties: {ServiceToken: !GetAtt Start.Arn, KmsKeyId: ${key}}}
`;
}

function roleOn(key: string): string {
  return `  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: das
          PolicyDocument: {Statement: [{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: ${key}}]}
`;
}

const CLOSED = `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: '111122223333'}, Action: kms:Encrypt, Resource: '*'}]}
Outputs:
  KeyArn: {Value: !GetAtt Key.Arn, Export: {Name: das-key}}
`;

function judged(cwd: string, paths: readonly string[], globs: readonly string[] = []) {
  const terminal = { day: DAY, version: '0', columns: null, hasColours: false, progress: () => {} };
  return judge({ paths, globs, settings: SETTINGS, strict: false }, { cwd, ...terminal });
}

function rules(cwd: string, globs: readonly string[] = []): readonly string[] {
  const { templates } = judged(cwd, [], globs).review;
  return templates.flatMap(({ findings }) => findings.map(({ rule, location }) => `${rule} at ${location.file.path}`));
}

const byImport = stream('!ImportValue das-key', '!GetAtt Role.Arn') + roleOn('!ImportValue das-key');
const output = '{Fn::GetStackOutput: {StackName: keys, OutputName: KeyArn}}';
const byOutput = stream(output, '!GetAtt Role.Arn') + roleOn(output);
const nested = stream('!Ref Key', '!Ref Role', 'Parameters: {Role: {Type: String}, Key: {Type: String}}\n');
const NESTS = `Resources:
  Key: {Type: AWS::KMS::Key}
  Role: {Type: AWS::IAM::Role, Properties: {}}
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Role: !GetAtt Role.Arn, Key: !GetAtt Key.Arn}}
`;
const ROLES = `Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: das}}
Outputs:
  Arn: {Value: !GetAtt Role.Arn, Export: {Name: das-role}}
`;
const byRole = `${stream('!GetAtt Key.Arn', '!ImportValue das-role')}  Key: {Type: AWS::KMS::Key}\n`;

const byName = byRole.replace('!ImportValue das-role', '!Sub "arn:aws:iam::${AWS::AccountId}:role/das"');
const named = `${byRole.replace('!ImportValue das-role', '!GetAtt Role.Arn')}  Role: {Type: AWS::IAM::Role, Properties: {RoleName: das}}\n`;
const POLICIES = `Resources:
  Added:
    Type: AWS::IAM::Policy
    Properties: {Roles: [das], PolicyDocument: {Statement: {Effect: Allow, Action: 'kms:*', Resource: '*'}}}
`;

describe('of a folder, a template without a custom resource is read', () => {
  test.each([
    ['that exports the key', { 'main.yaml': byImport, 'keys.yaml': CLOSED }, 'key-policy-closed at keys.yaml'],
    ['whose output the key is', { 'main.yaml': byOutput, 'keys.yaml': CLOSED }, 'key-policy-closed at keys.yaml'],
    ['that exports the role', { 'main.yaml': byRole, 'roles.yaml': ROLES }, 'missing-grant at roles.yaml'],
    ['that nests the stream', { 'child.yaml': nested, 'parent.yaml': NESTS }, 'missing-grant at parent.yaml'],
    ['that makes the role by its name', { 'main.yaml': byName, 'roles.yaml': ROLES }, 'missing-grant at roles.yaml'],
    ['whose policy names the role', { 'main.yaml': named, 'policies.yaml': POLICIES }, 'unresolved at main.yaml'],
    [
      'that exports the key to a parent',
      {
        'child.yaml': nested,
        'keys.yaml': CLOSED,
        'parent.yaml': NESTS.replace('Key: !GetAtt Key.Arn', 'Key: !ImportValue das-key').replace(
          /Role: .*Properties: \{\}\}\n/,
          roleOn('!ImportValue das-key').trimStart(),
        ),
      },
      'key-policy-closed at keys.yaml',
    ],
  ])('%s', async (_what, files, expected) => {
    await withFolder(files, (cwd) => expect(rules(cwd)).toEqual([expected]));
  });

  test('and is no template of the report', async () => {
    await withFolder({ 'main.yaml': byImport, 'keys.yaml': CLOSED }, (cwd) => {
      expect(judged(cwd, []).review.templates.map(({ file }) => file.path)).toEqual(['main.yaml']);
    });
  });
});

describe('of a folder, a template without a custom resource is left alone', () => {
  test.each([
    ['where no stack refers to another', { 'main.yaml': byRole.replace('!ImportValue das-role', 'x') }],
    ['where there is no custom resource', { 'main.yaml': 'Resources: {A: {Type: AWS::CloudFormation::Stack}}\n' }],
  ])('%s', async (_what, files) => {
    await withFolder({ ...files, 'keys.yaml': CLOSED }, (cwd) => {
      expect(judged(cwd, []).input.head.beside).toEqual([]);
    });
  });

  test('where the settings take it away', async () => {
    await withFolder({ 'main.yaml': byImport, 'built/keys.yaml': CLOSED }, (cwd) => {
      expect(rules(cwd)).toEqual(['key-policy-closed at built/keys.yaml']);
      expect(rules(cwd, ['**', '!built/**'])).toEqual([]);
    });
  });

  test('where the file of the stream was named, and no folder', async () => {
    await withFolder({ 'main.yaml': byImport, 'keys.yaml': CLOSED }, (cwd) => {
      expect(judged(cwd, ['main.yaml']).input.head.beside).toEqual([]);
      expect(judged(cwd, ['main.yaml', '.']).input.head.beside?.map(({ path }) => path)).toEqual(['keys.yaml']);
    });
  });
});

/** A template that exports a topic under a name. */
const exporting = (name: string) =>
  `Resources: {T: {Type: AWS::SNS::Topic}}\nOutputs: {T: {Value: !Ref T, Export: {Name: ${name}}}}\n`;

function many(count: number, text: (index: number) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`other-${index}.yaml`, text(index)]));
}

describe('of a folder of many templates', () => {
  const paths = (cwd: string) => judged(cwd, []).input.head.beside?.map(({ path }) => path);

  test('those are read that can export what is imported', async () => {
    const others = many(150, (index) => exporting(`!Sub "\${AWS::StackName}-vpc${index}"`));
    const made = CLOSED.replace('Name: das-key', 'Name: !Sub "${AWS::StackName}-key"');
    await withFolder({ ...others, 'main.yaml': byImport, 'das.yaml': made }, (cwd) => {
      expect(paths(cwd)).toEqual(['das.yaml']);
      expect(rules(cwd)).toEqual(['key-policy-closed at das.yaml']);
    });
  });

  test('those are read that name the role', async () => {
    const others = many(150, (index) => POLICIES.replace('[das]', `[!Ref Role${index}]`).replace('das', 'x'));
    await withFolder({ ...others, 'main.yaml': named, 'policies.yaml': POLICIES }, (cwd) => {
      expect(paths(cwd)).toEqual(['policies.yaml']);
    });
  });

  test('one that is nested is found among others that nest', async () => {
    const others = many(150, (index) => NESTS.replace('child.yaml', `kid-${index}.yaml`));
    await withFolder({ ...others, 'child.yaml': nested, 'parent.yaml': NESTS }, (cwd) => {
      expect(paths(cwd)).toEqual(['parent.yaml']);
    });
  });

  test('those are read that the exporting one imports from', async () => {
    const keys = CLOSED.replace('!GetAtt Key.Arn', '!ImportValue base-cipher');
    const base = CLOSED.replace('das-key', 'base-cipher');
    await withFolder({ 'main.yaml': byImport, 'keys.yaml': keys, 'base.yaml': base }, (cwd) => {
      expect(paths(cwd)).toEqual(['base.yaml', 'keys.yaml']);
      expect(rules(cwd)).toEqual(['key-policy-closed at base.yaml']);
    });
  });

  test('of which too many may export what a stream turns on none is taken for all', async () => {
    const others = many(101, (index) => exporting(`das-key-${index}`));
    await withFolder({ ...others, 'main.yaml': byImport, 'keys.yaml': CLOSED }, (cwd) => {
      const { review, input } = judged(cwd, []);
      expect(input.head.beside).toEqual([]);
      expect(review.conclusion).toBe('incomplete');
      expect(review.templates.flatMap(({ problems }) => problems)).toMatchObject([
        { code: 'not-read', path: '(further templates)', incomplete: true },
      ]);
    });
  });

  test.each([
    ['turns on them', '!GetAtt Key.Arn'],
    ['can tell which it means', '{"Fn::ImportValue": !Ref Name}'],
  ])('too many of which there are changes nothing where no stream %s', async (_what, key) => {
    const others = many(101, (index) => exporting(`das-key-${index}`));
    const own = `${stream(key, '!GetAtt Role.Arn')}${roleOn(key)}  Key: {Type: AWS::KMS::Key}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !ImportValue das-key-1}}
Parameters: {Name: {Type: String}}
`;
    await withFolder({ ...others, 'main.yaml': own }, (cwd) => {
      const { review, input } = judged(cwd, []);
      expect([...input.head.unread.keys()]).toEqual(['(further templates)']);
      expect(review.templates.map(({ problems }) => problems)).toEqual([[]]);
      expect(review.conclusion).not.toBe('incomplete');
    });
  });
});
