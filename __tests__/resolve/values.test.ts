import { test } from '@jest/globals';
import { expectSection } from '../fixture-sections.ts';
import { scopeOf } from '../stream/analysis.ts';
import { valueLines } from './value-lines.ts';

const HEAD = `
Transform: AWS::LanguageExtensions
Parameters:
  Open: {Type: String}
  Named: {Type: String, Default: dev}
  Chosen: {Type: String, AllowedValues: [dev, prod]}
  Many: {Type: CommaDelimitedList}
  Count: {Type: Number}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
  Kept: {Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [/a, /b]}
  Subnet: {Type: 'AWS::EC2::Subnet::Id'}
  Secret: {Type: String, NoEcho: true}
Mappings:
  Stages: {dev: {name: development, list: [a, b]}, prod: {name: production, list: [c, d]}}
  Regions: {eu-west-1: {name: ireland}, us-east-1: {name: virginia}}
Conditions:
  IsProd: !Equals [!Ref Named, prod]
  IsDev: !Equals [!Ref Named, dev]
  IsChosenProd: !Equals [!Ref Chosen, prod]
  IsKept: !Equals [!Ref Kept, prod]
  IsIreland: !Equals [!Ref AWS::Region, eu-west-1]
  NotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsIreland]
  Either: !Or [!Condition IsProd, !Condition IsIreland]
  Same: !Equals [!Ref Open, !Ref Named]
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  Mapped: !Equals [!FindInMap [Stages, !Ref Chosen, name], production]
  Looped: !Condition Looped
  SameAgain: !Equals [!Ref Named, !Ref Open]
  Subbed: !Equals [!Sub '\${Named}', prod]
  SubbedLast: !Equals [prod, !Sub '\${Named}']
  SubbedOther: !Equals [!Sub '\${Named}', other]
  PutTogether: !Equals [!Sub 'a-\${Named}', a-prod]
  NotBare: !Not {Condition: IsProd}
  NotNothing: !Not []
  EqualsOne: !Equals [!Ref Named]
  EqualsList: !Equals [!Ref Named, [prod]]
  IsTrue: 'true'
  IsFalse: 'false'
  IsWord: word
  Unheard: {'Fn::Unheard': [a]}
  OneOfNames: {'Fn::Contains': [[dev, prod], !Ref Named]}
  OneOfMany: {'Fn::Contains': [!Ref Many, prod]}
  AllNamed: {'Fn::EachMemberIn': [[!Ref Named, dev], [dev, test]]}
  AllProd: {'Fn::EachMemberEquals': [[!Ref Named], prod]}
  ContainsNothing: {'Fn::Contains': []}
Resources:
  Key: {Type: AWS::KMS::Key}
  Replica: {Type: AWS::KMS::ReplicaKey}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das, TargetKeyId: !Ref Key}}
  OpenAlias: {Type: AWS::KMS::Alias, Properties: {TargetKeyId: !Ref Key}}
  Role: {Type: AWS::IAM::Role}
  NamedRole: {Type: AWS::IAM::Role, Properties: {RoleName: starter, Path: /team/}}
  BranchRole: {Type: AWS::IAM::Role, Properties: {RoleName: !If [IsProd, starter, !Ref AWS::NoValue], Path: !Ref Open}}
  OddPath: {Type: AWS::IAM::Role, Properties: {Path: [a]}}
  OddName: {Type: AWS::IAM::Role, Properties: {RoleName: {a: b}}}
  HiddenPath: {Type: AWS::IAM::Role, Properties: {Path: {'Fn::Transform': {Name: Own}}}}
  HiddenName: {Type: AWS::IAM::Role, Properties: {RoleName: {'Fn::Transform': {Name: Own}}, Path: /team/}}
  Function: {Type: AWS::Lambda::Function}
  NamedFunction: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub 'start-\${Named}'}}
  Policy: {Type: AWS::IAM::ManagedPolicy}
  NamedPolicy: {Type: AWS::IAM::ManagedPolicy, Properties: {ManagedPolicyName: grants, Path: /team/}}
  Bucket: {Type: AWS::S3::Bucket}
  Stored2: {Type: AWS::SSM::Parameter, Properties: {Value: alias/das}}
  Stored3: {Type: AWS::SSM::Parameter}
  Custom: {Type: Custom::Thing, Properties: {ServiceToken: x}}
  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./nested.yaml}}
  InProd: {Type: AWS::S3::Bucket, Condition: IsProd}
`;

/** What is resolved, and with what given. */
const ROWS: readonly (readonly [expression: string, given: string])[] = [
  ...[
    ['text', '12', 'true', "''", '[a, !Ref Open]', '{a: b, c: !Ref Key}'],
    ['!Ref Open', '!Ref Named', '!Ref Chosen', '!Ref Many', '!Ref Count', '!Ref Stored', '!Ref Subnet', '!Ref Secret'],
    ['!Ref Key', '!Ref Replica', '!Ref Alias', '!Ref OpenAlias', '!Ref Role', '!Ref NamedRole', '!Ref BranchRole'],
    ['!Ref Function', '!Ref NamedFunction', '!Ref Policy', '!Ref NamedPolicy', '!Ref Bucket', '!Ref Custom'],
    ['!Ref NotThere', '!Ref InProd', '!Ref AWS::Region', '!Ref AWS::Partition', '!Ref AWS::AccountId'],
    ['!Ref AWS::URLSuffix', '!Ref AWS::StackName', '!Ref AWS::StackId', '!Ref AWS::NoValue', '!Ref AWS::Unheard'],
    ['!Ref [Key]', "{Ref: !Sub '${Named}'}"],
    ['!GetAtt Key.Arn', '!GetAtt Key.KeyId', '!GetAtt Replica.Arn', '!GetAtt Role.Arn', '!GetAtt NamedRole.Arn'],
    [
      '!GetAtt Key.Unheard',
      '!GetAtt Replica.KeyId',
      '!GetAtt Role.RoleId',
      '!GetAtt Role.KmsKeyId',
      '!GetAtt Function.Version',
    ],
    [
      '!GetAtt OddPath.Arn',
      '!GetAtt OddName.Arn',
      '!GetAtt HiddenPath.Arn',
      '!GetAtt HiddenName.Arn',
      '!Ref HiddenName',
    ],
    [
      '!GetAtt Stored2.Type',
      '!GetAtt Stored3.Value',
      '!GetAtt Bucket.Value',
      '!GetAtt Alias.Arn',
      '!GetAtt Policy.Arn',
    ],
    ['!GetAtt BranchRole.Arn', '!GetAtt Function.Arn', '!GetAtt NamedFunction.Arn', '!GetAtt Bucket.Arn'],
    ['!GetAtt Bucket.KmsKey', '!GetAtt Stored2.Value', '!GetAtt Custom.KeyArn', '!GetAtt Nested.Outputs.Key'],
    [
      '!GetAtt NotThere.Arn',
      '!GetAtt Key',
      "{'Fn::GetAtt': [Key, !If [IsProd, Arn, KeyId]]}",
      "{'Fn::GetAtt': [!Ref Open, Arn]}",
    ],
    ["!Sub 'a-${Key}-${Key.Arn}-${!Literal}-${AWS::Region}'", "!Sub '${NotThere}'", "!Sub '${Many}'", "!Sub '${open'"],
    [
      "!Sub ['${A}-${B}', {A: !Ref Key, B: b}]",
      "!Sub ['${A}', {A: [a, b]}]",
      "!Sub ['${A}', {A: !ImportValue x}]",
      '!Sub [!Ref Open]',
    ],
    ["!Sub '${Chosen}-${Named}'", "!Sub ['${A}', {A: !If [IsProd, yes, !Ref AWS::NoValue]}]", "!Sub '${ Key }'"],
    [
      "!Join ['-', [a, !Ref Key, b]]",
      "!Join ['', [a, !If [IsProd, b, !Ref AWS::NoValue], c]]",
      "!Join ['-', !Ref Many]",
    ],
    [
      "!Join ['-', text]",
      "!Join ['-', [a, [b]]]",
      '!Join [!Ref Open, [a, b]]',
      "!Join ['-', []]",
      "!Join ['-', [a, {'Fn::Transform': {Name: Own}}]]",
    ],
    ["!Join ['-', !Split [':', 'a:b:c']]", "!Join ['/', !If [IsProd, [a, b], [c, d]]]"],
    [
      '!Select [0, [a, b]]',
      "!Select ['1', [a, b]]",
      '!Select [2, [a, b]]',
      '!Select [x, [a, b]]',
      '!Select [!Ref Open, [a, b]]',
    ],
    [
      '!Select [1, !Ref Many]',
      '!Select [0, !Ref Open]',
      "!Select [1, !Split [':', !Ref Open]]",
      "!Select [5, !Split [':', !GetAtt Key.Arn]]",
      "!Select [1, !Split ['/', !Select [5, !Split [':', !GetAtt Key.Arn]]]]",
    ],
    ["!Split [',', 'a,b']", "!Split ['', 'a']", "!Split [',', [a]]", "!Split [',', !ImportValue list]"],
    [
      '!If [IsProd, a, b]',
      '!If [IsProd, a, !If [IsIreland, b, c]]',
      '!If [NotProd, a, b]',
      '!If [Both, a, b]',
      '!If [Either, a, b]',
    ],
    [
      '!If [Same, a, b]',
      '!If [Always, a, b]',
      '!If [Never, a, b]',
      '!If [Mapped, a, b]',
      '!If [Looped, a, b]',
      '!If [Same, a, !If [SameAgain, b, c]]',
      '!If [Subbed, a, !If [IsProd, b, c]]',
      '!If [SubbedLast, a, !If [IsProd, b, c]]',
      '!If [SubbedOther, a, !If [IsProd, b, c]]',
      '!If [PutTogether, a, !If [IsProd, b, c]]',
      '!If [NotBare, a, b]',
      '!If [NotNothing, a, b]',
      '!If [EqualsOne, a, b]',
      '!If [EqualsList, a, b]',
      '!If [IsTrue, a, b]',
      '!If [IsFalse, a, b]',
      '!If [IsWord, a, b]',
      '!If [Unheard, a, b]',
      '!If [OneOfNames, a, b]',
      '!If [OneOfMany, a, b]',
      '!If [AllNamed, a, b]',
      '!If [AllProd, a, !If [IsProd, b, c]]',
      '!If [ContainsNothing, a, b]',
      '!If [NotThere, a, b]',
      '!If [IsChosenProd, !Ref Chosen, x]',
      '!If [IsProd, a]',
      '!If [IsProd, a, !If [IsDev, b, c]]',
      '!If [IsProd, a, !If [IsProd, b, c]]',
    ],
    [
      '!Ref Kept',
      '!If [IsKept, a, b]',
      '!FindInMap [Stages, !Ref Kept, name]',
      '!FindInMap [Stages, prod, name]',
      '!FindInMap [Stages, !Ref Chosen, name]',
      '!FindInMap [Stages, !Ref Named, name]',
      '!FindInMap [Stages, test, name]',
      '!FindInMap []',
      '!FindInMap [Stages]',
      '!FindInMap [!ImportValue maps, dev, name]',
      '!FindInMap [Stages, !Ref Key, name]',
      '!FindInMap [Stages, !Ref Chosen, !Ref Open]',
      '!FindInMap [Stages, !Ref Chosen, nothing]',
      '!FindInMap [Stages, !Ref Chosen, !Ref Open, {DefaultValue: !Ref Named}]',
      '!FindInMap [Stages, !Ref Chosen, nothing, {DefaultValue: none}]',
      '!FindInMap [Stages, dev, [name]]',
      '!FindInMap [Regions, !Ref AWS::AccountId, name]',
      '!FindInMap [Regions, !Ref NotThere, name]',
    ],
    [
      '!FindInMap [Stages, prod, nothing]',
      '!FindInMap [Nothing, prod, name]',
      '!FindInMap [Regions, !Ref AWS::Region, name]',
      '!FindInMap [Stages, prod, list]',
      '!FindInMap [Stages, prod]',
    ],
    [
      '!FindInMap [Stages, !Ref Open, name, {DefaultValue: none}]',
      '!FindInMap [Stages, test, name, {DefaultValue: none}]',
      '!FindInMap [Nothing, a, b, {DefaultValue: !Ref Key}]',
      '!FindInMap [Stages, !If [IsProd, prod, dev], name]',
      '!FindInMap [Stages, !ImportValue stage, name]',
      '!FindInMap [Stages, dev, !Ref Open]',
      '!FindInMap [!Ref Open, dev, name]',
      '!FindInMap [!Sub Stages, !Ref Open, name, {DefaultValue: none}]',
      '!FindInMap [[Stages], dev, name]',
      '!FindInMap [Stages, !Sub "${AWS::StackName}-${Open}", name]',
    ],
    ['!ImportValue shared', "!ImportValue {'Fn::Sub': 'shared-${Named}'}", '!ImportValue [a]'],
    [
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: us-east-1}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: !Ref AWS::Region}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, RoleArn: r}}',
      '{Fn::GetStackOutput: text}',
    ],
    [
      "{'Fn::Transform': {Name: Own}}",
      "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://x/y}}}",
      "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: ./nothing.yaml}}}",
      "{'Fn::Transform': text}",
    ],
    [
      "{'Fn::Length': [a, b]}",
      "{'Fn::Length': !Ref Many}",
      "{'Fn::Length': text}",
      "{'Fn::ToJsonString': {a: [1, true, !Ref Key]}}",
      "{'Fn::ToJsonString': [a, {b: !Ref AWS::NoValue}]}",
      "{'Fn::ToJsonString': !Ref Open}",
    ],
    [
      '!Select [!Ref Key, [a, b]]',
      '!Select [!Ref Many, [a, b]]',
      "!Split [',', !Ref Many]",
      "!Split [',', {a: b}]",
      '!Select [!If [IsProd, 0, 1], [a, b]]',
      '!Select [-1, [a, b]]',
      "!Select ['1.5', [a, b]]",
      '!Select [0]',
      '!Select [0, [!If [IsProd, a, !Ref AWS::NoValue]]]',
      '!Select [0, !If [IsProd, [a], !Ref Many]]',
      "!Join ['-', [a, {b: c}]]",
      "!Join ['-']",
      "!Join ['-', [!If [IsProd, a, b], !If [IsProd, c, d]]]",
      "!Split [',']",
      "!Split [',', !If [IsProd, 'a,b', c]]",
      "!Split ['/', !GetAtt Key.Arn]",
      "!Split [':', !Ref Count]",
      '!If [!Ref Open, a, b]',
      '!Ref [!Ref Open]',
      '{Ref: !If [IsProd, Key, Replica]}',
      "{'Fn::GetAtt': Key.Arn}",
      "{'Fn::GetAtt': [!If [IsProd, Key, Replica], Arn]}",
      "{'Fn::GetAtt': [Key, !ImportValue name]}",
      "!Sub '${Nested.Outputs.Key}'",
      "!Sub ''",
      "!Sub '${!}'",
      "!Sub ['${A}${Key}', {A: x, Key: mine}]",
      "!Sub ['${A.B}', {A.B: x}]",
      '!ImportValue {Ref: AWS::NoValue}',
      '!If [IsProd, !ImportValue a, !ImportValue b]',
      '{Fn::GetStackOutput: {StackName: !If [IsProd, a, b], OutputName: Arn}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: !Ref Open}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: !If [IsProd, Arn, !ImportValue name]}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: !If [IsProd, us-east-1, !Ref AWS::NoValue]}}',
      '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: [a]}}',
      '{Fn::GetStackOutput: {StackName: !Ref Many, OutputName: Arn}}',
      '{Fn::GetStackOutput: {OutputName: Arn}}',
      '{Fn::GetStackOutput: {StackName: keys}}',
      "{'Fn::Length': !If [IsProd, [a], [a, b]]}",
      "{'Fn::Length': {'Fn::Split': [',', 'a,b,c']}}",
      "{'Fn::Length': !ImportValue list}",
    ],
    [
      "{'Fn::ToJsonString': {}}",
      "{'Fn::ToJsonString': []}",
      "{'Fn::ToJsonString': {a: 1.5, b: false, c: null, d: 'true', e: '1'}}",
      `{'Fn::ToJsonString': {'a"b': 'c"d'}}`,
      "{'Fn::ToJsonString': [!If [IsProd, a, {b: c}]]}",
      "{'Fn::ToJsonString': !If [IsProd, [a], {b: !Ref Open}]}",
      "{'Fn::ToJsonString': {a: !Ref AWS::NoValue, b: c}}",
      "{'Fn::ToJsonString': {a: {'Fn::Transform': {Name: Own}}}}",
      "{'Fn::ToJsonString': {a: !Ref Many}}",
      "{'Fn::ToJsonString': !Ref AWS::NoValue}",
    ],
    ["{'Fn::Transform': {Name: !Ref Open}}", "{'Fn::Transform': {Name: AWS::Include}}"],
    ["{'Fn::Base64': text}", "{'Fn::Cidr': [a, b]}", "{'Fn::GetAZs': ''}", "{'Fn::Unheard': a}"],
    [
      "'{{resolve:ssm:/path}}'",
      "'{{resolve:secretsmanager:name:SecretString:key}}'",
      "!Sub '{{resolve:ssm:${Named}}}'",
      "!Sub '{{resolve:ssm:/path}}'",
      "!Sub 'a-{{resolve:ssm:${Named}/${Key}}}-{{resolve:ssm:/b}}-}}'",
      "!Sub '{{resolve:ssm:${Named}'",
      "!Join ['', ['{{resolve:ssm:', !Ref Named, ':1}}']]",
      "'a-{{resolve:ssm:/path}}-b'",
    ],
  ]
    .flat()
    .map((expression) => [expression, ''] as const),
  ...[
    '!Ref Open',
    '!Ref Chosen',
    '!Ref Many',
    '!Ref Count',
    '!Ref Stored',
    '!Select [1, !Ref Many]',
    '!If [Same, a, b]',
    "!Sub 'a-${Open}'",
    "{'Fn::ToJsonString': {a: !Ref Open}}",
    '!Select [5, !Ref Many]',
    "!Split ['e', !Ref Open]",
    "!Split ['-', !Sub 'x-${Open}-y']",
    "!Join ['-', !Ref Many]",
    "{'Fn::Length': !Ref Many}",
  ].map((expression) => [expression, 'parameters'] as const),
  ...[
    '!Ref AWS::Region',
    '!Ref AWS::AccountId',
    '!Ref AWS::Partition',
    '!Ref AWS::URLSuffix',
    '!GetAtt Key.Arn',
    '!If [IsIreland, a, b]',
    '!FindInMap [Regions, !Ref AWS::Region, name]',
    '{Fn::GetStackOutput: {StackName: keys, OutputName: Arn, Region: eu-west-1}}',
  ].map((expression) => [expression, 'place'] as const),
];

const GIVEN = {
  '': {},
  parameters: {
    parameters: { Open: 'dev', Named: 'dev', Chosen: 'prod', Many: 'x, y', Count: '3', Stored: '/other' },
  },
  place: { region: 'eu-west-1', account: '111122223333', partition: 'aws-cn' },
} as const;

test.each(ROWS)('%s, given %s', (expression, given) => {
  const scope = scopeOf(`${HEAD}Outputs: {It: {Value: ${expression}}}\n`, GIVEN[given as keyof typeof GIVEN]);
  const output = scope.template.outputs.get('It');
  if (output === undefined) throw new Error('no output');
  const name = given === '' ? expression : `${expression}, given ${given}`;
  expectSection('values', [name, ...valueLines(scope, scope.resolve(output.value), '  ')].join('\n'));
});
