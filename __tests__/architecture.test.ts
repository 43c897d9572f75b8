import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as checker from './architecture/checker.ts';
import { ROOMS } from './architecture/table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Declaration files are left out: they hold no code, and describe what is not TypeScript. */
function sourcesUnder(folder: string): checker.Source[] {
  return readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => posix.join(entry.parentPath.slice(root.length), entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
}

const src = sourcesUnder('src');

/** Each law: what it says, the check, and a made-up file that breaks it with the words expected of the checker. */
const LAWS: readonly [law: string, check: checker.Check, breach: checker.Source, says: string][] = [
  [
    'every source file stands in a room of the table',
    checker.knownRoom,
    { path: 'src/engine/run.ts', text: '' },
    'src/engine/run.ts: is in no room of the table (room engine)',
  ],
  [
    'a room imports only the rooms that the table gives it, types included',
    checker.allowedRooms,
    { path: 'src/iam/role.ts', text: "\nimport type { Stream } from '../stream/stream.ts';\n" },
    'src/iam/role.ts:2: imports ../stream/stream.ts: iam may import resolve, template, text, not stream',
  ],
  [
    'only the terminal knows the pages of the rules',
    checker.allowedMarkdown,
    { path: 'src/rules/index.ts', text: "import page from '../../docs/rules/broad-grant.md';" },
    'src/rules/index.ts:1: imports ../../docs/rules/broad-grant.md: only cli.ts, report, from docs/rules/',
  ],
  [
    'an outside package is imported only where the table says',
    checker.allowedPackages,
    { path: 'src/template/load.ts', text: "export { parseDocument } from 'yaml';" },
    'src/template/load.ts:1: imports yaml: only syntax may',
  ],
  [
    "Node's modules are imported only at the ends of the corridor",
    checker.builtinsInShell,
    { path: 'src/report/text.ts', text: "const fs = await import('node:fs');" },
    "src/report/text.ts:1: imports node:fs: Node's modules are for io/disk, io/git, io/github, cli, cli.ts, start.ts, action, action.ts",
  ],
  [
    'a pure room mentions no clock, process, console, network or timer',
    checker.purity,
    { path: 'src/review.ts', text: 'export const day = () => new Date();' },
    'src/review.ts:1: mentions Date: a pure room knows only its input',
  ],
  [
    'no file has a default export',
    checker.noDefaultExport,
    { path: 'src/text/lines.ts', text: 'export default function lines() {}' },
    'src/text/lines.ts: has a default export',
  ],
  [
    'no file or folder has a name that says nothing',
    checker.tellingName,
    { path: 'src/text/helpers.ts', text: '' },
    'src/text/helpers.ts: helpers.ts says nothing of what is in it',
  ],
];

describe('the import table', () => {
  test.each(LAWS)('%s', (_law, check) => {
    expect(src.flatMap(check)).toEqual([]);
  });

  test('has no cycle, and neither have the imports between rooms', () => {
    expect(checker.cycleIn(new Map(Object.entries(ROOMS)))).toBeNull();
    expect(checker.cycleIn(checker.roomGraph(src))).toBeNull();
  });

  test('the emulator shares nothing with src/', () => {
    expect(sourcesUnder('emulator').flatMap(checker.nothingOfSrc)).toEqual([]);
  });
});

describe('the checker', () => {
  test.each(LAWS)('finds a breach of: %s', (_law, check, breach, says) => {
    expect(check(breach)).toEqual([says]);
  });

  test.each([
    ['import { a } from "../stream/a.ts";'],
    ['import type { A } from "../stream/a.ts";'],
    ['import { type A } from "../stream/a.ts";'],
    ['import "../stream/a.ts";'],
    ['export * from "../stream/a.ts";'],
    ['export type { A } from "../stream/a.ts";'],
    ['const a = await import("../stream/a.ts");'],
    ['type A = import("../stream/a.ts").A;'],
  ])('sees every form of an import: %s', (text) => {
    expect(checker.allowedRooms({ path: 'src/iam/a.ts', text })).toHaveLength(1);
  });

  test('lets a room import itself and what the table gives it', () => {
    const text = 'import { b } from "./deep/b.ts"; import { c } from "../text/c.ts"; import { d } from "yaml";';
    const source = { path: 'src/syntax/a.ts', text };
    expect([...checker.allowedRooms(source), ...checker.allowedPackages(source)]).toEqual([]);
  });

  test.each([
    ['src/cli.ts', '@octokit/rest', '@octokit/rest: only io/github may'],
    ['src/io/disk/a.ts', '@actions/core', '@actions/core: only action.ts may'],
    ['src/config/a.ts', 'left-pad/deep', 'left-pad, which is not in the table of packages'],
  ])('in %s refuses the package %s', (path, specifier, says) => {
    expect(checker.allowedPackages({ path, text: `import '${specifier}';` })).toEqual([`${path}:1: imports ${says}`]);
  });

  test('keeps the GitHub client out of the command line, and the three rooms of io apart', () => {
    const text = "import { client } from '../github/client.ts'; import { post } from './io/github/post.ts';";
    expect(checker.allowedRooms({ path: 'src/io/disk/a.ts', text })[0]).toContain('not io/github');
    expect(checker.allowedRooms({ path: 'src/cli.ts', text })[1]).toContain('not io/github');
  });

  test('keeps src/ from the emulator and the emulator from src/', () => {
    const reaching = { path: 'src/io/git/a.ts', text: "import { s } from '../../../emulator/server.ts';" };
    expect(checker.allowedRooms(reaching)).toHaveLength(1);
    const judge = { path: 'emulator/server.ts', text: "import type { Review } from '../src/review.ts';" };
    expect(checker.nothingOfSrc(judge)).toHaveLength(1);
  });

  test.each([['const now: Date = d;'], ['process.env.CI;'], ['async function f() {}'], ['globalThis.fetch(u);']])(
    'calls impure: %s',
    (text) => {
      expect(checker.purity({ path: 'src/text/a.ts', text })).toHaveLength(1);
    },
  );

  test.each([['node.Date;'], ['const a = { process: 1 };'], ['interface A { fetch(): void }'], ['// Date, console']])(
    'calls pure: %s',
    (text) => {
      expect(checker.purity({ path: 'src/text/a.ts', text })).toEqual([]);
    },
  );

  test.each([['export { a as default };'], ['export default 1;'], ['export default class {}']])(
    'sees the default export in: %s',
    (text) => {
      expect(checker.noDefaultExport({ path: 'src/text/a.ts', text })).toHaveLength(1);
    },
  );

  test('finds a cycle between rooms', () => {
    const graph = checker.roomGraph([
      { path: 'src/text/a.ts', text: "import '../syntax/b.ts';" },
      { path: 'src/syntax/b.ts', text: "import '../text/a.ts';" },
    ]);
    expect(checker.cycleIn(graph)).toEqual(['text', 'syntax', 'text']);
  });
});
