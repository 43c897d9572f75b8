import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { explainError } from './explain-error.ts';
import { gitRoot } from './ignore-rules.ts';

/**
 * The folders below which templates may name other files: the git work trees of the working folder and of each path
 * that the user named, or that folder itself where there is none. Absolute and free of links.
 */
export function rootsFor(paths: readonly string[], cwd: string): readonly string[] {
  const folders = [cwd, ...paths.map((path) => resolve(cwd, path))].flatMap(realFolder);
  return [...new Set(folders.map((folder) => gitRoot(folder) ?? folder))];
}

/** The folder that a path leads to or that its file stands in; none when it leads nowhere. */
function realFolder(path: string): string[] {
  try {
    return [realpathSync(statSync(path).isDirectory() ? path : dirname(path))];
  } catch (error) {
    explainError(error);
    return [];
  }
}

/** The names of what stands in the same folder as a path (absolute) that need not exist. */
export function siblingNames(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path));
  } catch (error) {
    explainError(error);
    return [];
  }
}
