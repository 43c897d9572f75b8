import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { gitApply } from '../text/git.ts';
import { type Expected, readCase, reportOn, told } from './case.ts';
import { restyle, type Style } from './restyle.ts';

/** Cases of every place that a patch can take, and of every kind of patch. */
const SENTENCES = [
  'both actions lack beside the statement that starts the stream',
  'a role that is always there and a key that is not',
  'one action lacks beside a statement that is held by a condition',
  'statements with Sids get Sids',
  'a Statement that is a single mapping',
  'a Statement under a condition that the stream shares',
  'a role without any policy of its own',
  'an empty list of policies',
  'a policy that is a resource of its own',
  'a key policy that names the role',
  'a key policy that names the role, and a custom resource that waits for a list',
  'a SAM function without policies',
  'a SAM function with the name of a managed policy',
  'a resource that is the id of the key',
  'both actions on every key',
  'every KMS action on every key where the code uses no other',
  'one role for two streams with two keys',
  'nothing orders the policy, and the custom resource waits for something else',
];

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

/** What can not be chosen where it would change what the patch says. */
function notFor({ places, findings }: Expected): Partial<Style> {
  return {
    // A comment inside a value that is to be replaced would be lost with it; then something is added instead.
    ...(places.some((place) => / of its /.test(place)) ? { comments: 0 } : {}),
    // What two findings want of one place is written in the order of the findings, which is that of the resources.
    ...(findings.length > 1 ? { shuffled: false } : {}),
  };
}

/** Where a line has to change: a value that is replaced, a lone or an empty one that becomes a list. */
const breaksLines = (place: string) => / of its |DependsOn of/.test(place);
const NO_LIST_YET = [
  'a Statement that is a single mapping',
  'an empty list of policies',
  'a SAM function with the name of a managed policy',
];

/** The lines of a text that do not come in their order in another. */
function linesLost(before: readonly string[], after: readonly string[]): readonly string[] {
  let at = 0;
  return before.filter((line) => {
    const found = after.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

describe('in whatever style a template is written', () => {
  test.each(SENTENCES)('%s', (sentence) => {
    const { before, after, expected } = readCase(sentence);
    const said = longForm(judgeData(before));
    const wanted = longForm(judgeData(after ?? ''));
    const isInsertion = !NO_LIST_YET.includes(sentence) && !expected.places.some(breaksLines);
    fc.assert(
      fc.property(styles, (chosen) => {
        const style: Style = { ...chosen, ...notFor(expected) };
        const path = style.format === 'json' ? 'a.json' : 'a.yaml';
        const text = restyle(said, style);
        expect(longForm(judgeData(text))).toEqual(said);
        const report = reportOn({ path, text });
        expect(sorted(told(report))).toEqual(sorted(expected));
        const fixed = report.fixed ?? '';
        expect(longForm(judgeData(fixed))).toEqual(wanted);
        if (style.eol === '\r\n') expect(fixed).not.toMatch(/[^\r]\n/);
        if (style.format === 'block' && style.flow === 0 && isInsertion) {
          expect(linesLost(text.split(style.eol), fixed.split(style.eol))).toEqual([]);
        }
        expect(fixed.startsWith('\uFEFF')).toBe(style.bom);
        expect(/\n$/.test(fixed)).toBe(/\n$/.test(text));
        expect(reportOn({ path, text: fixed })).toMatchObject({ findings: [], fixed: null });
        for (const { fix } of report.findings) {
          if (fix?.kind === 'edits') expect(gitApply(path, text, fix.patch)).toHaveProperty('text');
        }
      }),
      { numRuns: 8 },
    );
  });
});
