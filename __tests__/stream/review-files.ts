import { DEFAULT_GRANT_CONDITIONS } from '../../src/remedy/grant-statements.ts';
import { type ReviewInput, review } from '../../src/review.ts';
import { environmentOf, type Options } from './analysis.ts';

/** The review of some files, as `check` makes it. */
export function reviewFiles(files: Readonly<Record<string, string>>, options: Options = {}): ReturnType<typeof review> {
  const judged = Object.entries(files).map(([path, text]) => ({ path, text }));
  const input: ReviewInput = {
    head: { judged, fetched: new Map(), unread: new Map() },
    base: null,
    renames: new Map(),
    settings: {
      environment: environmentOf(options),
      grantConditions: DEFAULT_GRANT_CONDITIONS,
      failOn: 'error',
      failOnExisting: false,
      onIncomplete: 'fail',
    },
    day: '2026-11-22',
  };
  return review(input);
}
