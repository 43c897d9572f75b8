import type { Finding } from '../finding/finding.ts';
import type { RuleMeta } from '../finding/rule-meta.ts';
import type { GrantConditions } from '../remedy/grant-statements.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';

/** A rule: what it is, and what it finds in one stream. It sees no other rule's findings. */
export interface Rule {
  readonly meta: RuleMeta;
  /** Judges a stream of the head; `base` is the same stream at the merge base, or null when there is none. */
  check(head: StreamAnalysis, base: StreamAnalysis | null, options: RuleOptions): readonly Finding[];
}

export interface RuleOptions {
  readonly grantConditions: GrantConditions;
}
