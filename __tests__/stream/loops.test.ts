import { describe, expect, test } from '@jest/globals';
import type { Options } from './analysis.ts';
import { reviewFiles } from './review-files.ts';

/** A template whose keys and streams a loop makes over this collection. */
function template(collection: string, head = '', more = ''): string {
  return `Transform: AWS::LanguageExtensions
${head}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument: {Statement: [{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt KeyA.Arn}]}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt Role.Arn
      Code: {ZipFile: "rds.start_activity_stream(KmsKeyId=p['KmsKeyId'])"}
  Fn::ForEach::Streams:
    - Name
    - ${collection}
    - Key\${Name}: {Type: AWS::KMS::Key}
      Thing\${Name}:
        Type: Custom::Thing
        Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt [!Sub 'Key\${Name}', Arn]}
${more}
`.replaceAll('\\$', '$');
}

/** Each stream with its words, then what is found. */
function told(text: string, options?: Options): readonly string[] {
  return reviewFiles({ 'stack.yaml': text }, options).templates.flatMap(({ streams, findings, problems }) => [
    ...streams.map(
      ({ customResource, actions }) => `${customResource}: ${[...new Set(Object.values(actions))].join(' / ')}`,
    ),
    ...findings.map(({ rule, message }) => `${rule}: ${/turns on (.*)$/.exec(message)?.[1] ?? ''}`),
    ...problems.map(({ message }) => message),
  ]);
}

const LIST = 'Parameters: {Names: {Type: CommaDelimitedList, Default: "A,B"}}';
const BOTH = ['ThingA: scoped', 'ThingB: missing', 'missing-grant: '];

describe('the streams that a loop makes', () => {
  test.each<[string, string, string, Options?]>([
    ['a list that is written out', '[A, B]', ''],
    ['a parameter that is given', '!Ref Names', LIST, { parameters: { Names: 'A, B' } }],
    ['a list of a mapping', '!FindInMap [Names, all, names]', 'Mappings: {Names: {all: {names: [A, B]}}}'],
    [
      'a list of a mapping for the region that is given',
      '!FindInMap [Names, !Ref AWS::Region, names]',
      'Mappings: {Names: {eu-west-1: {names: [A, B]}, us-east-1: {names: [C]}}}',
      { region: 'eu-west-1' },
    ],
    ['parts of which one is fixed', '[!Ref First, B]', 'Parameters: {First: {Type: String, AllowedValues: [A]}}'],
    ['a string that is split', '!Split [",", "A,B"]', ''],
  ])('are judged one by one over %s', (...[, collection, head, options]) => {
    expect(told(template(collection, head), options)).toEqual(BOTH);
  });

  test.each<[string, string]>([
    ['AllowedValues', 'Parameters: {Names: {Type: CommaDelimitedList, AllowedValues: [A]}}'],
    ['the rules', `${LIST}\nRules: {One: {Assertions: [{Assert: {'Fn::EachMemberIn': [[!Ref Names], [A]]}}]}}`],
  ])('are judged where %s leave the parameter one value', (_sentence, head) => {
    expect(told(template('!Ref Names', head))).toEqual(['ThingA: scoped']);
  });

  const OPEN =
    'what the loop Streams over parameter Names makes. Giving --parameter Names=… (in the Action: parameters) may decide it.';
  test.each<[string, string, string, string]>([
    ['a parameter with a default', '!Ref Names', LIST, OPEN],
    ['a parameter that allows several', '!Ref Names', LIST.replace('Default: "A,B"', 'AllowedValues: [A, B]'), OPEN],
    [
      'a list for regions',
      '!FindInMap [N, !Ref AWS::Region, names]',
      'Mappings: {N: {eu-west-1: {names: [A]}, us-east-1: {names: [B]}}}',
      'what the loop Streams makes.',
    ],
    ['an import', '!Split [",", !ImportValue names]', '', 'what the loop Streams makes.'],
  ])('are told once, undecided, over %s', (_sentence, collection, head, reason) => {
    expect(told(template(collection, head))).toEqual(['Thing${Name}: unknown', `unresolved: ${reason}`]);
  });

  test('are followed to a function that the loop makes as well', () => {
    const text = template('!Ref Names', LIST)
      .replace('!GetAtt Function.Arn,', "!GetAtt [!Sub 'Own${Name}', Arn],")
      .replace(
        '    - Key',
        "    - Own${Name}: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Role: !GetAtt Role.Arn, Code: {ZipFile: 'rds.start_activity_stream()'}}}\n      Key",
      );
    expect(told(text)[0]).toBe('Thing${Name}: unknown');
    expect(told(text, { parameters: { Names: 'A' } })).toEqual(['ThingA: scoped']);
    expect(told(text.replaceAll('start_activity', 'stop_activity'))).toEqual([]);
  });

  test('are told of a template that holds nothing but the loop', () => {
    const text = template('!Ref Names', LIST);
    const start = text.indexOf('  Role:');
    const alone = `${text.slice(0, start)}${text.slice(text.indexOf('  Fn::ForEach'))}`.replace(
      /!GetAtt Function.Arn/,
      '!ImportValue f',
    );
    expect(told(alone.replaceAll('Thing', 'ActivityStream'))).toEqual([
      'ActivityStream${Name}: unknown',
      `unresolved: ${OPEN}`,
    ]);
  });

  test('are told of a loop inside another', () => {
    const inner = template('!Ref Names', LIST);
    const [before = '', loop = ''] = inner.split('  Fn::ForEach::Streams:\n');
    const nested = `${before}  Fn::ForEach::Outer:\n    - Part\n    - [X, Y]\n    - Fn::ForEach::Streams:\n${loop
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}`.replace('    Thing$', '    Thing${Part}$');
    expect(told(nested)).toEqual([
      'ThingX${Name}: unknown',
      'ThingY${Name}: unknown',
      ...[1, 2].map(() => `unresolved: ${OPEN}`),
    ]);
    expect(told(nested, { parameters: { Names: 'A' } })).toEqual(['ThingXA: scoped', 'ThingYA: scoped']);
  });

  test('have logical ids without the signs of a value where the loop says so', () => {
    const text = template("['A-1', B]").replaceAll('${Name}', '&{Name}').replace('KeyA.Arn', 'KeyA1.Arn');
    expect(told(text)).toEqual(['ThingA1: scoped', 'ThingB: missing', 'missing-grant: ']);
  });

  test('are mended by hand where a given value makes them, since with others they are others', () => {
    const fixes = (collection: string, options?: Options) =>
      reviewFiles({ 'stack.yaml': template(collection, LIST) }, options).templates.flatMap(({ findings }) =>
        findings.map(({ fix }) => fix?.kind),
      );
    expect(fixes('[A, B]')).toEqual(['edits']);
    expect(fixes('!Ref Names', { parameters: { Names: 'A,B' } })).toEqual(['manual']);
  });
});

test('what a loop inside a policy makes of a given parameter is judged', () => {
  const head = `Parameters: {Names: {Type: CommaDelimitedList}}`;
  const text = template('[A, B]', head).replace(
    'Resource: !GetAtt KeyA.Arn}',
    "Resource: '*', Condition: {StringEquals: {'Fn::ForEach::Tags': [T, !Ref Names, {'aws:PrincipalTag/${T}': x}], 'kms:ViaService': rds.eu-west-1.amazonaws.com}}}",
  );
  expect(told(text)).toContain('ThingA: unknown');
  expect(told(text).join()).toContain('the loop Tags over parameter Names');
  expect(told(text, { parameters: { Names: 'x' } }).join()).not.toContain('the loop');
});

describe('the policies that a loop makes', () => {
  const made = (effect: string, name: string) =>
    template(
      '[A]',
      LIST,
      `  Fn::ForEach::Policies:
    - Part
    - !Ref Names
    - Policy\${Part}:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: p
          Roles: [${name}]
          PolicyDocument: {Version: '2012-10-17', Statement: {Effect: ${effect}, Action: 'kms:*', Resource: '*'}}
`,
    );
  const OPEN =
    'unresolved: what the loop Policies over parameter Names makes. Giving --parameter Names=… (in the Action: parameters) may decide it.';

  test('are open where they deny, since there may be none', () => {
    expect(told(made('Deny', '!Ref Role'))).toEqual(['ThingA: unknown', OPEN]);
    expect(told(made('Deny', '!Ref Role'), { parameters: { Names: 'x' } })).toEqual([
      'ThingA: denied',
      'denied-grant: ',
    ]);
  });

  test('are open in a nested stack as well', () => {
    const parent = (names: string) => `Parameters: {All: {Type: String}}
Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: stack.yaml, Parameters: {Names: ${names}}}}
`;
    const words = (child: string, names = '!Ref All') =>
      reviewFiles({ 'stack.yaml': child, 'parent.yaml': parent(names) }).templates.flatMap(({ streams }) =>
        streams.map(({ actions }) => Object.values(actions).join(' / ')),
      );
    expect(words(made('Deny', '!Ref Role'))).toEqual(['unknown / unknown']);
    expect(words(made('Deny', 'other'))).toEqual(['scoped / scoped']);
    expect(words(made('Deny', '!Ref Role'), "'x,y'")).toEqual(['denied / denied']);
  });

  test('change nothing where they are of another role, or add to what is granted', () => {
    expect(told(made('Deny', 'other'))).toEqual(['ThingA: scoped']);
    expect(told(made('Allow', '!Ref Role'))).toEqual(['ThingA: scoped']);
  });
});

describe('a loop among the conditions', () => {
  const HEAD = (collection: string) => `Parameters: {Names: {Type: CommaDelimitedList}, Stage: {Type: String}}
Conditions:
  Never: !Equals [a, b]
  Fn::ForEach::Stages:
    - Name
    - ${collection}
    - Is\${Name}: !Equals [!Ref Stage, !Ref Name]`;
  const drops = (condition: string) =>
    template('[A]', HEAD('!Ref Names')).replace(
      'Statement: [{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt KeyA.Arn}]',
      `Statement: [!If [${condition}, !Ref AWS::NoValue, {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt KeyA.Arn}]]`,
    );

  test('leaves the conditions that are written out beside it as they are', () => {
    expect(told(drops('Never'))).toEqual(['ThingA: scoped']);
  });

  test('makes its conditions of what is given', () => {
    const parameters = { Names: 'prod,test', Stage: 'test' };
    expect(told(drops('Isprod'), { parameters })).toEqual(['ThingA: scoped']);
    expect(told(drops('Istest'), { parameters })).toEqual(['ThingA: missing', 'missing-grant: ']);
  });
});

test('an output that a loop of a nested stack makes is open, for that reason', () => {
  const child = `Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources: {KeyA: {Type: AWS::KMS::Key}}
Outputs:
  Plain: {Value: !GetAtt KeyA.Arn}
  Fn::ForEach::Keys: [Name, !Ref Names, {'Arn\${Name}': {Value: !GetAtt [!Sub 'Key\${Name}', Arn]}}]`;
  const more =
    '  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Names: !Ref All}}}';
  const text = template('[A]', 'Parameters: {All: {Type: String}}', more).replace(
    /KmsKeyId: !GetAtt \[.*/,
    'KmsKeyId: !GetAtt Child.Outputs.ArnA}',
  );
  const { templates } = reviewFiles({ 'stack.yaml': text, 'child.yaml': child });
  const reasons = templates.flatMap(({ findings }) =>
    findings.map(({ message }) => /turns on (.*)$/.exec(message)?.[1]),
  );
  expect(reasons).toEqual([expect.stringContaining('what the loop Keys over parameter Names makes')]);
});
