import type { Finding, ReportedFinding } from './finding/finding.ts';
import { fingerprint } from './finding/fingerprint.ts';
import type { Problem } from './finding/problem.ts';
import type { Conclusion, ResolvedFinding, Review, ReviewSummary, TemplateReport } from './finding/review.ts';
import type { Level } from './finding/rule-meta.ts';
import { describeStream } from './judge/describe.ts';
import { type Introduced, introducedFindings, resolvedFindings } from './judge/gate.ts';
import { hiding, streamWithout } from './judge/given-values.ts';
import { FURTHER_TEMPLATES, type Settings, type Side } from './judge/input.ts';
import type { Judgement } from './judge/objection.ts';
import { type Judged, judgeSide, judgeTemplate } from './judge/template.ts';
import { failingCalls, unitsOf } from './judge/units.ts';
import { type Prover, proveFixes } from './prove.ts';
import { joinOperations } from './remedy/join.ts';
import type { SourceFile } from './text/source-file.ts';

/** All that a review is made from. The same input gives the same review, byte for byte. */
export interface ReviewInput {
  readonly head: Side;
  /** The merge base, or null when there is nothing to compare with (`check`). */
  readonly base: Side | null;
  /** Paths of renamed templates: head path to base path. */
  readonly renames: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** The day of the run, YYYY-MM-DD: nothing else tells this program the time. */
  readonly day: string;
}

/** A file that a decision turns on and that the shell has not brought yet. */
export interface Need {
  readonly side: 'head' | 'base';
  /** Repository path. */
  readonly path: string;
  readonly why: 'nested-stack' | 'handler-code' | 'include' | 'cdk-metadata';
}

/** At most this many edited texts are judged in one run (design 2.5). */
const PROOF_LIMIT = 30;
/** At most so many code units of diffs: each change of a template without line ends shows the whole of it twice. */
const SHOWN_LIMIT = 4_000_000;

/** The files that the shell must still fetch; ask again with what it fetched, until the answer is empty. */
export function needs(input: ReviewInput): readonly Need[] {
  return (['head', 'base'] as const).flatMap((side) => {
    const files = input[side];
    if (files === null) return [];
    const all = judgeSide(files, input.settings).flatMap((judged) => judged.wanted);
    const wanted = [...new Map(all.map((each) => [each.path, each])).values()];
    const missing = wanted.filter(({ path }) => !files.fetched.has(path) && !files.unread.has(path));
    // Where the merge base's constructs were made is shown nowhere.
    const useful = missing.filter(({ why }) => side === 'head' || why !== 'cdk-metadata');
    return useful.map(({ path, why }) => ({ side, path, why }));
  });
}

/**
 * Reviews the head's templates: reads and judges each, compares with the merge base, proves a fix for every finding,
 * and concludes. Pure: whatever it needs is in the input.
 */
export function review(input: ReviewInput): Review {
  const head = judgeSide(input.head, input.settings);
  const base = input.base === null ? null : judgeSide(input.base, input.settings);
  const budget = { proofs: PROOF_LIMIT, shown: SHOWN_LIMIT };
  const introduced = introducedFindings(head, base, input.renames);
  const lost = lostTemplates(head, base, input.renames);
  const judgedReports = head
    .map((judged) => report(judged, introduced, input, budget))
    .map((made) => (lost.has(made.file) ? undecided(made) : made));
  const templates = [...judgedReports, ...unreadTemplates(head, input.head)];
  const resolved = base === null ? [] : resolvedFindings(head, base, input.renames, input.head.unread);
  const summary = summarise(templates, resolved);
  return { conclusion: conclude(templates, input.settings), summary, templates, resolved };
}

function report(
  judged: Judged,
  introduced: ReadonlyMap<Finding, Introduced>,
  input: ReviewInput,
  budget: Prover['budget'],
): TemplateReport {
  const findings = judged.reported;
  const hide = hiding(input.settings.environment, judged.file.text);
  const { fixes, fixed } = fixesOf(judged, findings, input, budget);
  return {
    file: judged.file,
    kind: judged.kind,
    streams: judged.streams.map((stream) => streamWithout(hide, describeStream(stream))),
    findings: findings.map((finding): ReportedFinding => {
      const { remedies: _, beyondGrants: __, ...said } = finding;
      return {
        ...said,
        fix: fixes.get(finding) ?? null,
        introduced: introduced.has(finding),
        sinceDefaults: introduced.get(finding) === 'by-default',
        fingerprint: fingerprint(finding.rule, finding.customResource),
        suppressed: null,
      };
    }),
    problems: [
      ...judged.problems,
      ...unreadFiles(
        judged.wanted.filter(({ why }) => why !== 'cdk-metadata').map(({ path }) => path),
        input.head,
      ),
    ],
    fixed,
  };
}

const LEVELS: readonly Level[] = ['error', 'warning', 'notice'];

function fixesOf(judged: Judged, findings: readonly Finding[], input: ReviewInput, budget: Prover['budget']) {
  const before = judgementOf(judged);
  if (before === null) return { fixes: new Map<Finding, null>(), fixed: null };
  const prover: Prover = {
    judge: (file) => judgementOf(judgeTemplate(file, input.head, input.settings)),
    unitsOf: (finding) => unitsOf([finding]),
    join: joinOperations,
    budget,
  };
  const worstFirst = findings.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  return proveFixes(judged.file, before, worstFirst, prover);
}

function judgementOf({ scope, findings, streams }: Judged): Judgement | null {
  return scope === null ? null : { scope, findings, units: unitsOf(findings), failing: failingCalls(streams) };
}

/** The files among `paths` that the shell could not bring: what turns on them is undecided, not unknown. */
function unreadFiles(paths: readonly string[], side: Side): readonly Problem[] {
  return paths.flatMap((path): Problem[] => {
    const reason = side.unread.get(path);
    if (reason === undefined) return [];
    return [{ code: 'not-read', path, location: null, message: `${path} was not read: ${reason}`, incomplete: true }];
  });
}

/** Files that do not parse any more and that the merge base had as templates: what they held is not known to be gone. */
function lostTemplates(
  head: readonly Judged[],
  base: readonly Judged[] | null,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<SourceFile> {
  const templates = new Set((base ?? []).filter(({ kind }) => kind === 'template').map(({ file }) => file.path));
  const lost = head.filter(
    ({ kind, file }) => kind === 'rejected' && templates.has(renames.get(file.path) ?? file.path),
  );
  return new Set(lost.map(({ file }) => file));
}

function undecided(made: TemplateReport): TemplateReport {
  return { ...made, problems: made.problems.map((problem) => ({ ...problem, incomplete: true })) };
}

/** Templates that the shell could not bring: nothing in them was judged. */
function unreadTemplates(head: readonly Judged[], side: Side): readonly TemplateReport[] {
  const wanted = new Set(head.flatMap((judged) => judged.wanted.map(({ path }) => path)));
  return [...side.unread.keys()]
    .filter((path) => !wanted.has(path) && path !== FURTHER_TEMPLATES)
    .map((path) => ({
      file: { path, text: '' },
      kind: 'rejected',
      streams: [],
      findings: [],
      problems: unreadFiles([path], side),
      fixed: null,
    }));
}

function conclude(templates: readonly TemplateReport[], settings: Settings): Conclusion {
  const counting = templates
    .flatMap(({ findings }) => findings)
    .filter(({ suppressed, introduced }) => suppressed === null && (introduced || settings.failOnExisting));
  const limit = settings.failOn === 'never' ? -1 : LEVELS.indexOf(settings.failOn);
  if (counting.some(({ level }) => LEVELS.indexOf(level) <= limit)) return 'failure';
  const isIncomplete = templates.some(({ problems }) => problems.some(({ incomplete }) => incomplete));
  return isIncomplete && settings.onIncomplete === 'fail' ? 'incomplete' : 'success';
}

function summarise(templates: readonly TemplateReport[], resolved: readonly ResolvedFinding[]): ReviewSummary {
  const counting = templates.flatMap(({ findings }) => findings).filter(({ suppressed }) => suppressed === null);
  const count = (level: Level) => counting.filter((finding) => finding.level === level).length;
  return {
    templates: templates.filter(({ kind }) => kind === 'template').length,
    streams: templates.reduce((total, { streams }) => total + streams.length, 0),
    errors: count('error'),
    warnings: count('warning'),
    notices: count('notice'),
    introduced: counting.filter(({ introduced }) => introduced).length,
    resolved: resolved.length,
  };
}
