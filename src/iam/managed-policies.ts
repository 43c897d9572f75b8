import { spelled, type Text } from '../resolve/text.ts';
import data from './managed-policies.data.json' with { type: 'json' };

/** What is known of a policy that AWS manages: its statements about the two KMS actions, or that it has none. */
export type ManagedPolicy =
  | { readonly kind: 'statements'; readonly name: string; readonly statements: readonly unknown[] }
  | { readonly kind: 'neither'; readonly name: string }
  | { readonly kind: 'unheard-of'; readonly name: string };

/** The day of the data that A6 speaks of. */
export const MANAGED_POLICIES_DATE: string = data.date;

const bySuffix = new Map(data.policies.map((policy) => [policy.suffix, policy.statements]));
const byName = new Map(data.policies.map((policy) => [policy.name, policy.statements]));
const neither = new Set(data.neither.flatMap((suffix) => [suffix, suffix.slice(suffix.lastIndexOf('/') + 1)]));

/** The name in `arn:<partition>:iam::aws:policy/<name>`, with its path, or null for an ARN of another kind. */
export function managedPolicyName(arn: Text): string | null {
  const found = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(spelledArn(arn));
  return found?.[1] ?? null;
}

/** The partition may be a hole; no other part of the ARN of a policy of AWS can be. */
function spelledArn(arn: Text): string {
  return spelled(arn).replace('${AWS::Partition}', 'aws');
}

/**
 * Looks up a policy of AWS by its name, with or without path. The data says its date; AWS changes these documents
 * without notice, so a name that is not in it is unheard-of and may hold anything.
 */
export function managedPolicy(name: string): ManagedPolicy {
  const statements = bySuffix.get(name) ?? byName.get(name);
  if (statements !== undefined) return { kind: 'statements', name, statements };
  return { kind: neither.has(name) ? 'neither' : 'unheard-of', name };
}
