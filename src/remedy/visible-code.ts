import type { TemplateValue } from '../finding/patch.ts';
import { type RoleReference, rolesNamedBy } from '../iam/role.ts';
import { referencesFrom } from '../resolve/references.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import { property, type Resource } from '../template/template.ts';
import { configuredKmsUse } from './configured-kms.ts';
import { toValue } from './template-value.ts';

/**
 * Who may make, under a role, a KMS call beyond the stream's two, as a clause; null where all that runs under it is seen
 * and makes none: every resource that mentions the role is a policy of it, or a function whose code was read and whose
 * configuration needs none, and no output hands the role on.
 */
export function otherKmsUse(
  { scope, branches }: StreamAnalysis,
  { resource: role, scope: stack }: Extract<RoleReference, { kind: 'role' }>,
): string | null {
  // Who else runs under a role that the stack hands on can not be seen.
  const handing = [...stack.template.outputs].find(([, { value }]) => mentions(toValue(value), role.logicalId));
  if (handing !== undefined) return `the output ${handing[0]} hands ${role.logicalId} on`;
  const codes = new Map(branches.map(({ caller }) => [caller.function, caller.code]));
  const uses = scope.family.scopes.flatMap((each) =>
    [...each.template.resources.values()].map((resource) => {
      if (resource.type === 'AWS::Lambda::Function') {
        const given = property(resource, 'Role');
        const runsUnder = given !== null && rolesNamedBy(each, given).some(({ value }) => isRole(value, role));
        if (!runsUnder) return null;
        return otherCall(resource, codes.get(resource) ?? null) ?? configuredKmsUse(each, resource);
      }
      const isMentioned = each === stack && referencesFrom(each, resource).some(({ to }) => to === role.logicalId);
      return isMentioned && !HARMLESS.has(resource.type) ? `${resource.logicalId} uses ${role.logicalId} too` : null;
    }),
  );
  return uses.find((use) => use !== null) ?? null;
}

function mentions(value: TemplateValue | null, logicalId: string): boolean {
  return value === null || JSON.stringify(value).includes(logicalId);
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
  if (code === null || code.loadsUnseenCode || code.assumesRole)
    return `the code of ${logicalId} can not be seen whole`;
  return code.otherKmsCalls ? `the code of ${logicalId} makes other KMS calls` : null;
}
