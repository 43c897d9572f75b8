/** What the operating system's codes come to, as clauses that follow a path. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'can not be opened: permission denied',
  EPERM: 'can not be opened: not permitted',
  ELOOP: 'is a link that leads round in a circle',
  ENAMETOOLONG: 'has too long a name',
  EROFS: 'is on a read-only file system',
  ENOSPC: 'does not fit: the disk is full',
  EMFILE: 'can not be opened: too many files are open',
  ENXIO: 'is a device that can not be opened',
};

/** Why the file system refused, as a clause that follows a path. Throws on what the file system did not throw. */
export function explainError(error: unknown): { readonly reason: string; readonly isMissing: boolean } {
  const code = codeOf(error);
  if (code === null) throw error;
  const reason = REASONS[code] ?? `can not be used (${code})`;
  return { reason, isMissing: code === 'ENOENT' || code === 'ENOTDIR' };
}

/** By its shape, not its class: `errno` is what only errors of the operating system have. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('errno' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
