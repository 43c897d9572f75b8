import { describe, test } from '@jest/globals';
import { expectExplained } from '../stream/explain.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const HEAD = 'Parameters: {Given: {Type: String}}\nConditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}';
const ROOT = "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'";
const SESSION = "!Sub 'arn:${AWS::Partition}:sts::${AWS::AccountId}:assumed-role/${Role}/${Function}'";
const OTHER_SESSION = "!Sub 'arn:${AWS::Partition}:sts::${AWS::AccountId}:assumed-role/${Role}/other'";

/** The Principal or NotPrincipal of the one statement of a key policy. */
const PRINCIPALS: readonly string[] = [
  "Principal: '*'",
  "Principal: {AWS: '*'}",
  'Principal: {AWS: !Ref AWS::AccountId}',
  `Principal: {AWS: ${ROOT}}`,
  "Principal: {AWS: 'arn:aws:iam::111122223333:root'}",
  "Principal: {AWS: 'arn:aws-cn:iam::111122223333:root'}",
  "Principal: {AWS: '444455556666'}",
  'Principal: {AWS: !GetAtt Role.Arn}',
  'Principal: {AWS: !Ref Role}',
  "Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/*'}",
  `Principal: {AWS: ${SESSION}}`,
  `Principal: {AWS: ${OTHER_SESSION}}`,
  `Principal: {AWS: [!GetAtt Role.Arn, ${ROOT}]}`,
  'Principal: {AWS: !Ref Given}',
  `Principal: {AWS: [!Ref Given, ${ROOT}]}`,
  "Principal: {AWS: {'Fn::Transform': {Name: Own}}}",
  "Principal: {'Fn::Transform': {Name: Own}}",
  'Principal: !Ref Given',
  `Principal: !If [IsProd, {AWS: ${ROOT}}, {AWS: !GetAtt Role.Arn}]`,
  `Principal: !If [IsProd, {AWS: ${ROOT}}, {Service: rds.amazonaws.com}]`,
  `Principal: {AWS: !If [IsProd, ${ROOT}, !Ref AWS::NoValue]}`,
  'Principal: {Service: rds.amazonaws.com}',
  `Principal: {Service: rds.amazonaws.com, AWS: ${ROOT}}`,
  'Principal: [everyone]',
  `NotPrincipal: {AWS: ${ROOT}}`,
  'NotPrincipal: {AWS: !GetAtt Role.Arn}',
  `NotPrincipal: {AWS: [!GetAtt Role.Arn, ${SESSION}]}`,
  `NotPrincipal: {AWS: [!GetAtt Role.Arn, ${SESSION}, ${ROOT}]}`,
  'NotPrincipal: {AWS: !Ref Given}',
  'NotPrincipal: {Service: rds.amazonaws.com}',
  'Sid: Nobody',
];

const text = (statements: string, identity: string, role = '') =>
  stack({
    head: HEAD,
    key: `{KeyPolicy: {Version: '2012-10-17', Statement: [${statements}]}}`,
    role: `      Policies: [{PolicyName: p, PolicyDocument: {Version: '2012-10-17', Statement: [${identity}]}}]${role}`,
    more: "  Boundary: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Action: 'rds:*', Resource: '*'}}}}",
  });

const DELEGATES = `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*', Resource: '*'}`;
const statement = (effect: string, principal: string) =>
  `{Effect: ${effect}, ${principal}, Action: 'kms:*', Resource: '*'}`;

describe('a key policy', () => {
  test.each(PRINCIPALS)('that allows with %s', (principal) => {
    expectExplained('principals', `Allow ${principal}`, text(statement('Allow', principal), PAIR));
  });

  test.each(PRINCIPALS)('that allows with %s, with nothing granted by IAM', (principal) => {
    expectExplained('principals', `Allow ${principal}, nothing by IAM`, text(statement('Allow', principal), ''));
  });

  test.each(PRINCIPALS)('that denies with %s', (principal) => {
    expectExplained('principals', `Deny ${principal}`, text(`${DELEGATES}, ${statement('Deny', principal)}`, PAIR));
  });

  const BOUNDARY = '\n      PermissionsBoundary: !Ref Boundary';

  test.each(PRINCIPALS)('that allows with %s, within a boundary', (principal) => {
    const whole = text(`${DELEGATES}, ${statement('Allow', principal)}`, '', BOUNDARY);
    expectExplained('principals', `Allow ${principal}, within a boundary`, whole);
  });

  test.each([
    ['without Resource', `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*'}`],
    [
      'with the ARN of the key',
      `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*', Resource: !GetAtt Key.Arn}`,
    ],
    [
      'with a parameter as Resource',
      `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*', Resource: !Ref Given}`,
    ],
    ['for CreateGrant alone', `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:CreateGrant', Resource: '*'}`],
    [
      'under a condition that holds',
      `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*', Resource: '*', Condition: {StringLike: {'kms:ViaService': 'rds.*'}}}`,
    ],
    [
      'under a condition that is open',
      `{Effect: Allow, Principal: {AWS: ${ROOT}}, Action: 'kms:*', Resource: '*', Condition: {StringEquals: {'aws:SourceVpc': vpc-1}}}`,
    ],
    ['in one branch', `!If [IsProd, ${DELEGATES}, !Ref AWS::NoValue]`],
    ['from a parameter', '!Ref Given'],
    ['beside a parameter', `${DELEGATES}, !Ref Given`],
    [
      'beside a Deny in one branch',
      `${DELEGATES}, !If [IsProd, {Effect: Deny, Principal: '*', Action: 'kms:CreateGrant', Resource: '*'}, !Ref AWS::NoValue]`,
    ],
  ])('with a statement %s', (sentence, statements) => {
    expectExplained('principals', `a statement ${sentence}`, text(statements, PAIR));
  });

  test('of another account that no template shows', () => {
    const arn = 'arn:aws:kms:eu-west-1:444455556666:key/0c2b4a5e-0000-4000-8000-000000000000';
    const whole = stack({ statements: PAIR.replace('!GetAtt Key.Arn', arn), stream: `      KmsKeyId: ${arn}` });
    expectExplained('principals', 'a key policy of another account that no template shows', whole, {
      account: '111122223333',
    });
  });

  test.each([
    ['is a parameter', '{KeyPolicy: !Ref Given}'],
    ['is left out in one branch', `{KeyPolicy: !If [IsProd, {Statement: []}, !Ref AWS::NoValue]}`],
    ['is left out', '{KeyPolicy: !Ref AWS::NoValue}'],
    ['is what a transform makes', "{KeyPolicy: {'Fn::Transform': {Name: Own}}}"],
    ['is JSON text', `{KeyPolicy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}'}`],
    ['is a list', '{KeyPolicy: []}'],
  ])('that %s', (sentence, key) => {
    expectExplained('principals', `a key policy that ${sentence}`, stack({ head: HEAD, key, statements: PAIR }));
  });
});
