import type { Hunk, HunkLine } from '../text/hunks.ts';
import type { Location } from '../text/source-file.ts';
import type { CommentUnit } from './comment-unit.ts';
import { gitLines, gitLinesOf, textOf } from './git-lines.ts';
import type { Lines } from './place.ts';

interface Place {
  readonly logicalId: string;
  readonly location: Location;
}

/** Where to speak of a unit: a file of the pull request, and a one-based line of the head, or null for the whole file. */
export interface Trigger {
  readonly path: string;
  readonly line: number | null;
}

/** The hunks of the pull request by path, for every file that can be commented on. */
export type Diffs = ReadonlyMap<string, readonly Hunk[]>;

/**
 * Where to speak of a unit when its fix is elsewhere: on the line that brought the finding in. Of the custom resource,
 * the function, the role, the key and the other places that the findings name, be they in nested templates, the first
 * with an added line; else the first with an unchanged line in a hunk, the one nearest to a change (what was removed
 * leaves no other trace); else the one Default that is changed. Where no hunk touches any of them it is the file, its own or the first of those that the pull
 * request changes: a comment on an unrelated line would mislead. Null when it changes none of them.
 */
export function triggerOf(unit: CommentUnit, diffs: Diffs): Trigger | null {
  const places = placesOf(unit).flatMap((place) => {
    const { path } = place.location.file;
    const hunks = diffs.get(path);
    return hunks === undefined ? [] : [{ path, hunks, rows: rowsIn(hunks, linesOfResource(place)) }];
  });
  for (const { path, rows } of places) {
    const added = rows.find(({ kind }) => kind === 'add');
    if (added !== undefined) return { path, line: added.newLine };
  }
  for (const { path, hunks, rows } of places) {
    const distances = new Map(hunks.flatMap(({ lines }) => distancesToChange(lines)));
    const distance = (row: HunkLine) => distances.get(row) ?? 0;
    const [nearest] = rows.toSorted((a, b) => distance(a) - distance(b));
    if (nearest !== undefined) return { path, line: nearest.newLine };
  }
  const flipped = changedDefault(unit, diffs.get(unit.file.path) ?? []);
  if (flipped !== null) return { path: unit.file.path, line: flipped };
  const path = [unit.file.path, ...places.map((place) => place.path)].find((each) => diffs.has(each));
  return path === undefined ? null : { path, line: null };
}

const DEFAULT = /(?:^|[\s{,"'])Default["']?\s*:/;

/** The line of the parameter's Default that may have switched a stream on: the only one that a file's hunks change. */
function changedDefault({ findings }: CommentUnit, hunks: readonly Hunk[]): number | null {
  if (!findings.some(({ byDefault }) => byDefault)) return null;
  const rows = hunks.flatMap(({ lines }) => lines.filter(({ kind, text }) => kind !== 'context' && DEFAULT.test(text)));
  const [added, ...others] = rows.filter(({ kind }) => kind === 'add');
  return added !== undefined && others.length === 0 && rows.length === 2 ? added.newLine : null;
}

function placesOf({ customResource, stream, findings }: CommentUnit): readonly Place[] {
  const named = findings.flatMap((finding): readonly Place[] => [finding, ...finding.related]);
  const chain = [customResource, stream?.function, stream?.role, stream?.key];
  const rank = ({ logicalId }: Place) => (chain.includes(logicalId) ? chain.indexOf(logicalId) : chain.length);
  return named.toSorted((a, b) => rank(a) - rank(b));
}

/** A resource's location begins behind its name, which in YAML is the line above. */
function linesOfResource({ logicalId, location }: Place): Lines {
  const { line, endLine } = gitLinesOf(location);
  const above = textOf(gitLines(location.file.text), line - 1).trim();
  const isName = [logicalId, `"${logicalId}"`, `'${logicalId}'`].some((name) => above.startsWith(`${name}:`));
  return { line: isName ? line - 1 : line, endLine };
}

/** The rows of the head's side that stand on some lines. */
function rowsIn(hunks: readonly Hunk[], { line, endLine }: Lines): readonly HunkLine[] {
  const isIn = (number: number | null) => number !== null && number >= line && number <= endLine;
  return hunks.flatMap(({ lines }) => lines.filter(({ newLine }) => isIn(newLine)));
}

/** How many rows each row of a hunk is away from the nearest change. */
function distancesToChange(rows: readonly HunkLine[]): readonly (readonly [HunkLine, number])[] {
  const sweep = (order: readonly HunkLine[]) => {
    let distance = order.length;
    return order.map(({ kind }) => {
      distance = kind === 'context' ? distance + 1 : 0;
      return distance;
    });
  };
  const down = sweep(rows);
  const up = sweep(rows.toReversed()).reverse();
  return rows.map((row, index) => [row, Math.min(down[index] ?? 0, up[index] ?? 0)]);
}
