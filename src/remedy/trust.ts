import { statementsOf } from '../iam/statement.ts';
import { exactly } from '../resolve/holds.ts';
import { leavesOf } from '../resolve/leaves.ts';
import type { Scope } from '../resolve/scope.ts';
import { spelled } from '../resolve/text.ts';
import { ALWAYS } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/** `lambda.amazonaws.com`, of any region or partition. */
const LAMBDA = /^lambda\.(?:[a-z0-9-]+\.|\$\{AWS::Region\}\.)?(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})$/;

/**
 * Whether a role's trust policy admits nobody but the Lambda service. SAM writes such a one for a function that brings
 * none. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export function isForLambdaAlone(scope: Scope, role: Resource): boolean {
  const owner = role.samFunction === null ? role : (scope.template.resources.get(role.samFunction) ?? role);
  const document = property(owner, 'AssumeRolePolicyDocument');
  if (document === null) return role.samFunction !== null;
  const source = { kind: 'inline', logicalId: owner.logicalId, label: `trust policy of ${owner.logicalId}` } as const;
  return statementsOf({ scope, document, source, attached: exactly(ALWAYS) }).every((statement) => {
    if (statement.kind === 'opaque') return false;
    const principal = statement.elements.get('Principal');
    return statement.effect === 'Deny' || (principal !== undefined && isLambda(scope, principal));
  });
}

function isLambda(scope: Scope, principal: Expression): boolean {
  return leavesOf(scope, principal).every(
    ({ value }) =>
      value.kind === 'map' &&
      [...value.entries].every(([kind, services]) => kind === 'Service' && areLambda(scope, services)),
  );
}

function areLambda(scope: Scope, services: Expression): boolean {
  return leavesOf(scope, services).every(({ value }) => value.kind === 'text' && LAMBDA.test(spelled(value)));
}
