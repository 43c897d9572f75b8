import type { Review } from '../finding/review.ts';
import { unifiedDiff } from '../text/unified-diff.ts';

/** All proven fixes of a review as one diff that `git apply` takes; empty when there is none. */
export function reviewPatch(review: Review): string {
  return review.templates.map(({ file, fixed }) => diffOf(file.path, file.text, fixed)).join('');
}

function diffOf(path: string, before: string, after: string | null): string {
  return after === null ? '' : unifiedDiff(path, before, after);
}
