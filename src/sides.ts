import type { Side } from './judge/input.ts';
import { mayHoldCustomResource } from './syntax/prefilter.ts';
import { type FetchedText, type FileAt, fileKey, NOT_DECODED } from './text/fetched-text.ts';
import type { SourceFile } from './text/source-file.ts';

/** A file that differs between the two commits, in the words of GitHub's API. */
export interface ChangedPath {
  readonly path: string;
  /** Its path at the base, when it was renamed; else null. */
  readonly previousPath: string | null;
  /** `added`, `removed`, or anything else for a file that both commits have. */
  readonly status: string;
  /** Whether it names a commit of another repository. */
  readonly isSubmodule: boolean;
}

/** The two commits of a comparison. */
export interface Commits {
  readonly head: string;
  readonly base: string;
}

/** The sides of a comparison, as far as they can hold a custom resource. */
export interface Sides {
  readonly head: Side;
  readonly base: Side;
  /** Head path to base path. */
  readonly renames: ReadonlyMap<string, string>;
  /** Lines for the log: what was passed over, and why. */
  readonly notes: readonly string[];
}

/** The texts to read for changed files: at the head unless they were removed, at the base unless they are new. */
export function requestsOf(files: readonly ChangedPath[], { head, base }: Commits): readonly FileAt[] {
  return files.flatMap(({ path, previousPath, status }) => [
    ...(status === 'removed' ? [] : [{ commit: head, path }]),
    ...(status === 'added' ? [] : [{ commit: base, path: previousPath ?? path }]),
  ]);
}

/** Sorts what was read into the two sides; a pair that can hold no custom resource is dismissed unparsed (law 9). */
export function sidesOf(
  files: readonly ChangedPath[],
  commits: Commits,
  read: ReadonlyMap<string, FetchedText>,
): Sides {
  const head: SourceFile[] = [];
  const base: SourceFile[] = [];
  const renames = new Map<string, string>();
  const unread = new Map<string, string>();
  const notes: string[] = [];
  for (const file of files) {
    const { path, previousPath } = file;
    const after = judgeable(atHead(file, read.get(fileKey({ commit: commits.head, path }))));
    const before = judgeable(read.get(fileKey({ commit: commits.base, path: previousPath ?? path })));
    for (const one of [after, before]) {
      if (one?.kind === 'skipped') notes.push(`${path} was passed over: ${one.reason}`);
      if (one?.kind === 'unread') unread.set(path, one.reason);
    }
    const headFile = sourceFile(path, after);
    const baseFile = sourceFile(previousPath ?? path, before);
    if (![headFile, baseFile].some((one) => one !== null && mayHoldCustomResource(one.text))) continue;
    if (headFile !== null) head.push(headFile);
    if (baseFile !== null) base.push(baseFile);
    if (previousPath !== null) renames.set(path, previousPath);
  }
  const side = (judged: readonly SourceFile[]): Side => ({ judged, fetched: new Map(), unread: new Map() });
  return { head: { ...side(head), unread }, base: side(base), renames, notes };
}

function sourceFile(path: string, read: FetchedText | undefined): SourceFile | null {
  return read?.kind === 'text' ? { path, text: read.text, isUtf8: read.isUtf8 } : null;
}

/** A file that is listed as changed must be there: to pass it by would be to guess. */
function atHead({ status, isSubmodule }: ChangedPath, read: FetchedText | undefined): FetchedText | undefined {
  if (read?.kind !== 'absent' || status === 'removed') return read;
  return isSubmodule
    ? { kind: 'skipped', reason: 'it is a submodule' }
    : { kind: 'unread', reason: 'it is listed as changed, and is not there at this commit' };
}

/** A text in another encoding is passed over only when it can hold no custom resource. */
function judgeable(read: FetchedText | undefined): FetchedText | undefined {
  if (read?.kind !== 'undecoded') return read;
  return { kind: mayHoldCustomResource(read.bytes) ? 'unread' : 'skipped', reason: NOT_DECODED };
}
