import { relativeTo } from '../resolve/surroundings.ts';
import { FROM_ELSEWHERE, type Import, importsOf } from './code-imports.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import type { Sources } from './sources.ts';

/** A file of a function's folder. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
}

/** A handler's file with those of its own folder that it loads. */
export interface HandlerFiles {
  readonly texts: readonly string[];
  /** The names of the files but the first, without folder and ending. */
  readonly modules: readonly string[];
  /** Whether an import that a text makes is one of the texts. */
  readonly isSeen: (text: string, module: string) => boolean;
  /** Files that were not there yet. */
  readonly wanted: readonly string[];
}

/**
 * So many paths are tried for one function, in so many rounds: each round turns on what the one before brought. The shell
 * asks in four, of which a nested stack and the handler take two.
 */
const PATHS = 16;
const ROUNDS = 2;

/** Follows the imports of a handler's file within `folder`, the repository path of the function's code. */
export function filesOfHandler(handler: CodeFile, folder: string, language: Language, sources: Sources): HandlerFiles {
  const queue = [{ file: handler, round: 0 }];
  const texts: string[] = [];
  const modules: string[] = [];
  const tried = new Set<string>();
  const found = new Set([handler.path]);
  const seen = new Set<string>();
  const wanted: string[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { file, round } = next;
    texts.push(file.text);
    if (file !== handler) modules.push(/([^/.]*)\.[^/]*$/.exec(file.path)?.[1] ?? '');
    for (const each of importsIn(file.text, language)) {
      const answer = find(groupsFor(each, file.path, folder, language), round, sources, tried);
      wanted.push(...answer.wanted);
      if (answer.files.length > 0) seen.add(`${file.text}\n${each.module}`);
      for (const one of answer.files.filter(({ path }) => !found.has(path))) {
        found.add(one.path);
        queue.push({ file: one, round: answer.round });
      }
    }
  }
  return { texts, modules, isSeen: (text, module) => seen.has(`${text}\n${module}`), wanted };
}

function importsIn(text: string, language: Language): readonly Import[] {
  return importsOf(text, withoutCommentsAndStrings(text, language).code, language);
}

interface Answer {
  readonly files: readonly CodeFile[];
  readonly wanted: readonly string[];
  readonly round: number;
}

/** The files of the first group that has any; each group is asked for once it is known that those before have none. */
function find(groups: readonly (readonly string[])[], before: number, sources: Sources, tried: Set<string>): Answer {
  const nothing = { files: [], wanted: [], round: before };
  for (const [index, paths] of groups.entries()) {
    const round = before + index + 1;
    for (const path of paths) tried.add(path);
    if (round > ROUNDS || tried.size > PATHS) return nothing;
    const read = paths.map((path) => ({ path, source: sources.get(path) }));
    const unread = read.filter(({ source }) => source === 'unread').map(({ path }) => path);
    if (unread.length > 0) return { ...nothing, wanted: unread };
    const files = read.flatMap(({ path, source }) => (typeof source === 'string' ? [] : [{ path, text: source.text }]));
    if (files.length > 0) return { files, wanted: [], round };
  }
  return nothing;
}

/** The paths that an import can mean, most likely ones first; none outside of the function's folder. */
function groupsFor(each: Import, importer: string, folder: string, language: Language): readonly (readonly string[])[] {
  const groups = language === 'python' ? pythonGroups(each, importer, folder) : nodeGroups(each.module, importer);
  const inside = (path: string) => folder === '' || path.startsWith(`${folder}/`);
  return groups.map((paths) => paths.filter(inside)).filter((paths) => paths.length > 0);
}

const NAMES = 4;

/** https://docs.python.org/3/reference/import.html: absolute from the folder of the code, relative by leading dots. */
function pythonGroups({ module, names }: Import, importer: string, folder: string): readonly (readonly string[])[] {
  if (FROM_ELSEWHERE.test(module)) return [];
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const up = '../'.repeat(Math.max(0, dots - 1));
  const rest = module.slice(dots).replaceAll('.', '/');
  const at = (path: string) => (dots > 0 ? relativeTo(importer, `${up}${path}`) : relativeTo(`${folder}/x`, path));
  const modules = names.filter((name) => /^\w+$/.test(name)).slice(0, NAMES);
  const submodules = modules.map((name) => (rest === '' ? `${name}.py` : `${rest}/${name}.py`));
  const groups = rest === '' ? [submodules] : [[`${rest}.py`], [`${rest}/__init__.py`, ...submodules]];
  return groups.map((paths) => paths.map(at).filter((path) => path !== null));
}

/** Files that a relative import can mean; TypeScript writes `./das.js` for das.ts. */
function nodeGroups(module: string, importer: string): readonly (readonly string[])[] {
  if (!/^\.\.?\//.test(module)) return [];
  const isTyped = /\.m?ts$/.test(importer);
  const written = /\.[mc]?[jt]s$/.test(module);
  const endings = isTyped ? ['.ts', '.js', '/index.ts'] : ['.js', '/index.js', '.mjs'];
  const paths = written
    ? [module, ...(isTyped ? [module.replace(/js$/, 'ts')] : [])]
    : endings.map((ending) => `${module}${ending}`);
  return [[...new Set(paths)].map((path) => relativeTo(importer, path)).filter((path) => path !== null)];
}
