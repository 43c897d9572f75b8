/** Names of the rules, as users write them. */
export type RuleId =
  | 'missing-grant'
  | 'unusable-grant'
  | 'denied-grant'
  | 'key-policy-closed'
  | 'unsuitable-key'
  | 'broad-grant'
  | 'key-policy-only'
  | 'policy-race'
  | 'unresolved';

/** How much a finding weighs, heaviest first. */
export type Level = 'error' | 'warning' | 'notice';

/** What is fixed about a rule; its page is docs/rules/<id>.md. */
export interface RuleMeta {
  readonly id: RuleId;
  readonly level: Level;
  /** One line for lists and --help. */
  readonly summary: string;
}
