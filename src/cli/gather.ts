import type { ReadNeed } from '../io/disk/read-need.ts';
import { needs, type ReviewInput } from '../review.ts';
import type { SourceFile } from '../text/source-file.ts';

const MAX_ROUNDS = 4;
const MAX_FILES = 100;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Brings the files that a review of the head turns on, until it asks for no more or the budget is spent: 4 rounds, 100
 * files, 10 MB. What is left then is named in the head's `unread`, so that the analysis counts as incomplete.
 */
export function gather(input: ReviewInput, read: (path: string) => ReadNeed): ReviewInput {
  const fetched = new Map(input.head.fetched);
  const unread = new Map(input.head.unread);
  const now = (): ReviewInput => ({
    ...input,
    head: { ...input.head, fetched: new Map(fetched), unread: new Map(unread) },
  });
  const wanted = () =>
    needs(now()).filter(({ side, path }) => side === 'head' && !fetched.has(path) && !unread.has(path));
  let files = 0;
  let bytes = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const paths = wanted().map(({ path }) => path);
    if (paths.length === 0) return now();
    for (const path of paths) {
      if (files >= MAX_FILES || bytes >= MAX_BYTES) {
        unread.set(path, `more than ${MAX_FILES} files or ${MAX_BYTES / 1024 / 1024} MB would have to be read`);
        continue;
      }
      const found = read(path);
      files += 1;
      if (found.kind === 'read') bytes += found.bytes;
      if (found.kind === 'refused') unread.set(path, found.reason);
      else fetched.set(path, sourceOf(found));
    }
  }
  for (const { path } of wanted()) unread.set(path, `it is more than ${MAX_ROUNDS} steps away from the template`);
  return now();
}

function sourceOf(found: Extract<ReadNeed, { kind: 'read' | 'absent' }>): SourceFile | null {
  return found.kind === 'read' ? found.file : null;
}
