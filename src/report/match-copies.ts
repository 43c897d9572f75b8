import type { OwnComment } from './existing-comment.ts';
import { escapedPath } from './marker.ts';
import type { PullFile } from './plan-comments.ts';
import type { PlannedComment } from './planned-comment.ts';

/**
 * The comments of ours that already tell each planned one: those with its marker; for a file that was renamed since,
 * those with its fingerprint under a path that the pull request has no more, when there is only one such path.
 */
export function matchCopies(
  planned: readonly PlannedComment[],
  own: readonly OwnComment[],
  files: readonly PullFile[],
): ReadonlyMap<PlannedComment, readonly OwnComment[]> {
  const paths = new Set(files.filter(({ status }) => status !== 'removed').map(({ path }) => escapedPath(path)));
  const gone = own.filter(({ marker }) => !paths.has(marker.path));
  return new Map(
    planned.map((comment) => {
      const exact = own.filter(({ marker }) => marker.key === comment.key);
      return [comment, exact.length > 0 ? exact : renamed(comment, planned, gone)];
    }),
  );
}

function renamed(
  { fingerprint }: PlannedComment,
  planned: readonly PlannedComment[],
  gone: readonly OwnComment[],
): readonly OwnComment[] {
  const copies = gone.filter(({ marker }) => marker.fingerprint === fingerprint);
  const from = new Set(copies.map(({ marker }) => marker.path));
  const claims = planned.filter((other) => other.fingerprint === fingerprint);
  return from.size === 1 && claims.length === 1 ? copies : [];
}
