import { sameText } from '../resolve/glob.ts';
import { both, exactly } from '../resolve/holds.ts';
import { type Leaf, leavesOf } from '../resolve/leaves.ts';
import type { Scope } from '../resolve/scope.ts';
import { holesOf, labelOf, type Text } from '../resolve/text.ts';
import type { Diagram } from '../resolve/world.ts';
import { type Expression, fromData } from '../template/expression.ts';
import { property } from '../template/template.ts';
import { arnTail, nameInTail } from './arn-tail.ts';
import type { RoleAttachments } from './attachments.ts';
import { managedPolicyName, managedStatements } from './managed-policies.ts';
import type { OpaqueStatement, PolicyDocument, PolicySource } from './statement.ts';
import { NOT_READ, unreadPolicy } from './unread.ts';

/** The managed policies that an ARN, or a list of them, can name. */
export function collectManaged(scope: Scope, element: Expression, name: (label: string) => string): RoleAttachments {
  const documents: PolicyDocument[] = [];
  const unread: OpaqueStatement[] = [];
  for (const { guard, value, expression } of leavesOf(scope, element)) {
    const found = value.kind === 'text' ? documentOfArn(scope, value, expression, guard, name) : null;
    if (found !== null) documents.push(found);
    else unread.push(unreadPolicy(guard, name(describeLeaf(value))));
  }
  return { documents, unread };
}

/** What stands for a policy that can not be read; an option can tell what is not written out. */
function describeLeaf(value: Leaf['value']): string {
  if (value.kind !== 'text') return value.kind === 'unknown' ? value.reason : 'given as a map';
  if (managedPolicyName(value) !== null) return `${managedPolicyName(value)}, which is not among those known of AWS`;
  const name = nameInTail(arnTail(value, ':policy/'));
  const [open] = holesOf(name);
  if (open === undefined) return `${labelOf(name)}, ${NOT_READ}`;
  return `given by ${open.label}${open.whereabouts === undefined ? '' : `, ${open.whereabouts}`}`;
}

/** The document of a managed policy, AWS's or the template's own, or null when it can not be read. */
function documentOfArn(
  scope: Scope,
  arn: Text,
  written: Expression,
  guard: Diagram,
  name: (label: string) => string,
): PolicyDocument | null {
  const ofAws = managedPolicyName(arn);
  if (ofAws !== null) {
    const statements = managedStatements(ofAws);
    if (statements === null) return null;
    const document = fromData({ Version: '2012-10-17', Statement: statements }, written.node);
    const source: PolicySource = { kind: 'aws-managed', logicalId: null, label: name(ofAws) };
    return { attached: exactly(guard), scope, document, source };
  }
  for (const own of scope.family.scopes) {
    const found = ownManagedPolicy(own, arn, guard, name);
    if (found !== null) return found;
  }
  return null;
}

/** The managed policy of a template that has that ARN. */
function ownManagedPolicy(
  scope: Scope,
  arn: Text,
  guard: Diagram,
  name: (label: string) => string,
): PolicyDocument | null {
  const tail = arnTail(arn, ':policy/');
  for (const resource of scope.template.resources.values()) {
    if (resource.type !== 'AWS::IAM::ManagedPolicy') continue;
    const document = property(resource, 'PolicyDocument');
    const [own] = scope.ref(resource.logicalId);
    if (document === null || own?.value.kind !== 'text') continue;
    if (sameText(arnTail(own.value, ':policy/'), tail) !== 'yes') continue;
    const source: PolicySource = { kind: 'managed', logicalId: resource.logicalId, label: name(resource.logicalId) };
    const attached = both(scope.world, exactly(guard), exactly(scope.exists(resource.logicalId)));
    return { attached, scope, document, source };
  }
  return null;
}
