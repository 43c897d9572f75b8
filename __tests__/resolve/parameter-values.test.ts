import { describe, expect, test } from '@jest/globals';
import { type Options, scopeOf } from '../stream/analysis.ts';
import { valueLines } from './value-lines.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What `Ref` of a parameter comes to, each value on a line. */
function found(declared: string, more = '', options: Options = {}): readonly string[] {
  const text = `Parameters: {It: ${declared}}\n${more}\nResources: {A: {Type: AWS::S3::Bucket}}\n`;
  const scope = scopeOf(text, options);
  return valueLines(scope, scope.ref('It'), '');
}

const HOLE = '"<param:stack.yaml#It: parameter It; any, outside>"';
const STORED = HOLE.replace('parameter It', 'the stored value of It');
const SHORT = HOLE.replace('any', 'segment');
const rules = (values: string) => `Rules: {Few: {Assertions: [{Assert: {'Fn::Contains': [[${values}], !Ref It]}}]}}`;

describe('a parameter', () => {
  test.each<[string, string, readonly string[]]>([
    ['{Type: String}', '', [HOLE]],
    ['{Type: String, Default: a}', '', [HOLE]],
    ['{Type: Number}', '', [SHORT]],
    ['{Type: AWS::EC2::Instance::Id}', '', [SHORT]],
    ['{Type: AWS::Route53::HostedZone::Id}', '', [SHORT]],
    ["{Type: 'AWS::SSM::Parameter::Name'}", '', [HOLE]],
    ['{Type: CommaDelimitedList}', '', ['unknown: parameter It']],
    ["{Type: 'List<Number>'}", '', ['unknown: parameter It']],
    ["{Type: 'AWS::SSM::Parameter::Value<List<String>>'}", '', ['unknown: the stored value of It']],
    ['{Type: String, AllowedValues: [a, b]}', '', ['when It is a: "a"', 'when It is b: "b"']],
    ['{Type: String, AllowedValues: [a]}', '', ['"a"']],
    // A rule leaves the values that it names, of those that are allowed.
    ['{Type: String}', rules('a, b'), ['when It is a: "a"', 'when It is b: "b"']],
    ['{Type: String, AllowedValues: [a, b, c]}', rules('c, b, d'), ['when It is b: "b"', 'when It is c: "c"']],
    ["{Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [a, b]}", '', [STORED]],
  ])('%s with %s', (declared, more, lines) => {
    expect(found(declared, more)).toEqual(lines);
  });

  test.each([
    [64, 64],
    [65, 1],
  ])('of %d values that it allows comes to %d', (count, expected) => {
    expect(found(`{Type: String, AllowedValues: [${numbers(count).join(', ')}]}`)).toHaveLength(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ['{Type: String}', 'x', ['"x"']],
    ['{Type: String, AllowedValues: [a]}', 'x', ['"x"']],
    ['{Type: CommaDelimitedList}', ' a, b,', ['list', '- "a"', '- "b"', '- ""']],
    ["{Type: 'List<Number>'}", '1', ['list', '- "1"']],
    ['{Type: List}', '1,2', ['"1,2"']],
    ["{Type: 'AWS::SSM::Parameter::Name'}", '/x', ['"/x"']],
    ["{Type: 'AWS::SSM::Parameter::Value<String>'}", '/x', [STORED]],
    ["{Type: 'AWS::SSM::Parameter::Value<List<String>>'}", '/x', ['unknown: the stored value of It']],
  ])('%s given %s', (declared, given, lines) => {
    const options = { parameters: { It: given } };
    expect(found(declared, '', options).map((line) => line.trim())).toEqual(lines);
  });
});

test('a name that refers to itself is told so', () => {
  const role = (name: string) => `{Type: AWS::IAM::Role, Properties: {RoleName: !Ref ${name}}}`;
  const scope = scopeOf(`Resources: {One: ${role('Two')}, Two: ${role('One')}}`);
  expect(valueLines(scope, scope.ref('One'), '').join()).toContain(': a value that refers to itself;');
});
