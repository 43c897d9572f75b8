/** A file of a commit: its text, that there is none, why it can be no template, or why it could not be read. */
export type FetchedText =
  /** `isUtf8`: whether its bytes are UTF-8. */
  | { readonly kind: 'text'; readonly text: string; readonly isUtf8: boolean }
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
  const encoding = wideEncoding(bytes);
  const text = decode(bytes, encoding ?? 'utf-8');
  if (text !== null) return encoding === null ? textOrPointer(text) : { kind: 'text', text, isUtf8: false };
  if (bytes.subarray(0, LOOK_FOR_NUL).includes(0)) return { kind: 'skipped', reason: 'it is binary' };
  return { kind: 'undecoded', bytes: new TextDecoder('latin1').decode(bytes) };
}

/** A text of UTF-8 bytes, unless it only says where Git LFS keeps the file. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export function textOrPointer(text: string): FetchedText {
  const isPointer = text.startsWith('version https://git-lfs.github.com/spec/');
  return isPointer ? { kind: 'unread', reason: 'it is kept in Git LFS' } : { kind: 'text', text, isUtf8: true };
}

/** The encoding that a byte order mark announces, where it is another than UTF-8. */
export function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
