import type { TemplateValue } from '../finding/patch.ts';
import { rolesNamedBy } from '../iam/role.ts';
import { referencesFrom } from '../resolve/references.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import { property, type Resource } from '../template/template.ts';
import { toValue } from './template-value.ts';

/**
 * Whether all that runs under a role can be seen and makes no KMS call beyond the stream's two: every resource that
 * mentions the role is a policy of it, or a function whose code was read, and no output hands the role on.
 */
export function usesNoOtherKmsCall({ scope, branches }: StreamAnalysis, role: Resource): boolean {
  // Who else runs under a role that the stack hands on can not be seen.
  if ([...scope.template.outputs.values()].some(({ value }) => mentions(toValue(value), role.logicalId))) return false;
  const codes = new Map(branches.map(({ caller }) => [caller.function?.logicalId ?? '', caller.code]));
  return [...scope.template.resources.values()].every((resource) => {
    if (resource.type === 'AWS::Lambda::Function') {
      const given = property(resource, 'Role');
      const runsUnder = given !== null && rolesNamedBy(scope, given).some(({ value }) => isRole(value, role));
      return !runsUnder || callsNothingElse(codes.get(resource.logicalId) ?? null);
    }
    const isMentioned = referencesFrom(scope, resource).some(({ to }) => to === role.logicalId);
    return !isMentioned || HARMLESS.has(resource.type);
  });
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

type Reference = ReturnType<typeof rolesNamedBy>[number]['value'];

function isRole(reference: Reference, role: Resource): boolean {
  return reference.kind === 'role' && reference.resource.logicalId === role.logicalId;
}

type Code = StreamAnalysis['branches'][number]['caller']['code'];

function callsNothingElse(code: Code): boolean {
  return code !== null && !code.loadsUnseenCode && !code.assumesRole && !code.otherKmsCalls;
}
