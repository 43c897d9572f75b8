import { describe, expect, test } from '@jest/globals';
import { concrete, valueAt } from '../../src/syntax/navigate.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { type ParseResult, parse } from '../../src/syntax/parse.ts';
import { dataOf } from './judge.ts';

function read(text: string, path = 'a.yaml'): Extract<ParseResult, { kind: 'parsed' }> {
  const result = parse({ path, text });
  if (result.kind === 'rejected') throw new Error(result.problem.message);
  return result;
}

function rejection(text: string, path = 'a.yaml') {
  const result = parse({ path, text });
  return result.kind === 'rejected' ? result.problem : null;
}

function under(text: string, key: string): SyntaxNode {
  const { root } = read(text);
  const node = root?.kind === 'mapping' ? valueAt(root, key) : null;
  if (node === null) throw new Error(`no ${key}`);
  return node;
}

function slices(text: string, key: string): [string, string] {
  const { range, valueRange } = under(text, key);
  return [text.slice(range.start, range.end), text.slice(valueRange.start, valueRange.end)];
}

describe('parse', () => {
  test('reads a file once', () => {
    const file = { path: 'a.yaml', text: 'a: 1' };
    expect(parse(file)).toBe(parse(file));
  });

  test('tells JSON from YAML by the text', () => {
    expect(read('{"a": 1}').format).toBe('json');
    expect(read('\uFEFF{"a": 1}\r\n', 'a.template').format).toBe('json');
    expect(read('{"a": 1,}').format).toBe('yaml');
    expect(read('a: 1', 'a.yml').format).toBe('yaml');
  });

  test('finds no value in an empty text', () => {
    expect(read('').root).toBeNull();
    expect(read('# nothing\n---\n').root).toBeNull();
  });

  test('keeps what a plain scalar was written like', () => {
    expect(under('a: 012345678901', 'a')).toMatchObject({ value: 12345678901, text: '012345678901', style: 'plain' });
    expect(under('a: yes', 'a')).toMatchObject({ value: 'yes' });
    expect(under("a: '1'", 'a')).toMatchObject({ value: '1', style: 'single' });
    expect(under('a: two\n  lines', 'a')).toMatchObject({ value: 'two lines' });
    expect(under('a: !Sub 12', 'a')).toMatchObject({ value: '12', tag: '!Sub' });
    expect(under('a: !!int 12', 'a')).toMatchObject({ value: 12, tag: '!!int' });
  });

  test.each<[string, string, string]>([
    ['a: !Sub "x" # c\n', '!Sub "x"', '"x"'],
    ['a: &n !If # c\n  - x\n  - y # d\n\nb: 1\n', '&n !If # c\n  - x\n  - y', '- x\n  - y'],
    ['a: [x, # c\n  y] # d\n', '[x, # c\n  y]', '[x, # c\n  y]'],
    ['a: |\n  x\n\n\nb: 1\n', '|\n  x', '|\n  x'],
    ['a: |- # c\n  x  \n', '|- # c\n  x  ', '|- # c\n  x  '],
    ['a: >\n', '>', '>'],
    ['a:\n- x\n# c\nb: 1', '- x', '- x'],
    ['a: *n', '*n', '*n'],
    ['a: # c\n', '', ''],
    ['a: !Foo\n', '!Foo', ''],
  ])('gives the ranges of %j', (text, whole, value) => {
    expect(slices(text, 'a')).toEqual([whole, value]);
  });

  test('puts an omitted value right behind its colon or dash', () => {
    expect(under('a:   # c\n', 'a').range).toEqual({ start: 2, end: 2 });
    const list = under('a:\n  -   \n  - x', 'a');
    expect(list.kind === 'sequence' ? list.items[0]?.range : null).toEqual({ start: 6, end: 6 });
  });

  test('reads line ends of every kind, and a list behind a byte order mark', () => {
    expect(dataOf(read('a:\r\n  - 1\r\n  - |\r\n    x\r\n').root)).toEqual({ a: [1, 'x\n'] });
    expect(dataOf(read('a:\r  - 1\r  - 2\r').root)).toEqual({ a: [1, 2] });
    expect(dataOf(read('\uFEFF- 1\n- 2\n').root)).toEqual([1, 2]);
    expect(dataOf(read('{\r\t"a":\t1\r}', 'a.json').root)).toEqual({ a: 1 });
  });

  test('takes `__proto__` for a key like any other', () => {
    const { root } = read('{"__proto__": {"a": 1}}', 'a.json');
    expect(root?.kind === 'mapping' ? root.entries.map(({ key }) => key.text) : null).toEqual(['__proto__']);
    expect(root?.kind === 'mapping' && valueAt(root, 'a')).toBeNull();
  });
});

describe('parse reads all the same, and says what is odd', () => {
  test.each<[string, unknown, string]>([
    ['a: 1\na: 2\n', { a: 2 }, 'the key "a" occurs twice in one mapping; the last one counts'],
    ['a: 1\n---\nb: 2\n', { a: 1 }, 'only the first of several documents is read'],
    ['a: {{x}}\nb: 1\n', { a: {}, b: 1 }, 'a mapping key that is not a text; its entry is not read'],
    ['? [a, b]\n: 1\nb: 1\n', { b: 1 }, 'a mapping key that is not a text; its entry is not read'],
    ['a: &x [*x]\n', { a: [undefined] }, 'the alias *x has no anchor before it that it could stand for'],
    ['a: *x\n', { a: undefined }, 'the alias *x has no anchor before it that it could stand for'],
    ['a: "\\d"\n', { a: '\\d' }, 'an unknown escape in a double-quoted text'],
    ['a: @x\n', { a: '@x' }, 'a value starts with a character that must be quoted'],
    ['a: !Base64 !Sub x\n', { a: { '!Base64': 'x' } }, 'a value with two tags; only the first is read'],
  ])('%j', (text, data, message) => {
    const { root, problems } = read(text);
    expect(dataOf(root)).toEqual(data);
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });

  test.each<[string, unknown]>([
    ['  a: [\n b\n]\n', { a: ['b'] }],
    ['a:\n  b: [{\n  "c": 1 # d ]\n}]\n  e: "x\ny"\n', { a: { b: [{ c: 1 }], e: 'x y' } }],
    ["a:\n    b: 'it''s\n  [1'\n", { a: { b: "it's [1" } }],
    ["a:\n    b: [don't, !Sub \"x ]\", {c: 'd}\n  '}\n  ]\n", { a: { b: ["don't", { '!Sub': 'x ]' }, { c: 'd} ' }] } }],
    ['a: "x"#c\n', { a: 'x' }],
    ['a: !Sub"x"\n', { a: { '!Sub': 'x' } }],
    ['a: 1\n\t\n\t# c\nb: 2\n', { a: 1, b: 2 }],
    ['a:\n  b: |\n    x\n\t\n    y\nc: 1\n', { a: { b: 'x\n\ny\n' }, c: 1 }],
    ['a: |\n      \n  x\nc: 1\n', { a: '    \nx\n', c: 1 }],
    ['%YAML 1.1\n---\na: 1\n...\n', { a: 1 }],
    [`"${'k'.repeat(1100)}": 1\n`, { ['k'.repeat(1100)]: 1 }],
  ])('%j without a problem', (text, data) => {
    const { root, problems } = read(text);
    expect(dataOf(root)).toEqual(data);
    expect(problems).toEqual([]);
  });
});

describe('parse rejects, and says why', () => {
  test.each<[string, string, string, number]>([
    ['a.json', '{"a": 1,}', 'this is not valid JSON', 8],
    ['a.json', '{"a": 1', 'this is not valid JSON', 7],
    ['a.JSON', '{a: 1', 'this is not valid JSON', 1],
    ['a.json', '[', 'this is not valid JSON', 1],
    [
      'a.yaml',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n',
      'the file holds unresolved merge conflict markers',
      5,
    ],
    ['a.j2', '{% if x %}\na: 1\n{% endif %}\n', 'a template for another engine ({% … %}): render it first', 0],
    ['a.yaml', 'a: b: c\n', 'a second key on one line; a value that holds ": " must be quoted', 3],
    ['a.yaml', 'a:\n   b: 1\n  c: 2\n', 'the indentation does not fit the lines above', 11],
    ['a.yaml', 'a: [1, 2\n', 'a bracket, brace or quote that is never closed', 3],
    ['a.yaml', 'a: "x\n', 'a bracket, brace or quote that is never closed', 3],
    ['a.yaml', 'a: ["x" "y"]\n', 'a quote, bracket, comma, colon or space is missing', 8],
    ['a.yaml', 'a:\n\tb: 1\n', 'a tab is used for indentation', 3],
  ])('%s %j', (path, text, message, offset) => {
    expect(rejection(text, path)).toMatchObject({ message, offset });
  });
});

describe('aliases', () => {
  test('stand for the anchor before them', () => {
    const node = under('x: &n {a: 1}\ny: &n {a: 2}\nz: *n\n', 'z');
    expect(node).toMatchObject({ kind: 'alias', name: 'n' });
    expect(dataOf(concrete(node))).toEqual({ a: 2 });
  });

  test('read as an omitted value where they stand for nothing', () => {
    const node = under('a: *x\n', 'a');
    expect(concrete(node)).toMatchObject({ kind: 'scalar', value: null, text: '', range: node.range });
  });
});
