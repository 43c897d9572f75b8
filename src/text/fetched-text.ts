/** A file of a commit: its text, that there is none, why it can be no template, or why it could not be read. */
export type FetchedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** In no encoding that templates have; `bytes` has one character for each, to look for words in. */
  | { readonly kind: 'undecoded'; readonly bytes: string }
  | { readonly kind: 'unread'; readonly reason: string };

/** One file of a commit. */
export interface FileAt {
  readonly commit: string;
  readonly path: string;
}

/** The name under which a file's text is kept. */
export function fileKey({ commit, path }: FileAt): string {
  return `${commit}:${path}`;
}

/** The reason for a file that is not text as templates are. */
export const NOT_DECODED = 'it is neither UTF-8 nor UTF-16 with a mark';

/** As git does: a NUL this early, and the file is no text. */
const LOOK_FOR_NUL = 8000;

/** Reads a file's bytes: UTF-8, or UTF-16 where a byte order mark says so. The mark stays in the text. */
export function fetchedText(bytes: Uint8Array): FetchedText {
  const text = decode(bytes);
  if (text !== null) return textOrPointer(text);
  if (bytes.subarray(0, LOOK_FOR_NUL).includes(0)) return { kind: 'skipped', reason: 'it is binary' };
  return { kind: 'undecoded', bytes: new TextDecoder('latin1').decode(bytes) };
}

/** A text, unless it only says where Git LFS keeps the file. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export function textOrPointer(text: string): FetchedText {
  const isPointer = text.startsWith('version https://git-lfs.github.com/spec/');
  return isPointer ? { kind: 'unread', reason: 'it is kept in Git LFS' } : { kind: 'text', text };
}

function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
