import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assumptionsBehind } from '../../src/stream/assumptions.ts';
import { stackOf, templateOf } from '../iam/stacks.ts';
import { analyse, type Options, wordsOf } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const VIA = '{StringEquals: {kms:ViaService: !Sub "rds.${AWS::Region}.amazonaws.com"}}';
const FOR_AWS = '{Bool: {kms:GrantIsForAWSResource: true}}';
const pairUnder = (condition: string, resource = '!GetAtt Key.Arn') =>
  allow('[kms:CreateGrant, kms:DescribeKey]', resource, `, Condition: ${condition}`);
const attached = (...arns: readonly string[]) =>
  `      ManagedPolicyArns: [${arns.map((arn) => `arn:aws:iam::aws:policy/${arn}`).join()}]`;
const withPair = `      Policies: [{PolicyName: start, PolicyDocument: {Statement: ${PAIR}}}]`;
const keyPolicy = (condition: string) =>
  `{KeyPolicy: {Statement: {Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*', Condition: ${condition}}}}`;
const PARAMETER = { head: 'Parameters: {Given: {Type: String}}', stream: '      KmsKeyId: !Ref Given' };
const LITERAL = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const byLiteral = { statements: PAIR.replace('!GetAtt Key.Arn', `'${LITERAL}'`), stream: `      KmsKeyId: ${LITERAL}` };

describe('the words rest on', () => {
  test.each<readonly [sentence: string, ids: string, parts: Parts, options?: Options]>([
    ['nothing taken for given, where all stands in the template', '', { statements: PAIR }],
    ['A1, where a literal partition is compared', 'A1', { statements: allow("'kms:*'", "'arn:aws:kms:*:*:key/*'") }],
    [
      'A1, where a condition asks for the partition',
      'A1',
      {
        head: 'Conditions: {IsAws: !Equals [!Ref AWS::Partition, aws]}',
        statements: `[!If [IsAws, ${PAIR}, !Ref AWS::NoValue]]`,
      },
    ],
    [
      'not on A1, where a condition asks for the partition that is given',
      '',
      {
        head: 'Conditions: {IsAws: !Equals [!Ref AWS::Partition, aws]}',
        statements: `[!If [IsAws, ${PAIR}, !Ref AWS::NoValue]]`,
      },
      { partition: 'aws' },
    ],
    [
      'not on A1, where it is given',
      '',
      { statements: allow("'kms:*'", "'arn:aws:kms:*:*:key/*'") },
      { partition: 'aws' },
    ],
    ['A2 and A3, where the key is a literal ARN', 'A2,A3', byLiteral],
    ['not on A2, where the account is given', 'A3', byLiteral, { account: '111122223333', region: 'eu-west-1' }],
    [
      'A2 and A3, where the key is a literal ARN around a parameter',
      'A2,A3,A4',
      {
        ...PARAMETER,
        statements: allow(
          '[kms:CreateGrant, kms:DescribeKey]',
          "!Sub 'arn:aws:kms:eu-west-1:111122223333:key/${Given}'",
        ),
        stream: "      KmsKeyId: !Sub 'arn:aws:kms:eu-west-1:111122223333:key/${Given}'",
      },
    ],
    ['A3 alone, where nothing names the key', 'A3', { ...PARAMETER }],
    [
      'A3 and A4, where the key is a parameter',
      'A3,A4',
      { ...PARAMETER, statements: PAIR.replace('!GetAtt Key.Arn', '!Ref Given') },
    ],
    [
      'not on A4, where every key of the account is granted',
      'A3',
      {
        ...PARAMETER,
        statements: allow("'kms:*'", "!Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*'"),
        stream: "      KmsKeyId: !Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Given}'",
      },
    ],
    [
      'A3 and A4, where two parameters make up the key',
      'A3,A4',
      {
        head: 'Parameters: {Given: {Type: String}, Account: {Type: Number}}',
        statements: allow(
          '[kms:CreateGrant, kms:DescribeKey]',
          "!Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${Account}:key/${Given}'",
        ),
        stream: "      KmsKeyId: !Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${Account}:key/${Given}'",
      },
    ],
    [
      'A5, where a policy can not be read',
      'A5',
      { role: `${withPair}\n      ManagedPolicyArns: [!Ref Given]`, head: PARAMETER.head },
    ],
    [
      'A5, where a policy can not be read and one action alone is granted',
      'A5',
      {
        role: `${withPair.replace(', kms:DescribeKey', '')}\n      ManagedPolicyArns: [!Ref Given]`,
        head: PARAMETER.head,
      },
    ],
    [
      'A5, where a policy of one of two roles can not be read',
      'A5',
      {
        head: `${PARAMETER.head}\nConditions: {A: !Equals [!Ref Given, x]}`,
        statements: PAIR,
        token: '!If [A, !GetAtt Function.Arn, !GetAtt Second.Arn]',
        more: `  Other:\n    Type: AWS::IAM::Role\n    Properties:\n${withPair}\n      ManagedPolicyArns: [!Ref Given]
  Second: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Role: !GetAtt Other.Arn, Code: {ZipFile: rds.start_activity_stream()}}}`,
      },
    ],
    [
      'A5 and A7, where a grant has conditions on the call beside a policy that can not be read',
      'A5,A7',
      {
        role: `${withPair.replace(PAIR, pairUnder(VIA))}\n      ManagedPolicyArns: [!Ref Given]`,
        head: PARAMETER.head,
      },
    ],
    ['A5, where a statement can not be read', 'A5', { head: PARAMETER.head, statements: `[${PAIR}, !Ref Given]` }],
    [
      'not on A5, where that leaves it unknown',
      '',
      { head: PARAMETER.head, role: '      ManagedPolicyArns: [!Ref Given]' },
    ],
    ['A6, where a policy of AWS grants', 'A6', { role: attached('AdministratorAccess') }],
    ['A6, where a policy of AWS grants nothing', 'A6', { role: attached('service-role/AWSLambdaBasicExecutionRole') }],
    ['not on A6, where another policy grants', '', { role: `${attached('ReadOnlyAccess')}\n${withPair}` }],
    [
      'A6, where a policy of AWS is the boundary',
      'A6',
      { role: `${withPair}\n      PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess` },
    ],
    ['A7, where a narrow grant has conditions on the call', 'A7', { statements: pairUnder(VIA) }],
    ['A7, where a wide grant has', 'A7', { statements: pairUnder(VIA, "'*'") }],
    ['A7, where the key policy has', 'A7', { key: keyPolicy(VIA) }],
    [
      'A7, where a Deny has',
      'A7',
      {
        statements: `[${PAIR}, {Effect: Deny, Action: kms:CreateGrant, Resource: '*', Condition: {Bool: {kms:GrantIsForAWSResource: false}}}]`,
      },
    ],
    ['A7, where a policy of AWS has', 'A6,A7', { role: attached('service-role/AWSBackupServiceRolePolicyForBackup') }],
    ['not on A7, where a grant without conditions is enough', '', { statements: `[${PAIR}, ${pairUnder(FOR_AWS)}]` }],
    [
      'not on A7, where nothing would come of the condition',
      '',
      { statements: pairUnder(FOR_AWS, "'arn:aws:s3:::x'") },
    ],
  ])('%s', (_sentence, ids, parts, options = {}) => {
    const found = analyse(stack(parts), options).map(assumptionsBehind);
    expect(found.map((each) => each.join())).toEqual([ids]);
  });
});

/** Facts that contradict what A1 and A2 take for given. */
const CONTRADICTIONS: readonly (readonly [id: string, fact: Options])[] = [
  ['A1', { partition: 'aws-cn' }],
  ['A1', { partition: 'aws-us-gov' }],
  ['A2', { account: '999988887777' }],
  ['A2', { region: 'us-west-2' }],
];

/** Where an assumption is not listed, the contrary of it must leave every known word as it is. */
function expectUntouched(text: string, options: Options): void {
  const streams = analyse(text, options);
  for (const [id, fact] of CONTRADICTIONS) {
    const isGiven = Object.keys(fact).some((name) => name in options);
    const others = isGiven ? streams : analyse(text, { ...options, ...fact });
    for (const [index, stream] of streams.entries()) {
      const other = others[index];
      const words = Object.entries(wordsOf(stream)).filter(([, word]) => word !== 'unknown');
      if (other === undefined || assumptionsBehind(stream).some((each) => each === id)) continue;
      expect({ id, fact, ...wordsOf(other) }).toMatchObject({ id, fact, ...Object.fromEntries(words) });
    }
  }
}

describe('what is not listed makes no difference', () => {
  const folder = new URL('../fixtures/words/', import.meta.url);
  const rows: readonly { sentence: string; template: string; options?: Options }[] = JSON.parse(
    readFileSync(new URL('cases.json', folder), 'utf8'),
  );

  test.each(rows.map((row) => [row.sentence, row] as const))('%s', (_sentence, { template, options = {} }) => {
    expectUntouched(readFileSync(new URL(template, folder), 'utf8'), options);
  });

  test('in any stack', () => {
    fc.assert(
      fc.property(stackOf, (each) => expectUntouched(templateOf(each), { path: 'stack.json' })),
      { numRuns: 40 },
    );
  });
});
