import { failureOf, type GitHub } from './client.ts';
import { pairRenames } from './pair-renames.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** Its path at the base, when it was renamed; else null. */
  readonly previousPath: string | null;
  readonly status: string;
  /** GitHub's hunks, or null where it leaves them out (large or binary files). */
  readonly patch: string | null;
  /** Whether it names a commit of another repository. */
  readonly isSubmodule: boolean;
  readonly changes: number;
}

/** The files of a comparison; `complete` is false where even the trees of the commits are cut off. */
export interface ChangedFiles {
  readonly files: readonly ChangedFile[];
  readonly complete: boolean;
}

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const PULL_FILE_LIMIT = 3000;
/** https://docs.github.com/rest/commits/commits#compare-two-commits */
const COMPARE_FILE_LIMIT = 300;

/**
 * The files of a pull request against its merge base, as GitHub lists them, and whether those are all: it lists 3,000.
 * `expected`: how many there are according to the event, or null.
 */
export async function pullRequestFiles(
  { octokit, owner, repo }: GitHub,
  number: number,
  expected: number | null,
): Promise<ChangedFiles> {
  const parameters = { owner, repo, pull_number: number, per_page: 100 };
  const listed = await octokit.paginate(octokit.rest.pulls.listFiles, parameters);
  const complete = listed.length < PULL_FILE_LIMIT && listed.length >= (expected ?? 0);
  return { files: listed.map(changedFile), complete };
}

/** The head of a pull request at this moment. */
export async function headOf({ octokit, owner, repo }: GitHub, number: number): Promise<string> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  return data.head.sha;
}

/** What two commits have in common, and the files that differ from there to the head, 300 at most. */
export interface Comparison extends ChangedFiles {
  /** What the head is compared with: not the tip of the base branch, which others move. */
  readonly mergeBase: string;
}

/** Compares two commits; null when GitHub does not have one of them, or they have no commit in common. */
export async function compare(
  { octokit, owner, repo }: GitHub,
  base: string,
  head: string,
): Promise<Comparison | null> {
  const basehead = `${base}...${head}`;
  try {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
    const files = data.files ?? [];
    const complete = files.length < COMPARE_FILE_LIMIT;
    return { mergeBase: data.merge_base_commit.sha, files: files.map(changedFile), complete };
  } catch (error) {
    if (failureOf(error).status === 404) return null;
    throw error;
  }
}

/**
 * Adds the changed files that GitHub's list left out, told from the trees of both commits, renamed ones as such
 * (`pairRenames`): what a template had before must not count as new. Of those no hunk is known.
 */
export async function withUnlisted(
  github: GitHub,
  base: string,
  head: string,
  listed: readonly ChangedFile[],
): Promise<ChangedFiles> {
  const [before, after] = [await filesAt(github, base), await filesAt(github, head)];
  const known = new Set(listed.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const unlisted = (side: Tree, other: Tree) =>
    new Map([...side.blobs].filter(([path]) => !known.has(path) && !other.blobs.has(path)));
  const [removed, added] = [unlisted(before, after), unlisted(after, before)];
  const renames = pairRenames(removed, added);
  const old = new Set(renames.values());
  const modified = [...after.blobs].filter(([path, id]) => (before.blobs.get(path) ?? id) !== id && !known.has(path));
  const further = [
    ...modified.map(([path]) => unlistedFile(path, 'modified')),
    ...[...removed.keys()].filter((path) => !old.has(path)).map((path) => unlistedFile(path, 'removed')),
    ...[...added.keys()].map((path) => unlistedFile(path, renames.has(path) ? 'renamed' : 'added', renames.get(path))),
  ];
  return { files: [...listed, ...further], complete: before.complete && after.complete };
}

function unlistedFile(path: string, status: string, previousPath: string | null = null): ChangedFile {
  return { path, previousPath, status, patch: null, isSubmodule: false, changes: 1 };
}

/** The files of a commit by path, each with the object id of its content; not `complete` where GitHub cut them off. */
interface Tree {
  readonly blobs: ReadonlyMap<string, string>;
  readonly complete: boolean;
}

/** Every file of a commit, with the object id of its content. */
export async function filesAt({ octokit, owner, repo }: GitHub, commit: string): Promise<Tree> {
  const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: commit, recursive: '1' });
  const blobs = data.tree.filter(({ type, mode }) => type === 'blob' && mode !== '120000');
  return { blobs: new Map(blobs.map(({ path = '', sha = '' }) => [path, sha])), complete: !data.truncated };
}

interface ListedFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
  readonly patch?: string;
  readonly changes: number;
}

function changedFile({ filename, previous_filename, status, patch, changes }: ListedFile): ChangedFile {
  // A copy has no counterpart at the base: what it holds is new under this path.
  const previousPath = status === 'renamed' ? (previous_filename ?? null) : null;
  const isSubmodule = SUBMODULE.test(patch ?? '');
  return { path: filename, previousPath, status, patch: patch ?? null, isSubmodule, changes };
}

const SUBMODULE = /^@@ [^\n]*@@\n(?:[-+]Subproject commit [0-9a-f]{40,64}\n?)+$/;
