import type { Template } from '../template/template.ts';
import type { SourceFile } from '../text/source-file.ts';

/** What lies around a template in the repository. */
export interface Surroundings {
  /** A file by repository path; 'absent' when there is none; 'unread' when it was not asked for or could not be read. */
  get(path: string): SourceFile | 'absent' | 'unread';
  /** The other templates that were read: their exports are followed, and they may nest this one. */
  readonly templates: readonly Template[];
  /** What further templates go by that were too many to be read; null or absent when there are none. */
  readonly leftOut?: string | null;
}

export const ALONE: Surroundings = { get: () => 'absent', templates: [] };

/** A file that could change a decision and was not there yet. */
export interface Wanted {
  readonly path: string;
  readonly why: 'nested-stack' | 'handler-code' | 'include';
}

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

/** The folder of a file. */
export function folderOf(file: string): string | null {
  return relativeTo(file, '.');
}

/** The repository path that a template's local reference means; null for a URL, a bucket or a path outside. */
export function localPath(file: string, reference: string): string | null {
  if (/^[a-z0-9]+:\/\//i.test(reference) || reference === '') return null;
  return relativeTo(file, reference.replace(/^file:/, ''));
}
