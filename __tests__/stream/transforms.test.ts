import { describe, expect, test } from '@jest/globals';
import { analyse, type Options, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

type Row = readonly [sentence: string, words: string, parts: Parts, options?: Options];

/** What a transform may change, add, or leave alone. */
const INCLUDE = '{Name: AWS::Include, Parameters: {Location: s3://shared/more.yaml}}';
const LOCAL = '{Name: AWS::Include, Parameters: {Location: parts/more.yaml}}';
const PAIR_IN_JSON = allow('[kms:CreateGrant, kms:DescribeKey]', '{Fn::GetAtt: [Key, Arn]}');
const policyOf = (effect: string) =>
  `Added: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [{Ref: Role}], PolicyDocument: {Statement: ${PAIR_IN_JSON.replace('Allow', effect)}}}}`;
const TRANSFORMS: readonly Row[] = [
  ['of a macro may take a grant away', 'unknown / unknown', { head: 'Transform: OwnMacro', statements: PAIR }],
  ['of a macro may add a grant', 'unknown / unknown', { head: 'Transform: [AWS::Serverless-2016-10-31, OwnMacro]' }],
  [
    'of a macro may make a grant narrow',
    'unknown / unknown',
    { head: 'Transform: OwnMacro', statements: allow("'*'", "'*'") },
  ],
  [
    'of a macro beside the resources',
    'unknown / unknown',
    { statements: PAIR, more: "  'Fn::Transform': {Name: OwnMacro}" },
  ],
  ['that includes may add a grant', 'unknown / unknown', { head: `Transform: ${INCLUDE}` }],
  [
    'that includes may add a grant, in a list of several',
    'unknown / unknown',
    { head: `Transform: [AWS::LanguageExtensions, ${INCLUDE}]` },
  ],
  ['that includes may add a grant, in long', 'unknown / unknown', { head: `'Fn::Transform': [${INCLUDE}]` }],
  [
    'that includes a file of the repository over the whole template may add a grant',
    'unknown / unknown',
    { head: `Transform: [${LOCAL}]` },
    { files: { 'parts/more.yaml': `Resources: {${policyOf('Allow')}}` } },
  ],
  [
    'of a macro beside an include may take a grant away',
    'unknown / unknown',
    { head: `Transform: [${INCLUDE}, OwnMacro]`, statements: PAIR },
  ],
  ['that includes may add a grant beside others', 'unknown / unknown', { more: `  'Fn::Transform': ${INCLUDE}` }],
  [
    'that includes a file of the repository beside the resources',
    'scoped / scoped',
    { more: `  'Fn::Transform': ${LOCAL}` },
    { files: { 'parts/more.yaml': policyOf('Allow') } },
  ],
  [
    'that includes a Deny beside the resources takes a grant away',
    'denied / denied',
    { statements: PAIR, more: `  'Fn::Transform': ${LOCAL}` },
    { files: { 'parts/more.yaml': policyOf('Deny') } },
  ],
  [
    'that includes a file which is not there',
    'unknown / unknown',
    { more: `  'Fn::Transform': ${LOCAL}` },
    { files: { 'parts/more.yaml': 'a: [' } },
  ],
  [
    'that includes the properties of the role',
    'scoped / scoped',
    { role: `      Path: /\n      'Fn::Transform': ${LOCAL}` },
    { files: { 'parts/more.yaml': `Policies: [{PolicyName: p, PolicyDocument: {Statement: ${PAIR_IN_JSON}}}]` } },
  ],
  [
    'that includes the statements, in short',
    'scoped / scoped',
    { statements: `!Transform ${LOCAL}` },
    { files: { 'parts/more.yaml': `[${PAIR_IN_JSON}]` } },
  ],
  [
    'that includes properties which stand there already',
    'missing / missing',
    { role: `      Policies: []\n      'Fn::Transform': ${LOCAL}` },
    { files: { 'parts/more.yaml': `Policies: [{PolicyName: p, PolicyDocument: {Statement: ${PAIR_IN_JSON}}}]` } },
  ],
  [
    'that includes entries of a statement beside others',
    'scoped / scoped',
    { statements: `{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], 'Fn::Transform': ${LOCAL}}` },
    { files: { 'parts/more.yaml': 'Resource: {Fn::GetAtt: [Key, Arn]}' } },
  ],
  ['that includes takes no grant away', 'scoped / scoped', { head: `Transform: ${INCLUDE}`, statements: PAIR }],
  [
    'that includes leaves mappings alone',
    'scoped / scoped',
    {
      head: `Mappings: {'Fn::Transform': ${INCLUDE}, Own: {actions: {grant: 'kms:CreateGrant'}}}`,
      statements: allow('[kms:DescribeKey, !FindInMap [Own, actions, grant]]'),
    },
  ],
  ['of AWS for secrets leaves roles alone', 'missing / missing', { head: 'Transform: AWS::SecretsManager-2020-07-23' }],
  ['that AWS adds one day is a macro like others', 'unknown / unknown', { head: 'Transform: AWS::Tomorrow' }],
  ['in the key may close it', 'unknown / unknown', { key: "{'Fn::Transform': {Name: Shared}}", statements: PAIR }],
];

function check([, words, parts, options]: Row): void {
  const text = stack(parts);
  expect(summary(text, options)).toBe(words);
  for (const stream of analyse(text, options)) {
    if (words.includes('unknown'))
      expect(stream.branches.flatMap(({ actions }) => actions['kms:CreateGrant'].reasons)).not.toEqual([]);
  }
}

describe('a transform', () => {
  test.each(TRANSFORMS)('%s', (...row) => check(row));

  test('in the custom resource hides its function and its key', () => {
    const text = stack({ statements: PAIR }).replace(
      'ServiceToken: !GetAtt Function.Arn',
      "'Fn::Transform': {Name: X}",
    );
    expect(summary(text)).toBe('unknown / unknown');
    expect(summary(text.replace('Custom::ActivityStream', 'Custom::Own').replace('  Stream:', '  Own:'))).toBe('');
  });
});
