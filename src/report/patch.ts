import type { Review } from '../finding/review.ts';
import { unifiedDiff } from '../text/unified-diff.ts';

/** All proven fixes of a review as one diff that `git apply` takes; empty when there is none. */
export function reviewPatch(review: Review): string {
  return review.templates.map(({ file, fixed }) => diffOf(file.path, file.text, fixed)).join('');
}

/** What the patch of a review leaves out: one line for each file that no diff applies to. */
export function leftOutOfPatch(review: Review): readonly string[] {
  return review.templates
    .filter(({ file, findings }) => file.isUtf8 === false && findings.length > 0)
    .map(({ file }) => `${file.path} is not UTF-8 throughout: the patch holds nothing for it until it is converted`);
}

function diffOf(path: string, before: string, after: string | null): string {
  return after === null ? '' : unifiedDiff(path, before, after);
}
