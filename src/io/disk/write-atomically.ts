import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainError } from './explain-error.ts';

/** `reason` is a clause that follows the path: "is read-only". */
export type Written = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly reason: string };

/**
 * Puts a text (UTF-8) in the place of a file's content, all or nothing: a new file beside it takes its name, with its
 * mode and owner. A link stays, and what it leads to is written. Refused when the file is read-only or does not hold
 * the bytes `expected` any more, so that nobody's work is lost. Never throws.
 */
export function writeAtomically(path: string, expected: Uint8Array, text: string): Written {
  return attempt(() => {
    const target = realpathSync(path);
    const stats = statSync(target);
    if (!stats.isFile()) return failed('is not a plain file');
    if ((stats.mode & 0o222) === 0) return failed('is read-only');
    if (!holds(target, expected)) return failed('has changed since it was read: run fix again');
    return replace(target, text, stats, () => holds(target, expected));
  });
}

/**
 * Writes a report: a plain file is replaced all or nothing, a new one comes into being whole, and a device or pipe is
 * written to. Never throws.
 */
export function writeReport(path: string, text: string): Written {
  return attempt(() => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return replace(path, text, null, () => true);
    if (stats.isDirectory()) return failed('is a folder');
    if (stats.isFile() && (stats.mode & 0o222) === 0) return failed('is read-only');
    if (stats.isFile()) return replace(realpathSync(path), text, stats, () => true);
    writeFileSync(path, text);
    return { kind: 'written' };
  });
}

/**
 * Writes an output of the Action whole or not at all, in the place of what is there; refused where the path is a link or
 * leads through one, which a step before ours may have laid. The way to one of `roots` is the runner's own. Never throws.
 */
export function writeOutput(path: string, text: string, roots: readonly string[]): Written {
  return attempt(() => {
    if (isLink(path)) return failed('is a link, which is not followed');
    const link = foldersBelow(roots, path).find((folder) => isLink(folder));
    if (link !== undefined) return failed(`leads through ${link}, a link, which is not followed`);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) return failed('is not a plain file');
    mkdirSync(dirname(path), { recursive: true });
    return replace(path, text, null, () => true);
  });
}

/** The folders on the way to a path, those of the roots left out, outermost first. */
function foldersBelow(roots: readonly string[], path: string): readonly string[] {
  const found: string[] = [];
  for (let at = dirname(path); at !== dirname(at) && !roots.includes(at); at = dirname(at)) found.unshift(at);
  return found;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function attempt(work: () => Written): Written {
  try {
    return work();
  } catch (error) {
    return failed(explainError(error).reason);
  }
}

function failed(reason: string): Written {
  return { kind: 'failed', reason };
}

function holds(path: string, expected: Uint8Array): boolean {
  return readFileSync(path).equals(expected);
}

function replace(target: string, text: string, before: Stats | null, isUnchanged: () => boolean): Written {
  // A name that is taken is refused by `wx`, so it need not be one that nobody can guess.
  const temporary = join(dirname(target), `.${basename(target)}.${Math.random().toString(36).slice(2)}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', 0o666);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (before !== null) keepOwner(temporary, before);
    if (!isUnchanged()) return failed('has changed since it was read: run fix again');
    renameSync(temporary, target);
    return { kind: 'written' };
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Owner first, since a change of owner may drop bits of the mode; only root may give a file away, so it may fail. */
function keepOwner(path: string, { uid, gid, mode }: Stats): void {
  const own = statSync(path);
  if (own.uid !== uid || own.gid !== gid) {
    try {
      chownSync(path, uid, gid);
    } catch {
      // The file stays with whoever writes it, as it would with any editor.
    }
  }
  chmodSync(path, mode & 0o7777);
}
