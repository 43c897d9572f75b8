import { describe, expect, test } from '@jest/globals';
import { expressionOfJson, readJsonText } from '../../src/resolve/json-string.ts';
import { leavesOf } from '../../src/resolve/leaves.ts';
import { printable, type Text } from '../../src/resolve/text.ts';
import { whenText } from '../../src/resolve/when.ts';
import { ALWAYS } from '../../src/resolve/world.ts';
import { type Options, scopeOf } from '../stream/analysis.ts';

const HEAD = `Parameters: {Given: {Type: String}, Many: {Type: CommaDelimitedList}}
Conditions: {IsProd: !Equals [!Ref Given, prod], Never: !Equals [a, b]}
Resources: {Key: {Type: AWS::KMS::Key}}
`;

function scopeWith(expression: string, options: Options = {}) {
  const scope = scopeOf(`${HEAD}Outputs: {It: {Value: ${expression}}}\n`, options);
  const output = scope.template.outputs.get('It');
  if (output === undefined) throw new Error('no output');
  return { scope, value: output.value };
}

function textIn(expression: string, options?: Options): Text {
  const { scope, value } = scopeWith(expression, options);
  const [only] = scope.resolve(value);
  if (only?.value.kind !== 'text') throw new Error('no text');
  return only.value;
}

/** What is read, its strings with the names of their holes. */
function read(text: Text): unknown {
  const json = readJsonText(text);
  const spelt = (value: unknown): unknown => {
    if (typeof value === 'string') return printable(json?.restore(value) ?? text);
    if (Array.isArray(value)) return value.map(spelt);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spelt(each)]));
  };
  return json === null ? 'no JSON' : spelt(json.value);
}

describe('JSON text', () => {
  test.each<[string, unknown]>([
    [`'{"a": [1, true, null, "b"]}'`, { a: [1, true, null, 'b'] }],
    [`!Sub '{"a": "\${Key}"}'`, { a: '${Key}' }],
    [
      `!Sub '{"a": "x-\${Key}-\${Given}-y", "b": "\${AWS::Region}"}'`,
      { a: 'x-${Key}-${parameter Given}-y', b: '${AWS::Region}' },
    ],
    [`!Sub '["\${Key}", {"b": ["\${Key}"]}]'`, ['${Key}', { b: ['${Key}'] }]],
    [`!Sub '{"a": \${Given}}'`, 'no JSON'],
    [`'{"a": '`, 'no JSON'],
    [`'text'`, 'no JSON'],
    [`'"text"'`, 'text'],
    ['!Ref Given', 'no JSON'],
  ])('%s', (expression, expected) => {
    expect(read(textIn(expression))).toEqual(expected);
  });

  test.each<[string, string, unknown]>([
    // A value within a string is called by its parameter; one that is more than that is read as what it is.
    [`!Sub '{"a": "\${Given}"}'`, 'x', { a: '${parameter Given}' }],
    [`!Sub '{"a": \${Given}}'`, '["x"]', { a: ['x'] }],
    [`!Sub '{"a": \${Given}}'`, 'x', 'no JSON'],
    ['!Ref Given', '{"a": "b"}', { a: 'b' }],
  ])('%s with the value %s', (expression, given, expected) => {
    expect(read(textIn(expression, { parameters: { Given: given } }))).toEqual(expected);
  });

  test.each([
    [`'{"a": "b"}'`, 'map'],
    [`'[]'`, 'list'],
    [`'"text"'`, null],
    [`'null'`, null],
    [`'1'`, null],
    [`'{'`, null],
    [`'${'['.repeat(700)}${']'.repeat(700)}'`, 'list'],
    [`'${'['.repeat(900)}${']'.repeat(900)}'`, null],
  ])('%.20s stands for a %s', (expression, kind) => {
    const { scope, value } = scopeWith(expression);
    expect(expressionOfJson(scope, textIn(expression), value.node)?.kind ?? null).toBe(kind);
  });
});

describe('the elements of a value', () => {
  test.each<[string, readonly string[]]>([
    ['a', ['a']],
    ['[a, b]', ['a', 'b']],
    ['[a, [b, [c]]]', ['a', 'b', 'c']],
    ['[]', []],
    ['!Ref AWS::NoValue', []],
    ['[a, !Ref AWS::NoValue]', ['a']],
    ['[!If [IsProd, a, b], c]', ['a when IsProd is true', 'b when IsProd is false', 'c']],
    ['[!If [IsProd, [a, b], !Ref AWS::NoValue]]', ['a when IsProd is true', 'b when IsProd is true']],
    ['[!If [IsProd, !If [IsProd, a, b], !If [IsProd, c, d]]]', ['a when IsProd is true', 'd when IsProd is false']],
    ['[!If [Never, a, b]]', ['b']],
    ["!Split [',', 'a,b']", ['a', 'b']],
    ["[a, !Split [',', 'b,c']]", ['a', 'b', 'c']],
    ['!Ref Many', ['unknown']],
    ['[a, {b: c}, !ImportValue d]', ['a', 'map', '${the import d}']],
  ])('%s', (expression, expected) => {
    const { scope, value } = scopeWith(expression);
    const found = leavesOf(scope, value).map((leaf) => {
      const when = whenText(scope, leaf.guard, ALWAYS);
      const text = leaf.value.kind === 'text' ? printable(leaf.value) : leaf.value.kind;
      return when === null ? text : `${text} when ${when}`;
    });
    expect(found).toEqual(expected);
  });
});
