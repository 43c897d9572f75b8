import { runGit } from './run-git.ts';

/** A file that differs between two states of a repository; paths are relative to its top. */
export interface RangeFile {
  readonly path: string;
  /** Its path at the base, when it was renamed; else null. */
  readonly previousPath: string | null;
  /** In the words of GitHub's API. */
  readonly status: 'added' | 'removed' | 'renamed' | 'modified';
  /** Whether it names a commit of another repository. */
  readonly isSubmodule: boolean;
}

/** Two states to compare: the merge base, and a commit or the working tree. */
export interface GitRange {
  /** Absolute path of the repository's top folder. */
  readonly top: string;
  /** The commit of the ref that the change is to be merged into. */
  readonly base: string;
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
  const listed = runGit(top, ['diff', '--raw', '-z', '--find-renames', '--no-ext-diff', ...compared, '--']);
  if (listed.kind === 'failed') return listed;
  const files = [...readRaw(listed.bytes.toString('utf8')), ...(headRef === null ? untracked(top) : [])];
  return { kind: 'range', range: { top, base, mergeBase, head: headRef === null ? null : head, files } };
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

/** `:100644 100644 <id> <id> M\0path\0`, with `R100` `old\0new\0`: https://git-scm.com/docs/diff-format */
function readRaw(text: string): readonly RangeFile[] {
  const fields = text.split('\0');
  const files: RangeFile[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const [, mode = '', , , letters = ''] = (fields[at] ?? '').split(' ');
    const status = STATUS[letters.charAt(0)] ?? 'modified';
    const isPair = /^[RC]/.test(letters);
    const path = fields[at + (isPair ? 2 : 1)] ?? '';
    const previousPath = status === 'renamed' ? (fields[at + 1] ?? null) : null;
    files.push({ path, previousPath, status, isSubmodule: mode === '160000' });
    at += isPair ? 3 : 2;
  }
  return files;
}

/** A copy has no counterpart at the base: what it holds is new under this path. */
const STATUS: Readonly<Record<string, RangeFile['status']>> = { A: 'added', C: 'added', D: 'removed', R: 'renamed' };

/** Files that git does not know yet and does not ignore are part of the working tree's change. */
function untracked(top: string): readonly RangeFile[] {
  const paths = pathsIn(runGit(top, ['ls-files', '--others', '--exclude-standard', '-z']));
  return paths.map((path) => ({ path, previousPath: null, status: 'added', isSubmodule: false }));
}

/** Every file of a commit, or with null of the working tree. */
export function filesAt(top: string, commit: string | null): readonly string[] {
  const tracked = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  return pathsIn(runGit(top, commit === null ? tracked : ['ls-tree', '-r', '--name-only', '-z', commit]));
}

function pathsIn(answer: ReturnType<typeof runGit>): readonly string[] {
  const text = answer.kind === 'output' ? answer.bytes.toString('utf8') : '';
  return text.split('\0').filter((path) => path !== '');
}

/** Reads a file of a commit, as it is in git: no filter, no line-end conversion. Null when it is no file there. */
export function readAtCommit(top: string, commit: string, path: string): Buffer | null {
  const answer = runGit(top, ['cat-file', 'blob', `${commit}:${path}`]);
  return answer.kind === 'output' ? answer.bytes : null;
}
