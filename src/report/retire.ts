import { type Marker, markerLine } from './marker.ts';
import type { Standing } from './standing.ts';

/** Why a comment of ours has nothing to say any more. */
export type Ending = Exclude<Standing, 'open' | 'unknown'> | 'replaced';

/** The note that a comment is changed to when people have answered it; `headSha` is where that was seen. */
export function endedBody(body: string, marker: Marker, ending: Ending, headSha: string): string {
  return [noteOf(ending, headSha.slice(0, 7)), ...said(body), markerLine(marker, 'done')].join('\n\n');
}

function noteOf(ending: Ending, sha: string): string {
  switch (ending) {
    case 'fixed':
      return `Fixed in ${sha}.`;
    case 'suppressed':
      return `Suppressed as of ${sha}.`;
    case 'old':
      return `As of ${sha} the merge base has this as well, so it does not count against this pull request.`;
    case 'left':
      return `As of ${sha} this pull request does not change this file any more.`;
    case 'replaced':
      return `Replaced by a newer comment at ${sha}.`;
  }
}

/** The finding's line, kept folded for the sake of the answers; only if it looks like one that we write. */
function said(body: string): readonly string[] {
  const [line = ''] = body.split(/\r?\n/);
  if (!/^\*\*[a-z-]+\*\* \((?:error|warning|notice)\): /.test(line)) return [];
  return ['<details><summary>What it said</summary>', line, '</details>'];
}
