export interface HunkLine {
  readonly kind: 'context' | 'added' | 'deleted' | 'no-newline';
  /** One-based line in the old file; null on an added line. */
  readonly left: number | null;
  /** One-based line in the new file; null on a deleted line. */
  readonly right: number | null;
  /** GitHub's `position`: lines below the file's first hunk header, later headers counted. */
  readonly position: number;
  readonly raw: string;
}

export interface Hunk {
  readonly header: string;
  readonly lines: readonly HunkLine[];
}

export type Side = 'LEFT' | 'RIGHT';

const HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads a patch as GitHub's *list files* gives it (from the first `@@`, no final newline). */
export function parsePatch(patch: string): Hunk[] {
  const hunks: { header: string; lines: HunkLine[] }[] = [];
  let left = 0;
  let right = 0;
  for (const [position, raw] of patch.split('\n').entries()) {
    const header = HEADER.exec(raw);
    if (header) {
      left = Number(header[1]);
      right = Number(header[2]);
      hunks.push({ header: raw, lines: [] });
      continue;
    }
    const kind = kindOf(raw);
    hunks.at(-1)?.lines.push({
      kind,
      left: kind === 'context' || kind === 'deleted' ? left : null,
      right: kind === 'context' || kind === 'added' ? right : null,
      position,
      raw,
    });
    if (kind === 'context' || kind === 'deleted') left++;
    if (kind === 'context' || kind === 'added') right++;
  }
  return hunks;
}

/** The hunk line that a comment on this side and line would stand on: RIGHT takes added and context lines, LEFT deletions. */
export function findLine(hunk: Hunk, side: Side, line: number): HunkLine | undefined {
  return hunk.lines.find((candidate) =>
    side === 'RIGHT' ? candidate.right === line : candidate.kind === 'deleted' && candidate.left === line,
  );
}

function kindOf(raw: string): HunkLine['kind'] {
  if (raw.startsWith('+')) return 'added';
  if (raw.startsWith('-')) return 'deleted';
  return raw.startsWith('\\') ? 'no-newline' : 'context';
}
