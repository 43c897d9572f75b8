import { Buffer } from 'node:buffer';
import { blobId, type CommitOrder, contentOf, importStream, type Signature } from './git-import.ts';
import { askGit, runGit } from './git-process.ts';

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  /** Bytes; null for a folder or a submodule. */
  readonly size: number | null;
}

/** A bare git repository with the few operations the emulator needs; objects never change, so what was read is kept. */
export class GitStore {
  readonly directory: string;
  readonly #blobs = new Map<string, Buffer>();
  /** Ids known to be commits: a query asks for the same one hundreds of times. */
  readonly #known = new Set<string>();
  readonly #commits = new Map<string, Commit>();
  readonly #entries = new Map<string, ReadonlyMap<string, TreeEntry>>();
  readonly #merges = new Map<string, string | null>();
  readonly #mergeBases = new Map<string, string | null>();

  constructor(directory: string) {
    this.directory = directory;
    runGit(directory, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  }

  /** Writes a commit and returns its id; no ref moves. */
  commit(order: CommitOrder): string {
    const sha = runGit(this.directory, ['fast-import', '--quiet', '--force'], importStream(order)).toString().trim();
    for (const change of Object.values(order.files)) {
      if (change === null) continue;
      const { mode, bytes } = contentOf(change);
      if (mode !== '160000') this.#blobs.set(blobId(bytes), Buffer.from(bytes));
    }
    return sha;
  }

  /** The id of the commit that merges `theirs` into `ours`, or null when they conflict. */
  merge(ours: string, theirs: string, message: string, who: Signature): string | null {
    const key = [ours, theirs, message, who.name, who.date].join('\0');
    const known = this.#merges.get(key);
    if (known !== undefined) return known;
    const sha = this.#merge(ours, theirs, message, who);
    this.#merges.set(key, sha);
    return sha;
  }

  #merge(ours: string, theirs: string, message: string, who: Signature): string | null {
    const tree = askGit(this.directory, ['merge-tree', '--write-tree', ours, theirs])?.split('\n')[0];
    if (tree === undefined) return null;
    const raw = [
      `tree ${tree}`,
      `parent ${ours}`,
      `parent ${theirs}`,
      ...['author', 'committer'].map(
        (role) => `${role} ${who.name} <${who.email}> ${Date.parse(who.date) / 1000} +0000`,
      ),
      '',
      message,
    ].join('\n');
    return runGit(this.directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], raw).toString().trim();
  }

  /** The id of the commit that a ref, a tag or a (shortened) id names, or null. */
  resolveCommit(name: string): string | null {
    if (this.#known.has(name)) return name;
    if (name.startsWith('-') || name === '') return null;
    const sha = askGit(this.directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    if (sha !== null) this.#known.add(sha);
    return sha;
  }

  /** The type of any object, or null when there is none. */
  typeOf(sha: string): string | null {
    if (this.#blobs.has(sha)) return 'blob';
    return /^[0-9a-f]{40}$/.test(sha) ? askGit(this.directory, ['cat-file', '-t', sha]) : null;
  }

  updateRef(ref: string, sha: string): void {
    runGit(this.directory, ['update-ref', ref, sha]);
  }

  deleteRef(ref: string): void {
    runGit(this.directory, ['update-ref', '-d', ref]);
  }

  readCommit(sha: string): Commit {
    const known = this.#commits.get(sha);
    if (known) return known;
    const text = runGit(this.directory, ['cat-file', 'commit', sha]).toString('utf8');
    const split = text.indexOf('\n\n');
    const header = text.slice(0, split).split('\n');
    const values = (name: string): string[] =>
      header.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
    const commit: Commit = {
      sha,
      tree: values('tree')[0] ?? '',
      parents: values('parent'),
      message: text.slice(split + 2),
      author: readSignature(values('author')[0] ?? ''),
      committer: readSignature(values('committer')[0] ?? ''),
    };
    this.#commits.set(sha, commit);
    return commit;
  }

  /** Every file and folder below a commit or a tree, by path. */
  entries(treeish: string): ReadonlyMap<string, TreeEntry> {
    const known = this.#entries.get(treeish);
    if (known) return known;
    const entries = new Map<string, TreeEntry>();
    const listing = runGit(this.directory, ['ls-tree', '-r', '-t', '-z', '-l', treeish]).toString('utf8');
    for (const record of listing.split('\0')) {
      const match = /^(\d+) (blob|tree|commit) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(record);
      if (!match) continue;
      const [, mode = '', type, sha = '', size, path = ''] = match;
      entries.set(path, { path, mode, type: type as TreeEntry['type'], sha, size: size === '-' ? null : Number(size) });
    }
    this.#entries.set(treeish, entries);
    return entries;
  }

  blob(sha: string): Buffer {
    const known = this.#blobs.get(sha);
    if (known) return known;
    const bytes = runGit(this.directory, ['cat-file', 'blob', sha]);
    this.#blobs.set(sha, bytes);
    return bytes;
  }

  /** The best common ancestor, or null when the histories have none. */
  mergeBase(a: string, b: string): string | null {
    const key = `${a} ${b}`;
    const known = this.#mergeBases.get(key);
    if (known !== undefined) return known;
    const sha = askGit(this.directory, ['merge-base', a, b]);
    this.#mergeBases.set(key, sha);
    return sha;
  }

  /** The commits that `head` has and `base` has not, oldest first. */
  commitsBetween(base: string, head: string): string[] {
    const list = runGit(this.directory, ['rev-list', '--reverse', '--topo-order', `${base}..${head}`]).toString();
    return list.split('\n').filter((sha) => sha !== '');
  }
}

function readSignature(text: string): Signature {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  const [, name = '', email = '', seconds = '0'] = match ?? [];
  return { name, email, date: isoSeconds(Number(seconds) * 1000) };
}

/** A time as GitHub writes it: ISO 8601, no fraction of a second. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
