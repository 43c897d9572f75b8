import { expect, test } from '@jest/globals';
import { unusedNames } from '../../src/resolve/uses.ts';
import { scopeOf } from '../stream/analysis.ts';

const HEAD =
  'Parameters: {P: {Type: String}}\nMappings: {M: {a: {b: c}}}\nConditions: {C: !Equals [!Ref AWS::Region, x]}\n';
const ALL = ['the condition C', 'the parameter P', 'the mapping M'];

function unusedIn(properties: string): readonly string[] {
  const text = `${HEAD}Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties: ${properties}\n`;
  return [...unusedNames(scopeOf(text).template)];
}

test.each<[string, readonly string[]]>([
  ['{}', ALL],
  ['{A: P, B: M, C: C}', ALL],
  ['{A: !Ref P}', ['the condition C', 'the mapping M']],
  ["{A: {'Fn::Sub': ['${P}', {}]}}", ['the condition C', 'the mapping M']],
  ["{A: !Sub '${P}-x'}", ['the condition C', 'the mapping M']],
  ["{A: !Sub '${!P}'}", ALL],
  ['{A: !If [C, x, y]}', ['the parameter P', 'the mapping M']],
  ['{A: !FindInMap [M, a, b]}', ['the condition C', 'the parameter P']],
  // A name that is put together may be any.
  ['{A: !FindInMap [!Ref P, a, b]}', ['the condition C']],
  ['{A: &a [!Ref P], B: *a}', ['the condition C', 'the mapping M']],
  ['{}\n    Condition: C', ['the parameter P', 'the mapping M']],
  ['{}\nOutputs: {O: {Condition: C, Value: !Ref P}}', ['the mapping M']],
])('what %s leaves unused', (properties, unused) => {
  expect(unusedIn(properties)).toEqual(unused);
});
