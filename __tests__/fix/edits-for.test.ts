import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Operation, TemplateValue } from '../../src/finding/patch.ts';
import { editsFor } from '../../src/fix/edits-for.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { judgeData } from '../syntax/judge.ts';
import { gitApply } from '../text/git.ts';
import { applied, longForm } from './model.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/edits/', import.meta.url));

interface Example {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly operations: readonly Operation[];
}

function example(sentence: string): Example {
  const folder = `${FOLDER}${sentence}/`;
  const ending = readdirSync(folder).includes('before.json') ? 'json' : 'yaml';
  const operation = JSON.parse(readFileSync(`${folder}operation.json`, 'utf8')) as Operation | Operation[];
  return {
    path: `before.${ending}`,
    before: readFileSync(`${folder}before.${ending}`, 'utf8'),
    after: readFileSync(`${folder}after.${ending}`, 'utf8'),
    operations: Array.isArray(operation) ? operation : [operation],
  };
}

function run(path: string, text: string, ...operations: readonly Operation[]): string {
  const result = editsFor({ path, text }, { file: path, operations });
  return result.kind === 'edits' ? applyEdits(text, result.edits) : `refused: ${result.reason}`;
}

describe('editsFor', () => {
  const sentences = readdirSync(FOLDER);

  test('has examples to hold to', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(70);
  });

  test.each(sentences)('%s', (sentence) => {
    const { path, before, after, operations } = example(sentence);
    expect(run(path, before, ...operations)).toBe(after);
    expect(gitApply(path, before, unifiedDiff(path, before, after))).toEqual({ text: after });
  });

  // js-yaml wants brackets to close deeper than their parent.
  const unreadable = [
    'brackets that close at the margin are edited inside',
    'a policy in JSON style inside YAML gets JSON style',
  ];
  const judged = sentences.filter((sentence) => {
    const { operations } = example(sentence);
    return operations.length === 1 && !unreadable.includes(sentence) && !operations[0]?.path.includes('Fn::If');
  });

  test.each(judged)('%s, and js-yaml reads it so', (sentence) => {
    const { before, after, operations } = example(sentence);
    const data = longForm(judgeData(before)) as TemplateValue;
    const wanted = operations.reduce<TemplateValue>((value, operation) => applied(value, operation), data);
    expect(longForm(judgeData(after))).toEqual(longForm(wanted));
  });
});

describe('editsFor refuses, and says why', () => {
  const append = (...path: (string | number)[]): Operation => ({ kind: 'append', path, after: null, values: ['new'] });

  test.each<[string, string, Operation, string]>([
    ['a.yaml', 'A: &a [x]\nB: *a\n', append('B'), 'the list is written through a YAML alias'],
    ['a.yaml', 'A: &a {L: [x]}\nB: *a\n', append('B', 'L'), 'the path leads through a YAML alias or merge key'],
    ['a.yaml', 'A: &a {L: [x]}\nB:\n  <<: *a\n', append('B', 'L'), 'the path leads through a YAML alias or merge key'],
    ['a.yaml', 'A: &a [x]\nB: *a\n', append('A'), 'what stands there is shared through a YAML anchor'],
    ['a.yaml', 'A: &a {L: [x]}\nB: *a\n', append('A', 'L'), 'what stands there is shared through a YAML anchor'],
    ['a.yaml', 'A: [x]\n', append('B'), 'the template has nothing at B'],
    ['a.yaml', 'A: ~\n', append('A'), 'the value is null'],
    ['a.json', '{"A": null}', append('A'), 'the value is null'],
    [
      'a.yaml',
      'A:\n  - |\n    x',
      append('A'),
      'the file ends without a line end inside a block text, which a line behind it would change',
    ],
    ['a.yaml', 'A: |\n  x\n', append('A'), 'a block text stands where the list would'],
    ['a.yaml', 'A: one\n  two\n', append('A'), 'a value over several lines stands where the list would'],
    ['a.yaml', 'A: &a\n  x: 1\n', append('A'), 'the lone value has an anchor that aliases may refer to'],
    ['a.yaml', 'A: [x]\n', { kind: 'append', path: ['A'], after: 3, values: ['y'] }, 'the list has no such item'],
    ['a.yaml', 'A: [ # none\n  ]\n', append('A'), 'a comment stands in the empty brackets'],
    [
      'a.yaml',
      'A: {x: 1}\n',
      { kind: 'set', path: ['A'], key: 'x', after: null, value: 2 },
      'the key x exists already',
    ],
    ['a.yaml', 'A: {x: 1}\n', { kind: 'set', path: ['A'], key: 'y', after: 'z', value: 2 }, 'there is no key z'],
    [
      'a.yaml',
      'A: !Ref x\n',
      { kind: 'set', path: ['A'], key: 'y', after: null, value: 2 },
      'an intrinsic stands where the mapping would',
    ],
    ['a.yaml', 'A: [x]\n', { kind: 'set', path: ['A'], key: 'y', after: null, value: 2 }, 'no mapping stands there'],
    [
      'a.yaml',
      'A:\n  - &a x\n',
      { kind: 'replace', path: ['A', 0], value: { B: { C: 1 } } },
      'an anchor stands behind the dash',
    ],
    [
      'a.yaml',
      'A: &a x\nB: *a\n',
      { kind: 'replace', path: ['A'], value: 'y' },
      'what stands there is shared through a YAML anchor',
    ],
    [
      'a.yaml',
      'A: [&a x]\nB: *a\n',
      { kind: 'replace', path: ['A'], value: 'y' },
      'an alias elsewhere stands for a part of the value',
    ],
    [
      'a.yaml',
      'A: # why\n  - x\n',
      { kind: 'replace', path: ['A'], value: 'y' },
      'a comment stands between the key and its value',
    ],
    [
      'a.yaml',
      'A: [x, &b y]\nB: *b\n',
      { kind: 'remove', path: ['A'], items: [1] },
      'an alias elsewhere stands for a part of the value',
    ],
    ['a.yaml', 'A: x\n', { kind: 'replace', path: [], value: 'y' }, 'the whole template can not be replaced'],
    ['a.yaml', 'A: [x', append('A'), 'the file can not be read'],
    ['a.yaml', '', append('A'), 'the file is empty'],
    ['a.yaml', 'A: [\n\tx,\n\ty]\n', append('A'), 'the lines start with signs that can not be imitated'],
  ])('%s %j', (path, text, operation, reason) => {
    expect(run(path, text, operation)).toBe(`refused: ${reason}`);
  });

  const lost = 'a comment within the value would be lost';

  test.each<[string, string]>([
    ['A:\n  - x # one\n  - y\n', `refused: ${lost}`],
    ['A:\n  - x\n  # two\n  - y\n', `refused: ${lost}`],
    ['A:\n  - x\n  - y # two\n', `refused: ${lost}`],
    ['A:\n  B: c # C\n', 'A: new # C\n'],
    ['A:\n  # one\n  B: c\n', 'A:\n  # one\n  new\n'],
    ['A: !Join # what\n  - x\n  - y\n', `refused: ${lost}`],
    ['A: !Join\n  - x # one\n  # two\n  - y # three\nB: 1\n', 'A: new # three\nB: 1\n'],
    ['A: !If\n  - x # one\n  - y\n  - z\n', `refused: ${lost}`],
    ['A: [\n  x, # one\n]\n', `refused: ${lost}`],
    ['A: ["x #1", y#2] # both\n', 'A: new # both\n'],
    ['A:\n  - "x # 1"\n  - y#2\n', 'A: new\n'],
    ['A: x # one\n', 'A: new # one\n'],
    ['A:\n  # one\n  x\n', 'A:\n  # one\n  new\n'],
  ])('a value for a comment that would go with it: %j', (text, expected) => {
    expect(run('a.yaml', text, { kind: 'replace', path: ['A'], value: 'new' })).toBe(expected);
  });

  test.each<[string, number[], string]>([
    ['A:\n  - x\n  - y # two\n  # three\n  - z\n', [1], 'A:\n  - x\n  # three\n  - z\n'],
    ['A:\n  - x\n  # two\n  # too\n  - y\n  # three\n  - z\n', [1], 'A:\n  - x\n  # three\n  - z\n'],
    ['A:\n  - x\n  - y\n    # two\n  # end\nB: 1\n', [1], 'A:\n  - x\n  # end\nB: 1\n'],
    ['A:\n- x\n# two\n- y\nB: 1\n', [1], 'A:\n- x\nB: 1\n'],
    // What follows a comment is what it is about: of the same kind, or at the head of the list all.
    ['A:\n  - s:x\n  # ts\n  - t:y\n  - t:z\n', [1], 'A:\n  - s:x\n  # ts\n  - t:z\n'],
    ['A:\n  - s:x\n  # ts\n  - t:y\n  - t:z\n  - u:v\n', [1, 2], 'A:\n  - s:x\n  - u:v\n'],
    ['A:\n  # all\n  - t:x\n  - u:y\n', [0], 'A:\n  # all\n  - u:y\n'],
    ['A:\n  # ts\n  - t:x\n  # us\n  - u:y\n', [0], 'A:\n  # us\n  - u:y\n'],
    // Not in its column, or no words at all.
    ['A:\n  - x\n # two\n  - y\n', [1], 'A:\n  - x\n # two\n'],
    ['A:\n  - x\n  # - t\n  - y\n', [1], 'A:\n  - x\n  # - t\n'],
    ['A:\n  - x\n\n  # two\n  - y\n\n  - z\n', [1], 'A:\n  - x\n\n  - z\n'],
    ['A:\n  - x\n\n  # two\n  - y\nB: 1\n', [1], 'A:\n  - x\nB: 1\n'],
    ['A:\n  - x\n\n  - y\n  - z\n', [1], 'A:\n  - x\n\n  - z\n'],
    ['A:\n  - x\n\n  # two\n  - y\n  - z\n\n  - v\n', [1, 2], 'A:\n  - x\n\n  - v\n'],
    ['A:\n  - x\n  # two\n  - y', [1], 'A:\n  - x'],
    ['A: [\n  x, # one\n  # two\n  y # too\n]\n', [1], 'A: [\n  x # one\n]\n'],
    ['A: [\n  x, # one\n  y, # two\n]\n', [1], 'A: [\n  x, # one\n]\n'],
    ['A: [\n  # one\n  x,\n  y,\n  z]\n', [0, 1], 'A: [\n  # one\n  z]\n'],
    ['A: [\n  x, # one\n  y]\n', [1], 'A: [\n  x # one\n  ]\n'],
    ['A: [x, # one\n  y]\n', [0], 'refused: something else stands on the line of an item'],
    ['A: [x, y, # both\n  z]\n', [0], 'A: [y, # both\n  z]\n'],
    ['A: [\n  x # one\n  , y # two\n]\n', [1], 'A: [\n  x # one\n]\n'],
  ])('items with what is said of them alone: %j without %j', (text, items, expected) => {
    expect(run('a.yaml', text, { kind: 'remove', path: ['A'], items })).toBe(expected);
  });

  test('two operations that add one key', () => {
    const set: Operation = { kind: 'set', path: ['A'], key: 'x', after: null, value: 1 };
    expect(run('a.yaml', 'A:\n', set, { ...set, value: 2 })).toBe('refused: two changes add the same key');
  });

  test('two operations on the same text', () => {
    const operations: Operation[] = [
      { kind: 'replace', path: ['A'], value: 'x' },
      { kind: 'replace', path: ['A', 'B'], value: 'y' },
    ];
    expect(run('a.yaml', 'A: {B: c}\n', ...operations)).toBe('refused: two changes touch the same text');
  });
});

describe('editsFor leaves alone', () => {
  test('an empty patch', () => {
    expect(run('a.yaml', 'A: 1\n')).toBe('A: 1\n');
  });

  test('what a key looks like that only seems special', () => {
    const operation: Operation = { kind: 'set', path: ['__proto__'], key: 'constructor', after: null, value: 'x' };
    expect(run('a.yaml', '__proto__:\n  a: b\n', operation)).toBe('__proto__:\n  a: b\n  constructor: x\n');
  });
});
