import { isAbsolute, normalize, relative, sep } from 'node:path';

/**
 * How a path is named in reports: as the user named it, with `/`, without a leading `./`; one that is absolute and
 * below the working folder is named from there, so that a patch applies there.
 */
export function reportPath(path: string, cwd: string): string {
  const fromHere = isAbsolute(path) ? relative(cwd, path) : path;
  const outside = isAbsolute(path) && (fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere));
  return normalize(outside ? path : fromHere)
    .split(sep)
    .join('/');
}

/** Whether a path is the folder or below it; both absolute and free of links. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
