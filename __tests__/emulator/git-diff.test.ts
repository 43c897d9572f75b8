import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveAnchor } from '../../emulator/anchors.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { parsePatch } from '../../emulator/hunks.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';

let emulator: Emulator;
let repository: RepositoryHandle;

beforeAll(async () => {
  emulator = await startEmulator();
  repository = emulator.createRepository({ files: { seed: 'seed\n' } });
});

afterAll(() => emulator.stop());

/** Few different lines, so that git finds much in common; some end in CR, some look like a diff. */
const line = fc.constantFrom(
  'a',
  'b',
  '',
  ' x',
  '+a',
  '-b',
  '@@ -1 +1 @@',
  'diff --git a/f b/f',
  'c\r',
  '\\ No newline',
  'é',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([all, ended]) => (all.length === 0 ? '' : all.join('\n') + (ended ? '\n' : '')));

const splitLines = (content: string): string[] => content.match(/[^\n]*\n|[^\n]+$/g) ?? [];

describe('hunks', () => {
  it('hold the lines of both sides as git diff draws them', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const base = repository.push({ f: before });
        const pull = repository.openPullRequest({ files: { f: after }, from: base });
        const [file] = pull.files();
        if (before === after) {
          expect(file).toBeUndefined();
          return;
        }
        const raw = execFileSync('git', ['diff', base, pull.headSha, '--', 'f'], {
          cwd: repository.directory,
        }).toString();
        const start = raw.search(/^@@ /m);
        if (start !== -1) expect(`${file?.patch}\n`).toBe(raw.slice(start));
        const [left, right] = [splitLines(before), splitLines(after)];
        for (const each of (file?.hunks ?? []).flatMap((hunk) => hunk.lines)) {
          const shown = each.raw.slice(1);
          if (each.left !== null) expect(left[each.left - 1]?.replace(/\n$/, '')).toBe(shown);
          if (each.right !== null) expect(right[each.right - 1]?.replace(/\n$/, '')).toBe(shown);
        }
        // Put together, context and the other side's lines give the other file back.
        expect(rebuild(left, file?.patch ?? '')).toBe(after);
      }),
      { numRuns: 40 },
    );
  });
});

describe('anchors', () => {
  it('are right exactly on the lines of one hunk', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.nat(32),
        fc.nat(32),
        fc.constantFrom('LEFT' as const, 'RIGHT' as const),
        (before, after, a, b, side) => {
          const base = repository.push({ g: before });
          const pull = repository.openPullRequest({ files: { g: after }, from: base });
          const files = pull.files();
          const spans = linesByHunk(files[0]?.patch ?? '', side);
          const single = resolveAnchor(files, { path: 'g', line: a, side }, false);
          expect(single.ok).toBe(spans.some((span) => span.has(a)));
          const range = resolveAnchor(files, { path: 'g', start_line: a, line: b, side, start_side: side }, false);
          expect(range.ok).toBe(a < b && spans.some((span) => span.has(a) && span.has(b)));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** The lines of each hunk that one side may be commented on, counted from the headers alone. */
function linesByHunk(patch: string, side: 'LEFT' | 'RIGHT'): Set<number>[] {
  const spans: Set<number>[] = [];
  const rows = patch.split('\n');
  while (rows.length > 0) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(rows.shift() ?? '');
    if (header === null) continue;
    const body = takeBody(rows, Number(header[2] ?? 1), Number(header[4] ?? 1));
    const foreign = side === 'LEFT' ? '+' : '-';
    const first = Number(side === 'LEFT' ? header[1] : header[3]);
    const own = body.filter((row) => !row.startsWith(foreign)).map((row, index) => ({ row, line: first + index }));
    const allowed = own.filter(({ row }) => side === 'RIGHT' || row.startsWith('-'));
    spans.push(new Set(allowed.map(({ line }) => line)));
  }
  return spans;
}

/** Takes a hunk's rows off; a line of the file may look like a header, so the counts tell where it ends. */
function takeBody(rows: string[], old: number, now: number): string[] {
  const body: string[] = [];
  let [oldLeft, nowLeft] = [old, now];
  while (oldLeft > 0 || nowLeft > 0) {
    const row = rows.shift() ?? '';
    if (row.startsWith('\\')) continue;
    oldLeft -= row.startsWith('+') ? 0 : 1;
    nowLeft -= row.startsWith('-') ? 0 : 1;
    body.push(row);
  }
  return body;
}

function rebuild(left: readonly string[], patch: string): string {
  const result: string[] = [];
  let at = 0;
  for (const hunk of parsePatch(patch)) {
    const first = hunk.lines.find((each) => each.left !== null)?.left;
    const header = /^@@ -(\d+)/.exec(hunk.header);
    const start = first === undefined ? Number(header?.[1] ?? 0) : (first ?? 1) - 1;
    result.push(...left.slice(at, start));
    at = start;
    for (const [index, each] of hunk.lines.entries()) {
      if (each.kind === 'no-newline') continue;
      const unfinished = hunk.lines[index + 1]?.kind === 'no-newline';
      if (each.left !== null) at += 1;
      if (each.right !== null) result.push(each.raw.slice(1) + (unfinished ? '' : '\n'));
    }
  }
  return [...result, ...left.slice(at)].join('');
}
