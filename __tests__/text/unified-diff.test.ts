import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from '../../src/text/edit.ts';
import { diffOfEdits, unifiedDiff } from '../../src/text/unified-diff.ts';
import { gitApply } from './git.ts';

const line = fc.constantFrom('a', 'b', '  c: d', '', '# é', '\\ No newline', '--- x', '+++ y', '@@ -1 +1 @@');
const ending = fc.constantFrom('\n', '\r\n');
const document = fc
  .tuple(fc.array(line, { maxLength: 25 }), ending, fc.boolean())
  .map(([lines, eol, closed]) => lines.join(eol) + (closed && lines.length > 0 ? eol : ''));

describe('unifiedDiff', () => {
  test('shows three lines of context under git headers', () => {
    const before = 'a\nb\nc\nd\ne\nf\n';
    expect(unifiedDiff('x/y.yaml', before, before.replace('d\n', 'd\nnew\n'))).toBe(
      '--- a/x/y.yaml\n+++ b/x/y.yaml\n@@ -2,5 +2,6 @@\n b\n c\n d\n+new\n e\n f\n',
    );
  });

  test('is empty when nothing changed', () => {
    expect(unifiedDiff('a.yaml', 'x\n', 'x\n')).toBe('');
  });

  test('says where a file has no final line end', () => {
    expect(unifiedDiff('a', 'x', 'x\ny')).toBe(
      '--- a/a\n+++ b/a\n@@ -1,1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n\\ No newline at end of file\n',
    );
  });

  test.each(['a.yaml', 'with space.yaml', 'deep/er/ä "q".yaml', 'tab\there.yaml', 'back\\slash.yaml', '-dash.yaml'])(
    'names %j so that git finds the file',
    (path) => {
      expect(gitApply(path, 'a\nb\n', unifiedDiff(path, 'a\nb\n', 'a\nc\nb\n'))).toEqual({ text: 'a\nc\nb\n' });
    },
  );

  test('is what git applies, whatever the line ends', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        expect(gitApply('t.yaml', before, unifiedDiff('t.yaml', before, after))).toEqual({ text: after });
      }),
      { numRuns: 60 },
    );
  });

  test('tells an item that goes between two others from its own first line', () => {
    const item = (action: string) => `    - Effect: Allow\n      Action: ${action}\n`;
    const text = (...actions: readonly string[]) => `a\nStatement:\n${actions.map(item).join('')}  Tags: []\n`;
    expect(unifiedDiff('t.yaml', text('a:A', 'c:C'), text('a:A', 'b:B', 'c:C'))).toContain(
      `       Action: a:A\n+    - Effect: Allow\n+      Action: b:B\n     - Effect: Allow\n`,
    );
  });

  test('is what git applies, where blocks repeat', () => {
    const block = fc.constantFrom('- a\n', '  b\n', '- a\n  b\n', '- a\n  b\n  c\n', '\n', 'x\n');
    const blocks = fc.array(block, { maxLength: 12 });
    fc.assert(
      fc.property(blocks, fc.array(blocks, { minLength: 1, maxLength: 3 }), blocks, (head, inserted, tail) => {
        const before = ['top\n', ...head, ...inserted.flatMap(() => ['mid\n', ...tail])].join('');
        const after = ['top\n', ...head, ...inserted.flatMap((more) => ['mid\n', ...more, ...tail])].join('');
        fc.pre(before !== after);
        expect(gitApply('t.yaml', before, unifiedDiff('t.yaml', before, after))).toEqual({ text: after });
      }),
      { numRuns: 60 },
    );
  });

  test('has all its context where what is new ends in lines like those behind it', () => {
    const behind = ['  {', '    "Resource": {', '      "s": 1', '    },', '    "u": 1', '  }', ']', ']', ']'];
    const added = ['  {', '    "k": 1,', '    "Resource": {', '      "b": 1,', '    }', '  },'];
    const text = (...parts: readonly string[]) => `${['[', '  1,', '  2,', '  ]', '  },', ...parts].join('\n')}\n`;
    const [before, after] = [text(...behind), text(...added, ...behind)];
    expect(gitApply('a.json', before, unifiedDiff('a.json', before, after))).toEqual({ text: after });
  });
});

describe('diffOfEdits', () => {
  test('says of edits in a long text what a comparison of the whole texts says', () => {
    const line = fc.constantFrom('- a', '  b: 1', '', 'x', '\r', 'é'.repeat(50), 'long '.repeat(1000));
    const lines = (maxLength: number) =>
      fc.array(line, { maxLength }).map((all) => all.map((each) => `${each}\n`).join(''));
    const text = fc.tuple(lines(8), fc.nat(700), fc.boolean()).map(([some, times, ends]) => {
      const repeated = `${some.repeat(times)}end`;
      return ends ? `${repeated}\n` : repeated;
    });
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), gone: fc.nat(12), text: lines(4) });
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 3 }), (whole, drawn) => {
        const starts = drawn.map(({ at }) => Math.floor(at * whole.length)).sort((a, b) => a - b);
        const edits = drawn.map(({ gone, text }, index) => {
          const start = starts[index] ?? 0;
          return { range: { start, end: Math.min(start + gone, starts[index + 1] ?? whole.length) }, text };
        });
        const file = { path: 'a.yaml', text: whole };
        expect(diffOfEdits(file, edits)).toBe(unifiedDiff('a.yaml', whole, applyEdits(whole, edits)));
      }),
      { numRuns: 200 },
    );
  });
});
