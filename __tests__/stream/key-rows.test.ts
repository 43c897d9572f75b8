import { describe, test } from '@jest/globals';
import { expectExplained } from './explain.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const HEAD = `Parameters: {Given: {Type: String}, GivenArn: {Type: String}, GivenId: {Type: String, Default: ${ID}}, GivenAlias: {Type: String, Default: alias/das}, AnyAliasArn: {Type: String, AllowedPattern: 'alias/.+'}, SomeAliasArn: {Type: String}, AliasByDefault: {Type: String, Default: 'arn:aws:kms:eu-west-1:111122223333:alias/das'}, GivenDefault: {Type: String, Default: 'arn:aws:kms:eu-west-1:111122223333:key/${ID}'}, Chosen: {Type: String, AllowedValues: ['arn:aws:kms:eu-west-1:111122223333:key/${ID}', 'arn:aws:kms:eu-west-1:111122223333:key/other']}}
Mappings: {Keys: {eu-west-1: {id: '${ID}', arn: 'arn:aws:kms:eu-west-1:111122223333:key/${ID}', alias: alias/das}, us-east-1: {id: 'mrk-0123456789abcdef0123456789abcdef', arn: 'arn:aws:kms:us-east-1:111122223333:key/x', alias: alias/other}}}
Conditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}`;
const ALIAS = '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}';

/** What stands as KmsKeyId, and as Resource beside it. */
const KEYS: readonly string[] = [
  ...['!Ref Key', '!GetAtt Key.Arn', '!GetAtt Key.KeyId', '!Ref Other', '!Ref Replica', '!GetAtt Replica.Arn'],
  ...['alias/das', '!Ref Alias', "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/das'", 'alias/elsewhere'],
  ...['alias/aws/rds', "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/rds'", 'alias/awsome'],
  ...[ID, `'${ID.toUpperCase()}'`, `${ID}0`, 'mrk-0123456789abcdef0123456789abcdef', 'mrk-0123', 'not-a-key'],
  ...[`arn:aws:kms:eu-west-1:111122223333:key/${ID}`, `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`],
  ...[
    "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'",
    "!Sub 'arn:aws:kms:eu-west-1:${AWS::AccountId}:key/${Key}'",
    "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Given}'",
    "!Sub 'arn:aws:kms:${AWS::Region}:${Given}:key/x'",
  ],
  ...["!Sub 'arn:aws:rds:${AWS::Region}:${AWS::AccountId}:cluster:x'", 'arn:aws:kms:eu-west-1', "!Sub 'key/${Given}'"],
  ...[
    "!Sub 'arn:aws:kms:eu-west-1:111122223333:key/${Given}'",
    "!Sub 'arn:aws:kms:${Given}:key/${GivenId}'",
    "!Sub 'alias/${Given}'",
    "!Sub 'alias/aws/${Given}'",
    "!Sub 'arn:aws:kms:eu-west-1:111122223333:alias/${Given}'",
    "!Sub '${Given}:key/x'",
    'x:aws:kms:eu-west-1:111122223333:key/x',
    'x:alias/das',
    "!Sub 'alias/${Key}'",
    "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/${Key}'",
    "!Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}-x'",
    "!Sub 'arn:aws:rds:${AWS::Region}:${AWS::AccountId}:key/${Key}'",
    ...["!Sub '${Key}'", "!Sub '${Key}-x'"],
    ...["'${Key}'", "'${Key.Arn}'", "'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'"],
    ...['!Ref GivenAlias', '!Ref AnyAliasArn', '!Ref SomeAliasArn', '!Ref AliasByDefault'],
  ],
  ...['!Ref Given', '!Ref GivenArn', '!Ref GivenId', '!Ref GivenDefault', '!Ref Chosen', '!ImportValue shared-key'],
  ...[
    '!ImportValue shared-key-arn',
    "'{{resolve:ssm:/keys/das}}'",
    '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn}}',
  ],
  ...[
    '!FindInMap [Keys, !Ref AWS::Region, id]',
    '!FindInMap [Keys, !Ref AWS::Region, arn]',
    '!FindInMap [Keys, !Ref AWS::Region, alias]',
  ],
  ...[
    '!If [IsProd, !Ref Key, !Ref Other]',
    '!If [IsProd, !Ref Key, alias/aws/rds]',
    '!If [IsProd, !Ref Key, !Ref AWS::NoValue]',
  ],
  ...[
    '!GetAtt Custom.KeyArn',
    '!GetAtt Bucket.Arn',
    '[!Ref Key]',
    "{'Fn::Transform': {Name: Own}}",
    '!Select [0, [!Ref Key]]',
    "''",
  ],
];

const MORE = `  Other: {Type: AWS::KMS::Key, Properties: {Enabled: !If [IsProd, true, false], Tags: [{Key: a, Value: b}]}}
  Replica: {Type: AWS::KMS::ReplicaKey, Properties: {PrimaryKeyArn: !GetAtt Key.Arn}}
  Custom: {Type: Custom::Thing, Properties: {ServiceToken: x}}
  Bucket: {Type: AWS::S3::Bucket}
${ALIAS}`;

describe('a stream with', () => {
  test.each(KEYS)('%s, granted as it stands there', (key) => {
    const text = stack({
      head: HEAD,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', key),
      stream: `      KmsKeyId: ${key}`,
      more: MORE,
    });
    expectExplained('keys', `${key}, granted as it stands there`, text);
  });

  test.each(KEYS)('%s, the key of the template granted', (key) => {
    const text = stack({ head: HEAD, statements: PAIR, stream: `      KmsKeyId: ${key}`, more: MORE });
    expectExplained('keys', `${key}, the key of the template granted`, text);
  });
});

const properties = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([name, value]) => `      ${name}: ${value}`)
    .join('\n');

const HOLDERS: readonly (readonly [sentence: string, parts: Parts])[] = [
  ['KmsKeyId before others', { stream: properties({ OtherKmsKey: '!Ref Other', KmsKeyId: '!Ref Key' }) }],
  ['kms_key_id', { stream: properties({ kms_key_id: '!Ref Key', Key: '!Ref Other' }) }],
  ['ActivityStreamKmsKeyId', { stream: properties({ ActivityStreamKmsKeyId: '!Ref Key', DbKmsKey: '!Ref Other' }) }],
  ['a name with KMS before a value that is a key', { stream: properties({ MyKMS: '!Ref Key', Thing: '!Ref Other' }) }],
  ['the encryption context is no key', { stream: properties({ KmsEncryptionContext: 'a', Thing: '!Ref Key' }) }],
  ['a value that is a key before a name', { stream: properties({ EncryptionKey: text('x'), Thing: '!Ref Key' }) }],
  ['a name alone', { stream: properties({ StreamKeyArn: text('x') }) }],
  ['a name that says nothing', { stream: properties({ Monkey: text('x') }) }],
  ['a list is no key', { stream: properties({ KmsKeyId: '[!Ref Key]', Other: '!Ref Key' }) }],
  ['two that say the same', { stream: properties({ FirstKms: '!Ref Key', SecondKms: '!Ref Key' }) }],
  ['two that say different things', { stream: properties({ FirstKms: '!Ref Key', SecondKms: '!Ref Other' }) }],
  ['deep inside', { stream: '      A: {B: {C: {D: {KmsKeyId: !Ref Key}}}}' }],
  ['too deep inside', { stream: '      A: {B: {C: {D: {E: {F: {KmsKeyId: !Ref Key}}}}}}' }],
  ['an alias name', { stream: properties({ Thing: 'alias/das' }) }],
  ['an alias of the template', { stream: properties({ Thing: '!Ref Alias' }) }],
  [
    'a variable whose value is an alias',
    {
      stream: '      Cluster: c',
      function:
        "      Environment: {Variables: {STAGE: prod, THING: alias/das}}\n      Code: {ZipFile: 'rds.start_activity_stream()'}",
    },
  ],
  [
    'a variable of which one value is a key',
    {
      stream: '      Cluster: c',
      function:
        "      Environment: {Variables: {STAGE: !If [IsProd, a, b], THING: !If [IsProd, !Ref Key, none]}}\n      Code: {ZipFile: 'rds.start_activity_stream()'}",
    },
  ],
  [
    'an alias of the template whose name a value makes',
    {
      stream: properties({ Thing: '!Ref Alias', Monkey: text('x') }),
      more: "  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: !Sub 'alias/${Given}', TargetKeyId: !Ref Key}}",
    },
  ],
  ['a name that only holds alias', { stream: properties({ Thing: text('my-alias/das') }) }],
  ['an ARN of KMS', { stream: properties({ Thing: `arn:aws:kms:eu-west-1:111122223333:key/${ID}` }) }],
  [
    'a function that is called kms is no key',
    { token: 'arn:aws:lambda:eu-west-1:111122223333:function:kms:live', stream: properties({ Cluster: 'c' }) },
  ],
  ['the ServiceTimeout is no key', { stream: properties({ ServiceTimeout: '!Ref Key' }) }],
  [
    'the name that the code gives',
    {
      code: "rds.start_activity_stream(KmsKeyId=p['Mine'])",
      stream: properties({ Mine: text('alias/das'), KmsKeyId: '!Ref Other' }),
    },
  ],
  [
    'a variable that the code names',
    {
      stream: '      Cluster: c',
      function:
        '      Environment: {Variables: {MINE: !Ref Key, KMS_KEY_ID: !Ref Other}}\n      Code: {ZipFile: \'rds.start_activity_stream(KmsKeyId=os.environ["MINE"])\'}',
    },
  ],
  [
    'a variable by its name',
    {
      stream: '      Cluster: c',
      function:
        "      Environment: {Variables: {STAGE: prod, KMS_KEY_ID: !Ref Key}}\n      Code: {ZipFile: 'rds.start_activity_stream()'}",
    },
  ],
  ['nothing', { stream: '      Cluster: c' }],
  [
    'a call in JSON',
    {
      stream: `      Create: !Sub '{"service":"RDS","action":"startActivityStream","parameters":{"KmsKeyId":"\${Key.Arn}"}}'`,
    },
  ],
  [
    'a call in JSON on update',
    {
      stream: `      Update: !Sub '{"service":"@aws-sdk/client-rds","action":"StartActivityStreamCommand","parameters":{"KmsKeyId":"\${Key}"}}'`,
    },
  ],
  [
    'a call in JSON without a key',
    { stream: `      Create: '{"service":"rds","action":"startActivityStream","parameters":{}}'` },
  ],
  [
    'a call in JSON in another region',
    {
      stream: `      Create: !Sub '{"service":"rds","action":"startActivityStream","region":"us-west-2","parameters":{"KmsKeyId":"\${Key.Arn}"}}'`,
    },
  ],
  [
    'a call in JSON under another role',
    {
      stream: `      Create: !Sub '{"service":"rds","action":"startActivityStream","assumedRoleArn":"\${Second.Arn}","parameters":{"KmsKeyId":"\${Key.Arn}"}}'`,
    },
  ],
  [
    'a call of another service',
    { stream: `      Create: '{"service":"ec2","action":"startActivityStream","parameters":{"KmsKeyId":"x"}}'` },
  ],
  [
    'a call of another name',
    { stream: `      Create: '{"service":"RDS","action":"stopActivityStream","parameters":{}}'` },
  ],
  ['a call that is no object', { stream: `      Create: '["RDS"]'` }],
  ['a call without an action', { stream: `      Create: '{"service":"RDS"}'` }],
  [
    'a call that starts on create and stops on update',
    {
      stream: `      Create: !Sub '{"service":"RDS","action":"startActivityStream","parameters":{"KmsKeyId":"\${Key.Arn}"}}'\n      Update: '{"service":"RDS","action":"modifyActivityStream","parameters":{}}'`,
    },
  ],
];

function text(value: string): string {
  return `'${value}'`;
}

describe('the key is found by', () => {
  test.each(HOLDERS)('%s', (sentence, parts) => {
    const more = `${MORE}\n  Second: {Type: AWS::IAM::Role}`;
    expectExplained(
      'holders',
      sentence,
      stack({ head: HEAD, statements: PAIR, more, code: 'rds.start_activity_stream(**p)', ...parts }),
    );
  });
});

const MINE = '      KmsKeyId: !Ref Key\n      Mine: !Ref Other';
const VARIABLE = '      Environment: {Variables: {STREAM_KEY: !Ref Other}}\n';
const NODE = "import { StartActivityStreamCommand } from '@aws-sdk/client-rds';";

const GIVEN: readonly (readonly [sentence: string, parts: Parts])[] = [
  ['a variable read from a property', { code: "k = p['Mine']\nrds.start_activity_stream(KmsKeyId=k)" }],
  ['a variable of a variable', { code: "a = p.get('Mine') or None\nk = a\nrds.start_activity_stream(KmsKeyId=k)" }],
  [
    'one of two properties',
    { code: "k = p['Mine'] if p['Own'] else p['KmsKeyId']\nrds.start_activity_stream(KmsKeyId=k)" },
  ],
  ['the first of two properties', { code: "rds.start_activity_stream(KmsKeyId=p.get('Mine') or p['KmsKeyId'])" }],
  [
    'a mapping of arguments',
    { code: "k = p['KmsKeyId']\ndef start(k):\n  a = {'KmsKeyId': k}\n  rds.start_activity_stream(**a)\nstart(k)" },
  ],
  [
    'a parameter of its function',
    { code: "start(p['KmsKeyId'])\ndef start(key):\n  rds.start_activity_stream(KmsKeyId=key)" },
  ],
  [
    'a parameter, and the property is not read',
    { code: "start(p['Mine'])\ndef start(key):\n  rds.start_activity_stream(KmsKeyId=key)" },
  ],
  ['a format', { code: 'rds.start_activity_stream(KmsKeyId=f"{p[\'Mine\']}")' }],
  ['a literal alias', { code: "rds.start_activity_stream(KmsKeyId='alias/das')" }],
  ['a literal alias that AWS manages', { code: "rds.start_activity_stream(KmsKeyId='alias/aws/rds')" }],
  ['a literal ARN', { code: `rds.start_activity_stream(KmsKeyId='arn:aws:kms:eu-west-1:111122223333:key/${ID}')` }],
  ['a literal in a variable', { code: "KEY = 'alias/aws/rds'\nrds.start_activity_stream(KmsKeyId=KEY)" }],
  [
    'a literal in one call of two',
    { code: "rds.start_activity_stream(KmsKeyId='alias/das')\nrds.start_activity_stream(KmsKeyId=p['Mine'])" },
  ],
  [
    'a reference within the code',
    { function: '      Code: {ZipFile: !Sub "rds.start_activity_stream(KmsKeyId=\'${Other.Arn}\')"}' },
  ],
  [
    'a reference within the code and no property',
    {
      stream: '      Cluster: c',
      function: '      Code: {ZipFile: !Sub "rds.start_activity_stream(KmsKeyId=\'${Other}\')"}',
    },
  ],
  [
    'a variable of the function',
    {
      function: `${VARIABLE}      Code: {ZipFile: "k = os.environ['STREAM_KEY']; rds.start_activity_stream(KmsKeyId=k)"}`,
    },
  ],
  [
    'a template literal around a property',
    {
      runtime: 'nodejs22.x',
      code: `${NODE}\nrds.send(new StartActivityStreamCommand({ KmsKeyId: \`arn:aws:kms:eu-west-1:111122223333:key/\${p.Mine}\` }));`,
    },
  ],
  [
    'a property that is taken apart',
    {
      runtime: 'nodejs22.x',
      code: `${NODE}\nexports.handler = async ({ ResourceProperties: { Mine: KmsKeyId } }) => rds.send(new StartActivityStreamCommand({ KmsKeyId }));`,
    },
  ],
  [
    'a property that is taken apart under its name',
    {
      runtime: 'nodejs22.x',
      code: `${NODE}\nconst { KmsKeyId, Mine } = event.ResourceProperties;\nawait rds.send(new StartActivityStreamCommand({ KmsKeyId }));`,
    },
  ],
];

describe('the code gives', () => {
  test.each(GIVEN)('%s', (sentence, parts) => {
    const given = { head: HEAD, statements: PAIR, stream: MINE, more: MORE, ...parts };
    expectExplained('given', sentence, stack(given));
  });
});
