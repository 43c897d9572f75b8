import { runGit } from './git-process.ts';
import type { GitStore } from './git-store.ts';

interface Change {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newCount: number;
}

interface FileChange {
  readonly newPath: string | null;
  readonly changes: readonly Change[];
}

export interface MappedRange {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const cache = new WeakMap<GitStore, Map<string, ReadonlyMap<string, FileChange>>>();

/**
 * Where an unchanged range of lines (one-based, both ends meant) of `from` stands in `to`.
 * Null when one of its lines changed, when lines were put between them, or when the file is gone: GitHub's "outdated".
 */
export function mapRange(
  store: GitStore,
  from: string,
  to: string,
  path: string,
  start: number,
  end: number,
): MappedRange | null {
  if (from === to) return { path, start, end };
  const file = changesBetween(store, from, to).get(path);
  if (file === undefined) return { path, start, end };
  if (file.newPath === null) return null;
  let shift = 0;
  for (const { oldStart, oldCount, newCount } of file.changes) {
    // With no old lines, git names the line after which the new ones stand.
    const first = oldCount === 0 ? oldStart + 1 : oldStart;
    const afterLast = first + oldCount;
    if (first > end) break;
    if (afterLast > start && !(oldCount === 0 && first <= start)) return null;
    shift += newCount - oldCount;
  }
  return { path: file.newPath, start: start + shift, end: end + shift };
}

function changesBetween(store: GitStore, from: string, to: string): ReadonlyMap<string, FileChange> {
  const known = cache.get(store) ?? new Map<string, ReadonlyMap<string, FileChange>>();
  cache.set(store, known);
  const key = `${from} ${to}`;
  const files = known.get(key) ?? readChanges(store.directory, from, to);
  known.set(key, files);
  return files;
}

function readChanges(directory: string, from: string, to: string): ReadonlyMap<string, FileChange> {
  const options = ['--find-renames', '--no-color', '--no-ext-diff', '--no-textconv'];
  const names = runGit(directory, ['diff', '--name-status', '-z', ...options, from, to])
    .toString('utf8')
    .split('\0');
  const sections = runGit(directory, ['diff', '--unified=0', ...options, from, to])
    .toString('utf8')
    .split(/^(?=diff --git )/m);
  const files = new Map<string, FileChange>();
  let section = 0;
  for (let index = 0; index + 1 < names.length; ) {
    const letter = names[index]?.[0] ?? '';
    const oldPath = names[index + 1] ?? '';
    const renamed = letter === 'R' || letter === 'C';
    const newPath = renamed ? (names[index + 2] ?? '') : oldPath;
    const changes = changesOf(sections[section] ?? '');
    if (letter !== 'A') files.set(oldPath, { newPath: letter === 'D' || letter === 'T' ? null : newPath, changes });
    section += letter === 'T' ? 2 : 1;
    index += renamed ? 3 : 2;
  }
  return files;
}

function changesOf(section: string): Change[] {
  return [...section.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)].map((match) => ({
    oldStart: Number(match[1]),
    oldCount: Number(match[2] ?? 1),
    newCount: Number(match[3] ?? 1),
  }));
}
