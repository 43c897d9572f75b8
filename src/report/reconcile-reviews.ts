import { type Marker, markerLine, markersIn } from './marker.ts';
import { saysTheSame } from './permalink.ts';
import type { Leftover } from './planned-comment.ts';
import { reviewBody } from './review-body.ts';
import type { Standing } from './standing.ts';

/** A submitted review of the pull request. */
export interface ExistingReview {
  readonly id: number;
  readonly body: string;
  /** Whether the account that we write with is its author. */
  readonly isMine: boolean;
}

/** What the bodies of our reviews tell already, one marker for each finding. */
export function toldInReviews(reviews: readonly ExistingReview[]): readonly Marker[] {
  return reviews.flatMap(openMarkers);
}

/**
 * New bodies for those of our reviews that tell of findings which do not stand any more: GitHub lets nobody delete a
 * submitted review, only change what it says. A review with a finding that nothing is known of now stays as it is.
 */
export function reviewEdits(
  reviews: readonly ExistingReview[],
  leftovers: readonly Leftover[],
  standing: (marker: Marker) => Standing,
  headSha: string,
): readonly { readonly id: number; readonly body: string }[] {
  return reviews.flatMap((review) => {
    const markers = openMarkers(review);
    if (markers.length === 0 || markers.some((marker) => standing(marker) === 'unknown')) return [];
    const keys = new Set(markers.map(({ key }) => key));
    const left = leftovers.filter(({ key }) => keys.has(key));
    const body = left.length === 0 ? settledBody(markers, standing, headSha) : reviewBody([], left);
    return saysTheSame(review.body, body) ? [] : [{ id: review.id, body }];
  });
}

function openMarkers({ body, isMine }: ExistingReview): readonly Marker[] {
  return isMine ? markersIn(body).filter(({ state }) => state !== 'done') : [];
}

function settledBody(markers: readonly Marker[], standing: (marker: Marker) => Standing, headSha: string): string {
  const isJudged = markers.every((marker) => standing(marker) !== 'left');
  const fate = isJudged ? 'nothing that stood here is left' : 'what stood here is gone or not looked at any more';
  const note = `das-grant-guard: ${fate} as of ${headSha.slice(0, 7)}.`;
  return [note, ...markers.map((marker) => markerLine(marker, 'done'))].join('\n\n');
}
