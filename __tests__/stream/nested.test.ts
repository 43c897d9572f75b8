import { describe, expect, test } from '@jest/globals';
import { needs, review } from '../../src/review.ts';
import { DAY, filesOf, SETTINGS, sideOf } from '../review-input.ts';
import { reviewFiles } from './review-files.ts';
import { PAIR, stack } from './stack-text.ts';

const CHILD = stack({ head: 'Parameters: {RoleArn: {Type: String}}' }).replace(
  'Role: !GetAtt Role.Arn',
  'Role: !Ref RoleArn',
);
const PARENT = (statement: string) => `
Resources:
  Starter:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statement}}}]
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {RoleArn: !GetAtt Starter.Arn}}
`;

describe('a template that another one nests', () => {
  test('is judged with the parameters that it is given there', () => {
    const wide = reviewFiles({
      'child.yaml': CHILD,
      'parent.yaml': PARENT("{Effect: Allow, Action: 'kms:*', Resource: '*'}"),
    });
    expect(
      wide.templates.flatMap(({ streams }) => streams.map(({ role, actions }) => [role, ...Object.values(actions)])),
    ).toEqual([['Starter', 'broad', 'broad']]);
  });

  test('has findings that point at the template in which the role stands', () => {
    const { templates } = reviewFiles({ 'child.yaml': CHILD, 'parent.yaml': PARENT('[]') });
    const [finding] = templates.flatMap(({ findings }) => findings);
    expect(finding?.rule).toBe('missing-grant');
    expect(finding?.location.file.path).toBe('parent.yaml');
    // A policy of its own is added where the stream stands.
    expect(finding?.fix).toMatchObject({ kind: 'edits', path: 'child.yaml' });
  });

  const found = (files: Readonly<Record<string, string>>) =>
    reviewFiles(files)
      .templates.filter(({ file }) => file.path === 'child.yaml')
      .flatMap(({ streams }) => streams.map(({ role, actions }) => [role, ...Object.values(actions)].join(' ')));
  const WIDE = PARENT("{Effect: Allow, Action: 'kms:*', Resource: '*'}");
  const nestedAt = (url: string) => WIDE.replace('child.yaml', url);
  const asset = (name: string) =>
    WIDE.replace(
      '{TemplateURL: child.yaml,',
      `{TemplateURL: !Sub 'https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/1f.json',`,
    ).replace(
      '    Type: AWS::CloudFormation::Stack',
      `    Type: AWS::CloudFormation::Stack\n    Metadata: {'aws:asset:path': child.yaml, 'aws:asset:property': ${name}}`,
    );
  const ALONE = ['parameter RoleArn unknown unknown'];

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['beside its parent', { 'parent.yaml': nestedAt('./child.yaml') }, ['Starter broad broad']],
    ['as a file: path', { 'parent.yaml': nestedAt('file:child.yaml') }, ['Starter broad broad']],
    [
      'beside another one of its parent',
      {
        'other.yaml': 'Resources: {B: {Type: AWS::S3::Bucket}}',
        'parent.yaml': `${WIDE}  Beside: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: other.yaml}}\n`,
      },
      ['Starter broad broad'],
    ],
    ['past another template', { 'a.yaml': CHILD, 'parent.yaml': WIDE }, ['Starter broad broad']],
    ['as the asset that the CDK makes of it', { 'parent.yaml': asset('TemplateURL') }, ['Starter broad broad']],
    ['as an asset of another property', { 'parent.yaml': asset('Other') }, ALONE],
    ['in a bucket', { 'parent.yaml': nestedAt('https://bucket/child.yaml') }, ALONE],
    ['of another name', { 'parent.yaml': nestedAt('other.yaml') }, ALONE],
    ['by two templates', { 'parent.yaml': WIDE, 'second.yaml': WIDE }, ALONE],
    [
      'by one template twice',
      { 'parent.yaml': WIDE + WIDE.slice(WIDE.indexOf('  Child:')).replace('Child', 'Second') },
      ALONE,
    ],
    ['by what is no stack', { 'parent.yaml': WIDE.replace('AWS::CloudFormation::Stack', 'AWS::S3::Bucket') }, ALONE],
  ])('is judged where it is nested: %s', (_how, parents, expected) => {
    expect(found({ 'child.yaml': CHILD, ...parents })).toEqual(expected);
  });

  test('is judged by itself when nothing nests it', () => {
    const [template] = reviewFiles({ 'child.yaml': CHILD }).templates;
    expect(template?.findings.map(({ rule }) => rule)).toEqual(['unresolved']);
  });
});

test('a file that a template includes is asked for, and is where its resources are found', () => {
  const text = stack({ more: "  'Fn::Transform': {Name: AWS::Include, Parameters: {Location: parts/role.yaml}}" });
  const start = text.indexOf('  Role:\n');
  const end = text.indexOf('  Function:\n');
  const role = text.slice(start, end).replace(/^ {2}/gm, '');
  const without = text.slice(0, start) + text.slice(end);
  const files = filesOf({ 'stack.yaml': without });
  const input = { head: sideOf(files), base: null, renames: new Map(), settings: SETTINGS, day: DAY };
  expect(needs(input)).toEqual([{ side: 'head', path: 'parts/role.yaml', why: 'include' }]);

  const fetched = new Map([['parts/role.yaml', { path: 'parts/role.yaml', text: role }]]);
  const { templates } = review({ ...input, head: { ...input.head, fetched } });
  const [finding] = templates.flatMap(({ findings }) => findings);
  expect([finding?.rule, finding?.logicalId]).toEqual(['missing-grant', 'Role']);
  expect(finding?.location.file.path).toBe('parts/role.yaml');
  expect(finding?.location.file.text.slice(finding.location.range.start)).toMatch(/^Type: AWS::IAM::Role/);
});

describe('a loop in a nested stack', () => {
  const HEAD = 'Transform: AWS::LanguageExtensions\nParameters: {Actions: {Type: CommaDelimitedList}}';
  const policies = (collection: string, effect: string) => `  Fn::ForEach::Policies:
    - Action
    - ${collection}
    - Of\${Action}:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: p
          Roles: [!Ref Role]
          PolicyDocument: {Statement: [{Effect: ${effect}, Action: !Sub 'kms:\${Action}', Resource: !GetAtt Key.Arn}]}
`;
  const parent = (parameters: string) =>
    `Resources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml${parameters}}}}`;
  const given = (list: string) => parent(`, Parameters: {Actions: '${list}'}`);
  const child = (collection: string, effect = 'Allow', statements = '[]') =>
    stack({ head: HEAD, statements, more: policies(collection, effect) });

  type Row = readonly [sentence: string, words: string, parent: string, child: string];
  test.each<Row>([
    ['over what it is given', 'scoped / scoped', given('CreateGrant,DescribeKey'), child('!Ref Actions')],
    [
      'over what it is given, of which one is another',
      'scoped / missing',
      given('CreateGrant,Decrypt'),
      child('!Ref Actions'),
    ],
    ['over what is denied', 'denied / scoped', given('CreateGrant,Decrypt'), child('!Ref Actions', 'Deny', PAIR)],
    ['over a list that is written out', 'scoped / missing', parent(''), child('[CreateGrant]')],
    ['over what it is not given', 'unknown / unknown', parent(''), child('!Ref Actions')],
  ])('%s', (...[, words, nesting, nested]: Row) => {
    const { templates } = reviewFiles({ 'parent.yaml': nesting, 'child.yaml': nested });
    const streams = templates.flatMap((template) => template.streams);
    expect(streams.map(({ actions }) => Object.values(actions).join(' / '))).toEqual([words]);
  });

  test('makes what the nesting template asks for', () => {
    const outputs = `Outputs:
  Fn::ForEach::Outputs:
    - Name
    - !Ref Actions
    - \${Name}: {Value: !GetAtt [!Ref Name, Arn]}
`;
    const nested = `${stack({ head: HEAD, statements: PAIR }).replace(/ {2}Function:[\s\S]*/, '')}${outputs}`;
    const own = stack({ token: '!GetAtt Function.Arn', stream: '      KmsKeyId: !GetAtt Child.Outputs.Key' })
      .replace(
        / {2}Key:[\s\S]*(?= {2}Function:)/,
        "  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Actions: 'Key,Role'}}}\n",
      )
      .replace('!GetAtt Role.Arn', '!GetAtt Child.Outputs.Role');
    const { templates } = reviewFiles({ 'parent.yaml': own, 'child.yaml': nested });
    const streams = templates.flatMap((template) => template.streams);
    expect(streams.map(({ actions }) => Object.values(actions).join(' / '))).toEqual(['scoped / scoped']);
  });
});
