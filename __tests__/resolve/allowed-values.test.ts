import { describe, expect, test } from '@jest/globals';
import { scopeOf } from '../stream/analysis.ts';

describe('the values that a parameter can have', () => {
  const allowed = (rules: string, declared = '{Type: String}') =>
    scopeOf(
      `Parameters: {Stage: ${declared}, Unused: {Type: String}}\nRules: {${rules}}\nResources: {A: {Type: AWS::S3::Bucket}}`,
    ).allowedValues('Stage');
  const asserting = (...asserted: readonly string[]) =>
    `Stages: {Assertions: [${asserted.map((each) => `{Assert: ${each}}`).join(', ')}]}`;
  const isIn = (values: string) => `{'Fn::Contains': [[${values}], !Ref Stage]}`;

  test.each<[string, string, readonly string[] | null]>([
    ['are those of one list', asserting(isIn('prod, dev')), ['prod', 'dev']],
    ['are what two lists share', asserting(isIn('prod, dev'), isIn('dev, test')), ['dev']],
    ['are what two rules share', `${asserting(isIn('a, b'))}, Other: {Assertions: [{Assert: ${isIn('b')}}]}`, ['b']],
    ['are none where two lists share none', asserting(isIn('prod'), isIn('dev')), []],
    ['are told once by what an alias repeats', asserting(`{'Fn::And': [&a ${isIn('prod')}, *a]}`), ['prod']],
    ['are open without an operand', asserting("{'Fn::Contains': []}"), null],
    ['are open without a function', asserting("'true'"), null],
    ['are open in a rule without assertions', 'Stages: {AssertDescription: x}', null],
    ['are open where assertions are no list', 'Stages: {Assertions: {Assert: x}}', null],
  ])('%s', (_sentence, rules, expected) => {
    expect(allowed(rules)).toEqual(expected);
  });

  test('are those of AllowedValues that a rule leaves', () => {
    const declared = '{Type: String, AllowedValues: [prod, dev, test]}';
    expect(allowed(asserting(isIn('test, prod, x')), declared)).toEqual(['prod', 'test']);
    expect(allowed('', declared)).toEqual(['prod', 'dev', 'test']);
  });

  const patterned = (pattern: string, more = '') => allowed('', `{Type: String, AllowedPattern: '${pattern}'${more}}`);
  test.each<[pattern: string, values: readonly string[]]>([
    ['^(dev|stage|prod)$', ['dev', 'stage', 'prod']],
    ['true|false', ['true', 'false']],
    ['^(?:a|b)$', ['a', 'b']],
    ['^a$|^b$', ['a', 'b']],
    ['^prod$', ['prod']],
    ['prod', ['prod']],
    ['^(|prod|prod)$', ['', 'prod']],
    ['(eu-west-1|v1\\.2|a\\/b)', ['eu-west-1', 'v1.2', 'a/b']],
  ])('are those of a pattern that lists them: %s', (pattern, values) => {
    expect(patterned(pattern)).toEqual(values);
  });

  test.each([
    'dev.*',
    'd[ae]v',
    '^(dev|prod)(-eu)?$',
    'dev|prod+',
    'v1.2',
    '\\d',
    '(a)(b)',
    'a{2}',
    '(dev',
    '',
    '^$',
    '^(a|(b|c))$',
  ])('are open under any other pattern: %s', (pattern) => {
    expect(patterned(pattern)).toBe(null);
  });

  test('are those of AllowedValues that a pattern leaves, and of a list none', () => {
    expect(patterned('^(dev|prod)$', ', AllowedValues: [prod, test]')).toEqual(['prod']);
    expect(allowed('', "{Type: CommaDelimitedList, AllowedPattern: 'a|b'}")).toBe(null);
    expect(allowed('', "{Type: 'AWS::SSM::Parameter::Value<String>', AllowedPattern: 'a|b'}")).toBe(null);
  });
});
