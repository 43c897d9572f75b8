import { type RoleReference, rolesNamedBy } from '../iam/role.ts';
import type { Scope } from '../resolve/scope.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import { wholeCodeOfFunction } from '../stream/code-of-function.ts';
import type { HandlerCode } from '../stream/handler-code.ts';
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
  { scope }: StreamAnalysis,
  { resource: role, scope: stack }: Extract<RoleReference, { kind: 'role' }>,
): string | null {
  // Who else runs under a role that the stack hands on can not be seen.
  const isMentioned = mentionOf(stack, role);
  const handing = [...stack.template.outputs].find(([, { value }]) => isMentioned(stack, value));
  if (handing !== undefined) return `the output ${handing[0]} hands ${role.logicalId} on`;
  if (!isForLambdaAlone(stack, role)) return `the trust policy of ${role.logicalId} admits others than Lambda`;
  const uses = scope.family.scopes.flatMap((each) =>
    [...each.template.resources.values()].map((resource) => {
      if (resource.type === 'AWS::Lambda::Function') {
        if (!runsUnder(each, resource, role)) return null;
        return otherCall(resource, codeOf(each, resource)) ?? configuredKmsUse(each, resource);
      }
      if (resource === role || HARMLESS.has(resource.type) || !isMentioned(each, resource.properties)) return null;
      return `${resource.logicalId} uses ${role.logicalId} too`;
    }),
  );
  return uses.find((use) => use !== null) ?? null;
}

/**
 * Who plainly copies, restores or exports with RDS under a role, as a clause; null where no code that is seen does.
 * CreateGrant and DescribeKey are then needed on the key of that as well.
 */
export function otherKeyUse(
  { scope }: StreamAnalysis,
  { resource: role }: Extract<RoleReference, { kind: 'role' }>,
): string | null {
  for (const each of scope.family.scopes) {
    const found = [...each.template.resources.values()].find(
      (resource) =>
        resource.type === 'AWS::Lambda::Function' &&
        runsUnder(each, resource, role) &&
        codeOf(each, resource)?.usesAnotherKey === true,
    );
    if (found !== undefined) {
      return `the code of ${found.logicalId} copies, restores or exports with RDS as well, which may need another key`;
    }
  }
  return null;
}

/** The whole code of a function, which need not start any stream; what is still to be read of it is asked for. */
function codeOf(scope: Scope, resource: Resource): HandlerCode | null {
  const { code, wanted } = wholeCodeOfFunction(scope, resource, scope.family.surroundings);
  for (const path of wanted) scope.family.want({ path, why: 'handler-code' });
  return code;
}

function runsUnder(scope: Scope, handler: Resource, role: Resource): boolean {
  const given = property(handler, 'Role');
  return given !== null && rolesNamedBy(scope, given).some(({ value }) => isRole(value, role));
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

function otherCall({ logicalId }: Resource, code: HandlerCode | null): string | null {
  if (code === null || code.loadsUnseenCode || code.assumesRole || code.leavesCallOpen)
    return `the code of ${logicalId} can not be seen whole`;
  return code.otherKmsCalls ? `the code of ${logicalId} makes other calls of KMS, or of what may use it` : null;
}
