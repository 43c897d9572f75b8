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

/** What a managed policy is to a role. */
type ManagedKind = 'managed policy' | 'permissions boundary';

/** The managed policies that an ARN, or a list of them, can name. */
export function collectManaged(scope: Scope, element: Expression, what: ManagedKind): RoleAttachments {
  const documents: PolicyDocument[] = [];
  const unread: OpaqueStatement[] = [];
  for (const { guard, value, expression } of leavesOf(scope, element)) {
    const found = value.kind === 'text' ? documentOfArn(scope, value, expression, guard, what) : null;
    if (found !== null) documents.push(found);
    else unread.push(unreadPolicy(guard, describeLeaf(value, what)));
  }
  return { documents, unread };
}

/** What stands for a policy that can not be read; an option can tell what is not written out. */
function describeLeaf(value: Leaf['value'], what: ManagedKind): string {
  if (value.kind !== 'text') return `the ${what} that ${value.kind === 'unknown' ? value.reason : 'a map'} gives`;
  const ofAws = managedPolicyName(value);
  if (ofAws !== null) return `the ${what} ${ofAws}, which is not among those known of AWS`;
  const name = nameInTail(value);
  const [open] = holesOf(name);
  if (open === undefined) return `the ${what} ${labelOf(name)}, ${NOT_READ}`;
  return `the ${what} that ${open.label} gives${open.whereabouts === undefined ? '' : `, ${open.whereabouts}`}`;
}

/** The document of a managed policy, AWS's or the template's own, or null when it can not be read. */
function documentOfArn(
  scope: Scope,
  arn: Text,
  written: Expression,
  guard: Diagram,
  what: ManagedKind,
): PolicyDocument | null {
  const ofAws = managedPolicyName(arn);
  if (ofAws !== null) {
    const statements = managedStatements(ofAws);
    if (statements === null) return null;
    const document = fromData({ Version: '2012-10-17', Statement: statements }, written.node);
    const source: PolicySource = { kind: 'aws-managed', logicalId: null, label: `${what} ${ofAws}` };
    return { attached: exactly(guard), scope, document, source };
  }
  for (const own of scope.family.scopes) {
    const found = ownManagedPolicy(own, arn, guard, what);
    if (found !== null) return found;
  }
  return null;
}

/** The managed policy of a template that has that ARN. */
function ownManagedPolicy(scope: Scope, arn: Text, guard: Diagram, what: ManagedKind): PolicyDocument | null {
  const tail = arnTail(arn, ':policy/');
  for (const resource of scope.template.resources.values()) {
    if (resource.type !== 'AWS::IAM::ManagedPolicy') continue;
    const document = property(resource, 'PolicyDocument');
    const [own] = scope.ref(resource.logicalId);
    if (document === null || own?.value.kind !== 'text') continue;
    if (sameText(arnTail(own.value, ':policy/'), tail) !== 'yes') continue;
    const source: PolicySource = {
      kind: 'managed',
      logicalId: resource.logicalId,
      label: `${what} ${resource.logicalId}`,
    };
    const attached = both(scope.world, exactly(guard), exactly(scope.exists(resource.logicalId)));
    return { attached, scope, document, source };
  }
  return null;
}
