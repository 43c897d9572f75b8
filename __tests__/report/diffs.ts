import fc from 'fast-check';
import type { ReportedFinding } from '../../src/finding/finding.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { TemplateReport } from '../../src/finding/review.ts';
import { joined } from '../../src/report/comment-unit.ts';
import { applyEdits, type TextEdit } from '../../src/text/edit.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { gitPatches } from './pull-request.ts';
import { reported } from './sample.ts';

/** A file of a pull request with findings whose fixes are anywhere in it. */
export interface DiffCase {
  readonly before: string;
  readonly template: TemplateReport;
  readonly patch: string;
}

const word = fc.constantFrom('a', 'b', 'c: d', '', '  - e', '```', '@@ -1 +1 @@', '-- x', '++ y', 'é', '\\ No newline');
const lines = fc.array(word, { minLength: 1, maxLength: 40 });

/** How a list of lines becomes another: mostly small changes, so that there are several hunks. */
const changes = fc.array(
  fc.record({ at: fc.nat(39), kind: fc.constantFrom('insert', 'delete', 'replace'), text: word }),
  { minLength: 0, maxLength: 4 },
);

const fixes = fc.array(
  fc.record({
    unit: fc.nat(3),
    at: fc.nat(45),
    kind: fc.constantFrom('above', 'behind', 'inside', 'delete', 'append'),
    text: fc.constantFrom('new', '````', '  - Effect: Allow\n    Action: kms:CreateGrant', 'x\n\ny'),
  }),
  { minLength: 1, maxLength: 5 },
);

const shape = fc.record({
  lines,
  changes,
  fixes,
  eol: fc.constantFrom('\n', '\n', '\n', '\r\n'),
  closed: fc.boolean(),
  start: fc.nat(200),
  length: fc.nat(80),
  /** Whether all fixes were proven together. */
  together: fc.constantFrom(true, true, true, false),
});

/** Cases with the diffs that git makes of them; the same ones for the same seed. */
export function diffCases(count: number, seed: number): readonly DiffCase[] {
  const drafts = fc.sample(shape, { numRuns: count, seed }).map((draft, index) => caseOf(draft, index));
  const patches = gitPatches(drafts.map(({ before, template }) => [before, template.file.text]));
  return drafts.map((draft, index) => ({ ...draft, patch: patches[index] ?? '' }));
}

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function caseOf(draft: Shape, index: number): Omit<DiffCase, 'patch'> {
  const write = (some: readonly string[]) => some.join(draft.eol) + (draft.closed ? draft.eol : '');
  const after = [...draft.lines];
  for (const { at, kind, text } of draft.changes) {
    const place = at % (after.length + 1);
    after.splice(place, kind === 'insert' ? 0 : 1, ...(kind === 'delete' ? [] : [text]));
  }
  const file = { path: `stacks/${index}.yaml`, text: write(after) };
  // The second is a mere warning; the others are told before it.
  const findings = [0, 2, 3, 1].flatMap((unit) => findingOf(draft, unit, file));
  const all = joined(findings.flatMap(({ fix }) => (fix?.kind === 'edits' ? fix.edits : [])));
  const fixed = all === null || !draft.together ? `${file.text}!${draft.eol}` : applyEdits(file.text, all);
  const template = { file, kind: 'template' as const, streams: [], findings, problems: [], fixed };
  return { before: write(draft.lines), template };
}

function findingOf(draft: Shape, unit: number, file: { path: string; text: string }): ReportedFinding[] {
  const own = draft.fixes.filter((fix) => fix.unit === unit).map((fix) => editOf(fix, file.text, draft.eol));
  const edits = joined(own);
  if (own.length === 0 || edits === null) return [];
  const start = Math.min(draft.start, Math.max(0, file.text.length - 1));
  const customResource = `Enabler${unit}`;
  const patch = unifiedDiff(file.path, file.text, applyEdits(file.text, edits));
  const location = { file, range: { start, end: Math.min(file.text.length, start + draft.length) } };
  const more = {
    fix: { kind: 'edits' as const, path: file.path, edits, patch },
    fingerprint: fingerprint('missing-grant', customResource),
  };
  return [reported({ customResource, location, level: unit === 1 ? 'warning' : 'error' }, more)];
}

/** An edit as the rules' fixes are: whole lines, or a stretch inside of one. */
function editOf({ at, kind, text }: Shape['fixes'][number], head: string, eol: string): TextEdit {
  const starts = [0, ...[...head.matchAll(/\n/g)].map(({ index }) => index + 1)].filter((each) => each < head.length);
  const start = starts[at % Math.max(1, starts.length)] ?? 0;
  const next = head.indexOf('\n', start);
  const end = next === -1 ? head.length : next - (head[next - 1] === '\r' && next > start ? 1 : 0);
  const written = text.replaceAll('\n', eol);
  switch (kind) {
    case 'above':
      return { range: { start, end: start }, text: written + eol };
    case 'behind':
      return { range: { start: end, end }, text: eol + written };
    case 'inside':
      return { range: { start: start + Math.floor((end - start) / 2), end }, text: written };
    case 'delete':
      return { range: { start, end: next === -1 ? head.length : next + 1 }, text: '' };
    default:
      return { range: { start: head.length, end: head.length }, text: written };
  }
}
