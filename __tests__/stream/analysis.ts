import type { Outcome } from '../../src/iam/decide.ts';
import type { Environment } from '../../src/resolve/environment.ts';
import { withIncluded } from '../../src/resolve/include.ts';
import { Scope } from '../../src/resolve/scope.ts';
import { type Diagram, NEVER, World } from '../../src/resolve/world.ts';
import { analyseStream, NEEDED_ACTIONS, type NeededAction, type StreamAnalysis } from '../../src/stream/analyse.ts';
import { detectStreams } from '../../src/stream/detect.ts';
import type { StreamHint } from '../../src/stream/hint.ts';
import type { Sources } from '../../src/stream/sources.ts';
import { readTemplate } from '../../src/template/read.ts';

/** What a case may tell of the stack; what is left out stays symbolic. */
export interface Options {
  readonly region?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Files of the repository by path; any other is absent. */
  readonly files?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly hints?: readonly StreamHint[];
}

export function environmentOf({ region, account, partition, parameters = {} }: Options): Environment {
  return {
    region: region ?? null,
    account: account ?? null,
    partition: partition ?? null,
    parameters: new Map(Object.entries(parameters)),
  };
}

function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const known = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return { get: (path) => known.get(path) ?? 'absent' };
}

/** The scope of a text that has to be a template. */
export function scopeOf(text: string, options: Options = {}): Scope {
  const read = readTemplate({ path: options.path ?? 'stack.yaml', text });
  if (read.kind !== 'template') throw new Error(`${read.kind}: ${JSON.stringify(read)}`);
  const surroundings = { ...sourcesOf(options.files ?? {}), templates: [] };
  const { template } = withIncluded(read.template, surroundings);
  return new Scope(template, new World(), environmentOf(options), surroundings);
}

/** All streams of a template, decided. */
export function analyse(text: string, options: Options = {}): readonly StreamAnalysis[] {
  const scope = scopeOf(text, options);
  const streams = detectStreams(scope, sourcesOf(options.files ?? {}), options.hints);
  return streams.map((stream) => analyseStream(scope, stream));
}

/** Outcomes from worst to best, with the report's word for each (design 2.1). */
const WORDS: readonly (readonly [word: string, outcomes: readonly Outcome[]])[] = [
  ['denied', ['denied', 'closed', 'bounded']],
  ['missing', ['missing']],
  ['unusable', ['unusable']],
  ['broad', ['broad']],
  ['unknown', ['unknown']],
  ['key-policy', ['key-policy']],
  ['scoped', ['scoped']],
];

/** The report's word for an action: the first that occurs under any assignment. */
export function wordOf(analysis: StreamAnalysis, action: NeededAction): string {
  const occurs = ([, outcomes]: (typeof WORDS)[number]) =>
    outcomes.some((outcome) => analysis.outcomes[action][outcome] !== NEVER);
  return WORDS.find(occurs)?.[0] ?? 'never';
}

export function wordsOf(analysis: StreamAnalysis): Readonly<Record<NeededAction, string>> {
  return Object.fromEntries(NEEDED_ACTIONS.map((action) => [action, wordOf(analysis, action)])) as Record<
    NeededAction,
    string
  >;
}

const RULES: Readonly<Record<Outcome, string | null>> = {
  denied: 'denied-grant',
  closed: 'key-policy-closed',
  bounded: 'denied-grant',
  missing: 'missing-grant',
  unusable: 'unusable-grant',
  broad: 'broad-grant',
  unknown: 'unresolved',
  'key-policy': 'key-policy-only',
  scoped: null,
};

/** Rules beside which a broad grant of the other action is not told (design 2.1). */
const ABOVE_BROAD = ['missing-grant', 'unusable-grant', 'denied-grant'];

/** The rules that the outcomes call for; `policy-race` is not decided from outcomes and stays out. */
export function rulesOf(analysis: StreamAnalysis): readonly string[] {
  if (analysis.branches.some(({ key }) => key.kind === 'unsuitable')) return ['unsuitable-key'];
  const found = new Set<string>();
  for (const action of NEEDED_ACTIONS) {
    for (const [outcome, rule] of Object.entries(RULES)) {
      if (rule !== null && analysis.outcomes[action][outcome as Outcome] !== NEVER) found.add(rule);
    }
  }
  if (ABOVE_BROAD.some((rule) => found.has(rule))) found.delete('broad-grant');
  return [...found].sort();
}

/** The assignments that a text such as "IsProd is false" speaks of. */
export function diagramOf({ scope }: StreamAnalysis, when: string): Diagram {
  const parts = when.split(' and ').map((part) => {
    const [, name = '', truth = ''] = /^(\S+) is (true|false)$/.exec(part) ?? [];
    const named = scope.conditions.named(name);
    return truth === 'true' ? named : scope.world.not(named);
  });
  return scope.world.and(...parts);
}

/** The assignments under which an action has its worst word. */
export function diagramOfWord(analysis: StreamAnalysis, action: NeededAction): Diagram {
  const word = wordOf(analysis, action);
  const outcomes = WORDS.find(([name]) => name === word)?.[1] ?? [];
  return analysis.scope.world.or(...outcomes.map((outcome) => analysis.outcomes[action][outcome]));
}

/** A one-line summary such as `missing / scoped`, for tests with one stream. */
export function summary(text: string, options: Options = {}): string {
  const streams = analyse(text, options);
  return streams.map((one) => NEEDED_ACTIONS.map((action) => wordOf(one, action)).join(' / ')).join(', ');
}
