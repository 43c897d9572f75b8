import { type Marker, markerOf } from './marker.ts';

/** The first comment of a thread that stands on the pull request, pending ones left out. */
export interface ExistingComment {
  readonly id: number;
  readonly path: string;
  /** One-based lines of the head as GitHub gives them now; null when outdated or about the whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly body: string;
  /** Whether the account that we write with is its author: a marker in anybody else's comment means nothing. */
  readonly isMine: boolean;
  /** Whether someone else answered it. */
  readonly hasForeignReplies: boolean;
  readonly threadResolved: boolean;
  /** Whether someone with write access resolved the thread; only that settles a finding. */
  readonly resolvedByWriter: boolean;
  readonly outdated: boolean;
}

/** A comment of ours with the marker that it ends with. */
export interface OwnComment extends ExistingComment {
  readonly marker: Marker;
}

/** A comment with its marker, or null when it is none of ours: only one with a marker that is not done is. */
export function ownComment(comment: ExistingComment): OwnComment | null {
  const marker = comment.isMine ? markerOf(comment.body) : null;
  return marker === null || marker.state === 'done' ? null : { ...comment, marker };
}
