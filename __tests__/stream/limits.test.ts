import { describe, expect, test } from '@jest/globals';
import { analyseStream } from '../../src/stream/analyse.ts';
import { detectStreams } from '../../src/stream/detect.ts';
import { scopeOf } from './analysis.ts';
import { allow, PAIR, type Parts, stack } from './stack-text.ts';

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Aliases of aliases: the last stands for 10^12 of the first. */
function bomb(seed: string, join: (items: string) => string): string {
  const levels = times(12).map(
    (index) => `  a${index + 1}: &a${index + 1} ${join(Array(10).fill(`*a${index}`).join(', '))}`,
  );
  return ['Metadata:', `  a0: &a0 ${seed}`, ...levels].join('\n');
}

/** Which budget ended, or null, and how many streams were found. */
function judge(parts: Parts, change: (text: string) => string = (text) => text) {
  const scope = scopeOf(change(stack(parts)));
  const streams = detectStreams(scope, { get: () => 'absent' });
  for (const stream of streams) analyseStream(scope, stream);
  return { by: scope.world.exhaustedBy, streams: streams.length };
}

describe('a hostile template ends in bounded time', () => {
  test.each<[string, Parts, string | null]>([
    [
      'aliases of aliases as statements',
      { head: bomb('{Effect: Allow}', (items) => `[${items}]`), statements: '*a12' },
      'its values are too many to be worked out',
    ],
    [
      'aliases of aliases as properties',
      {
        head: bomb(
          '{KmsThing: x}',
          (items) =>
            `{${items
              .split(', ')
              .map((item, index) => `k${index}: ${item}`)
              .join(', ')}}`,
        ),
        stream: '      More: *a12',
      },
      null,
    ],
    [
      'aliases of aliases in Join',
      { head: bomb('x', (items) => `!Join ['', [${items}]]`), statements: allow('*a12') },
      'it makes texts that are longer than a template may be',
    ],
    ['statements 700 levels deep', { statements: '['.repeat(700) + ']'.repeat(700) }, null],
    [
      'choices 300 levels deep',
      {
        statements: `${"{'Fn::If': [A, ".repeat(300)}[]${', []]}'.repeat(300)}`,
        head: 'Conditions: {A: !Equals [!Ref AWS::Region, x]}',
      },
      'its values stand too deep inside one another',
    ],
    [
      'a resource of a million signs',
      { statements: allow("'kms:*'", `'${'a*'.repeat(500_000)}'`) },
      'one of its policies holds a text that is longer than any policy may be',
    ],
    [
      'thirty stars and a hole',
      { statements: allow(`'${'k*'.repeat(30)}'`, `!Sub '${'a*'.repeat(30)}\${AWS::Region}${'*b'.repeat(30)}'`) },
      null,
    ],
    [
      'two choices to the power of forty',
      {
        head: `Conditions: {${times(40)
          .map((i) => `C${i}: !Equals [!Ref AWS::Region, r${i}]`)
          .join(', ')}}`,
        statements: allow(
          "'kms:*'",
          `!Join ['', [${times(40)
            .map((i) => `!If [C${i}, a, b]`)
            .join(', ')}]]`,
        ),
      },
      null,
    ],
    [
      'independent choices to the power of forty',
      {
        head: `Parameters: {${times(40)
          .map((i) => `P${i}: {Type: String}`)
          .join(', ')}}\nConditions: {${times(40)
          .map((i) => `C${i}: !Equals [!Ref P${i}, x]`)
          .join(', ')}}`,
        statements: allow(
          "'kms:*'",
          `!Join ['', [${times(40)
            .map((i) => `!If [C${i}, a, b]`)
            .join(', ')}]]`,
        ),
      },
      'its values combine in too many ways to be judged',
    ],
    [
      'a loop of a million',
      {
        head: 'Transform: AWS::LanguageExtensions',
        more: `  Fn::ForEach::A: [A, [${times(100)}], {'Fn::ForEach::B': [B, [${times(100)}], {'Fn::ForEach::C': [C, [${times(100)}], {'R\${A}\${B}\${C}': {Type: AWS::SNS::Topic}}]}]}]`,
      },
      null,
    ],
    [
      'references in a circle',
      {
        more: '  R1: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref R2}}\n  R2: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref R1}}',
      },
      null,
    ],
    [
      'keys that JavaScript knows',
      {
        head: 'Parameters: {toString: {Type: String}}\nMappings: {constructor: {a: {b: c}}}',
        statements: allow(
          "'kms:*'",
          "'*'",
          ', __proto__: {x: 1}, Condition: {__proto__: {a: b}, toString: {valueOf: 1}}',
        ),
        more: '  __proto__: {Type: AWS::SNS::Topic}',
      },
      null,
    ],
  ])(
    '%s',
    (_sentence, parts, by) => {
      expect(judge(parts)).toEqual({ by, streams: 1 });
    },
    20_000,
  );

  const under = (condition: string) => (text: string) =>
    text.replace('Type: Custom::ActivityStream', `Type: Custom::ActivityStream\n    Condition: ${condition}`);

  test('conditions that refer to each other', () => {
    expect(judge({ head: 'Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}' }, under('A'))).toEqual({
      by: null,
      streams: 1,
    });
  });

  test('a chain of 20,000 conditions', () => {
    const chain = times(20_000).map((index) => `  C${index}: !Not [!Condition C${index + 1}]`);
    const head = ['Conditions:', ...chain, '  C20000: !Equals [!Ref AWS::Region, x]'].join('\n');
    expect(judge({ head }, under('C0')).by).toBe('its conditions refer to one another too deep');
  });

  test('a chain of references through 5,000 resources', () => {
    const more = times(5000)
      .map((index) => `  R${index}: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref R${index + 1}}}`)
      .join('\n');
    expect(judge({ more }).streams).toBe(1);
  }, 20_000);

  test('500 streams with a function and a role each', () => {
    const one = (
      index: number,
    ) => `  S${index}: {Type: Custom::S, Properties: {ServiceToken: !GetAtt F${index}.Arn, KmsKeyId: !GetAtt Key.Arn}}
  F${index}: {Type: AWS::Lambda::Function, Properties: {Handler: index.h, Runtime: python3.13, Role: !GetAtt R${index}.Arn, Code: {ZipFile: rds.start_activity_stream()}}}
  R${index}: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: ${PAIR}}}]}}
  P${index}: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref R${index}], PolicyDocument: {Statement: []}}}`;
    expect(judge({ more: times(499).map(one).join('\n') })).toEqual({ by: null, streams: 500 });
  }, 30_000);
});

test('a Sub of 50,000 parts is told as unknown at once', () => {
  const key = `!Sub "${'${K}'.repeat(50_000)}"`;
  const text = `Parameters: { K: { Type: String } }\nResources:\n  Das:\n    Type: Custom::ActivityStream\n    Properties: { ServiceToken: !Ref K, KmsKeyId: ${key} }\n`;
  const scope = scopeOf(text);
  const value = scope.template.resources.get('Das')?.properties;
  const given = value?.kind === 'map' ? value.entries.get('KmsKeyId') : undefined;
  expect(given === undefined ? [] : scope.resolve(given).map((each) => each.value)).toEqual([
    { kind: 'unknown', reason: 'a Sub of more than 2000 parts' },
  ]);
});
