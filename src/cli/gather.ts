import type { ReadNeed } from '../io/disk/read-need.ts';
import type { Side } from '../judge/input.ts';
import { type Need, needs, type ReviewInput } from '../review.ts';
import type { SourceFile } from '../text/source-file.ts';

const MAX_ROUNDS = 4;
const MAX_FILES = 100;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Brings the files that a review turns on, until it asks for no more or the budget is spent: 4 rounds, 100 files,
 * 10 MB. What is left then is named in its side's `unread`, so that the analysis counts as incomplete.
 */
export function gather(input: ReviewInput, read: (need: Need) => ReadNeed): ReviewInput {
  let now = input;
  let files = 0;
  let bytes = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const wanted = needs(now);
    if (wanted.length === 0) return now;
    for (const need of wanted) {
      const isAffordable = files < MAX_FILES && bytes < MAX_BYTES;
      const found: ReadNeed = isAffordable ? read(need) : { kind: 'refused', reason: OVER_BUDGET };
      files += 1;
      if (found.kind === 'read') bytes += found.bytes;
      now = withFound(now, need, found);
    }
  }
  const reason = `it is more than ${MAX_ROUNDS} steps away from the template`;
  return needs(now).reduce((left, need) => withFound(left, need, { kind: 'refused', reason }), now);
}

const OVER_BUDGET = `more than ${MAX_FILES} files or ${MAX_BYTES / 1024 / 1024} MB would have to be read`;

function withFound(input: ReviewInput, { side, path }: Need, found: ReadNeed): ReviewInput {
  const before = input[side];
  if (before === null) return input;
  const after: Side =
    found.kind === 'refused'
      ? { ...before, unread: new Map([...before.unread, [path, found.reason]]) }
      : { ...before, fetched: new Map([...before.fetched, [path, sourceOf(found)]]) };
  return { ...input, [side]: after };
}

function sourceOf(found: Extract<ReadNeed, { kind: 'read' | 'absent' }>): SourceFile | null {
  return found.kind === 'read' ? found.file : null;
}
