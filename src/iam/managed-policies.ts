import { spelled, type Text } from '../resolve/text.ts';
import data from './managed-policies.data.json' with { type: 'json' };

/** The day of the data that A6 speaks of. */
export const MANAGED_POLICIES_DATE: string = data.date;

/** What a policy is looked up by: its name with the path, and without. */
const spellings = (suffix: string) => [suffix, suffix.slice(suffix.lastIndexOf('/') + 1)];

/** Statements about the two actions of KMS, none for policies of which it is known that they have none. */
const known: ReadonlyMap<string, readonly unknown[]> = new Map(
  [...data.policies, ...data.neither.map((suffix) => ({ suffix, statements: [] }))].flatMap(({ suffix, statements }) =>
    spellings(suffix).map((name) => [name, statements] as const),
  ),
);

/**
 * The name in `arn:<partition>:iam::aws:policy/<name>`, with its path, or null for an ARN of another kind. The partition
 * may be a hole; no other part of the ARN of a policy of AWS can be.
 */
export function managedPolicyName(arn: Text): string | null {
  const found = /^arn:(?:\$\{AWS::Partition\}|[^:]*):iam::aws:policy\/(.+)/.exec(spelled(arn));
  return found?.[1] ?? null;
}

/**
 * The statements of a policy of AWS about the two actions of KMS, by its name, with or without path. The data says its
 * date; AWS changes these documents without notice, so a name that is not in it may hold anything: null.
 */
export function managedStatements(name: string): readonly unknown[] | null {
  return known.get(name) ?? null;
}
