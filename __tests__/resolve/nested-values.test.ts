import { describe, expect, test } from '@jest/globals';
import type { Scope } from '../../src/resolve/scope.ts';
import { expectSection } from '../fixture-sections.ts';
import { type Options, scopeOf } from '../stream/analysis.ts';
import { valueLines } from './value-lines.ts';

const PARENT = (given: string) => `
Parameters:
  Open: {Type: String}
  Chosen: {Type: String, AllowedValues: [dev, prod]}
  Many: {Type: CommaDelimitedList}
Conditions:
  IsProd: !Equals [!Ref Open, prod]
  IsTest: !Equals [!Ref Open, test]
Resources:
  Key: {Type: AWS::KMS::Key}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml${given === '' ? '' : `, Parameters: {Given: ${given}}`}}}
`;

const CHILD = (declared: string) => `
Parameters: {Given: ${declared}}
Conditions: {IsGivenProd: !Equals [!Ref Given, prod]}
Resources: {Bucket: {Type: AWS::S3::Bucket}}
Outputs: {Value: {Value: !Ref Given}, Chosen: {Value: !If [IsGivenProd, yes, no]}}
`;

/** What the nested stack's own template and what the parent say of one parameter. */
const ROWS: readonly (readonly [declared: string, given: string])[] = [
  ...['', 'prod', '!Ref Open', '!Ref Chosen', '!Ref AWS::Region', '!GetAtt Key.Arn', '!ImportValue stage'].map(
    (given) => ['{Type: String}', given] as const,
  ),
  ...['!If [IsProd, prod, dev]', '!If [IsProd, !Ref AWS::NoValue, prod]', "!Sub 'a-${Open}'", "!Sub '${Open}'"].map(
    (given) => ['{Type: String}', given] as const,
  ),
  ...['', 'dev', '!Ref Open', '!If [IsTest, !Ref AWS::NoValue, dev]', '!Ref AWS::NoValue'].map(
    (given) => ['{Type: String, Default: prod}', given] as const,
  ),
  ['{Type: Number, Default: 3}', ''],
  ...['', "'a, b'", "!Join [',', [a, b]]", '!Ref Open', '!Ref Many', '[a, b]'].map(
    (given) => ["{Type: CommaDelimitedList, Default: 'c,d'}", given] as const,
  ),
  ['{Type: CommaDelimitedList}', ''],
  ...[
    "!Join [',', [!GetAtt Key.Arn, !Ref AWS::Region]]",
    "!Sub '${Key.Arn} , ${Key}'",
    "!Sub '${Key.Arn},${Open}'",
  ].map((given) => ['{Type: CommaDelimitedList}', given] as const),
  ['{Type: String}', '{a: b}'],
  ['{Type: String, AllowedValues: [dev, prod]}', '!Ref Open'],
  // What is given, or the default, is the name of a value that AWS keeps.
  ...['', 'prod', '!Ref Open'].map(
    (given) => ["{Type: 'AWS::SSM::Parameter::Value<String>', Default: prod}", given] as const,
  ),
  ["{Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: prod}", ''],
];

function lines(text: string, child: string, options: Options): readonly string[] {
  const scope = scopeOf(text, { path: 'parent.yaml', files: { 'child.yaml': child }, ...options });
  for (const name of scope.template.conditions.keys()) scope.conditions.named(name);
  const described = (name: string) => valueLines(scope, attribute(scope, name), `  ${name} `);
  return ['Value', 'Chosen'].flatMap(described);
}

const attribute = (scope: Scope, name: string) => scope.getAtt('Child', `Outputs.${name}`);

describe("a nested stack's parameter", () => {
  test.each(ROWS)('%s, given %s', (declared, given) => {
    const found = lines(PARENT(given), CHILD(declared), {});
    expectSection('nested', [`${declared}, given ${given || 'nothing'}`, ...found].join('\n'));
  });

  test.each(['!Ref Open', '!Ref Chosen', "!Join ['', [!Ref Open]]", "!Sub '${Open}-x'"])(
    'that is compared with what the parent compares nothing with, given %s',
    (given) => {
      const found = lines(PARENT(given), CHILD('{Type: String}').replace(', prod]', ', live]'), {});
      expectSection('nested', [`given ${given}, and compared with live`, ...found].join('\n'));
    },
  );

  test('is not the one of its name that the user gives', () => {
    const found = lines(PARENT(''), CHILD('{Type: String, Default: dev}'), { parameters: { Given: 'prod' } });
    expectSection('nested', ['given by the user alone', ...found].join('\n'));
  });

  test("is what the user gives for the parent's", () => {
    const found = lines(PARENT('!Ref Open'), CHILD('{Type: String}'), { parameters: { Open: 'prod' } });
    expectSection('nested', ["given by the user for the parent's", ...found].join('\n'));
  });
});

describe('a pseudo-parameter of a nested stack', () => {
  const conditions = (name: string, value: string) => `Conditions: {IsHere: !Equals [!Ref '${name}', '${value}']}`;
  test.each([
    ['AWS::Region', 'eu-west-1', true],
    ['AWS::AccountId', '111122223333', true],
    ['AWS::URLSuffix', 'amazonaws.com', true],
    ['AWS::StackName', 'here', false],
    ['AWS::StackId', 'here', false],
    ['AWS::NotificationARNs', 'here', false],
  ])("%s, held against %s, is its parent's: %s", (name, value, isShared) => {
    const resource = '{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}';
    const child = `${conditions(name, value)}\nResources: {B: {Type: AWS::S3::Bucket}}\nOutputs: {Value: {Value: !If [IsHere, yes, no]}}`;
    const scope = scopeOf(`${conditions(name, value)}\nResources: {Child: ${resource}}`, {
      files: { 'child.yaml': child },
    });
    const [first] = scope.getAtt('Child', 'Outputs.Value');
    expect(first?.guard === scope.conditions.named('IsHere')).toBe(isShared);
  });
});

describe('an output of a nested stack', () => {
  const child = (outputs: string) =>
    `Conditions: {Never: !Equals [a, b]}\nResources: {Key: {Type: AWS::KMS::Key}}\nOutputs: {${outputs}}\n`;
  test.each<readonly [sentence: string, outputs: string]>([
    ['that a resource brings', 'Value: {Value: !GetAtt Key.Arn}, Chosen: {Value: !Ref Key}'],
    ['that is not there', 'Other: {Value: x}'],
    ['under a condition', 'Value: {Value: x, Condition: Never}, Chosen: {Value: x}'],
  ])('%s', (sentence, outputs) => {
    expectSection('nested', [`an output ${sentence}`, ...lines(PARENT(''), child(outputs), {})].join('\n'));
  });

  test.each<readonly [sentence: string, change: (parent: string) => string]>([
    ['whose template is not here', (parent) => parent.replace('child.yaml', 'other.yaml')],
    ['whose template is elsewhere', (parent) => parent.replace('child.yaml', 'https://bucket/child.yaml')],
    ['whose template is named by a value', (parent) => parent.replace('child.yaml', '!Ref Open')],
    [
      'that is an application',
      (parent) =>
        parent.replace('AWS::CloudFormation::Stack', 'AWS::Serverless::Application').replace('TemplateURL', 'Location'),
    ],
    ['that is no stack', (parent) => parent.replace('AWS::CloudFormation::Stack', 'AWS::S3::Bucket')],
  ])('%s', (sentence, change) => {
    const found = lines(change(PARENT('prod')), CHILD('{Type: String}'), {});
    expectSection('nested', [`an output of a stack ${sentence}`, ...found].join('\n'));
  });
});
