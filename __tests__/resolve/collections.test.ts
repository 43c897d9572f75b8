import { expect, test } from '@jest/globals';
import { knownCollection } from '../../src/resolve/collections.ts';
import { scopeOf } from '../stream/analysis.ts';

const HEAD = `
Parameters: {Stage: {Type: String}, Many: {Type: CommaDelimitedList}, Chosen: {Type: String, AllowedValues: [a, b]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod], Always: !Equals [a, a]}
Mappings: {Names: {all: {list: [blue, green]}}}
Resources: {Bucket: {Type: AWS::S3::Bucket}}
`;

test.each<readonly [collection: string, values: readonly string[] | null, given?: string]>([
  ['[a, b]', ['a', 'b']],
  ['[]', []],
  ["!Split [',', 'a,b']", ['a', 'b']],
  ['!FindInMap [Names, all, list]', ['blue', 'green']],
  ['!If [Always, [a], [b]]', ['a']],
  ['[!If [Always, a, b], c]', ['a', 'c']],
  ['!Ref Many', ['x', 'y'], 'x,y'],
  ['!Ref Many', null],
  ['a', null],
  ['!If [IsProd, [a], [b]]', null],
  ['!If [IsProd, [a], !Ref AWS::NoValue]', null],
  ['[!If [IsProd, a, b], c]', null],
  ['[a, !Ref Chosen]', null],
  ['[!Ref Stage, a]', null],
  ['[a, [b]]', null],
  ['[a, !Ref AWS::NoValue]', null],
])('a loop over %s goes over %j', (...[collection, values, given]) => {
  const options = given === undefined ? {} : { parameters: { Many: given } };
  const scope = scopeOf(`${HEAD}Outputs: {It: {Value: ${collection}}}\n`, options);
  const output = scope.template.outputs.get('It');
  if (output === undefined) throw new Error('no output');
  expect(knownCollection(scope, output.value)).toEqual(values);
});
