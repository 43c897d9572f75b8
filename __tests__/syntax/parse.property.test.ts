import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parse.ts';
import { positionOf } from '../../src/text/line-index.ts';
import { dataOf, judgeData } from './judge.ts';
import { manner, templateValue, write } from './restyle.ts';

function rootOf(path: string, text: string): SyntaxNode | null {
  const result = parse({ path, text });
  if (result.kind === 'rejected') throw new Error(`${result.problem.message} at ${result.problem.offset} of ${text}`);
  return result.root;
}

function partsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.kind === 'sequence') return [...node.items];
  return node.kind === 'mapping' ? node.entries.flatMap(({ key, value }) => [key, value]) : [];
}

function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const part of partsOf(node)) yield* nodesOf(part);
}

describe('parse', () => {
  test('reads generated YAML as js-yaml does', () => {
    fc.assert(
      fc.property(templateValue, manner, (value, how) => {
        const text = write({ Root: value }, how);
        const root = rootOf('a.yaml', text);
        expect(JSON.stringify(dataOf(root))).toBe(JSON.stringify(judgeData(text)));
      }),
      { numRuns: 400 },
    );
  });

  test('reads JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(0, 1, 2, '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (value, indent, eol) => {
          const text = JSON.stringify(value, null, indent).replaceAll('\n', eol);
          const result = parse({ path: 'a.json', text });
          expect(result).toMatchObject({ kind: 'parsed', format: 'json' });
          expect(JSON.stringify(dataOf(rootOf('a.json', text)))).toBe(JSON.stringify(JSON.parse(text)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('gives ranges that hold exactly their node', () => {
    fc.assert(
      fc.property(templateValue, manner, (value, how) => {
        const file = { path: 'a.yaml', text: write({ Root: value }, how) };
        const root = rootOf(file.path, file.text);
        for (const node of root === null ? [] : nodesOf(root)) {
          const { start, end } = node.range;
          const column = positionOf(file, start).column - 1;
          const slice = ' '.repeat(column) + file.text.slice(start, end);
          expect(slice.slice(column)).toBe(slice.trim());
          expect(JSON.stringify(dataOf(rootOf('slice.yaml', slice)))).toBe(JSON.stringify(dataOf(node)));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('never throws, and keeps every range inside its parent', () => {
    const sign = fc.constantFrom(
      'a',
      '1',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\t',
      ':',
      ': ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
    );
    const odd = fc.constantFrom(
      '#',
      ' #',
      '&x ',
      '*x',
      '!T ',
      '"',
      "'",
      '|',
      '>',
      '|+',
      '\\',
      '%',
      '---',
      '...',
      '<<',
      '\0',
      '\u2028',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, odd), { maxLength: 40 }), (signs) => {
        const text = signs.join('');
        const result = parse({ path: 'a.yaml', text });
        if (result.kind === 'rejected' || result.root === null) return;
        expect(result.root.range.end).toBeLessThanOrEqual(text.length);
        for (const node of nodesOf(result.root)) {
          for (const part of partsOf(node)) {
            expect(part.range.start).toBeGreaterThanOrEqual(node.range.start);
            expect(part.range.end).toBeLessThanOrEqual(node.range.end);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
