import type { Scope } from '../resolve/scope.ts';
import { substituteText } from '../resolve/sub.ts';
import { literalOf, type Text } from '../resolve/text.ts';
import type { Comparison } from './compare.ts';
import type { KeyIdentity } from './request.ts';
import { type KeySpelling, type ResourceReading, resourceSpelling } from './resource.ts';
import { holdsStray, strayReference } from './variables.ts';

/**
 * Reads one string of a Resource element against a key, as it is written and as Fn::Sub would have made it, where that
 * was forgotten. `expanded`: the string with the request's values in the place of policy variables.
 */
export function readResource(
  scope: Scope,
  written: Text,
  expanded: Text,
  key: KeyIdentity,
  comparison: Comparison,
): ResourceReading {
  const reading = resourceSpelling(expanded, key, comparison);
  const stray = reading.spelling === 'other' ? strayReference(written) : null;
  if (stray === null || !meantSpellings(scope, written, key, comparison).some(isKey)) return reading;
  return { ...reading, spelling: 'misspelled', reason: `its Resource ${holdsStray(stray)}` };
}

function meantSpellings(scope: Scope, written: Text, key: KeyIdentity, comparison: Comparison): readonly KeySpelling[] {
  const values = substituteText(scope, literalOf(written) ?? '').map(({ value }) => value);
  return values.map((value) => (value.kind === 'text' ? resourceSpelling(value, key, comparison).spelling : 'unknown'));
}

function isKey(spelling: KeySpelling): boolean {
  return spelling === 'exact' || spelling === 'misspelled';
}
