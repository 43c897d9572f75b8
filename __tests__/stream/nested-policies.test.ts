import { describe, expect, test } from '@jest/globals';
import { reviewFiles } from './review-files.ts';
import { stack } from './stack-text.ts';

const GRANT = '[{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref K}]';
const BY_ROLE = `Parameters: {R: {Type: String, Default: ''}, K: {Type: String}}
Resources:
  P:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: p, Roles: [!Ref R], PolicyDocument: {Version: '2012-10-17', Statement: ${GRANT}}}
`;
const MANAGED = `Parameters: {K: {Type: String}}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Version: '2012-10-17', Statement: ${GRANT}}}
Outputs: {Arn: {Value: !Ref P}}
`;
const PROVIDER = `Parameters: {K: {Type: String}}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {}}
  P:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: p, Roles: [!Ref Role], PolicyDocument: {Version: '2012-10-17', Statement: ${GRANT}}}
  Start: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {S3Bucket: b, S3Key: k}}}
Outputs: {Arn: {Value: !GetAtt Start.Arn, Export: {Name: das-start}}}
`;

function nests(url: string, parameters: string, more = ''): string {
  return `  Pol:
    Type: AWS::CloudFormation::Stack
${more}    Properties: {TemplateURL: ${url}, Parameters: {${parameters}}}
`;
}

function said(files: Readonly<Record<string, string>>): readonly string[] {
  const { templates } = reviewFiles(files);
  return templates.flatMap(({ streams, findings }) => [
    ...streams.map(({ actions }) => Object.values(actions).join(' / ')),
    ...findings.map(({ rule }) => rule),
  ]);
}

const GIVEN = 'R: !Ref Role, K: !GetAtt Key.Arn';
const waiting = (text: string) => text.replace('Type: Custom::', 'DependsOn: Pol\n    Type: Custom::');

describe('a nested stack that is handed the role', () => {
  test('attaches its policies to it', () => {
    const main = stack({ more: nests('pol.yaml', GIVEN) });
    expect(waiting(main)).not.toBe(main);
    expect(said({ 'main.yaml': waiting(main), 'pol.yaml': BY_ROLE })).toEqual(['scoped / scoped']);
  });

  test('may be made too late, and can be waited for', () => {
    const { templates } = reviewFiles({ 'main.yaml': stack({ more: nests('pol.yaml', GIVEN) }), 'pol.yaml': BY_ROLE });
    const [finding] = templates.flatMap(({ findings }) => findings);
    expect(finding).toMatchObject({ rule: 'policy-race', logicalId: 'Pol', fix: { kind: 'edits', path: 'main.yaml' } });
    expect(finding?.message).toContain('P of the nested stack Pol allows Role');
  });

  test.each([
    ['by its name', '!Ref Role'],
    ['by its ARN', '!GetAtt Role.Arn'],
    ['in a text', '!Sub "x,${Role}"'],
  ])('%s may attach anything to it, where its template can not be read', (_how, role) => {
    const main = stack({ more: nests('https://s3.amazonaws.com/b/pol.yaml', `R: ${role}`) });
    expect(said({ 'main.yaml': main })).toEqual(['unknown / unknown', 'unresolved']);
  });

  test('by a name that is written out may attach anything to it as well', () => {
    const role = '      RoleName: das\n';
    const head = "Parameters: {Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}}";
    const main = (name: string) =>
      stack({ head, role, more: nests('https://s3.amazonaws.com/b/pol.yaml', `R: ${name}`) });
    expect(said({ 'main.yaml': main('das') })).toEqual(['unknown / unknown', 'unresolved']);
    expect(said({ 'main.yaml': main('das-2') })).toEqual(['missing / missing', 'missing-grant']);
    const OPEN = ['unknown / unknown', 'unresolved'];
    expect(said({ 'main.yaml': main("!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/das'") })).toEqual(
      OPEN,
    );
    expect(said({ 'main.yaml': main("'other,das'") })).toEqual(OPEN);
    expect(said({ 'main.yaml': main('[other, das]') })).toEqual(OPEN);
    expect(said({ 'main.yaml': main('!Ref Subnets') })).toEqual(['missing / missing', 'missing-grant']);
  });

  test.each([
    ['is not handed it', nests('https://s3.amazonaws.com/b/pol.yaml', 'Cidr: 10.0.0.0/16')],
    ['is read and grants nothing', nests('none.yaml', GIVEN)],
  ])('and another, which %s, leaves it without', (_what, more) => {
    const none = 'Parameters: {R: {Type: String}, K: {Type: String}}\nResources: {T: {Type: AWS::SNS::Topic}}\n';
    expect(said({ 'main.yaml': stack({ more }), 'none.yaml': none })).toEqual(['missing / missing', 'missing-grant']);
  });
});

test.each([
  ['the name of the stack', '${AWS::StackName}-key', 'X: x'],
  ['what is stored under the name of a parameter', '${Stored}-key', 'Stored: other'],
])('an import whose name holds %s is another in a nested stack', (_what, name, parameters) => {
  const stored = "Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: here}, X: {Type: String, Default: x}";
  const child = BY_ROLE.replace('K: {Type: String}', stored).replace('!Ref K', `!ImportValue {'Fn::Sub': '${name}'}`);
  const main = stack({
    head: `Parameters: {${stored}}`,
    stream: `      KmsKeyId: !ImportValue {'Fn::Sub': '${name}'}`,
    more: nests('pol.yaml', `R: !Ref Role, ${parameters}`),
  });
  expect(said({ 'main.yaml': waiting(main), 'pol.yaml': child })).toEqual(['unknown / unknown', 'unresolved']);
});

describe('a policy of another stack is there in time', () => {
  test('where the role names it by an output of a nested stack', () => {
    const role = '      ManagedPolicyArns: [!GetAtt Pol.Outputs.Arn]\n';
    const main = stack({ role, more: nests('pol.yaml', 'K: !GetAtt Key.Arn') });
    expect(said({ 'main.yaml': main, 'pol.yaml': MANAGED })).toEqual(['scoped / scoped']);
  });

  const streamOf = (token: string) => `Resources:
  Key: {Type: AWS::KMS::Key}
  Stream: {Type: Custom::ActivityStream, Properties: {ServiceToken: ${token}, KmsKeyId: !GetAtt Key.Arn}}
`;

  test('where the function is the output of the nested stack that holds it', () => {
    const main = streamOf('!GetAtt Pol.Outputs.Arn') + nests('start.yaml', 'K: !GetAtt Key.Arn');
    expect(said({ 'main.yaml': main, 'start.yaml': PROVIDER })).toEqual(['scoped / scoped']);
  });

  test('where the function is imported', () => {
    const main = streamOf('!ImportValue das-start');
    expect(said({ 'main.yaml': main, 'start.yaml': PROVIDER })).toEqual(['unknown / unknown', 'unresolved']);
  });
});
