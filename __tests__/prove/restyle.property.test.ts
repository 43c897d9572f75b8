import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { gitApply } from '../text/git.ts';
import { type Case, caseNames, type Expected, readCase, reportOn, told } from './case.ts';
import { restyle, type Style } from './restyle.ts';

/** Styles for each case; `RESTYLE_RUNS=300 npm test -- __tests__/prove/restyle` tries more, others each time. */
const RUNS = Number(process.env.RESTYLE_RUNS ?? 3);

/** Anchors, aliases and merge keys are a style of their own, which is lost once a template is written anew. */
const hasAnchors = (sentence: string) => /[&*][A-Za-z]+\s*$|<<:/m.test(readCase(sentence).before);

const sentences = caseNames().filter((sentence) => !hasAnchors(sentence));

/** The same styles for a case in every run, unless more are asked for. */
function seedOf(sentence: string): { readonly seed?: number } {
  if (process.env.RESTYLE_RUNS !== undefined) return {};
  return { seed: [...sentence].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) | 0, 7) };
}

const common = {
  seed: fc.nat(),
  shuffled: fc.boolean(),
  eol: fc.constantFrom<Style['eol']>('\n', '\r\n'),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
};

const styles: fc.Arbitrary<Style> = fc.oneof(
  fc.record<Style>({
    ...common,
    format: fc.constant('block'),
    indent: fc.constantFrom(2, 3, 4, 8),
    indentless: fc.boolean(),
    quotes: fc.constantFrom('plain', 'single', 'double'),
    intrinsics: fc.constantFrom('short', 'long', 'mixed'),
    attributes: fc.constantFrom('usual', 'other'),
    flow: fc.constantFrom(0, 0, 15, 40),
    comments: fc.constantFrom(0, 10, 30),
    blankLines: fc.boolean(),
    trailingSpaces: fc.boolean(),
    marker: fc.boolean(),
  }),
  fc.record<Style>({
    ...common,
    format: fc.constant('json'),
    indent: fc.constantFrom(-1, 0, 1, 2, 4),
    indentless: fc.constant(false),
    quotes: fc.constant('double'),
    intrinsics: fc.constant('long'),
    attributes: fc.constant('usual'),
    flow: fc.constant(0),
    comments: fc.constant(0),
    blankLines: fc.constant(false),
    trailingSpaces: fc.constant(false),
    marker: fc.constant(false),
  }),
);

/** The order in which resources stand is the order in which they are reported. */
function sorted({ words, findings }: Pick<Expected, 'words' | 'findings'>) {
  return { words, findings: findings.map((finding) => JSON.stringify(finding)).sort() };
}

const choicesIn = (text: string) => text.split(/!If|Fn::If/).length;

/** What can not be chosen where it would change what the patch says. */
function notFor({ before, after, expected: { findings } }: Case): Partial<Style> {
  return {
    // A choice that gives way to one value stays where there are comments in it.
    ...(after !== null && choicesIn(after) < choicesIn(before) ? { comments: 0 } : {}),
    // What two findings want of one place is written in the order of the findings, which is that of the resources.
    ...(findings.length > 1 ? { shuffled: false } : {}),
  };
}

/** Where a line has to change: a value that is replaced, a lone or an empty one that becomes a list. */
const breaksLines = (place: string) => / of its |DependsOn of/.test(place);

/** Whether the patch of a case, as it is written in the case, adds lines and takes none away. */
function isInsertion({ path, before, after, expected }: Case): boolean {
  const removed = /^-(?!--)/m.test(unifiedDiff(path, before, after ?? before));
  return !removed && !expected.places.some(breaksLines);
}

/** The lines of a text that do not come in their order in another. */
function linesLost(before: readonly string[], after: readonly string[]): readonly string[] {
  let at = 0;
  return before.filter((line) => {
    const found = after.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

/** The ways in which a text writes Fn::GetAtt. */
function attributesIn(text: string): ReadonlySet<string> {
  const found = text.replace(/\s#.*/g, '').matchAll(/(!|Fn::)GetAtt\W*?(\[|- |\w)/g);
  return new Set([...found].map(([, form, first = '']) => `${form} ${/\w/.test(first) ? 'dotted' : 'list'}`));
}

function keepsStyle({ eol, bom, intrinsics }: Style, text: string, fixed: string): void {
  const attributes = attributesIn(text);
  if (intrinsics !== 'mixed' && attributes.size > 0) expect(attributesIn(fixed)).toEqual(attributes);
  if (eol === '\r\n') expect(fixed).not.toMatch(/[^\r]\n/);
  expect(fixed.startsWith('\uFEFF')).toBe(bom);
  expect(/\n$/.test(fixed)).toBe(/\n$/.test(text));
}

describe('in whatever style a template is written', () => {
  test('the cases are nearly all of the corpus', () => {
    expect(sentences.length).toBeGreaterThan(0.95 * caseNames().length);
  });

  test.each(sentences)('%s', (sentence) => {
    const example = readCase(sentence);
    const { before, after, beside, settings, expected } = example;
    const judge = (path: string, text: string) => reportOn({ path, text }, settings, beside);
    const [said, wanted] = [longForm(judgeData(before)), longForm(judgeData(after ?? before))];
    const left = sorted(told(judge(example.path, after ?? before)));
    const onlyAdds = isInsertion(example);
    fc.assert(
      fc.property(styles, (chosen) => {
        const style: Style = { ...chosen, ...notFor(example) };
        const path = style.format === 'json' ? 'a.json' : 'a.yaml';
        const text = restyle(said, style);
        expect(longForm(judgeData(text))).toEqual(said);
        const report = judge(path, text);
        expect(sorted(told(report))).toEqual(sorted(expected));
        if (after === null) {
          expect(report.fixed).toBeNull();
          return;
        }
        const fixed = report.fixed ?? '';
        expect(longForm(judgeData(fixed))).toEqual(wanted);
        keepsStyle(style, text, fixed);
        if (style.format === 'block' && style.flow === 0 && onlyAdds) {
          expect(linesLost(text.split(style.eol), fixed.split(style.eol))).toEqual([]);
        }
        const again = judge(path, fixed);
        expect(sorted(told(again))).toEqual(left);
        expect(again.fixed).toBeNull();
        for (const { fix } of report.findings) {
          if (fix?.kind === 'edits') expect(gitApply(path, text, fix.patch)).toHaveProperty('text');
        }
      }),
      { numRuns: RUNS, ...seedOf(sentence) },
    );
  });
});
