import { runGit } from './run-git.ts';

/** A file that differs between two states of a repository; paths are relative to its top. */
export interface RangeFile {
  readonly path: string;
  /** Its path at the base, when it was renamed; else null. */
  readonly previousPath: string | null;
  readonly isNew: boolean;
  readonly isGone: boolean;
}

/** Two states to compare: the merge base, and a commit or the working tree. */
export interface GitRange {
  /** Absolute path of the repository's top folder. */
  readonly top: string;
  readonly mergeBase: string;
  /** Null for the working tree. */
  readonly head: string | null;
  readonly files: readonly RangeFile[];
}

export type RangeResult =
  | { readonly kind: 'range'; readonly range: GitRange }
  | { readonly kind: 'failed'; readonly reason: string };

/** Finds what changed between a ref's merge base with the head and the head itself. `head` null: the working tree. */
export function gitRange(cwd: string, baseRef: string, headRef: string | null): RangeResult {
  const top = line(runGit(cwd, ['rev-parse', '--show-toplevel']));
  if (top === null) return { kind: 'failed', reason: 'this folder is in no git repository' };
  const base = commitOf(top, baseRef);
  if (base === null) return { kind: 'failed', reason: noSuchRef(baseRef) };
  const head = commitOf(top, headRef ?? 'HEAD');
  if (head === null) return { kind: 'failed', reason: noSuchRef(headRef ?? 'HEAD') };
  const mergeBase = line(runGit(top, ['merge-base', base, head]));
  if (mergeBase === null) {
    return {
      kind: 'failed',
      reason: `${baseRef} and ${headRef ?? 'HEAD'} have no commit in common; fetch more history`,
    };
  }
  const compared = headRef === null ? [mergeBase] : [mergeBase, head];
  const listed = runGit(top, ['diff', '--name-status', '-z', '--find-renames', '--no-ext-diff', ...compared, '--']);
  if (listed.kind === 'failed') return listed;
  const files = [...readNameStatus(listed.bytes.toString('utf8')), ...(headRef === null ? untracked(top) : [])];
  return { kind: 'range', range: { top, mergeBase, head: headRef === null ? null : head, files } };
}

function noSuchRef(ref: string): string {
  return `there is no commit "${ref}" here; fetch it, or name another`;
}

function commitOf(top: string, ref: string): string | null {
  return line(runGit(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]));
}

function line(answer: ReturnType<typeof runGit>): string | null {
  const text = answer.kind === 'output' ? answer.bytes.toString('utf8').trim() : '';
  return text === '' ? null : text;
}

/** `M\0path\0`, `R100\0old\0new\0`: https://git-scm.com/docs/diff-format */
function readNameStatus(text: string): readonly RangeFile[] {
  const fields = text.split('\0');
  const files: RangeFile[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const status = fields[at] ?? '';
    const isPair = status.startsWith('R') || status.startsWith('C');
    const path = fields[at + (isPair ? 2 : 1)] ?? '';
    files.push({
      path,
      previousPath: status.startsWith('R') ? (fields[at + 1] ?? null) : null,
      isNew: status.startsWith('A') || status.startsWith('C'),
      isGone: status.startsWith('D'),
    });
    at += isPair ? 3 : 2;
  }
  return files;
}

/** Files that git does not know yet and does not ignore are part of the working tree's change. */
function untracked(top: string): readonly RangeFile[] {
  const listed = runGit(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (listed.kind === 'failed') return [];
  const paths = listed.bytes
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
  return paths.map((path) => ({ path, previousPath: null, isNew: true, isGone: false }));
}

/** Reads a file of a commit, as it is in git: no filter, no line-end conversion. Null when it is no file there. */
export function readAtCommit(top: string, commit: string, path: string): Buffer | null {
  const answer = runGit(top, ['cat-file', 'blob', `${commit}:${path}`]);
  return answer.kind === 'output' ? answer.bytes : null;
}
