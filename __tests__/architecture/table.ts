/** The import table of docs/architecture.md as data: the law itself, without the code that holds files to it. */

/** A room's name, and for each room the other rooms whose files it may import, type imports included. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  template: ['syntax', 'text'],
  resolve: ['template', 'text'],
  iam: ['resolve', 'template', 'text'],
  program: [],
  stream: ['program', 'iam', 'resolve', 'template', 'text'],
  finding: ['text', 'template'],
  config: ['syntax', 'text', 'finding'],
  remedy: ['stream', 'iam', 'resolve', 'template', 'finding'],
  rules: ['remedy', 'stream', 'iam', 'resolve', 'template', 'finding'],
  judge: ['rules', 'remedy', 'stream', 'iam', 'resolve', 'template', 'syntax', 'text', 'finding'],
  fix: ['syntax', 'template', 'text', 'finding'],
  report: ['text', 'finding'],
  'prove.ts': ['judge', 'fix', 'finding', 'template', 'text'],
  'review.ts': [
    ...['text', 'syntax', 'template', 'resolve', 'iam', 'stream', 'finding', 'remedy', 'rules', 'judge', 'fix'],
    ...['prove.ts', 'report', 'config'],
  ],
  'answer-needs.ts': ['text', 'judge', 'review.ts'],
  'sides.ts': ['text', 'syntax', 'judge'],
  'io/disk': ['text', 'finding', 'config'],
  'io/git': ['text', 'finding', 'config'],
  'io/github': ['text', 'finding', 'config'],
  cli: [
    ...['text', 'syntax', 'template', 'resolve', 'iam', 'stream', 'finding', 'remedy', 'rules', 'judge', 'fix'],
    ...['prove.ts', 'report', 'config', 'review.ts', 'answer-needs.ts', 'sides.ts', 'io/disk', 'io/git'],
  ],
  'cli.ts': [
    ...['text', 'syntax', 'template', 'resolve', 'iam', 'stream', 'finding', 'remedy', 'rules', 'judge', 'fix'],
    ...['prove.ts', 'report', 'config', 'review.ts', 'io/disk', 'io/git', 'cli'],
  ],
  'start.ts': ['cli.ts'],
  action: [
    ...['text', 'syntax', 'template', 'resolve', 'iam', 'stream', 'finding', 'remedy', 'rules', 'judge', 'fix'],
    ...['prove.ts', 'report', 'config', 'review.ts', 'answer-needs.ts', 'sides.ts', 'io/disk', 'io/github'],
  ],
  'action.ts': [
    ...['text', 'syntax', 'template', 'resolve', 'iam', 'stream', 'finding', 'remedy', 'rules', 'judge', 'fix'],
    ...['prove.ts', 'report', 'config', 'review.ts', 'io/disk', 'io/git', 'io/github', 'action'],
  ],
};

/** Outside packages and the only rooms that may import them. `@scope/*` stands for every package of a scope. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  diff: ['text'],
  yaml: ['syntax'],
  '@lezer/*': ['program'],
  zod: ['config'],
  picomatch: ['config'],
  ignore: ['config', 'io/disk'],
  commander: ['cli.ts'],
  '@octokit/*': ['io/github'],
  '@actions/github': ['io/github', 'action.ts'],
  '@actions/core': ['action.ts'],
};

/** The ends of the corridor: the only rooms that touch Node, the clock, the network or the terminal. */
export const SHELL: readonly string[] = [
  'io/disk',
  'io/git',
  'io/github',
  'cli',
  'cli.ts',
  'start.ts',
  'action',
  'action.ts',
];

/** Node's modules that a pure room may import all the same: a hash depends on nothing but its input. */
export const PURE_BUILTINS: Readonly<Record<string, readonly string[]>> = { 'node:crypto': ['finding'] };

/** The rules' pages come in as text, for `explain`. */
export const MARKDOWN_READERS: readonly string[] = ['cli.ts', 'report'];

/** Globals that make a result depend on more than its input. */
export const SHELL_GLOBALS: ReadonlySet<string> = new Set([
  ...['Date', 'process', 'console', 'fetch', 'performance', 'globalThis', 'crypto'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

/** Names that say nothing of what a file is about. */
export const EMPTY_NAMES: ReadonlySet<string> = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types']);
