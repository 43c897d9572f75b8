import { describe, expect, test } from '@jest/globals';
import { repeatedName } from '../../src/template/policy-names.ts';
import { readTemplate } from '../../src/template/read.ts';

function template(text: string) {
  const read = readTemplate({ path: 'a.yaml', text });
  if (read.kind !== 'template') throw new Error('not a template');
  return read.template;
}

const role = (policies: string) =>
  template(`Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies: ${policies}\n`);
const named = (...names: readonly string[]) => role(`[${names.map((name) => `{PolicyName: ${name}}`).join(', ')}]`);
const sids = (...statements: readonly string[]) =>
  role(`[{PolicyName: P, PolicyDocument: {Statement: [${statements.join(', ')}]}}]`);

describe('repeatedName', () => {
  test('finds a policy of a name that the role has already', () => {
    expect(repeatedName(named('A'), named('A', 'B'))).toBeNull();
    expect(repeatedName(named('A'), named('A', 'A'))).toBe('the policy A of R would be there twice');
  });

  test('finds a Sid that the policy has already, under whatever condition', () => {
    expect(repeatedName(sids('{Sid: A}'), sids('{Sid: A}', '{Sid: B}', '{}', '{}'))).toBeNull();
    expect(repeatedName(sids('{Sid: A}'), sids('{Sid: A}', '!If [C, {Sid: A}, !Ref "AWS::NoValue"]'))).toBe(
      'the Sid A in a policy of R would be there twice',
    );
  });

  test('says nothing of what was so before', () => {
    expect(repeatedName(named('A', 'A'), named('A', 'A', 'B'))).toBeNull();
  });
});
