import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { wideEncoding } from '../../text/fetched-text.ts';
import { explainError } from './explain-error.ts';

/** CloudFormation takes templates of 1 MB; nothing larger than this is read. */
export const MAX_BYTES = 2 * 1024 * 1024;

const CHUNK = 64 * 1024;
/** As git does: a NUL this early, and the file is no text. */
const LOOK_FOR_NUL = 8000;

/** A file's content; `reason` is a clause that follows the path: "does not exist". */
export type ReadBytes =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly code: 'missing' | 'too-large' | 'binary' | 'unreadable';
    };

/**
 * Reads a whole file, or a pipe, of at most 2 MB of text. A link is followed. Never throws: what is missing, a folder,
 * too large or no text comes back with the reason.
 */
export function readBytes(path: string): ReadBytes {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return failed(error);
  }
  try {
    if (fstatSync(descriptor).size > MAX_BYTES) return TOO_LARGE;
    return readOpen(descriptor);
  } catch (error) {
    return failed(error);
  } finally {
    closeSync(descriptor);
  }
}

export const TOO_LARGE: ReadBytes = { kind: 'failed', code: 'too-large', reason: 'is larger than 2 MB' };
const BINARY: ReadBytes = { kind: 'failed', code: 'binary', reason: 'is not a text file' };

function readOpen(descriptor: number): ReadBytes {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readSync(descriptor, chunk, 0, CHUNK, null);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > MAX_BYTES) return TOO_LARGE;
    if (chunks.length === 1 && isBinary(chunk.subarray(0, count))) return BINARY;
  }
  return { kind: 'read', bytes: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) };
}

function failed(error: unknown): ReadBytes {
  const { reason, isMissing } = explainError(error);
  return { kind: 'failed', code: isMissing ? 'missing' : 'unreadable', reason };
}

function isBinary(bytes: Buffer): boolean {
  return wideEncoding(bytes) === null && bytes.subarray(0, LOOK_FOR_NUL).includes(0);
}

/**
 * Bytes as text: UTF-8, or UTF-16 where a byte order mark says so (PowerShell writes that). The mark stays in the
 * text; bytes that are no UTF-8 become U+FFFD.
 */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder(wideEncoding(bytes) ?? 'utf-8', { ignoreBOM: true }).decode(bytes);
}
