import { exactly, type Holds, UNKNOWN } from '../resolve/holds.ts';
import { leavesOf } from '../resolve/leaves.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { property, type Resource } from '../template/template.ts';
import { hiddenProperties } from '../template/transforms.ts';
import { attachedByName } from './attached-by-name.ts';
import { attachedElsewhere } from './attached-elsewhere.ts';
import { attachedInLoops } from './attached-in-loops.ts';
import { openStacksHanded } from './handed-role.ts';
import { collectManaged } from './managed-attachments.ts';
import { type RoleReference, roleIdentities } from './role.ts';
import type { OpaqueStatement, PolicyDocument, PolicySource } from './statement.ts';
import { unreadPolicy } from './unread.ts';

/** All that gives a role its permissions. */
export interface RoleAttachments {
  readonly documents: readonly PolicyDocument[];
  /** Attached policies that can not be read. */
  readonly unread: readonly OpaqueStatement[];
  /** Of a permissions boundary: where there is none. */
  readonly absent?: Holds;
}

interface Kept {
  /** How many stacks were looked at: a further one may attach something. */
  readonly stacks: number;
  readonly attachments: RoleAttachments;
}

const cache = new WeakMap<Scope, Map<Resource, Kept>>();

/**
 * Collects the policies of a role of the template, in every way that CloudFormation can attach one (domain.md 5.3);
 * once for all the streams that share the role.
 */
export function attachmentsOf(scope: Scope, role: Resource): RoleAttachments {
  const inScope = cache.get(scope) ?? new Map<Resource, Kept>();
  cache.set(scope, inScope);
  const known = inScope.get(role);
  if (known?.stacks === scope.family.scopes.length) return known.attachments;
  const attachments = collectAttachments(scope, role);
  inScope.set(role, { stacks: scope.family.scopes.length, attachments });
  return attachments;
}

function collectAttachments(scope: Scope, role: Resource): RoleAttachments {
  const identities = roleIdentities(scope, role);
  // Before the stacks of the family are looked at: this adds to them.
  const handed = openStacksHanded(scope.family, identities);
  const attached = identities.flatMap(({ guard, value: { name } }) => attachedIn(scope.family.scopes, name, guard));
  const elsewhere = identities.flatMap(({ guard, value: { name } }) => attachedElsewhere(scope, name, guard));
  const managed = managedPolicies(scope, role);
  return {
    documents: [...inlinePolicies(scope, role), ...attached, ...managed.documents, ...elsewhere],
    unread: [...managed.unread, ...handed, ...hiddenPolicies(scope, role)],
  };
}

function attachedIn(scopes: readonly Scope[], name: Text, guard: Diagram): readonly PolicyDocument[] {
  return scopes.flatMap((each) => [...attachedByName(each, name, guard), ...attachedInLoops(each, name, guard)]);
}

/** What a role has besides its name: its policies, and its permissions boundary or null. */
export interface RolePermissions {
  readonly attachments: RoleAttachments;
  readonly boundary: RoleAttachments | null;
}

/**
 * The permissions of a role that is in no template: what the templates attach to its name is seen; whatever else it has
 * can not be read, and it may have a boundary.
 */
export function permissionsOutside(
  scope: Scope,
  { called, whereabouts, identity }: Extract<RoleReference, { kind: 'outside' }>,
): RolePermissions {
  const { scopes } = scope.family;
  const own = attachedIn(scopes, identity.name, ALWAYS);
  const documents = [...own, ...attachedElsewhere(scope, identity.name, ALWAYS)];
  const role = whereabouts === null ? called : `${called}, ${whereabouts}`;
  const both = `the policies and the permissions boundary of ${role}`;
  const [others, limit] = documents.every(({ attached }) => attached.sure === NEVER)
    ? [both, both]
    : [`other policies of ${role}`, `the permissions boundary of ${role}`];
  const unread = [unreadPolicy(ALWAYS, others), ...scopes.flatMap(hiddenIn)];
  return {
    attachments: { documents, unread },
    boundary: { documents: [], unread: [unreadPolicy(ALWAYS, limit)], absent: UNKNOWN },
  };
}

function hiddenIn({ template }: Scope): readonly OpaqueStatement[] {
  return template.hidden === null ? [] : [unreadPolicy(ALWAYS, template.hidden)];
}

/** Properties and resources that a transform makes may hold any policy. */
function hiddenPolicies(scope: Scope, role: Resource): readonly OpaqueStatement[] {
  const own = hiddenProperties(role);
  return [...(own === null ? [] : [unreadPolicy(ALWAYS, own)]), ...scope.family.scopes.flatMap(hiddenIn)];
}

/** The boundary of a role: none, or a document that allows what its statements allow, or one that can not be read. */
export function boundaryOf(scope: Scope, role: Resource): RoleAttachments | null {
  const boundary = property(role, 'PermissionsBoundary');
  if (boundary === null) return null;
  const found = collectManaged(scope, boundary, 'permissions boundary');
  const absent = scope.resolve(boundary).filter(({ value }) => value.kind === 'absent');
  const documents = found.documents.map((each) => ({ ...each, source: { ...each.source, kind: 'boundary' as const } }));
  return { ...found, documents, absent: exactly(scope.world.or(...absent.map(({ guard }) => guard))) };
}

function inlinePolicies(scope: Scope, role: Resource): readonly PolicyDocument[] {
  const policies = property(role, 'Policies');
  if (policies === null) return [];
  const source: PolicySource = {
    kind: 'inline',
    logicalId: role.logicalId,
    label: `inline policy of ${role.samFunction ?? role.logicalId}`,
  };
  return leavesOf(scope, policies).flatMap(({ guard, value, expression }): PolicyDocument[] => {
    // What is no policy, so far as can be seen, may be one: as a document it can not be read.
    const document = value.kind === 'map' ? value.entries.get('PolicyDocument') : expression;
    return document === undefined ? [] : [{ attached: exactly(guard), scope, document, source }];
  });
}

function managedPolicies(scope: Scope, role: Resource): RoleAttachments {
  const arns = property(role, 'ManagedPolicyArns');
  if (arns === null) return { documents: [], unread: [] };
  return collectManaged(scope, arns, 'managed policy');
}
