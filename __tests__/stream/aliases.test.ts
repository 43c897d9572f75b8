import { describe, expect, test } from '@jest/globals';
import { analyse, diagramOfWord, summary } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const head = 'Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}';
const EVERY_KEY = "'arn:aws:kms:*:*:key/*'";
const statements = allow(
  '[kms:CreateGrant, kms:DescribeKey]',
  EVERY_KEY,
  ", Condition: {'ForAnyValue:StringEquals': {kms:ResourceAliases: alias/das}}",
);
const alias = ({ attributes = '', name = 'alias/das', target = '!Ref Key' } = {}) =>
  `  Other: {Type: AWS::KMS::Key}\n  Alias: {Type: AWS::KMS::Alias, ${attributes} Properties: {AliasName: ${name}, TargetKeyId: ${target}}}`;

/** The words, and whether they hold in production alone. */
function found(parts: Parts, isProd = false): string {
  const text = stack({ head, ...parts });
  return summary(isProd ? text.replace('  Stream:\n', '  Stream:\n    Condition: IsProd\n') : text);
}

describe('a grant on the keys of an alias', () => {
  test.each([
    ['counts where the alias is always this key', alias(), 'scoped / scoped'],
    [
      'is open where the alias is there in production alone',
      alias({ attributes: 'Condition: IsProd,' }),
      'unknown / unknown',
    ],
    [
      'is open where the alias is called so in production alone',
      alias({ name: '!If [IsProd, alias/das, alias/x]' }),
      'unknown / unknown',
    ],
    [
      'is missing where the alias is another key outside production',
      alias({ target: '!If [IsProd, !Ref Key, !Ref Other]' }),
      'missing / missing',
    ],
  ])('%s', (_sentence, more, words) => {
    expect(found({ statements, more })).toBe(words);
    expect(found({ statements, more }, true)).toBe('scoped / scoped');
  });

  const others = alias({ target: '!Ref Other' });
  const under = (operator: string, names: string) =>
    allow(
      '[kms:CreateGrant, kms:DescribeKey]',
      EVERY_KEY,
      `, Condition: {${operator}: {kms:ResourceAliases: ${names}}}`,
    );

  test.each([
    ['is missing where the alias is another key', under('ForAnyValue:StringEquals', 'alias/das'), 'missing / missing'],
    [
      'is missing where a pattern is that alias alone',
      under('ForAnyValue:StringLike', 'alias/das'),
      'missing / missing',
    ],
    [
      'is open where the pattern takes in other names',
      under('ForAnyValue:StringLike', 'alias/d*'),
      'unknown / unknown',
    ],
    [
      'is open where case does not count',
      under('ForAnyValue:StringEqualsIgnoreCase', 'alias/das'),
      'unknown / unknown',
    ],
    [
      'is open where a second alias is not in the templates',
      under('ForAnyValue:StringEquals', '[alias/das, alias/x]'),
      'unknown / unknown',
    ],
    [
      'is open where all aliases have to be that one',
      under('ForAllValues:StringEquals', 'alias/das'),
      'unknown / unknown',
    ],
  ])('%s', (_sentence, statements, words) => {
    expect(found({ statements, more: others })).toBe(words);
  });

  test('is open where the alias is another key in production alone', () => {
    const more = alias({ target: '!Ref Other', attributes: 'Condition: IsProd,' });
    expect(found({ statements, more }, true)).toBe('missing / missing');
    const [stream] = analyse(stack({ head, statements, more }));
    const { world, conditions } = stream?.scope ?? {};
    expect(stream && diagramOfWord(stream, 'kms:CreateGrant')).toBe(conditions?.named('IsProd'));
    expect(stream?.outcomes['kms:CreateGrant'].unknown).toBe(world?.not(conditions?.named('IsProd') ?? 0));
  });

  test('is missing where the alias is another key of a nested stack', () => {
    const nested = `Resources:\n${others}\n`;
    const more =
      '  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./nested.yaml, Parameters: {R: !Ref Role}}}';
    const options = { files: { 'nested.yaml': nested } };
    expect(summary(stack({ head, statements, more }), options)).toBe('missing / missing');
  });
});

describe('a stream that names its key by an alias', () => {
  const stream = '      KmsKeyId: alias/das';

  test.each([
    ['of the template has the key of the alias', alias(), 'scoped / scoped'],
    [
      'that is there in production alone has that key there alone',
      alias({ attributes: 'Condition: IsProd,' }),
      'unknown / unknown',
    ],
    [
      'that is called so in production alone has that key there alone',
      alias({ name: '!If [IsProd, alias/das, alias/x]' }),
      'unknown / unknown',
    ],
  ])('%s', (_sentence, more, words) => {
    expect(found({ statements: PAIR, stream, more })).toBe(words);
    expect(found({ statements: PAIR, stream, more }, true)).toBe('scoped / scoped');
  });
});

describe('a grant on the keys of a tag', () => {
  const tagged = (tags: string, wanted = 'das', operator = 'StringEquals') =>
    found({
      statements: allow(
        'kms:CreateGrant',
        '!GetAtt Key.Arn',
        `, Condition: {${operator}: {aws:ResourceTag/use: ${wanted}}}`,
      ),
      key: `{Tags: ${tags}}`,
    });
  const valued = (value: string) => `[{Key: use, Value: ${value}}]`;

  test.each([
    ['that the key has', valued('das'), 'scoped'],
    ['that it has in production alone, and another elsewhere', valued('!If [IsProd, das, other]'), 'unusable'],
    ['that it has in either branch', valued('!If [IsProd, das, das]'), 'scoped'],
    ['that a parameter gives elsewhere', valued('!If [IsProd, das, !Ref Stage]'), 'unknown'],
    [
      'of which another has the value elsewhere',
      `[!If [IsProd, {Key: use, Value: das}, {Key: use, Value: x}]]`,
      'unusable',
    ],
    ['that it has in production alone', '[!If [IsProd, {Key: use, Value: das}, !Ref AWS::NoValue]]', 'unknown'],
    ['that a list of one branch holds', `!If [IsProd, ${valued('das')}, ${valued('other')}]`, 'unusable'],
    ['that the stack may bring', '[{Key: other, Value: das}]', 'unknown'],
  ])('%s', (_sentence, tags, word) => {
    expect(tagged(tags)).toBe(`${word} / missing`);
  });

  test('holds exactly in the branch that tags the key so', () => {
    const [stream] = analyse(
      stack({
        head,
        key: `{Tags: ${valued('!If [IsProd, das, other]')}}`,
        statements: allow('kms:CreateGrant', "'*'", ', Condition: {StringEquals: {aws:ResourceTag/use: das}}'),
      }),
    );
    const { world, conditions } = stream?.scope ?? {};
    expect(stream?.outcomes['kms:CreateGrant'].scoped).toBe(conditions?.named('IsProd'));
    expect(stream?.outcomes['kms:CreateGrant'].missing).toBe(world?.not(conditions?.named('IsProd') ?? 0));
  });

  test('that is absent is met nowhere for certain, since the stack may bring the tag', () => {
    const some = '[!If [IsProd, {Key: use, Value: das}, !Ref AWS::NoValue]]';
    expect(tagged(some, "'true'", '"Null"')).toBe('unusable / missing');
    expect(tagged('[]', "'true'", '"Null"')).toBe('unknown / missing');
    expect(tagged(valued('!If [IsProd, das, other]'), "'false'", '"Null"')).toBe('scoped / missing');
  });
});

test.each([
  ['!If [IsProd, true, false]', 'unusable'],
  ['!If [IsProd, true, true]', 'scoped'],
])('a property of the key that a condition chooses is known by branch: %s', (multiRegion, word) => {
  const statements = allow('kms:CreateGrant', '!GetAtt Key.Arn', ", Condition: {Bool: {kms:MultiRegion: 'true'}}");
  expect(found({ statements, key: `{MultiRegion: ${multiRegion}}` })).toBe(`${word} / missing`);
});

test('an alias without a target is of no key that is known', () => {
  const more = '  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/das}}';
  expect(found({ statements: PAIR, stream: '      KmsKeyId: alias/das', more })).toBe('unknown / unknown');
});

test.each(['alias/das', '!Ref Alias'])(
  'an alias whose target is %s, an alias, is of no key that is known',
  (target) => {
    const more = alias({ target });
    expect(found({ statements: PAIR, stream: '      KmsKeyId: alias/das', more })).toBe('unknown / unknown');
  },
);
