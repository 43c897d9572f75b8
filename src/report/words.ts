import type { ReportedFinding } from '../finding/finding.ts';
import type { ReviewSummary } from '../finding/review.ts';
import type { Evidence, StatementDecision, Word } from '../finding/stream-report.ts';

/** What a word says of an action, as a clause behind "kms:CreateGrant: …". */
export const WORD_MEANING: Readonly<Record<Word, string>> = {
  scoped: 'allowed, by a statement for this key',
  broad: 'allowed, but only by something wider than this key',
  'key-policy': 'allowed, but only by the key policy',
  unusable: 'a statement was meant to allow it and can not apply to this call',
  denied: 'denied, whatever else allows it',
  missing: 'nothing allows it',
  unknown: 'it turns on something that can not be told from the templates',
};

/** How it is known that a custom resource starts a stream, as a clause behind "because". */
export const EVIDENCE_MEANING: Readonly<Record<Evidence, string>> = {
  hint: "the repository's settings say so",
  'sdk-call-json': 'its properties name the call StartActivityStream',
  'handler-code': "its handler's code calls StartActivityStream",
  'role-action': "its role's policies name rds:StartActivityStream",
  name: 'its names speak of an activity stream and it is given a key',
};

export const OUTCOME_MEANING: Readonly<Record<StatementDecision['outcome'], string>> = {
  applies: 'applies',
  'may-apply': 'may apply',
  'does-not-apply': 'does not apply',
};

/** "1 error", "2 errors", "no errors". */
export function count(number: number, one: string, many = `${one}s`): string {
  if (number === 0) return `no ${many}`;
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** In which deployments a finding holds, as whole sentences: one for its conditions, one for what this change did. */
export function whenItHolds({ when, sinceDefaults }: ReportedFinding): readonly string[] {
  return [
    ...(when === null ? [] : [`It holds when ${when}.`]),
    ...(sinceDefaults ? ["The merge base has it as well, but not with its parameters' defaults."] : []),
  ];
}

/** What a review looked at: "1 activity stream in 2 templates". Files without a custom resource are not counted. */
export function seen({ streams, templates }: ReviewSummary): string {
  if (templates === 0) return 'no template with a custom resource was read';
  return `${count(streams, 'activity stream')} in ${count(templates, 'template')}`;
}
