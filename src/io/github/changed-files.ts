import type { GitHub } from './client.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** Its path at the base, when it was renamed; else null. */
  readonly previousPath: string | null;
  readonly status: string;
  /** GitHub's hunks, or null where it leaves them out (large or binary files). */
  readonly patch: string | null;
  readonly changes: number;
}

/** The files of a comparison; `complete` is false where GitHub lists no more than its limit. */
export interface ChangedFiles {
  readonly files: readonly ChangedFile[];
  readonly complete: boolean;
}

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const PULL_FILE_LIMIT = 3000;
/** https://docs.github.com/rest/commits/commits#compare-two-commits */
const COMPARE_FILE_LIMIT = 300;

/** The files of a pull request, against its merge base. */
export async function pullRequestFiles({ octokit, owner, repo }: GitHub, number: number): Promise<ChangedFiles> {
  const listed = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return { files: listed.map(changedFile), complete: listed.length < PULL_FILE_LIMIT };
}

/** The commit that two commits have in common: what the head is compared with, not the tip of the base branch. */
export async function mergeBase({ octokit, owner, repo }: GitHub, base: string, head: string): Promise<string> {
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${base}...${head}`,
    per_page: 1,
  });
  return data.merge_base_commit.sha;
}

/** The files that differ between two commits; read from the trees where the comparison lists too few. */
export async function filesBetween(github: GitHub, base: string, head: string): Promise<ChangedFiles> {
  const { octokit, owner, repo } = github;
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${base}...${head}`,
    per_page: 1,
  });
  const files = data.files ?? [];
  if (files.length < COMPARE_FILE_LIMIT) return { files: files.map(changedFile), complete: true };
  const [before, after] = await Promise.all([filesAt(github, base), filesAt(github, head)]);
  const paths = new Set([...before.blobs.keys(), ...after.blobs.keys()]);
  const changed = [...paths].filter((path) => before.blobs.get(path) !== after.blobs.get(path));
  return {
    files: changed.map((path) => ({ path, previousPath: null, status: 'modified', patch: null, changes: 1 })),
    complete: before.complete && after.complete,
  };
}

/** Every file of a commit, with the object id of its content. */
export async function filesAt(
  { octokit, owner, repo }: GitHub,
  commit: string,
): Promise<{ readonly blobs: ReadonlyMap<string, string>; readonly complete: boolean }> {
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
  return { path: filename, previousPath, status, patch: patch ?? null, changes };
}
