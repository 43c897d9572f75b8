import type { Location } from '../text/source-file.ts';
import type { Assumption } from './assumption.ts';

/** The two KMS actions that the caller of StartActivityStream needs on the stream's key. */
export type ActionName = 'kms:CreateGrant' | 'kms:DescribeKey';

export const ACTIONS: readonly ActionName[] = ['kms:CreateGrant', 'kms:DescribeKey'];

/** The outcome for one action, worst first: the order in which a report picks the word over all assignments. */
export const WORDS = ['denied', 'missing', 'unusable', 'broad', 'unknown', 'key-policy', 'scoped'] as const;

export type Word = (typeof WORDS)[number];

/** Why a custom resource counts as one that starts a stream, strongest first. */
export type Evidence = 'hint' | 'sdk-call-json' | 'handler-code' | 'role-action' | 'name';

/** One stream as the reports show it. */
export interface StreamReport {
  readonly customResource: string;
  /** Logical ids, or a printable form of what stands there, or null. */
  readonly function: string | null;
  readonly role: string | null;
  readonly key: string | null;
  readonly evidence: readonly Evidence[];
  readonly actions: Readonly<Record<ActionName, Word>>;
  /** Where the word of each action holds, for --explain. */
  readonly holds: Readonly<Record<ActionName, WordHolds>>;
  readonly assumptions: readonly Assumption[];
  /** What each statement did, for --explain. */
  readonly decisions: readonly StatementDecision[];
  /** The policies that keep an action from the role by allowing nothing of it, for --explain. */
  readonly limits: readonly PolicyLimit[];
}

/** Where the worst word holds, as opposed to the others that occur; null for what makes no difference. */
export interface WordHolds {
  readonly role: string | null;
  readonly key: string | null;
  /** Under which of the template's conditions. */
  readonly when: string | null;
}

/** A permissions boundary that does not allow an action, or a key policy that neither delegates it nor admits the role. */
export interface PolicyLimit {
  readonly action: ActionName;
  readonly kind: 'boundary' | 'key-policy';
  /** "permissions boundary Limit", "key policy of Key". */
  readonly source: string;
  readonly location: Location;
  /** Under which of the template's conditions; null where it is so whenever the custom resource is there. */
  readonly when: string | null;
}

/** What one statement contributed to the decision on one action. */
export interface StatementDecision {
  readonly action: ActionName;
  readonly effect: 'Allow' | 'Deny';
  /** Where it comes from: "inline policy of Role", "key policy of Key", "managed policy ReadOnlyAccess". */
  readonly source: string;
  /** Where the statement stands; null for a policy that is in no file. */
  readonly location: Location | null;
  readonly outcome: 'applies' | 'may-apply' | 'does-not-apply';
  /** Under which of the template's conditions; null where it is so whenever the custom resource is there. */
  readonly when: string | null;
  /** The one reason why it does not, or may not, apply, or to which of two calls it does; null where it just applies. */
  readonly reason: string | null;
}
