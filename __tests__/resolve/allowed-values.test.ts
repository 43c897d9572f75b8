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
});
