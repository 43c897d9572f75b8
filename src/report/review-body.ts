import type { Level } from '../finding/rule-meta.ts';
import { LEVELS } from './comment-unit.ts';
import { clip } from './fence.ts';
import { code } from './markdown-escape.ts';
import type { Leftover } from './planned-comment.ts';
import { count, list } from './words.ts';

/** GitHub takes 65,536 characters; the rest is for what is only counted. */
const ROOM_FOR_TEXTS = 45_000;
const ROOM_FOR_MARKERS = 62_000;
const LONGEST_NAME = 200;

/**
 * The body of the one review of a run (event COMMENT), at most 65,536 characters. Without leftovers it is one line on
 * the comments that travel with it; a review can not be deleted once it is submitted, so it says no more than it must.
 * With leftovers it says those, worst first, each followed by its marker, and does not speak of the comments: it can
 * then be told anew from what is left of them.
 */
export function reviewBody(comments: readonly { readonly level: Level }[], leftovers: readonly Leftover[]): string {
  return leftovers.length === 0 ? oneLine(comments) : leftoverBody(leftovers);
}

function oneLine(comments: readonly { readonly level: Level }[]): string {
  const counts = LEVELS.flatMap((level) => {
    const number = comments.filter((comment) => comment.level === level).length;
    return number === 0 ? [] : [count(number, level)];
  });
  return `das-grant-guard: ${list(counts)} in this change, on the grant that an activity stream needs.`;
}

const HEADLINES: Readonly<Record<Leftover['reason'], string>> = {
  'not-in-pull-request': 'In files that this pull request does not change:',
  refused: 'GitHub took no comment for these:',
  'too-many': 'More than there is room for in comments; the job summary has each in full:',
};

function leftoverBody(leftovers: readonly Leftover[]): string {
  const head = `das-grant-guard: ${count(leftovers.length, 'finding')} without a comment on a line of this pull request.`;
  const parts: string[] = [head];
  const omitted: Leftover[] = [];
  let room = ROOM_FOR_TEXTS - head.length;
  for (const reason of ['not-in-pull-request', 'refused', 'too-many'] as const) {
    const some = leftovers.filter((leftover) => leftover.reason === reason);
    if (some.length > 0) parts.push(HEADLINES[reason]);
    for (const leftover of some) {
      const block = reason === 'too-many' ? brief(leftover) : full(leftover);
      if (block.length + 2 > room) omitted.push(leftover);
      else parts.push(block);
      room -= block.length + 2 > room ? 0 : block.length + 2;
    }
  }
  if (omitted.length > 0) parts.push(`${omitted.length} more had no room here; the job summary has them.`);
  return withMarkers(parts.join('\n\n'), omitted);
}

/** What was omitted counts as said all the same, or every run would say it again. */
function withMarkers(body: string, omitted: readonly Leftover[]): string {
  let text = body;
  for (const { marker } of omitted) {
    if (text.length + marker.length + 1 <= ROOM_FOR_MARKERS) text = `${text}\n${marker}`;
  }
  return text;
}

function full({ path, text, marker }: Leftover): string {
  return `#### ${code(clip(path, LONGEST_NAME))}\n\n${text}\n\n${marker}`;
}

function brief({ path, rule, customResource, level, marker }: Leftover): string {
  const where = `${code(clip(customResource, LONGEST_NAME))} in ${code(clip(path, LONGEST_NAME))}`;
  return `- **${rule}** (${level}): ${where}\n\n${marker}`;
}
