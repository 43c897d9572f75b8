import type { SourceFile } from '../text/source-file.ts';

/** The files besides templates that an analysis may look at, by repository path. */
export interface Sources {
  /** The file; 'absent' when there is none of that path; 'unread' when it was not asked for yet or could not be read. */
  get(path: string): SourceFile | 'absent' | 'unread';
}

export const NO_SOURCES: Sources = { get: () => 'unread' };

/** Joins a path to the folder of a file, with `.` and `..` worked out; null when it leaves the repository. */
export function relativeTo(file: string, path: string): string | null {
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
