import { DEFAULT_GRANT_CONDITIONS } from '../../src/remedy/grant-statements.ts';
import { NOTHING_GIVEN } from '../../src/resolve/environment.ts';
import { review } from '../../src/review.ts';

/** The report of one template, as `check` makes it without any option. */
export function judge(path: string, text: string) {
  const settings = {
    environment: NOTHING_GIVEN,
    grantConditions: DEFAULT_GRANT_CONDITIONS,
    failOn: 'error',
    failOnExisting: false,
    onIncomplete: 'fail',
  } as const;
  const head = { judged: [{ path, text }], fetched: new Map(), unread: new Map() };
  return review({ head, base: null, renames: new Map(), settings, day: '2026-01-01' }).templates[0];
}
