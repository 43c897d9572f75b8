import { describe, expect, test } from '@jest/globals';
import { withIncluded } from '../../src/resolve/include.ts';
import { Scope } from '../../src/resolve/scope.ts';
import { World } from '../../src/resolve/world.ts';
import { readTemplate } from '../../src/template/read.ts';
import { environmentOf } from '../stream/analysis.ts';
import { valueLines } from './value-lines.ts';

const include = (location: string, name = 'AWS::Include', beside = '') =>
  `{'Fn::Transform': {Name: ${name}, Parameters: {Location: ${location}}}${beside}}`;

/** What a value comes to in a folder with these files, and what is asked for. */
function found(value: string, files: Readonly<Record<string, string>>, other: 'absent' | 'unread' = 'absent') {
  const text = `Resources: {B: {Type: AWS::S3::Bucket}}\nOutputs: {It: {Value: ${value}}}\n`;
  const read = readTemplate({ path: 'infra/stack.yaml', text });
  const output = read.kind === 'template' ? read.template.outputs.get('It') : undefined;
  if (read.kind !== 'template' || output === undefined) throw new Error(read.kind);
  const get = (path: string) => (files[path] === undefined ? other : { path, text: files[path] });
  const scope = new Scope(read.template, new World(), environmentOf({}), { get, templates: [] });
  return { lines: valueLines(scope, scope.resolve(output.value), ''), wanted: [...scope.family.wanted.values()] };
}

describe('a file that a value includes', () => {
  const FILES = { 'infra/part.yaml': 'a: b', 'infra/list.yaml': '[a, b]', 'infra/bad.yaml': '{' };
  test.each<[string, readonly string[]]>([
    [include('part.yaml'), ['map', ' a: "b"']],
    [include('./part.yaml'), ['map', ' a: "b"']],
    [include('list.yaml'), ['list', ' - "a"', ' - "b"']],
    [include('part.yaml', 'AWS::Include', ', c: d'), ['map', ' a: "b"', ' c: "d"']],
    [
      include('list.yaml', 'AWS::Include', ', c: d'),
      ['unknown: the included file infra/list.yaml among other entries'],
    ],
    [include('bad.yaml'), ['unknown: the included file infra/bad.yaml']],
    [include('other.yaml'), ['unknown: the included file infra/other.yaml']],
    [include('part.yaml', 'Own'), ['unknown: the transform Own of part.yaml']],
    [include('s3://bucket/part.yaml'), ['unknown: the transform AWS::Include of s3://bucket/part.yaml']],
  ])('%s', (value, lines) => {
    const { lines: described, wanted } = found(value, FILES);
    expect(described.map((line) => line.trim())).toEqual(lines.map((line) => line.trim()));
    expect(wanted).toEqual([]);
  });

  test('is asked for while it was not read', () => {
    expect(found(include('part.yaml'), {}, 'unread').wanted).toEqual([{ path: 'infra/part.yaml', why: 'include' }]);
  });
});

test.each([
  ['more.yaml', 'unread', [{ path: 'infra/more.yaml', why: 'include' }]],
  ['more.yaml', 'absent', []],
  ['s3://bucket/more.yaml', 'unread', []],
] as const)(
  'a file that the resources include is asked for while it was not read: %s, %s',
  (location, file, wanted) => {
    const transform = `'Fn::Transform': {Name: AWS::Include, Parameters: {Location: ${location}}}`;
    const read = readTemplate({
      path: 'infra/stack.yaml',
      text: `Resources: {B: {Type: AWS::S3::Bucket}, ${transform}}\n`,
    });
    if (read.kind !== 'template') throw new Error(read.kind);
    expect(withIncluded(read.template, { get: () => file, templates: [] }).wanted).toEqual(wanted);
  },
);
