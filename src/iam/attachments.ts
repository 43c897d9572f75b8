import { sameText } from '../resolve/glob.ts';
import { both, exactly, type Holds, UNKNOWN, under } from '../resolve/holds.ts';
import { type Leaf, leavesOf } from '../resolve/leaves.ts';
import { anyText } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { holesOf, literalOf, soleHole, type Text, tokenOf } from '../resolve/text.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, fromData } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import { hiddenProperties } from '../template/transforms.ts';
import { arnTail, nameInTail } from './arn-tail.ts';
import { managedPolicy, managedPolicyName } from './managed-policies.ts';
import { roleIdentities } from './role.ts';
import type { OpaqueStatement, PolicyDocument, PolicySource } from './statement.ts';

/** All that gives a role its permissions. */
export interface RoleAttachments {
  readonly documents: readonly PolicyDocument[];
  /** Attached policies that can not be read. */
  readonly unread: readonly OpaqueStatement[];
  /** True when a policy of AWS is attached, whose content the data file tells (A6). */
  readonly usesManagedPolicies: boolean;
  /** Of a permissions boundary: where there is none. */
  readonly absent?: Holds;
}

const cache = new WeakMap<Scope, Map<Resource, RoleAttachments>>();

/**
 * Collects the policies of a role of the template, in every way that CloudFormation can attach one (domain.md 5.3);
 * once for all the streams that share the role.
 */
export function attachmentsOf(scope: Scope, role: Resource): RoleAttachments {
  const inScope = cache.get(scope) ?? new Map<Resource, RoleAttachments>();
  cache.set(scope, inScope);
  const made = inScope.get(role) ?? collectAttachments(scope, role);
  inScope.set(role, made);
  return made;
}

function collectAttachments(scope: Scope, role: Resource): RoleAttachments {
  const attached = roleIdentities(scope, role).flatMap(({ guard, value: { name } }) =>
    scope.family.scopes.flatMap((each) => attachedByName(each, name, guard)),
  );
  const managed = managedPolicies(scope, role);
  return {
    documents: [...inlinePolicies(scope, role), ...attached, ...managed.documents],
    unread: [...managed.unread, ...hiddenPolicies(scope, role)],
    usesManagedPolicies: managed.usesManagedPolicies,
  };
}

/** Ends the reason of what no option can tell: the template that holds it has to be read. */
export const NOT_READ = 'which is in no template that was read';

/** What the templates attach by name to a role that is in none of them; whatever else it has can not be read. */
export function attachmentsOutside(scope: Scope, name: Text, role: string): RoleAttachments {
  const { scopes } = scope.family;
  return {
    documents: scopes.flatMap((each) => attachedByName(each, name, ALWAYS)),
    unread: [unreadPolicy(ALWAYS, `the policies of ${role}, ${NOT_READ}`), ...scopes.flatMap(hiddenIn)],
    usesManagedPolicies: false,
  };
}

/** The boundary of a role that is in no template: there may be one. */
export function boundaryOutside(role: string): RoleAttachments {
  const unread = [unreadPolicy(ALWAYS, `the permissions boundary of ${role}, ${NOT_READ}`)];
  return { documents: [], unread, usesManagedPolicies: false, absent: UNKNOWN };
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
  const found = collectManaged(scope, boundary, (label) => `permissions boundary ${label}`);
  const absent = scope.resolve(boundary).filter(({ value }) => value.kind === 'absent');
  // Without a boundary in this branch nothing is bounded: a document that allows everything says so.
  const open = absent.map(({ guard }): PolicyDocument => {
    const document = fromData({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, boundary.node);
    return {
      attached: exactly(guard),
      scope,
      document,
      source: { kind: 'boundary', logicalId: null, label: 'no boundary' },
    };
  });
  return {
    ...found,
    documents: [...found.documents, ...open],
    absent: exactly(scope.world.or(...absent.map(({ guard }) => guard))),
  };
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

const ATTACHING: ReadonlyMap<string, { readonly roles: string; readonly kind: PolicySource['kind'] }> = new Map([
  ['AWS::IAM::Policy', { roles: 'Roles', kind: 'policy' }],
  ['AWS::IAM::RolePolicy', { roles: 'RoleName', kind: 'role-policy' }],
  ['AWS::IAM::ManagedPolicy', { roles: 'Roles', kind: 'managed' }],
] as const);

/** A policy that is a resource of its own, with the roles that it names. */
interface OwnPolicy {
  readonly resource: Resource;
  readonly kind: PolicySource['kind'];
  readonly roles: Expression;
  readonly document: Expression;
  /** Tokens of the names when each is written out or generated, so that another name is none of them; else null. */
  readonly names: ReadonlySet<string> | null;
}

const ownPolicies = new WeakMap<Scope, readonly OwnPolicy[]>();

function policiesIn(scope: Scope): readonly OwnPolicy[] {
  const known = ownPolicies.get(scope);
  if (known !== undefined) return known;
  const made = [...scope.template.resources.values()].flatMap((resource): readonly OwnPolicy[] => {
    const way = ATTACHING.get(resource.type);
    const roles = way === undefined ? null : property(resource, way.roles);
    const document = property(resource, 'PolicyDocument');
    if (way === undefined || roles === null || document === null) return [];
    return [{ resource, kind: way.kind, roles, document, names: namesIn(scope, roles) }];
  });
  ownPolicies.set(scope, made);
  return made;
}

function namesIn(scope: Scope, roles: Expression): ReadonlySet<string> | null {
  const leaves = leavesOf(scope, roles).map(({ value }) => value);
  const texts = leaves.filter((value) => value.kind === 'text');
  return texts.length === leaves.length && texts.every(isPlainName) ? new Set(texts.map(tokenOf)) : null;
}

/** A name of which it is certain what it is: written out, or one that CloudFormation makes up for a resource. */
function isPlainName(text: Text): boolean {
  return literalOf(text) !== null || soleHole(text)?.alphabet === 'generated';
}

/** Policies that are resources of their own and name the role. */
function attachedByName(scope: Scope, name: Text, guard: Diagram): readonly PolicyDocument[] {
  const found: PolicyDocument[] = [];
  for (const { resource, kind, roles, document, names } of policiesIn(scope)) {
    if (names !== null && isPlainName(name) && !names.has(tokenOf(name))) continue;
    const named = anyText(scope, roles, { text: (text: Text) => sameText(text, name) });
    const attached = under(scope.world, scope.world.and(guard, scope.exists(resource.logicalId)), named);
    if (attached.possible === NEVER) continue;
    const source = { kind, logicalId: resource.logicalId, label: `policy ${resource.logicalId}` };
    found.push({ attached, scope, document, source });
  }
  return found;
}

function managedPolicies(scope: Scope, role: Resource): RoleAttachments {
  const arns = property(role, 'ManagedPolicyArns');
  if (arns === null) return { documents: [], unread: [], usesManagedPolicies: false };
  return collectManaged(scope, arns, (label) => `managed policy ${label}`);
}

/** The managed policies that an ARN, or a list of them, can name. */
function collectManaged(scope: Scope, element: Expression, name: (label: string) => string): RoleAttachments {
  const documents: PolicyDocument[] = [];
  const unread: OpaqueStatement[] = [];
  let usesManagedPolicies = false;
  for (const { guard, value, expression } of leavesOf(scope, element)) {
    const found = value.kind === 'text' ? documentOfArn(scope, value, expression, guard, name) : null;
    if (value.kind === 'text') usesManagedPolicies ||= managedPolicyName(value) !== null;
    if (found !== null) documents.push(found);
    else unread.push(unreadPolicy(guard, name(describeLeaf(value))));
  }
  return { documents, unread, usesManagedPolicies };
}

/** What stands for a policy that can not be read; an option can tell what is not written out. */
function describeLeaf(value: Leaf['value']): string {
  if (value.kind !== 'text') return value.kind === 'unknown' ? value.reason : 'given as a map';
  if (managedPolicyName(value) !== null) return `${managedPolicyName(value)}, which is not among those known of AWS`;
  const name = literalOf(nameInTail(arnTail(value, ':policy/')));
  const open = holesOf(value)[0]?.label;
  return name !== null || open === undefined ? `${name}, ${NOT_READ}` : `given by ${open}`;
}

function unreadPolicy(guard: Diagram, label: string): OpaqueStatement {
  const source: PolicySource = { kind: 'external', logicalId: null, label };
  return { kind: 'opaque', there: exactly(guard), reason: label, source };
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
    const known = managedPolicy(ofAws);
    if (known.kind === 'unheard-of') return null;
    const statements = known.kind === 'neither' ? [] : known.statements;
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
