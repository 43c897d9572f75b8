import { type RoleReference, rolesNamedBy } from '../iam/role.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import { property, type Resource } from '../template/template.ts';
import { configuredKmsUse } from './configured-kms.ts';
import { mentionOf } from './mentions.ts';
import { isForLambdaAlone } from './trust.ts';

/**
 * Who may make, under a role, a KMS call beyond the stream's two, as a clause; null where all that runs under it is seen
 * and makes none: nobody but Lambda may assume the role, every resource that mentions it is a policy of it, or a function
 * whose code was read and whose configuration needs none, and no output hands it on.
 */
export function otherKmsUse(
  { scope, branches }: StreamAnalysis,
  { resource: role, scope: stack }: Extract<RoleReference, { kind: 'role' }>,
): string | null {
  // Who else runs under a role that the stack hands on can not be seen.
  const isMentioned = mentionOf(stack, role);
  const handing = [...stack.template.outputs].find(([, { value }]) => isMentioned(stack, value));
  if (handing !== undefined) return `the output ${handing[0]} hands ${role.logicalId} on`;
  if (!isForLambdaAlone(stack, role)) return `the trust policy of ${role.logicalId} admits others than Lambda`;
  const codes = new Map(branches.map(({ caller }) => [caller.function, caller.code]));
  const uses = scope.family.scopes.flatMap((each) =>
    [...each.template.resources.values()].map((resource) => {
      if (resource.type === 'AWS::Lambda::Function') {
        const given = property(resource, 'Role');
        const runsUnder = given !== null && rolesNamedBy(each, given).some(({ value }) => isRole(value, role));
        if (!runsUnder) return null;
        return otherCall(resource, codes.get(resource) ?? null) ?? configuredKmsUse(each, resource);
      }
      if (resource === role || HARMLESS.has(resource.type) || !isMentioned(each, resource.properties)) return null;
      return `${resource.logicalId} uses ${role.logicalId} too`;
    }),
  );
  return uses.find((use) => use !== null) ?? null;
}

/** These speak of a role without running anything under it. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Key',
]);

function isRole(reference: RoleReference, role: Resource): boolean {
  return reference.kind === 'role' && reference.resource === role;
}

type Code = StreamAnalysis['branches'][number]['caller']['code'];

function otherCall({ logicalId }: Resource, code: Code): string | null {
  if (code === null || code.loadsUnseenCode || code.assumesRole || code.leavesCallOpen)
    return `the code of ${logicalId} can not be seen whole`;
  return code.otherKmsCalls ? `the code of ${logicalId} makes other calls of KMS, or of what may use it` : null;
}
