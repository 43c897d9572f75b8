import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { TemplateValue } from '../../src/finding/patch.ts';
import { jsonLines, statementLines, yamlLines } from '../../src/report/statement-text.ts';

const lines = (value: TemplateValue) => yamlLines(value).join('\n');

describe('a statement as a person would write it', () => {
  test.each<[string, TemplateValue, string]>([
    ['GetAtt as two texts', { Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }, 'Resource: !GetAtt Key.Arn'],
    ['Sub', { 'Fn::Sub': 'rds.${AWS::Region}.amazonaws.com' }, '!Sub rds.${AWS::Region}.amazonaws.com'],
    ['a star', { Resource: '*' }, "Resource: '*'"],
    [
      'what reads as something else',
      { a: ['true', 'no', '012345678901', '1.0', ''] },
      "a: ['true', 'no', '012345678901', '1.0', '']",
    ],
    ['a boolean and a number', { a: true, b: 3600 }, 'a: true\nb: 3600'],
    ['a date', { Version: '2012-10-17' }, "Version: '2012-10-17'"],
    ['a tag behind a tag', { 'Fn::Base64': { 'Fn::Sub': 'x' } }, 'Fn::Base64: !Sub x'],
    ['If', { 'Fn::If': ['Prod', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }, '!If [Prod, !Ref A, !Ref AWS::NoValue]'],
    [
      'Join',
      { a: { 'Fn::Join': ['', ['arn:', { Ref: 'P' }]] } },
      "a: !Join\n  - ''\n  - [arn:, !Ref P]".replace('arn:,', "'arn:',"),
    ],
    ['a comment sign', { Sid: 'a #b' }, "Sid: 'a #b'"],
    ['a quote', { Sid: "it's: so" }, "Sid: 'it''s: so'"],
    ['an empty mapping', { a: {} }, 'a: {}'],
    ['a key that is no plain text', { '*': 'x' }, "'*': x"],
  ])('%s', (_what, value, expected) => {
    expect(lines(value)).toBe(expected);
  });

  test('a whole statement', () => {
    const statement: TemplateValue = {
      Effect: 'Allow',
      Action: ['kms:CreateGrant', 'kms:DescribeKey'],
      Resource: { 'Fn::If': ['Own', { 'Fn::GetAtt': ['Key', 'Arn'] }, { 'Fn::Sub': ['${a}', { a: { Ref: 'K' } }] }] },
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    };
    expect(lines([statement])).toBe(
      [
        '- Effect: Allow',
        '  Action: [kms:CreateGrant, kms:DescribeKey]',
        '  Resource: !If',
        '    - Own',
        '    - !GetAtt Key.Arn',
        '    - !Sub',
        '      - ${a}',
        '      - a: !Ref K',
        '  Condition:',
        '    Bool:',
        "      kms:GrantIsForAWSResource: 'true'",
      ].join('\n'),
    );
  });

  test('reads back as what it was, whatever the texts are', () => {
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.integer(), fc.boolean());
    const key = fc.string().filter((text) => text !== '__proto__' && text !== 'Ref' && text !== 'Condition');
    const { tree } = fc.letrec<{ tree: TemplateValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(parse(lines(value), { uniqueKeys: false })).toEqual(value);
      }),
    );
  });
});

test('for a template in JSON it is JSON, ready to stand between other statements', () => {
  expect(jsonLines([{ Effect: 'Allow' }, { Ref: 'A' }])).toEqual([
    '{',
    '  "Effect": "Allow"',
    '},',
    '{',
    '  "Ref": "A"',
    '}',
  ]);
});

describe('what a person is to write', () => {
  const statement: TemplateValue = { Effect: 'Allow', Action: 'kms:DescribeKey' };
  const resource: TemplateValue = { DasKeyAccessPolicy: { Type: 'AWS::IAM::Policy' } };

  test.each<[string, TemplateValue, string, string]>([
    ['a statement is an item', statement, 'Resources:', '- Effect: Allow\n  Action: kms:DescribeKey'],
    [
      'statements are items',
      [statement, statement],
      '',
      '- Effect: Allow\n  Action: kms:DescribeKey\n'.repeat(2).trim(),
    ],
    ['a resource has its name', resource, 'Resources:', 'DasKeyAccessPolicy:\n  Type: AWS::IAM::Policy'],
    ['in JSON too', statement, '{', '{\n  "Effect": "Allow",\n  "Action": "kms:DescribeKey"\n}'],
    ['a resource in JSON', resource, '{', '"DasKeyAccessPolicy": {\n  "Type": "AWS::IAM::Policy"\n}'],
  ])('%s', (_what, value, text, expected) => expect(statementLines(value, text).join('\n')).toBe(expected));
});
