import type { ReportedFinding } from '../finding/finding.ts';
import type { Review } from '../finding/review.ts';
import type { Marker } from './marker.ts';
import { escapedPath, markerKey } from './marker.ts';

/**
 * How the finding of an earlier comment stands now: 'open', 'fixed', 'suppressed', 'old' (the merge base has it as
 * well), or 'unknown' when its file was not judged completely, and nothing may be said of it.
 */
export type Standing = 'open' | 'fixed' | 'suppressed' | 'old' | 'unknown';

/**
 * Looks up how the findings of markers stand in a review. `isComplete`: whether every file that could be judged is in
 * the review; when it is not, a file that is missing proves nothing.
 */
export function standingIn(review: Review, isComplete: boolean): (marker: Marker) => Standing {
  const findings = new Map<string, ReportedFinding[]>();
  const files = new Map<string, boolean>();
  for (const { file, kind, problems, findings: found } of review.templates) {
    files.set(escapedPath(file.path), kind !== 'rejected' && problems.every(({ incomplete }) => !incomplete));
    for (const finding of found) {
      const key = markerKey(finding.fingerprint, file.path);
      findings.set(key, [...(findings.get(key) ?? []), finding]);
    }
  }
  return ({ key, path }) => {
    const found = findings.get(key);
    if (found !== undefined) return standingOf(found);
    return (files.get(path) ?? isComplete) ? 'fixed' : 'unknown';
  };
}

function standingOf(found: readonly ReportedFinding[]): Standing {
  const counting = found.filter(({ suppressed }) => suppressed === null);
  if (counting.length === 0) return 'suppressed';
  return counting.some(({ introduced }) => introduced) ? 'open' : 'old';
}
