import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SourceFile } from '../../text/source-file.ts';
import { explainError } from './explain-error.ts';
import { isWithin } from './paths.ts';
import { decode, readBytes } from './read-text.ts';

/** A file that a template speaks of; `reason` is a clause that follows the path. */
export type ReadNeed =
  | { readonly kind: 'read'; readonly file: SourceFile; readonly bytes: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads a file that a template speaks of, by its path from `cwd`. Templates are not to be trusted: what lies outside
 * all of `roots` (absolute, free of links), be it by `..` or through a link, is refused without a look.
 */
export function readNeed(path: string, cwd: string, roots: readonly string[]): ReadNeed {
  const asked = resolve(cwd, path);
  const inside = (where: string) => roots.some((root) => isWithin(root, where));
  if (!inside(asked)) return { kind: 'refused', reason: 'it lies outside of the folders that are searched' };
  const real = realPath(asked);
  if (real.kind !== 'path') return real;
  if (!inside(real.path)) return { kind: 'refused', reason: 'a link leads out of the folders that are searched' };
  const read = readBytes(real.path);
  if (read.kind === 'read') return { kind: 'read', file: { path, text: decode(read.bytes) }, bytes: read.bytes.length };
  return read.code === 'missing' ? { kind: 'absent' } : { kind: 'refused', reason: `it ${read.reason}` };
}

function realPath(path: string): { kind: 'path'; path: string } | Exclude<ReadNeed, { kind: 'read' }> {
  try {
    return { kind: 'path', path: realpathSync(path) };
  } catch (error) {
    const { reason, isMissing } = explainError(error);
    return isMissing ? { kind: 'absent' } : { kind: 'refused', reason: `it ${reason}` };
  }
}
