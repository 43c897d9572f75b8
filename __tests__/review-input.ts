import type { Settings, Side } from '../src/judge/input.ts';
import { DEFAULT_GRANT_CONDITIONS } from '../src/remedy/grant-statements.ts';
import { NOTHING_GIVEN } from '../src/resolve/environment.ts';
import type { SourceFile } from '../src/text/source-file.ts';

/** What holds where a user sets nothing. */
export const SETTINGS: Settings = {
  environment: NOTHING_GIVEN,
  grantConditions: DEFAULT_GRANT_CONDITIONS,
  failOn: 'error',
  failOnExisting: false,
  onIncomplete: 'fail',
};

export const DAY = '2026-11-22';

/** A side of a review whose files were all read and that needs no others. */
export function sideOf(judged: readonly SourceFile[]): Side {
  return { judged, fetched: new Map(), unread: new Map() };
}

/** Files as a review takes them, from their texts by path. */
export function filesOf(texts: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}
