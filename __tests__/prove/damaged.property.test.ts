import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseNames, readCase, reportOn } from './case.ts';

/** `DAMAGED_RUNS=100000 npm test -- __tests__/prove/damaged` tries more, others each time. */
const RUNS = Number(process.env.DAMAGED_RUNS ?? 400);
const SEED = process.env.DAMAGED_RUNS === undefined ? { seed: 20261123 } : {};

/** What people and merges do to the lines of a file; `a` and `b` are zero-based lines, `many` a number of them. */
type Damage = (lines: readonly string[], a: number, b: number, many: number, value: string) => readonly string[];

const changed = (lines: readonly string[], at: number, line: string) => lines.with(at, line);
const KEY = /^(\s*(?:- )?)([^\s:][^:]*):/;

const damages: readonly Damage[] = [
  (lines, a, _, many) => lines.toSpliced(a, many),
  (lines, a, b, many) => lines.toSpliced(a, 0, ...lines.slice(b, b + many)),
  (lines, a, b) => lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''),
  (lines, a, _b, _many, value) => changed(lines, a, (lines[a] ?? '').replace(/:\s.*$/, `: ${value}`)),
  (lines, a, b) => {
    const [, , name] = KEY.exec(lines[b] ?? '') ?? [];
    return changed(
      lines,
      a,
      (lines[a] ?? '').replace(KEY, (whole, lead) => (name ? `${lead}${name}:` : whole)),
    );
  },
  (lines, a) => changed(lines, a, `  ${lines[a]}`),
  (lines, a) => changed(lines, a, (lines[a] ?? '').replace(/^ {2}/, '')),
  (lines, a, b) => {
    const [from, to] = [/\w+/.exec(lines[a] ?? ''), /\w+$/.exec(lines[b] ?? '')];
    return from === null || to === null ? lines : changed(lines, a, (lines[a] ?? '').replace(/\w+$/, to[0]));
  },
];

const VALUES = [
  ...["''", '[]', '{}', '~', '1', 'true', "'*'", '- x', '!Ref', '!Ref AWS::NoValue', '!Ref []', '!GetAtt X.Arn'],
  ...['!GetAtt [A]', '!Sub "${"', '!Sub []', '!If []', '!If [A, b, c]', '!Select [9, [a]]', '!Join [x]', '!Split'],
  ...['!FindInMap [a]', '!ImportValue [x]', '!Equals [1]', '!Or []', '{"Fn::If": [A, b]}', '{Ref: []}'],
];

interface DamageDone {
  readonly kind: Damage;
  /** Places of lines, as parts of the text. */
  readonly a: number;
  readonly b: number;
  readonly many: number;
  readonly value: string;
}

const damage = fc.record<DamageDone>({
  kind: fc.constantFrom(...damages),
  a: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  b: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  many: fc.integer({ min: 1, max: 8 }),
  value: fc.constantFrom(...VALUES),
});

function damaged(text: string, all: readonly DamageDone[]): string {
  const lines = all.reduce<readonly string[]>((left, { kind, a, b, many, value }) => {
    const at = (part: number) => Math.floor(part * left.length);
    return left.length === 0 ? left : kind(left, at(a), at(b), many, value);
  }, text.split('\n'));
  return lines.join('\n');
}

describe('a damaged template', () => {
  test('is judged all the same, and a patch leaves as many streams and nothing that it could mend', () => {
    let patched = 0;
    const cases = caseNames().map(readCase);
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.array(damage, { minLength: 1, maxLength: 4 }), (example, all) => {
        const { path, settings, beside } = example;
        const report = reportOn({ path, text: damaged(example.before, all) }, settings, beside);
        if (report.fixed === null) return;
        const again = reportOn({ path, text: report.fixed }, settings, beside);
        expect(again.kind).toBe('template');
        expect(again.streams).toHaveLength(report.streams.length);
        expect(again.fixed).toBeNull();
        patched += 1;
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(patched / RUNS).toBeGreaterThan(0.2);
  });
});
