import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';

/** A file's mode as git writes it: plain, executable, symbolic link, submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/** What a commit does to a path: new text or bytes, null to remove it, or content with a mode (for a submodule: a commit id). */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { readonly mode: FileMode; readonly content: string | Uint8Array };

export type FileChanges = Readonly<Record<string, FileChange>>;

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, whole seconds, UTC. */
  readonly date: string;
}

export interface CommitOrder {
  readonly parent: string | null;
  readonly files: FileChanges;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** The ref that fast-import needs and nobody else looks at. */
const SCRATCH_REF = 'refs/emulator/import';

/** The git object id of a blob with these bytes. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The stream that makes `git fast-import` write one commit and print its id. */
export function importStream(order: CommitOrder): Buffer {
  const parts: Buffer[] = [];
  const line = (text: string): void => void parts.push(Buffer.from(`${text}\n`));
  const data = (bytes: Uint8Array): void => {
    line(`data ${bytes.length}`);
    parts.push(Buffer.from(bytes), Buffer.from('\n'));
  };
  line(`reset ${SCRATCH_REF}`);
  line(`commit ${SCRATCH_REF}`);
  line('mark :1');
  line(`author ${signature(order.author)}`);
  line(`committer ${signature(order.committer)}`);
  data(Buffer.from(order.message));
  if (order.parent !== null) line(`from ${order.parent}`);
  // Removals first: a path that turns from a folder into a file would otherwise be taken away again.
  for (const [path, change] of Object.entries(order.files)) if (change === null) line(`D ${quotePath(path)}`);
  for (const [path, change] of Object.entries(order.files)) {
    if (change === null) continue;
    const { mode, bytes } = contentOf(change);
    if (mode === '160000') line(`M 160000 ${Buffer.from(bytes).toString('utf8')} ${quotePath(path)}`);
    else {
      line(`M ${mode} inline ${quotePath(path)}`);
      data(bytes);
    }
  }
  line('get-mark :1');
  return Buffer.concat(parts);
}

/** The mode and the bytes of a change that is not a removal. */
export function contentOf(change: Exclude<FileChange, null>): { mode: FileMode; bytes: Uint8Array } {
  const plain = typeof change === 'string' || change instanceof Uint8Array;
  const content = plain ? change : change.content;
  return {
    mode: plain ? '100644' : change.mode,
    bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
  };
}

function signature(who: Signature): string {
  return `${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1000)} +0000`;
}

function quotePath(path: string): string {
  if (!/[\n"]/.test(path)) return path;
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
