import { describe, test } from '@jest/globals';
import { expectExplained } from '../stream/explain.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const STATEMENTS: readonly (readonly [sentence: string, statements: string])[] = [
  ['a single one', PAIR],
  ['a list', `[${PAIR}]`],
  ['a list in a list', `[[${PAIR}]]`],
  ['a text', "'Allow'"],
  ['texts that are split', "!Split [',', 'a,b']"],
  ['a choice within the same choice', `!If [IsProd, [!If [IsProd, ${PAIR}, !Ref Given]], [${PAIR}]]`],
  ['a list with a text', `['Allow', ${PAIR}]`],
  ['a parameter', '!Ref Given'],
  ['an Effect from a parameter', "{Effect: !Ref Given, Action: 'kms:*', Resource: '*'}"],
  ['an Effect from a transform', "{Effect: {'Fn::Transform': {Name: Own}}, Action: 'kms:*', Resource: '*'}"],
  ['an Effect in small letters', "{Effect: allow, Action: 'kms:*', Resource: '*'}"],
  [
    'an Effect that a condition chooses',
    '{Effect: !If [IsProd, Allow, Deny], Action: [kms:CreateGrant, kms:DescribeKey], Resource: !GetAtt Key.Arn}',
  ],
  ['no Effect', "{Action: 'kms:*', Resource: '*'}"],
  ['no Action', "{Effect: Allow, Resource: '*'}"],
  ['no Resource', "{Effect: Allow, Action: 'kms:*'}"],
  ['an Action from a parameter', '{Effect: Allow, Action: !Ref Given, Resource: !GetAtt Key.Arn}'],
  ['an Action whose end is a parameter', "{Effect: Allow, Action: !Sub 'kms:${Given}', Resource: !GetAtt Key.Arn}"],
  [
    'an Action whose beginning is a parameter',
    "{Effect: Allow, Action: !Sub '${Given}:CreateGrant', Resource: !GetAtt Key.Arn}",
  ],
  [
    'an Action of another service that ends in a parameter',
    "{Effect: Allow, Action: !Sub 'rds:${Given}', Resource: !GetAtt Key.Arn}",
  ],
  ['an Action from a transform', "{Effect: Allow, Action: {'Fn::Transform': {Name: Own}}, Resource: !GetAtt Key.Arn}"],
  ['a Resource from a parameter', '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Given}'],
  [
    'a Resource from a transform',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: {'Fn::Transform': {Name: Own}}}",
  ],
  [
    'a Resource of this key and of one by its ARN',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, arn:aws:kms:eu-west-1:111122223333:key/a]}',
  ],
  [
    'a Resource of this key and of what a parameter says',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, !Ref Given]}',
  ],
  [
    'a key whose id is a parameter',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Given}'}",
  ],
  [
    'a pattern that may reach cryptography',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey, !Sub 'kms:Decryp${Given}'], Resource: !GetAtt Key.Arn}",
  ],
  [
    'a pattern that may reach nothing but grants',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey, !Sub 'kms:RetireG${Given}'], Resource: !GetAtt Key.Arn}",
  ],
  [
    'a Resource with a sign that is no wildcard',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: 'arn:aws:kms:*:*:key/${*}'}",
  ],
  ['a Deny with a sign that is no wildcard', `[${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: '\${*}'}]`],
  [
    'a NotResource with a sign that is no wildcard',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], NotResource: 'arn:aws:kms:*:*:key/${*}'}",
  ],
  ['NotAction of IAM', "{Effect: Allow, NotAction: 'iam:*', Resource: '*'}"],
  ['NotAction of KMS', "{Effect: Allow, NotAction: ['iam:*', 'kms:Create*'], Resource: '*'}"],
  ['NotAction from a parameter', "{Effect: Allow, NotAction: !Ref Given, Resource: '*'}"],
  ['NotAction of IAM on the key', "{Effect: Allow, NotAction: 'iam:*', Resource: !GetAtt Key.Arn}"],
  [
    'NotResource of another key',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], NotResource: !GetAtt Other.Arn}',
  ],
  [
    'NotResource of this key',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], NotResource: [!GetAtt Other.Arn, !GetAtt Key.Arn]}',
  ],
  [
    'NotResource from a parameter',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], NotResource: !Ref Given}',
  ],
  ['a Deny of another key', `${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: !GetAtt Other.Arn}`],
  ['a Deny of a parameter', `${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: !Ref Given}`],
  [
    'a Deny of the key and of a parameter',
    `${PAIR}, {Effect: Deny, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, !Ref Given]}`,
  ],
  ['a Deny of everything and of a parameter', `${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: ['*', !Ref Given]}`],
  [
    'a Deny whose actions end in a parameter',
    `${PAIR}, {Effect: Deny, Action: ['kms:*', !Sub 'kms:S\${Given}'], Resource: '*'}`,
  ],
  [
    'one that never applies, on a parameter',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Given, Condition: {StringLike: {'kms:ViaService': 'ec2.*'}}}",
  ],
  [
    'one that never applies, on the key and a parameter',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, !Ref Given], Condition: {StringLike: {'kms:ViaService': 'ec2.*'}}}",
  ],
  [
    'one that never applies, with a pattern that ends in a parameter',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey, !Sub 'kms:S*${Given}'], Resource: !GetAtt Key.Arn, Condition: {StringLike: {'kms:ViaService': 'ec2.*'}}}",
  ],
  [
    'one that is open beside one that never applies',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Given}, {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Key}',
  ],
  ['a Deny that is open, with nothing granted', "{Effect: Deny, Action: 'kms:*', Resource: !Ref Given}"],
  [
    'a Deny of the id of the key, with nothing granted',
    '{Effect: Deny, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Key}',
  ],
  [
    'a Deny under a condition that is not known',
    `${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: '*', Condition: {StringEquals: {'aws:SourceVpc': vpc-1}}}`,
  ],
  [
    'a Deny under a condition that never holds',
    `${PAIR}, {Effect: Deny, Action: 'kms:*', Resource: '*', Condition: {StringLike: {'kms:ViaService': 'ec2.*'}}}`,
  ],
  [
    'a Deny of all other actions',
    `${PAIR}, {Effect: Deny, NotAction: ['kms:CreateGrant', 'kms:DescribeKey'], Resource: '*'}`,
  ],
  ['a Deny of all other keys', `${PAIR}, {Effect: Deny, Action: 'kms:*', NotResource: !GetAtt Key.Arn}`],
  ['a Deny in one branch', `${PAIR}, !If [IsProd, {Effect: Deny, Action: 'kms:*', Resource: '*'}, !Ref AWS::NoValue]`],
  [
    'spelled out wide actions beside the two',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey, kms:ScheduleKeyDeletion], Resource: !GetAtt Key.Arn}',
  ],
  [
    'wide patterns beside the two',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey, 'kms:Schedule*'], Resource: !GetAtt Key.Arn}",
  ],
  ['a pattern that reaches cryptography', "{Effect: Allow, Action: ['kms:*e*'], Resource: !GetAtt Key.Arn}"],
  [
    'a pattern whose end is a parameter, wide or not',
    "{Effect: Allow, Action: [!Sub 'kms:Create*${Given}', kms:DescribeKey], Resource: !GetAtt Key.Arn}",
  ],
  [
    'the key beside every key',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, '*']}",
  ],
  [
    'the key beside a parameter',
    '{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: [!GetAtt Key.Arn, !Ref Given]}',
  ],
  [
    'the key in one branch and every key in the other',
    "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !If [IsProd, !GetAtt Key.Arn, '*']}",
  ],
  ['a narrow one beside a wide one', `${PAIR}, {Effect: Allow, Action: 'kms:*', Resource: '*'}`],
  ['a narrow one beside one that is open', `${PAIR}, {Effect: Allow, Action: 'kms:*', Resource: !Ref Given}`],
  [
    'a wide one beside one that is open',
    `{Effect: Allow, Action: 'kms:*', Resource: '*'}, {Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: !Ref Given}`,
  ],
];

describe('a statement', () => {
  test.each(STATEMENTS)('%s', (sentence, statements) => {
    const isOne =
      /^(a single one|a list|a list in a list|a text|a list with a text|a parameter|texts that are split|a choice within the same choice)$/.test(
        sentence,
      );
    const text = stack({
      head: 'Parameters: {Given: {Type: String}}\nConditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}',
      statements: isOne ? statements : `[${statements}]`,
      more: '  Other: {Type: AWS::KMS::Key}',
    });
    expectExplained('statements', `a statement: ${sentence}`, text);
  });
});
