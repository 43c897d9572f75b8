import type { Finding } from '../finding/finding.ts';
import type { Problem } from '../finding/problem.ts';
import type { TemplateReport } from '../finding/review.ts';
import { Scope } from '../resolve/scope.ts';
import { World } from '../resolve/world.ts';
import { RULES } from '../rules/index.ts';
import { analyseStream, type StreamAnalysis } from '../stream/analyse.ts';
import { detectStreams } from '../stream/detect.ts';
import type { Sources } from '../stream/sources.ts';
import type { SyntaxProblem } from '../syntax/parse.ts';
import { readTemplate } from '../template/read.ts';
import type { SourceFile } from '../text/source-file.ts';
import { foldFindings } from './fold.ts';
import type { Settings, Side } from './input.ts';

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
  readonly wanted: readonly string[];
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
  const scope = new Scope(read.template, new World(), settings.environment);
  const { streams: detected, wanted } = detectStreams(scope, sourcesOf(side));
  const streams = detected.map((stream) => analyseStream(scope, stream));
  const findings = streams.flatMap((stream) => RULES.flatMap((rule) => rule.check(stream, null, settings)));
  const problems = read.problems.map((problem) => problemOf(file, problem));
  const base = { ...nothing, kind: 'template', scope, wanted } as const;
  if (!scope.world.exhausted) return { ...base, streams, findings, reported: foldFindings(findings), problems };
  return { ...base, problems: [...problems, tooManyConditions(file)] };
}

function problemOf(file: SourceFile, { code, offset, message }: SyntaxProblem): Problem {
  const location = { file, range: { start: offset, end: offset } };
  return { code, path: file.path, location, message, incomplete: code === 'too-large' };
}

function tooManyConditions(file: SourceFile): Problem {
  const message = 'the conditions of this template combine in too many ways to be judged';
  return { code: 'too-large', path: file.path, location: null, message, incomplete: true };
}

function sourcesOf({ fetched }: Side): Sources {
  return {
    get: (path) => {
      const file = fetched.get(path);
      return file === undefined ? 'unread' : (file ?? 'absent');
    },
  };
}
