/** One line of a hunk. Line numbers count from one; null on the side that does not have the line. */
export interface HunkLine {
  readonly kind: 'context' | 'add' | 'delete';
  readonly oldLine: number | null;
  readonly newLine: number | null;
  /** Without the sign in front and without the line feed; a carriage return stays. */
  readonly text: string;
  /** False where the file ends right behind this line without a line end. */
  readonly newline: boolean;
}

/** A stretch of changes as `@@ -oldStart,oldLines +newStart,newLines @@` announces it. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly HunkLine[];
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * Reads the hunks of a unified diff of one file: what GitHub calls `patch`, or git's own output with its headers. A
 * count that is left out means one. Anything before the first hunk is skipped; a hunk ends when its counts are used up
 * or the text is.
 */
export function parseHunks(patch: string): Hunk[] {
  const rows = patch.split('\n');
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < rows.length) {
    const header = HEADER.exec(rows[at] ?? '');
    at += 1;
    if (header === null) continue;
    const read = readHunk(rows, at, header);
    hunks.push(read.hunk);
    at = read.next;
  }
  return hunks;
}

function readHunk(rows: readonly string[], from: number, header: RegExpExecArray): { hunk: Hunk; next: number } {
  const number = (group: number) => Number(header[group] ?? 1);
  const hunk = { oldStart: number(1), oldLines: number(2), newStart: number(3), newLines: number(4) };
  const lines: HunkLine[] = [];
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  let at = from;
  for (; at < rows.length; at += 1) {
    const row = rows[at] ?? '';
    if (row.startsWith('\\')) {
      endWithoutNewline(lines);
      continue;
    }
    const left = oldLine < hunk.oldStart + hunk.oldLines || newLine < hunk.newStart + hunk.newLines;
    const kind = left ? kindOf(row) : null;
    if (kind === null) break;
    const old = kind === 'add' ? null : oldLine++;
    lines.push({
      kind,
      oldLine: old,
      newLine: kind === 'delete' ? null : newLine++,
      text: row.slice(1),
      newline: true,
    });
  }
  return { hunk: { ...hunk, lines }, next: at };
}

function kindOf(row: string): HunkLine['kind'] | null {
  if (row.startsWith('+')) return 'add';
  if (row.startsWith('-')) return 'delete';
  // Some tools strip the lone space of an empty context line.
  return row === '' || row.startsWith(' ') ? 'context' : null;
}

function endWithoutNewline(lines: HunkLine[]): void {
  const last = lines.pop();
  if (last !== undefined) lines.push({ ...last, newline: false });
}
