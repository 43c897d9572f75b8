import type { Finding } from '../finding/finding.ts';
import type { Problem } from '../finding/problem.ts';
import type { TemplateReport } from '../finding/review.ts';
import { resourcesInCycles } from '../resolve/references.ts';
import type { Scope } from '../resolve/scope.ts';
import { resourcesByGivenLoops, stackScope } from '../resolve/stack.ts';
import type { Surroundings, Wanted } from '../resolve/surroundings.ts';
import { RULES } from '../rules/index.ts';
import { analyseStream, type StreamAnalysis } from '../stream/analyse.ts';
import { detectStreams } from '../stream/detect.ts';
import { streamsInLoops } from '../stream/looped.ts';
import type { SyntaxProblem } from '../syntax/parse.ts';
import { readTemplate } from '../template/read.ts';
import type { SourceFile } from '../text/source-file.ts';
import { metadataPath, namesConstruct, withSources } from './cdk-source.ts';
import { foldFindings } from './fold.ts';
import { findingOutside, findingWithout, hiding, problemWithout } from './given-values.ts';
import { FURTHER_TEMPLATES, type Settings, type Side } from './input.ts';

/** A file after judgement: its streams, and what the rules find in them. */
export interface Judged {
  readonly file: SourceFile;
  readonly kind: TemplateReport['kind'];
  /** Null when the file is no template. */
  readonly scope: Scope | null;
  readonly streams: readonly StreamAnalysis[];
  /** All that the rules find, as proofs compare it. */
  readonly findings: readonly Finding[];
  /** The findings to report: those that are beside the point are folded into others. */
  readonly reported: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Files outside the templates that could change a decision. */
  readonly wanted: readonly (Wanted | CdkMetadata)[];
}

/** A file that tells a reader where to look, and decides nothing. */
interface CdkMetadata {
  readonly path: string;
  readonly why: 'cdk-metadata';
}

const cache = new WeakMap<Side, { readonly settings: Settings; readonly judged: readonly Judged[] }>();

/** Judges every template of one side; once for the same Side and Settings objects, which `needs` and `review` share. */
export function judgeSide(side: Side, settings: Settings): readonly Judged[] {
  const known = cache.get(side);
  if (known?.settings === settings) return known.judged;
  const judged = side.judged.map((file) => judgeTemplate(file, side, settings));
  cache.set(side, { settings, judged });
  return judged;
}

/** Judges one file: what its streams may do, and what the rules say of that. */
export function judgeTemplate(file: SourceFile, side: Side, settings: Settings): Judged {
  const read = readTemplate(file);
  const nothing = { file, scope: null, streams: [], findings: [], reported: [], problems: [], wanted: [] };
  if (read.kind === 'not-a-template') return { ...nothing, kind: 'other' };
  if (read.kind === 'rejected') {
    return { ...nothing, kind: 'rejected', problems: [problemOf(file, read.problem)] };
  }
  const surroundings = surroundingsOf(file, side);
  const scope = stackScope(read.template, settings.environment, surroundings);
  const detected = detectStreams(scope, surroundings, settings.hints);
  const seen = detected.map((stream) => analyseStream(scope, stream));
  const streams = [...seen, ...streamsInLoops(scope, surroundings, settings.hints)];
  const hide = hiding(settings.environment, file.text);
  const looped = resourcesByGivenLoops(read.template, scope);
  const findings = streams
    .flatMap((stream) => RULES.flatMap((rule) => rule.check(stream, null, settings)))
    .map((finding) => findingOutside(looped, findingWithout(hide, finding)));
  const problems = [
    ...read.problems.map((problem) => problemOf(file, problem)),
    ...(streams.length === 0 ? [] : circles(file, scope)),
    ...loopsOver(file, scope, streams),
  ].map((problem) => problemWithout(hide, problem));
  const program = programOf(file, findings, surroundings);
  const wanted = [...scope.family.wanted.values(), ...program.wanted];
  const base = { ...nothing, kind: 'template', scope, wanted } as const;
  const told = program.findings;
  if (!scope.world.exhausted) return { ...base, streams, findings: told, reported: foldFindings(told), problems };
  return { ...base, problems: [...problems, beyondBudget(file, scope.world.exhaustedBy)] };
}

/** Findings in CDK output, led back to the program by the metadata beside the template. */
function programOf(
  file: SourceFile,
  findings: readonly Finding[],
  surroundings: Surroundings,
): { readonly findings: readonly Finding[]; readonly wanted: readonly CdkMetadata[] } {
  const path = findings.some(namesConstruct) ? metadataPath(file.path) : null;
  if (path === null) return { findings, wanted: [] };
  const metadata = surroundings.get(path);
  if (metadata === 'unread') return { findings, wanted: [{ path, why: 'cdk-metadata' }] };
  return { findings: metadata === 'absent' ? findings : withSources(findings, metadata), wanted: [] };
}

/** CloudFormation rejects a template whose resources or conditions go in a circle, whatever else is right in it. */
function circles(file: SourceFile, scope: Scope): readonly Problem[] {
  const found = [
    { what: 'resources', names: [...resourcesInCycles(scope)] },
    { what: 'conditions', names: [...scope.conditions.circular] },
  ];
  return found.flatMap(({ what, names }): Problem[] => {
    if (names.length === 0) return [];
    const message = `these ${what} refer to each other in a circle: ${names.slice(0, 5).join(', ')}`;
    return [{ code: 'unsupported', path: file.path, location: null, message, incomplete: false }];
  });
}

/** What a loop makes that is too long to be expanded counts where it may start a stream, or where a stream turns on it. */
function loopsOver(file: SourceFile, scope: Scope, streams: readonly StreamAnalysis[]): readonly Problem[] {
  const reasons = streams.flatMap(({ branches }) =>
    branches.flatMap(({ actions }) => Object.values(actions).flatMap((action) => action.reasons)),
  );
  return scope.template.loopsOver.flatMap(({ label, mayMakeCustomResources }): Problem[] => {
    if (!mayMakeCustomResources && !reasons.some((reason) => reason.includes(label))) return [];
    const message = `${label} makes more than can be judged`;
    return [{ code: 'too-large', path: file.path, location: null, message, incomplete: true }];
  });
}

function problemOf(file: SourceFile, { code, offset, message }: SyntaxProblem): Problem {
  const location = { file, range: { start: offset, end: offset } };
  return { code, path: file.path, location, message, incomplete: code === 'too-large' };
}

function beyondBudget(file: SourceFile, by: string | null): Problem {
  const message = `this template can not be judged: ${by ?? 'a limit was reached'}`;
  return { code: 'too-large', path: file.path, location: null, message, incomplete: true };
}

/** The files around one that is judged. The file itself counts as it is given: it may be an edited one. */
function surroundingsOf(file: SourceFile, { judged, beside = [], fetched, unread }: Side): Surroundings {
  const known = new Map([...beside, ...judged].map((each) => [each.path, each]));
  known.set(file.path, file);
  const others = [...known.values()].filter((each) => each !== file);
  return {
    get: (path) => {
      const found = known.get(path) ?? fetched.get(path);
      return found === undefined ? 'unread' : (found ?? 'absent');
    },
    templates: others.map(readTemplate).flatMap((read) => (read.kind === 'template' ? [read.template] : [])),
    leftOut: unread.has(FURTHER_TEMPLATES) ? FURTHER_TEMPLATES : null,
  };
}
