import type { ReportedFinding } from '../finding/finding.ts';
import type { Review, TemplateReport } from '../finding/review.ts';
import type { Marker } from './marker.ts';
import { escapedPath, markerKey } from './marker.ts';
import type { PullFile } from './plan-comments.ts';

/**
 * How the finding of an earlier comment stands now: 'open', 'fixed', 'suppressed', 'old' (the merge base has it as
 * well), 'left' when the pull request does not change its file any more, or 'unknown' when its file, or its custom
 * resource, was not looked at or not judged completely, and nothing may be said of it.
 */
export type Standing = 'open' | 'fixed' | 'suppressed' | 'old' | 'left' | 'unknown';

/** What a review went by. */
export interface LookedAt {
  readonly review: Review;
  /** The files that the pull request changes, looked at or not. */
  readonly files: readonly PullFile[];
  /** Head paths of the files that were read as text. */
  readonly seen: ReadonlySet<string>;
  /** Keys of what the settings say is no stream's. */
  readonly dismissed: ReadonlySet<string>;
  /** Whether every file that could be judged is in the review; when it is not, a file that is missing proves nothing. */
  readonly isComplete: boolean;
}

/** Looks up how the findings of markers stand. What was not looked at is not fixed. */
export function standingIn({ review, files, seen, dismissed, isComplete }: LookedAt): (marker: Marker) => Standing {
  const findings = new Map<string, ReportedFinding[]>();
  for (const { file, findings: found } of review.templates) {
    for (const finding of found) {
      const key = markerKey(finding.fingerprint, file.path);
      findings.set(key, [...(findings.get(key) ?? []), finding]);
    }
  }
  const judged = new Map(review.templates.map((template) => [escapedPath(template.file.path), template]));
  const read = new Set([...seen].map(escapedPath));
  const names = headNames(files);
  return ({ key, path }) => {
    const found = findings.get(key);
    if (found !== undefined) return standingOf(found);
    if (dismissed.has(key)) return 'unknown';
    const now = names.get(path);
    const template = judged.get(now ?? path);
    if (template !== undefined) return isWhole(template) ? 'fixed' : 'unknown';
    if (!isComplete) return 'unknown';
    if (now === null || read.has(now ?? path)) return 'fixed';
    return now === undefined ? 'left' : 'unknown';
  };
}

/** Where the changed files are at the head, escaped as in markers, by each of their names; null for one that is gone. */
function headNames(files: readonly PullFile[]): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { path, previousPath } of files) {
    if (previousPath !== null) names.set(escapedPath(previousPath), escapedPath(path));
  }
  for (const { path, status } of files) names.set(escapedPath(path), status === 'removed' ? null : escapedPath(path));
  return names;
}

/** Whether a template was judged wholly. */
function isWhole({ kind, problems }: TemplateReport): boolean {
  return kind !== 'rejected' && problems.every(({ incomplete }) => !incomplete);
}

function standingOf(found: readonly ReportedFinding[]): Standing {
  const counting = found.filter(({ suppressed }) => suppressed === null);
  if (counting.length === 0) return 'suppressed';
  return counting.some(({ introduced }) => introduced) ? 'open' : 'old';
}
