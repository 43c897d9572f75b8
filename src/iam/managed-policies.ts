import { spelled, type Text } from '../resolve/text.ts';
import data from './managed-policies.data.json' with { type: 'json' };

/** What is known of a policy that AWS manages: its statements about the two KMS actions, or that it has none. */
export type ManagedPolicy =
  | { readonly kind: 'statements'; readonly statements: readonly unknown[] }
  | { readonly kind: 'neither' }
  | { readonly kind: 'unheard-of' };

/** The day of the data that A6 speaks of. */
export const MANAGED_POLICIES_DATE: string = data.date;

/** What a policy is looked up by: its name with the path, and without. */
const spellings = (suffix: string) => [suffix, suffix.slice(suffix.lastIndexOf('/') + 1)];

const withStatements: ReadonlyMap<string, readonly unknown[]> = new Map(
  data.policies.flatMap(({ suffix, statements }) => spellings(suffix).map((name) => [name, statements] as const)),
);
const neither: ReadonlySet<string> = new Set(data.neither.flatMap(spellings));

/**
 * The name in `arn:<partition>:iam::aws:policy/<name>`, with its path, or null for an ARN of another kind. The partition
 * may be a hole; no other part of the ARN of a policy of AWS can be.
 */
export function managedPolicyName(arn: Text): string | null {
  const found = /^arn:(?:\$\{AWS::Partition\}|[^:]*):iam::aws:policy\/(.+)/.exec(spelled(arn));
  return found?.[1] ?? null;
}

/**
 * Looks up a policy of AWS by its name, with or without path. The data says its date; AWS changes these documents
 * without notice, so a name that is not in it is unheard-of and may hold anything.
 */
export function managedPolicy(name: string): ManagedPolicy {
  const statements = withStatements.get(name);
  if (statements !== undefined) return { kind: 'statements', statements };
  return { kind: neither.has(name) ? 'neither' : 'unheard-of' };
}
