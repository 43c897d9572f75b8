import { describe, expect, test } from '@jest/globals';
import { analyse, type Options, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const GIVEN = 'Parameters: {Given: {Type: String}}';
const WHATEVER = 'rds.start_activity_stream(**arguments)';
const CODE = '      Code: {S3Bucket: code, S3Key: start.zip}';
const evidence = (text: string, options?: Options) => analyse(text, options).map((one) => one.evidence.join('+'));
const NAMES_ACTION = `[${allow('rds:StartActivityStream', "'*'")}, ${PAIR}]`;

describe('what starts a stream', () => {
  test.each<[string, readonly string[], Parts, Options?]>([
    ['code that makes the call', ['handler-code'], {}],
    ['code and the role', ['handler-code+role-action'], { statements: NAMES_ACTION }],
    ['code that does something else', [], { code: 'print(1)', statements: NAMES_ACTION }],
    [
      'code that does something else, with a module that is not here',
      ['role-action'],
      { code: 'import crhelper', statements: NAMES_ACTION },
    ],
    ['hidden code and a role that names the action', ['role-action'], { function: CODE, statements: NAMES_ACTION }],
    [
      'code from a parameter and a role that names the action',
      ['role-action'],
      { head: GIVEN, function: '      Code: {ZipFile: !Ref Given}', statements: NAMES_ACTION },
    ],
    [
      'code from a parameter in one branch',
      ['role-action'],
      {
        head: `${GIVEN}\nConditions: {A: !Equals [!Ref AWS::Region, x]}`,
        function: "      Code: {ZipFile: !If [A, !Ref Given, 'print(1)']}",
        statements: NAMES_ACTION,
      },
    ],
    ['hidden code and a role that names all of RDS', ['name'], { function: CODE, statements: allow("'rds:*'", "'*'") }],
    [
      'hidden code and a pattern that says ActivityStream',
      ['role-action'],
      { function: CODE, statements: allow("'rds:*ActivityStream'", "'*'") },
    ],
    ['hidden code, a name and a key', ['name'], { function: CODE }],
    ['hidden code, a name and no key', [], { function: CODE, stream: '      Cluster: c' }],
    ['inline code of SAM', ['handler-code'], { head: 'Transform: AWS::Serverless-2016-10-31' }],
    [
      'a file of the repository',
      ['handler-code'],
      { function: '      Code: ./src' },
      {
        path: 'infra/stack.yaml',
        files: { 'infra/src/index.py': "import boto3\nboto3.client('rds').start_activity_stream()" },
      },
    ],
    [
      'a file of the repository in TypeScript',
      ['handler-code'],
      { function: '      Code: ../lambda', runtime: 'nodejs22.x' },
      { path: 'infra/stack.yaml', files: { 'lambda/index.ts': 'await rds.send(new StartActivityStreamCommand({}))' } },
    ],
    [
      'a file of the repository that stops streams',
      [],
      { function: '      Code: src', statements: NAMES_ACTION },
      { files: { 'src/index.py': "boto3.client('rds').stop_activity_stream()" } },
    ],
    [
      "the CDK's asset folder",
      ['handler-code'],
      { function: `${CODE}\n    Metadata: {aws:asset:path: asset.abc, aws:asset:property: Code}` },
      {
        path: 'cdk.out/stack.yaml',
        files: { 'cdk.out/asset.abc/index.py': "rds.start_activity_stream(KmsKeyId='x')" },
      },
    ],
  ])('%s', (...[, expected, parts, options]) => {
    expect(evidence(stack(parts), options)).toEqual(expected);
  });

  test.each<[string, string, string, readonly string[]]>([
    ['Custom::Thing', 'StartActivityStream', '', ['name']],
    ['Custom::activity-stream', 'Thing', '', ['name']],
    ['Custom::Activity_Stream', 'Thing', '', ['name']],
    ['Custom::Thing', 'Thing', 'starts the activity stream', ['name']],
    ['Custom::Thing', 'Thing', 'turns DAS on', ['name']],
    ['Custom::Thing', 'EnableDas', '', ['name']],
    ['Custom::Thing', 'DASEnabler', '', ['name']],
    ['Custom::Thing', 'Thing', 'das', ['name']],
    ['AWS::CloudFormation::CustomResource', 'EnableDas', '', ['name']],
    // Letters that only happen to stand side by side.
    ['Custom::Thing', 'Dashboard', '', []],
    ['Custom::Thing', 'Pandas', 'the dashboard of Pandas', []],
    ['Custom::Thing', 'MIDASKey', '', []],
    ['Custom::Activity', 'Stream', 'an activity and a stream', []],
    ['AWS::S3::Bucket', 'ActivityStream', '', []],
  ])('hidden code, a key and the names %s, %s and "%s"', (type, logicalId, description, expected) => {
    const text = stack({ function: `${CODE}\n      Description: '${description}'` })
      .replace('  Stream:', `  ${logicalId}:`)
      .replace('Custom::ActivityStream', type);
    expect(evidence(text)).toEqual(expected);
  });

  test('a function that consumes a stream starts none', () => {
    const more = '  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Function}}';
    expect(evidence(stack({ function: CODE, more }))).toEqual([]);
  });

  test.each([
    ['Stream', ['name']],
    ['Thing', []],
  ])('a custom resource whose properties a transform makes is told by its name alone: %s', (logicalId, expected) => {
    const text = stack({ function: CODE })
      .replace(/ {6}ServiceToken.*\n.*\n/, "      'Fn::Transform': {Name: Own}\n")
      .replace('  Stream:', `  ${logicalId}:`)
      .replace('Custom::ActivityStream', logicalId === 'Stream' ? 'Custom::ActivityStream' : 'Custom::Thing');
    expect(evidence(text)).toEqual(expected);
    for (const { branches } of analyse(text)) {
      expect(branches.map(({ caller, key }) => [caller.label, key.label])).toEqual([
        ['what the transform Own makes of Stream', 'what the transform Own makes of Stream'],
      ]);
    }
  });

  test('a custom resource without a ServiceToken starts none', () => {
    expect(evidence(stack().replace(/ {6}ServiceToken.*\n/, ''))).toEqual([]);
  });

  test('a custom resource that exists under no assignment starts none', () => {
    const text = stack({ head: 'Conditions: {Never: !Equals [a, b]}' }).replace(
      'Type: Custom::ActivityStream',
      'Type: Custom::ActivityStream\n    Condition: Never',
    );
    expect(evidence(text)).toEqual([]);
  });

  test('of several custom resources on one function those that carry the arguments', () => {
    const more = '  Other: {Type: Custom::Other, Properties: {ServiceToken: !GetAtt Function.Arn, Name: x}}';
    expect(analyse(stack({ more })).map(({ customResource }) => customResource.logicalId)).toEqual(['Stream']);
    const second =
      '  Second: {Type: Custom::Other, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !Ref Key}}';
    expect(analyse(stack({ more: second })).map(({ customResource }) => customResource.logicalId)).toEqual([
      'Stream',
      'Second',
    ]);
  });
});

const IMPORT = '!ImportValue shared-key';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('the key of a stream', () => {
  test.each<[string, Parts]>([
    ['as its ARN', {}],
    ['as its id', { stream: '      KmsKeyId: !Ref Key' }],
    ['in a property in other case', { stream: '      kmskeyid: !Ref Key', code: WHATEVER }],
    ['in a property of another name', { stream: '      AuditKey: !GetAtt Key.Arn', code: WHATEVER }],
    ['in a nested property', { stream: '      Settings: {Encryption: {KmsKeyArn: !GetAtt Key.Arn}}', code: WHATEVER }],
    [
      'by a literal alias',
      {
        stream: '      KmsKeyId: alias/das',
        more: '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}',
      },
    ],
    [
      'by the ARN of an alias',
      {
        stream: '      KmsKeyId: !Sub arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/das',
        more: '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !GetAtt Key.Arn}}',
      },
    ],
    [
      'by Ref of an alias',
      {
        stream: '      KmsKeyId: !Ref Alias',
        more: '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}',
      },
    ],
    [
      "in the function's environment",
      {
        stream: '      Cluster: c',
        function:
          '      Environment: {Variables: {KEY_ID: !Ref Key}}\n      Code: {ZipFile: \'rds.start_activity_stream(KmsKeyId=os.environ["KEY_ID"])\'}',
      },
    ],
    [
      'as an import',
      { statements: allow('[kms:CreateGrant, kms:DescribeKey]', IMPORT), stream: `      KmsKeyId: ${IMPORT}` },
    ],
    [
      'as a literal id',
      {
        statements: allow(
          '[kms:CreateGrant, kms:DescribeKey]',
          `!Sub 'arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${KEY_ID}'`,
        ),
        stream: `      KmsKeyId: ${KEY_ID}`,
      },
    ],
    [
      'as an id in a parameter',
      {
        head: 'Parameters: {KeyId: {Type: String}}',
        statements: allow(
          '[kms:CreateGrant, kms:DescribeKey]',
          "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${KeyId}'",
        ),
        stream: '      KmsKeyId: !Ref KeyId',
      },
    ],
    [
      'as a replica key',
      {
        statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Replica.Arn'),
        stream: '      KmsKeyId: !Ref Replica',
        more: '  Replica: {Type: AWS::KMS::ReplicaKey, Properties: {PrimaryKeyArn: !Ref AWS::Region}}',
      },
    ],
    [
      'as one of two keys, both granted',
      {
        head: 'Conditions: {A: !Equals [!Ref AWS::Region, eu]}',
        statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!If [A, !GetAtt Key.Arn, !GetAtt Other.Arn]'),
        stream: '      KmsKeyId: !If [A, !Ref Key, !Ref Other]',
        more: '  Other: {Type: AWS::KMS::Key}',
      },
    ],
  ])('is found %s', (_sentence, parts) => {
    expect(summary(stack({ statements: PAIR, ...parts }))).toBe('scoped / scoped');
  });

  test.each<[string, string, Parts]>([
    [
      'one of two keys, only one granted',
      'missing / missing',
      {
        head: 'Conditions: {A: !Equals [!Ref AWS::Region, eu]}',
        statements: PAIR,
        stream: '      KmsKeyId: !If [A, !Ref Key, !Ref Other]',
        more: '  Other: {Type: AWS::KMS::Key}',
      },
    ],
    [
      'a replica, where the primary is granted',
      'missing / missing',
      {
        statements: PAIR,
        stream: '      KmsKeyId: !Ref Replica',
        more: '  Replica: {Type: AWS::KMS::ReplicaKey, Properties: {PrimaryKeyArn: !GetAtt Key.Arn}}',
      },
    ],
    [
      'a replica with a closed policy of its own',
      'denied / denied',
      {
        statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Replica.Arn'),
        stream: '      KmsKeyId: !Ref Replica',
        more: '  Replica: {Type: AWS::KMS::ReplicaKey, Properties: {PrimaryKeyArn: !GetAtt Key.Arn, KeyPolicy: {Statement: []}}}',
      },
    ],
    ['an alias from elsewhere', 'unknown / unknown', { statements: PAIR, stream: '      KmsKeyId: alias/shared' }],
    [
      'an alias from elsewhere and a wide grant',
      'broad / broad',
      { statements: allow("'kms:*'", "'*'"), stream: '      KmsKeyId: alias/shared' },
    ],
    [
      'two keys that nothing tells apart',
      'unknown / unknown',
      { statements: PAIR, stream: '      FirstKmsKey: !Ref Key\n      SecondKmsKey: !Ref AWS::Region' },
    ],
    ['no key at all', 'unknown / unknown', { statements: PAIR, stream: '      Cluster: c' }],
  ])('is judged: %s', (_sentence, words, parts) => {
    expect(summary(stack(parts))).toBe(words);
  });
});
