/** A stretch of changes: one-based line numbers, lines with their sign in front and without the line feed. */
export interface InsertionHunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

/**
 * Tells an insertion by the block that a reader would say was inserted. Where the lines above an inserted block end as
 * the block does, the same change can be told higher up; of all ways the one whose first line is indented least is
 * taken, so that an item of a list comes whole, and not as the tail of one item and the head of the next. A hunk that
 * is more than one insertion, or that touches a last line without end, stays as it is. `before` are the old lines
 * without their line feeds; `context` says how many lines surround a change.
 */
export function slideInsertion<Hunk extends InsertionHunk>(
  hunk: Hunk,
  before: readonly string[],
  context: number,
): Hunk {
  const signs = hunk.lines.map((line) => line[0]).join('');
  const shape = /^( *)(\++)( *)$/.exec(signs);
  if (shape === null) return hunk;
  const lead = shape[1]?.length ?? 0;
  const inserted = hunk.lines.slice(lead, lead + (shape[2]?.length ?? 0)).map((line) => line.slice(1));
  const at = hunk.oldStart - 1 + lead;
  const up = bestSlide(inserted, before, at);
  return up === 0 ? hunk : { ...hunk, ...told(inserted, before, at, up, hunk.newStart - hunk.oldStart, context) };
}

/** By how many lines to go up; `at` is the zero-based index of the old line in front of which the block goes in. */
function bestSlide(inserted: readonly string[], before: readonly string[], at: number): number {
  let best = { up: 0, indent: indentOf(inserted[0]) };
  for (let up = 1; up < inserted.length && inserted.at(-up) === before[at - up]; up++) {
    const indent = indentOf(before[at - up]);
    if (indent < best.indent) best = { up, indent };
  }
  return best.up;
}

/** A blank line starts nothing. */
function indentOf(line = ''): number {
  const indent = line.search(/\S/);
  return indent < 0 ? Number.POSITIVE_INFINITY : indent;
}

function told(
  inserted: readonly string[],
  before: readonly string[],
  at: number,
  up: number,
  shift: number,
  context: number,
): InsertionHunk {
  const place = at - up;
  const start = Math.max(0, place - context);
  const head = before.slice(start, place);
  const tail = before.slice(place, place + context);
  const block = [...before.slice(place, at), ...inserted.slice(0, -up)];
  const oldLines = head.length + tail.length;
  return {
    oldStart: start + 1,
    oldLines,
    newStart: start + 1 + shift,
    newLines: oldLines + block.length,
    lines: [...head.map((line) => ` ${line}`), ...block.map((line) => `+${line}`), ...tail.map((line) => ` ${line}`)],
  };
}
