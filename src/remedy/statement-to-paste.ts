import type { TemplateValue } from '../finding/patch.ts';
import type { RoleReference } from '../iam/role.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Gap } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue } from './key-arn.ts';

/**
 * The statement that grants what is lacking, or the statements, as they are written in a stack: the stream's own, or
 * another one, or (null) one that nobody read.
 */
export function statementToPaste(gap: Gap, stack: Scope | null = gap.analysis.scope): TemplateValue {
  const statements = grantStatements(gap.actions, arnIn(gap, stack), gap.conditions, null);
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : statements;
}

/** What stands for one stack's resources means nothing in another. */
function arnIn(gap: Gap, stack: Scope | null): TemplateValue {
  const { scope } = gap.analysis;
  const { key } = gap.branch;
  if (stack === scope) return keyArnValue(gap) ?? ARN_TO_FILL_IN;
  const resource = key.kind === 'key' ? key.resource : null;
  if (resource !== null && stack !== null && scope.family.stackOf(resource) === stack)
    return { 'Fn::GetAtt': [resource.logicalId, 'Arn'] };
  const arn = keyArnValue(gap);
  return typeof arn === 'string' ? arn : ARN_TO_FILL_IN;
}

/** Where a role of another stack stands, as a clause. */
export function standsElsewhere(role: Extract<RoleReference, { kind: 'role' }>): string {
  return `${role.resource.logicalId} stands in ${role.scope.template.file.path}`;
}
