import { describe, expect, test } from '@jest/globals';
import { entriesOf, longName, nodeAt, pathOf, valueAt } from '../../src/syntax/navigate.ts';
import type { MappingNode, SyntaxNode } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parse.ts';
import { dataOf } from './judge.ts';

function root(text: string): SyntaxNode {
  const result = parse({ path: 'a.yaml', text });
  if (result.kind === 'rejected' || result.root === null) throw new Error('no root');
  return result.root;
}

function mapping(text: string, key: string): MappingNode {
  const node = nodeAt(root(text), [key])?.node;
  if (node?.kind !== 'mapping') throw new Error('no mapping');
  return node;
}

function data(node: MappingNode): unknown {
  return Object.fromEntries(entriesOf(node).map(({ key, value }) => [key.text, dataOf(value)]));
}

describe('the entries that count', () => {
  test('are the last of those with one key', () => {
    const node = mapping('m: {a: 1, b: 2, a: 3}\n', 'm');
    expect(data(node)).toEqual({ a: 3, b: 2 });
    expect(valueAt(node, 'c')).toBeNull();
  });

  test('come from merge keys where the mapping does not say them itself', () => {
    const base = 'x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n';
    expect(data(mapping(`${base}m: {<<: *x, b: 9}\n`, 'm'))).toEqual({ a: 1, b: 9 });
    expect(data(mapping(`${base}m: {<<: [*x, *y]}\n`, 'm'))).toEqual({ a: 1, b: 2, c: 4 });
    expect(data(mapping(`${base}m: {<<: *y, <<: *x}\n`, 'm'))).toEqual({ a: 1, b: 3, c: 4 });
    expect(data(mapping('m: {<<: {a: 1}, b: 2}\n', 'm'))).toEqual({ a: 1, b: 2 });
    expect(data(mapping(`${base}z: &z {<<: *x, d: 5}\nm: {<<: *z}\n`, 'm'))).toEqual({ a: 1, b: 2, d: 5 });
  });

  test('take a quoted << and a merge of something else for what they are', () => {
    expect(data(mapping('m: {"<<": {a: 1}}\n', 'm'))).toEqual({ '<<': { a: 1 } });
    expect(data(mapping('m: {<<: 1, b: 2}\n', 'm'))).toEqual({ b: 2 });
  });
});

describe('nodeAt', () => {
  const text = 'R: &r\n  P: [a, {k: v}]\nS: *r\nT: {<<: *r, Q: 1}\nI: !If [c, !Sub x, y]\n';

  test('goes down keys and indices', () => {
    expect(nodeAt(root(text), ['R', 'P', 1, 'k'])).toMatchObject({ node: { text: 'v' }, throughAlias: false });
    const top = root(text);
    expect(nodeAt(top, [])).toEqual({ node: top, throughAlias: false });
    expect(nodeAt(root(text), ['R', 'X'])).toBeNull();
    expect(nodeAt(root(text), ['R', 'P', 7])).toBeNull();
    expect(nodeAt(root(text), ['R', 'P', 0, 'k'])).toBeNull();
  });

  test('says when the way leads through an alias or a merge key, not when it ends at one', () => {
    expect(nodeAt(root(text), ['S'])).toMatchObject({ node: { kind: 'alias' }, throughAlias: false });
    expect(nodeAt(root(text), ['S', 'P'])).toMatchObject({ throughAlias: true });
    expect(nodeAt(root(text), ['T', 'P'])).toMatchObject({ throughAlias: true });
    expect(nodeAt(root(text), ['T', 'Q'])).toMatchObject({ throughAlias: false });
  });

  test('takes a short tag in its long spelling as a step', () => {
    expect(nodeAt(root(text), ['I', 'Fn::If', 1, 'Fn::Sub'])).toMatchObject({ node: { text: 'x' } });
    expect(nodeAt(root(text), ['I', 1])).toMatchObject({ node: { text: 'x' } });
    expect(nodeAt(root(text), ['I', 'Fn::Join', 1])).toBeNull();
  });
});

describe('pathOf', () => {
  test('leads to every node that counts, as it is written', () => {
    const top = root('A: [x, {b: !Sub c, d: }]\nE: &e {f: 1, f: 2}\nG: *e\n');
    const walk = (node: SyntaxNode, path: (string | number)[]): void => {
      expect(pathOf(top, node)).toEqual(path);
      if (node.kind === 'sequence') for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
      if (node.kind === 'mapping') for (const { key, value } of entriesOf(node)) walk(value, [...path, key.text]);
    };
    walk(top, []);
  });

  test('finds no way to what a later entry replaces, nor to a node of another text', () => {
    const top = root('a: 1\na: 2\n');
    const first = top.kind === 'mapping' ? top.entries[0]?.value : undefined;
    expect(first === undefined ? undefined : pathOf(top, first)).toBeNull();
    expect(pathOf(top, root('a: 1\n'))).toBeNull();
  });
});

test('longName spells short tags out', () => {
  expect([longName('!Sub'), longName('!Ref'), longName('!Condition'), longName('!!str'), longName(null)]).toEqual([
    'Fn::Sub',
    'Ref',
    'Condition',
    null,
    null,
  ]);
});
