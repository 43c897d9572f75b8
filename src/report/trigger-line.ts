import type { Hunk, HunkLine } from '../text/hunks.ts';
import type { Location } from '../text/source-file.ts';
import type { CommentUnit } from './comment-unit.ts';
import { gitLines, gitLinesOf, textOf } from './git-lines.ts';
import type { Lines } from './place.ts';

interface Place {
  readonly logicalId: string;
  readonly location: Location;
}

/**
 * The one-based line of the head to speak of a unit on when its fix is elsewhere: the line that brought the finding in.
 * Of the custom resource, the function, the role, the key and the other places that the findings name, the first with
 * an added line; else the first with an unchanged line in a hunk, the one nearest to a change (what was removed leaves
 * no other trace). Null when no hunk touches any of them: a comment on an unrelated line would mislead.
 */
export function triggerLine(unit: CommentUnit, hunks: readonly Hunk[]): number | null {
  const places = placesOf(unit).map(linesOfResource);
  for (const place of places) {
    const added = rowsIn(hunks, place).find(({ kind }) => kind === 'add');
    if (added !== undefined) return added.newLine;
  }
  const distances = new Map(hunks.flatMap(({ lines }) => distancesToChange(lines)));
  const distance = (row: HunkLine) => distances.get(row) ?? 0;
  for (const place of places) {
    const [nearest] = rowsIn(hunks, place).toSorted((a, b) => distance(a) - distance(b));
    if (nearest !== undefined) return nearest.newLine;
  }
  return null;
}

function placesOf({ file, customResource, stream, findings }: CommentUnit): readonly Place[] {
  const named = findings.flatMap((finding): readonly Place[] => [finding, ...finding.related]);
  const here = named.filter(({ location }) => location.file.path === file.path);
  const chain = [customResource, stream?.function, stream?.role, stream?.key];
  const rank = ({ logicalId }: Place) => (chain.includes(logicalId) ? chain.indexOf(logicalId) : chain.length);
  return here.toSorted((a, b) => rank(a) - rank(b));
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
