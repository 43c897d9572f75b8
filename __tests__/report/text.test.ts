import { describe, expect, test } from '@jest/globals';
import type { Palette } from '../../src/report/palette.ts';
import { PLAIN } from '../../src/report/palette.ts';
import { findingsText, textReport } from '../../src/report/text.ts';
import { expectFixture } from '../fixture-file.ts';
import { at, FILE, FULL, MISSING, reported, review, STREAM, templateReport } from './sample.ts';

const OPTIONS = { palette: PLAIN, width: 100, explain: false, quiet: false, pathForFix: (path: string) => path };

describe('the text report', () => {
  test('says of a finding what a colleague would say', () => {
    expectFixture('report/missing.txt', textReport(review([templateReport()]), OPTIONS));
  });

  test('tells one of everything', () => {
    expectFixture('report/full.txt', textReport(FULL, OPTIONS));
  });

  test('names the files to fix, for a shell, and what else that writes', () => {
    const standing = { ...MISSING, introduced: false };
    const other = templateReport({ file: { path: "-a b's.yaml", text: FILE.text } });
    const made = review([templateReport({ findings: [MISSING, standing] }), other]);
    expect(textReport(made, { ...OPTIONS, width: 200 })).toContain(
      "das-grant-guard fix stacks/aurora.yaml './-a b'\\''s.yaml' writes the numbered lines above and the fixes of " +
        'what stood before.\n',
    );
    expect(textReport(review([templateReport({ findings: [standing] })]), OPTIONS)).not.toContain('guard fix');
    expect(textReport(made, { ...OPTIONS, pathForFix: null })).not.toContain('das-grant-guard fix');
  });

  test('explains the way from the custom resource to the key', () => {
    expectFixture('report/explain.txt', textReport(review([templateReport()]), { ...OPTIONS, explain: true }));
  });

  test('says what is known of a stream of which little is', () => {
    const actions = { 'kms:CreateGrant': 'unknown', 'kms:DescribeKey': 'unknown' } as const;
    const stream = { ...STREAM, function: null, role: null, key: null, actions, decisions: [] };
    const text = textReport(review([templateReport({ streams: [stream] })]), { ...OPTIONS, explain: true });
    expect(text).toContain('→ role           not known');
    expect(text).toContain('→ policies       not known');
  });

  test('does not say of policies that were read that they are not known', () => {
    const unknown = { 'kms:CreateGrant': 'unknown', 'kms:DescribeKey': 'unknown' } as const;
    const stream = { ...STREAM, key: 'which key the handler passes', actions: unknown, decisions: [], limits: [] };
    const text = textReport(review([templateReport({ streams: [stream] })]), { ...OPTIONS, explain: true });
    expect(text).toContain('→ policies       not judged');
    expect(text).toContain('no statement was judged for it');
    expect(text).not.toContain('on this key');
  });

  test('keeps a finding under 15 lines', () => {
    const lines = findingsText(review([templateReport()]), OPTIONS)
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThan(15);
  });

  test('says that all is well, and is still when quiet', () => {
    const calm = review([templateReport({ findings: [], fixed: null })]);
    expect(textReport(calm, OPTIONS)).toBe(
      'ok stacks/aurora.yaml: ActivityStreamEnabler (role ActivityStreamLambdaRole, key DasKmsKey):\n' +
        '  kms:CreateGrant missing and kms:DescribeKey scoped\n\n' +
        'success: nothing found; 1 activity stream in 1 template\n',
    );
    expect(textReport(calm, { ...OPTIONS, quiet: true })).toBe('');
    expect(textReport(review([]), OPTIONS)).toBe(
      'success: nothing found; no template with a custom resource was read\n',
    );
  });

  test('is told in colours when a palette is given, and says the same', () => {
    const marked = (name: string) => (text: string) => `«${name} ${text}»`;
    const names = Object.keys(PLAIN).map((name) => [name, marked(name)]);
    const palette = Object.fromEntries(names) as unknown as Palette;
    const text = textReport(FULL, { ...OPTIONS, palette });
    expect(text).toContain('«error error» missing-grant at «strong stacks/aurora.yaml:4»');
    expect(text).toContain('  17 «added + ');
    expect(text).toContain('«warning problem» broken.yaml:1: ');
    expect(text.replace(/«[a-z]+ |»/g, '')).toBe(textReport(FULL, OPTIONS));
  });

  test('breaks prose, not files', () => {
    const lines = textReport(FULL, { ...OPTIONS, width: 60 }).split('\n');
    const long = lines.filter((line) => line.length > 60);
    expect(long.filter((line) => !/^ +\d+ \+/.test(line) && !/[^ ]{40}/.test(line))).toEqual([]);
  });
});

describe('what a template says', () => {
  const EVIL = '\u001b[31mred\u202Eder\u0000\r\n::error::x ##[add-matcher]y';
  const PATCH = [
    '--- a/x.yaml\n+++ b/x.yaml\n@@ -1,2 +1,3 @@\n',
    ` ::stop-commands::x\r\n+\u001b[2J\u202E ##[group]\r\n \t::warning::y\r\n`,
  ].join('');
  const evil = review([
    templateReport({
      file: { path: EVIL, text: '' },
      streams: [{ ...STREAM, role: EVIL, key: EVIL, function: EVIL, assumptions: [{ id: 'A1', text: EVIL }] }],
      findings: [
        reported(
          {
            when: EVIL,
            message: `${EVIL} ::debug::z`,
            related: [{ logicalId: EVIL, location: at('DasKmsKey'), message: EVIL }],
          },
          { fix: { kind: 'edits', path: EVIL, edits: [], patch: PATCH } },
        ),
        reported({}, { fix: { kind: 'manual', reason: EVIL, statement: { [EVIL]: [EVIL, { Ref: EVIL }] } } }),
        reported({}, { suppressed: { reason: EVIL } }),
      ],
      problems: [{ code: 'parse', path: EVIL, location: null, message: EVIL, incomplete: true }],
    }),
  ]);

  test.each([20, 60, 100, 1000])('acts neither on the terminal nor on the runner, at %d columns', (width) => {
    const text = textReport(evil, { ...OPTIONS, width, explain: true });
    expect(text.match(/[^\P{Cc}\n\t]|\p{Cf}/gu)).toBeNull();
    expect(text.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
    expect(text).not.toContain('##[');
    expect(text).toContain('\\x1b[31mred\\u{202e}der');
  });
});

test('a finding of another file than the template points into that file', () => {
  const other = { path: 'nested.yaml', text: 'Resources:\n  Role: {}\n' };
  const finding = reported({ location: at('Role', other) });
  expect(textReport(review([templateReport({ findings: [finding] })]), OPTIONS)).toContain('at nested.yaml:2\n');
  expect(MISSING.location.file).toBe(FILE);
});

test('a patch that mends two findings is told once', () => {
  const text = textReport(review([templateReport({ findings: [MISSING, MISSING] })]), OPTIONS);
  expect(text.match(/^ +\d+ \+ .*kms:CreateGrant/gm)).toHaveLength(1);
  expect(text.match(/The patch above mends this too\./g)).toHaveLength(1);
});
