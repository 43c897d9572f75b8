import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SourceFile } from '../../text/source-file.ts';
import { explainError } from './explain-error.ts';
import { type IgnoreRules, isIgnored, rulesFor, withFolder } from './ignore-rules.ts';
import { reportPath } from './paths.ts';
import { decode, readBytes } from './read-text.ts';

/** A file that was read, and how it came to be. */
export interface FoundFile {
  readonly file: SourceFile;
  /** Absolute path. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether the user named it, or it was found below a folder. */
  readonly named: boolean;
}

/** A path that could not be read. `reason` is a clause that follows the path: "does not exist". */
export interface UnreadPath {
  readonly path: string;
  readonly reason: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  readonly failures: readonly UnreadPath[];
}

export interface Search {
  /** Absolute path of the folder that relative paths count from. */
  readonly cwd: string;
  /** Whether a file below a folder is worth a look, by its content and its path; named files are not asked about. */
  readonly isCandidate: (bytes: Uint8Array, path: string) => boolean;
  /** Told of each file below a folder that was looked into, for a progress line. */
  readonly onFile: () => void;
}

/** Folders that no one keeps templates of their own in. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * Reads the named files, and searches the named folders for files whose content is worth a look. In the order of
 * `paths`, below a folder by path in code unit order, each file once. Below a folder .gitignore holds, and neither
 * binary files, files over 2 MB nor links are read. What could not be read is in `failures`.
 */
export function findTemplates(paths: readonly string[], search: Search): Found {
  const files = new Map<string, FoundFile>();
  const failures: UnreadPath[] = [];
  const add = (found: FoundFile) => {
    const known = files.get(found.path);
    if (known === undefined || (found.named && !known.named)) files.set(found.path, found);
  };
  for (const path of paths) {
    const absolute = resolve(search.cwd, path);
    const { found, failed } = isFolder(absolute) ? searchFolder(path, search) : readNamed(path, absolute, search.cwd);
    for (const each of found) add(each);
    failures.push(...failed);
  }
  return { files: [...files.values()], failures };
}

interface Part {
  readonly found: readonly FoundFile[];
  readonly failed: readonly UnreadPath[];
}

/** False too for what can not be looked at: reading it then tells why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    explainError(error);
    return false;
  }
}

function readNamed(path: string, absolute: string, cwd: string): Part {
  const name = reportPath(path, cwd);
  const read = readBytes(absolute);
  if (read.kind === 'failed') return { found: [], failed: [{ path: name, reason: read.reason }] };
  const { bytes } = read;
  return { found: [{ file: sourceFile(name, bytes), path: absolute, bytes, named: true }], failed: [] };
}

function sourceFile(path: string, bytes: Buffer): SourceFile {
  const text = decode(bytes);
  return { path, text, isUtf8: Buffer.from(text).equals(bytes) };
}

interface OpenFolder {
  readonly name: string;
  readonly rules: IgnoreRules;
}

/** Without recursion: folders may be nested as deep as the file system allows. */
function searchFolder(named: string, search: Search): Part {
  const found: FoundFile[] = [];
  const failed: UnreadPath[] = [];
  const queue: OpenFolder[] = [{ name: named, rules: rulesFor(resolve(search.cwd, named)) }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { name, rules } = next;
    const { folders, files, reason } = entriesOf(resolve(search.cwd, name), rules);
    if (reason !== null) failed.push({ path: reportPath(name, search.cwd), reason });
    for (const folder of folders) {
      const below = join(name, folder);
      queue.push({ name: below, rules: withFolder(rules, resolve(search.cwd, below)) });
    }
    for (const file of files) {
      const looked = readFound(join(name, file), search);
      if (looked.kind === 'found') found.push(looked.file);
      if (looked.kind === 'failed') failed.push(looked.failure);
    }
  }
  return { found: found.sort((a, b) => byCodeUnit(a.file.path, b.file.path)), failed };
}

interface Entries {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Why they could not be listed, or null. */
  readonly reason: string | null;
}

/** What is to be looked at in a folder (absolute path), by name: no links, nothing that is ignored. */
function entriesOf(folder: string, rules: IgnoreRules): Entries {
  let all: Dirent[];
  try {
    all = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return { folders: [], files: [], reason: explainError(error).reason };
  }
  const isWanted = (entry: Dirent) => !isIgnored(rules, join(folder, entry.name), entry.isDirectory());
  const folders = all.filter((entry) => entry.isDirectory() && !NEVER_ENTERED.has(entry.name) && isWanted(entry));
  const files = all.filter((entry) => entry.isFile() && isWanted(entry));
  return { folders: folders.map(({ name }) => name), files: files.map(({ name }) => name), reason: null };
}

type Looked =
  | { readonly kind: 'found'; readonly file: FoundFile }
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'failed'; readonly failure: UnreadPath };

function readFound(name: string, { cwd, isCandidate, onFile }: Search): Looked {
  onFile();
  const path = resolve(cwd, name);
  const shown = reportPath(name, cwd);
  const read = readBytes(path);
  if (read.kind === 'failed') {
    const { code, reason } = read;
    return code === 'unreadable' ? { kind: 'failed', failure: { path: shown, reason } } : { kind: 'dismissed' };
  }
  const { bytes } = read;
  if (!isCandidate(bytes, shown)) return { kind: 'dismissed' };
  return { kind: 'found', file: { file: sourceFile(shown, bytes), path, bytes, named: false } };
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
