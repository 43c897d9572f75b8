import { runGit } from './git-process.ts';
import type { GitStore } from './git-store.ts';
import { type Hunk, parsePatch } from './hunks.ts';

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';

export interface FileDiff {
  readonly path: string;
  /** Set on a rename or a copy. */
  readonly previousPath: string | null;
  readonly status: FileStatus;
  /** The blob at head, at base for a removed file. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@`, no final newline; null for binary files and for changes of mode or name alone. */
  readonly patch: string | null;
  readonly hunks: readonly Hunk[];
}

interface RawEntry {
  readonly letter: string;
  readonly blob: string;
  readonly sameBlob: boolean;
  readonly paths: readonly string[];
}

const cache = new WeakMap<GitStore, Map<string, readonly FileDiff[]>>();

/** The changed files between two commits (two-dot: give the merge base for a pull request), with GitHub's three lines of context. */
export function diffCommits(store: GitStore, base: string, head: string): readonly FileDiff[] {
  const known = cache.get(store) ?? new Map<string, readonly FileDiff[]>();
  cache.set(store, known);
  const key = `${base} ${head}`;
  const files = known.get(key) ?? readDiff(store.directory, base, head);
  known.set(key, files);
  return files;
}

function readDiff(directory: string, base: string, head: string): FileDiff[] {
  const options = ['--find-renames', '--no-color', '--no-ext-diff', '--no-textconv'];
  const summary = runGit(directory, ['diff', '--raw', '--numstat', '-z', '--no-abbrev', ...options, base, head]);
  const patch = runGit(directory, ['diff', '--unified=3', ...options, base, head]);
  const { entries, counts } = readSummary(summary.toString('utf8').split('\0'));
  const sections = patch.toString('utf8').split(/^(?=diff --git )/m);
  let next = 0;
  return entries.map((entry, index) => {
    // git shows a change of type (a file that becomes a link) as a removal and an addition.
    const taken = sections.slice(next, next + (entry.letter === 'T' ? 2 : 1));
    next += taken.length;
    return fileDiff(entry, counts[index] ?? [0, 0], taken);
  });
}

function readSummary(tokens: string[]): { entries: RawEntry[]; counts: (readonly [number, number])[] } {
  const entries: RawEntry[] = [];
  const counts: (readonly [number, number])[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? '';
    if (token.startsWith(':')) {
      const [, , oldBlob = '', newBlob = '', status = ''] = token.split(' ');
      const letter = status[0] ?? '';
      const width = letter === 'R' || letter === 'C' ? 2 : 1;
      const paths = tokens.slice(index + 1, index + 1 + width);
      entries.push({ letter, blob: letter === 'D' ? oldBlob : newBlob, sameBlob: oldBlob === newBlob, paths });
      index += width;
    } else if (token !== '') {
      const [added = '', deleted = '', path = ''] = token.split('\t');
      // git writes a dash for binary files; GitHub a zero.
      counts.push([Number(added) || 0, Number(deleted) || 0]);
      if (path === '') index += 2;
    }
  }
  return { entries, counts };
}

function fileDiff(entry: RawEntry, [additions, deletions]: readonly [number, number], sections: string[]): FileDiff {
  const patches = sections.map(patchOf).filter((patch) => patch !== null);
  const patch = patches.length === 0 ? null : patches.join('\n');
  return {
    path: entry.paths.at(-1) ?? '',
    previousPath: entry.paths.length === 2 ? (entry.paths[0] ?? null) : null,
    status: statusOf(entry),
    blob: entry.blob,
    additions,
    deletions,
    patch,
    hunks: patch === null ? [] : parsePatch(patch),
  };
}

function patchOf(section: string): string | null {
  const start = section.search(/^@@ /m);
  return start === -1 ? null : section.slice(start).replace(/\n$/, '');
}

function statusOf(entry: RawEntry): FileStatus {
  if (entry.letter === 'A') return 'added';
  if (entry.letter === 'D') return 'removed';
  if (entry.letter === 'R') return 'renamed';
  if (entry.letter === 'C') return 'copied';
  return entry.letter === 'T' || entry.sameBlob ? 'changed' : 'modified';
}
