import { describe, expect, test } from '@jest/globals';
import { analyse, type Options, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

type Row = readonly [sentence: string, words: string, parts: Parts, options?: Options];

const inline = (document: string) =>
  `      Policies:\n        - PolicyName: start\n          PolicyDocument: ${document}`;
const json = (resource: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:CreateGrant","kms:DescribeKey"],"Resource":"${resource}"}]}`;
const PARAMETER = 'Parameters: {Given: {Type: String}}';
const EXTENSIONS = 'Transform: AWS::LanguageExtensions';

const DOCUMENTS: readonly Row[] = [
  ['as plain JSON text', 'broad / broad', { role: inline(`'${json('*')}'`) }],
  ['as JSON text through Sub', 'scoped / scoped', { role: inline(`!Sub '${json('${Key.Arn}')}'`) }],
  [
    'as JSON text through Join',
    'scoped / scoped',
    { role: inline(`!Join ['', ['${json('').slice(0, -4)}', !GetAtt Key.Arn, '"}]}']]`) },
  ],
  [
    'as JSON text through ToJsonString',
    'scoped / scoped',
    { head: EXTENSIONS, role: inline(`{'Fn::ToJsonString': {Statement: ${PAIR}}}`) },
  ],
  ['as JSON text from a parameter', 'unknown / unknown', { head: PARAMETER, role: inline('!Ref Given') }],
  ['as a text that is no JSON', 'unknown / unknown', { role: inline("'Allow all'") }],
  [
    'as JSON text that is nested deeper than can be read',
    'unknown / unknown',
    { role: inline(`'{"Statement": ${'['.repeat(3000)}${']'.repeat(3000)}}'`) },
  ],
  [
    'in a list of policies from a parameter',
    'unknown / unknown',
    { head: 'Parameters: {Given: {Type: CommaDelimitedList}}', role: '      Policies: !Ref Given' },
  ],
  [
    'in a policy that a transform makes',
    'unknown / unknown',
    { role: "      Policies: [{'Fn::Transform': {Name: OwnMacro}}]" },
  ],
  [
    'of the key, as JSON text',
    'denied / denied',
    {
      key: `{KeyPolicy: '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}]}'}`,
      statements: PAIR,
    },
  ],
];

const LOOPS: readonly Row[] = [
  [
    'over a written list makes resources',
    'scoped / missing',
    {
      head: EXTENSIONS,
      more: `  Fn::ForEach::Grants:
    - Action
    - [CreateGrant, Decrypt]
    - Policy\${Action}:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: !Sub grant-\${Action}
          Roles: [!Ref Role]
          PolicyDocument: {Statement: {Effect: Allow, Action: !Sub 'kms:\${Action}', Resource: !GetAtt Key.Arn}}`,
    },
  ],
  [
    'over a parameter hides what it makes',
    'unknown / unknown',
    {
      head: `${EXTENSIONS}\nParameters: {Actions: {Type: CommaDelimitedList}}`,
      more: `  Fn::ForEach::Grants:
    - Action
    - !Ref Actions
    - Policy\${Action}: {Type: AWS::SNS::Topic}`,
    },
  ],
  [
    'in properties',
    'scoped / scoped',
    {
      head: EXTENSIONS,
      statements: `{'Fn::ForEach::Elements': [Name, [Effect], {'\${Name}': Allow}], Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt Key.Arn}`,
    },
  ],
  [
    'in conditions',
    'missing / missing',
    {
      head: `${EXTENSIONS}\nConditions: {'Fn::ForEach::Stages': [Stage, [Dev, Prod], {'Is\${Stage}': !Equals [!Ref AWS::Region, !Ref Stage]}]}`,
      statements: `[!If [IsProd, ${PAIR}, !Ref AWS::NoValue]]`,
    },
  ],
  [
    'inside another loop',
    'scoped / scoped',
    {
      head: EXTENSIONS,
      statements: `[{Effect: Allow, Action: '*', Resource: none}, {'Fn::ForEach::A': [A, [Eff], {'Fn::ForEach::B': [B, [ect], {'\${A}\${B}': Allow}]}], Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt Key.Arn}]`,
    },
  ],
];

const EXTENDED: readonly Row[] = [
  [
    'FindInMap with a default',
    'scoped / scoped',
    {
      head: `${EXTENSIONS}\nMappings: {Names: {here: {Action: nothing}}}`,
      statements: allow(
        "[kms:CreateGrant, 'Fn::FindInMap': [Names, there, Action, {DefaultValue: 'kms:DescribeKey'}]]",
      ).replace(
        "'Fn::FindInMap': [Names, there, Action, {DefaultValue: 'kms:DescribeKey'}]",
        "!FindInMap [Names, there, Action, {DefaultValue: 'kms:DescribeKey'}]",
      ),
    },
  ],
  [
    'FindInMap with intrinsic arguments',
    'scoped / scoped',
    {
      head: `${EXTENSIONS}\nMappings: {Names: {here: {Grant: 'kms:CreateGrant'}}}`,
      statements: allow("[kms:DescribeKey, !FindInMap [!Join ['', [Na, mes]], !Sub here, !Select [0, [Grant]]]]"),
    },
  ],
  [
    'GetAtt with intrinsic arguments',
    'scoped / scoped',
    {
      head: EXTENSIONS,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', "{'Fn::GetAtt': [!Sub Key, !Sub Arn]}"),
    },
  ],
  [
    'Length as an index',
    'scoped / scoped',
    {
      head: EXTENSIONS,
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', "!Select [{'Fn::Length': [a]}, [none, !GetAtt Key.Arn]]"),
    },
  ],
  [
    'the ARN of a topic by its name',
    'scoped / scoped',
    {
      statements: PAIR,
      token: "!Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:starters'",
      more: '  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: starters, Subscription: [{Protocol: lambda, Endpoint: !GetAtt Function.Arn}]}}',
    },
  ],
  ['Split and Select', 'scoped / scoped', { statements: allow("!Split [' ', 'kms:CreateGrant kms:DescribeKey']") }],
  [
    'a dynamic reference on both sides',
    'scoped / scoped',
    {
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', "'{{resolve:ssm:/das/key}}'"),
      stream: "      KmsKeyId: '{{resolve:ssm:/das/key}}'",
    },
  ],
  [
    'one item of a list parameter on both sides',
    'scoped / scoped',
    {
      head: 'Parameters: {Keys: {Type: CommaDelimitedList}}',
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', '!Select [0, !Ref Keys]'),
      stream: '      KmsKeyId: !Select [0, !Ref Keys]',
    },
  ],
  [
    'an include from the repository',
    'scoped / scoped',
    {
      statements: "[{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: ./parts/grant.yaml}}}]",
    },
    {
      files: {
        'parts/grant.yaml':
          'Effect: Allow\nAction: [kms:CreateGrant, kms:DescribeKey]\nResource: {Fn::GetAtt: [Key, Arn]}\n',
      },
    },
  ],
  [
    'a resource of another service beside the key',
    'missing / missing',
    {
      statements: allow("'*'", '[!GetAtt Bucket.Arn, !Sub "${Bucket.Arn}/*", !Ref Bucket]'),
      more: '  Bucket: {Type: AWS::S3::Bucket}',
    },
  ],
  [
    'a value that a custom resource gives',
    'unknown / unknown',
    {
      statements: allow("'*'", '!GetAtt Maker.KeyArn'),
      more: '  Maker: {Type: Custom::Maker, Properties: {ServiceToken: !Ref AWS::Region}}',
    },
  ],
  [
    'a parameter given by --parameter',
    'scoped / missing',
    { head: PARAMETER, statements: allow('!Ref Given'), stream: '      KmsKeyId: !GetAtt Key.Arn' },
    { parameters: { Given: 'kms:*Grant' } },
  ],
];

const ROLES: readonly Row[] = [
  [
    'whose name a condition chooses',
    'scoped / scoped',
    {
      head: 'Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}',
      role: '      RoleName: !If [IsProd, starter, !Ref AWS::NoValue]',
      more: `  Grant: {Type: AWS::IAM::Policy, Properties: {PolicyName: grant, Roles: [!Ref Role], PolicyDocument: {Statement: ${PAIR}}}}`,
    },
  ],
  [
    'whose properties a transform makes',
    'unknown / unknown',
    { role: "      'Fn::Transform': {Name: Shared}\n      Path: /" },
  ],
  [
    'whose attributes a transform makes',
    'unknown / unknown',
    { role: "      Path: /\n    'Fn::Transform': {Name: Shared}" },
  ],
];

function check([, words, parts, options]: Row): void {
  const text = stack(parts);
  expect(summary(text, options)).toBe(words);
  for (const stream of analyse(text, options)) {
    if (words.includes('unknown'))
      expect(stream.branches.flatMap(({ actions }) => actions['kms:CreateGrant'].reasons)).not.toEqual([]);
  }
}

describe('a policy document', () => {
  test.each(DOCUMENTS)('%s', (...row) => check(row));
});

describe('a loop', () => {
  test.each(LOOPS)('%s', (...row) => check(row));
});

describe('a value', () => {
  test.each(EXTENDED)('%s', (...row) => check(row));
});

describe('a role', () => {
  test.each(ROLES)('%s', (...row) => check(row));
});
