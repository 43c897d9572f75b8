import type { RoleAttachments } from '../iam/attachments.ts';
import type { PolicyDocument, PolicySource } from '../iam/statement.ts';
import { leavesOf } from '../resolve/leaves.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { spelled } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { pathTo, property, type Resource } from '../template/template.ts';
import type { Sids } from './grant-statements.ts';
import { mentionOf } from './mentions.ts';

/** A list of statements, in one policy of a role, to which a statement can be added. */
export interface Place {
  readonly policy: PolicyDocument;
  /** Path of the Statement list, or of the lone statement that stands for one. */
  readonly path: readonly (string | number)[];
  /** Index of the statement behind which a new one belongs; null for the end. */
  readonly after: number | null;
  /** The assignments under which the list stands in the template at all. */
  readonly present: Diagram;
  /** Those, among them, under which a statement there is in force for the role. */
  readonly inForce: Diagram;
  /** The Sids of the policy, or null where the neighbours carry none. */
  readonly sids: Sids;
  /** True when a statement about KMS or about starting the stream is there already. */
  readonly isRelated: boolean;
}

/**
 * The places of a role's own policies in one template, best first: those that already speak of KMS or of
 * rds:StartActivityStream, then the role's last inline policy (design 2.5). Policies that serve others as well are no
 * place.
 */
export function placesOf(scope: Scope, role: Resource, attachments: RoleAttachments): readonly Place[] {
  const own = attachments.documents.filter(
    (policy) =>
      policy.scope === scope && policy.source.kind !== 'aws-managed' && !servesOthers(scope, policy.source, role),
  );
  const places = own.flatMap((policy) => statementLists(policy, presenceOf(role, policy)));
  const related = places.filter(({ isRelated }) => isRelated);
  const inline = places.filter(({ policy, isRelated }) => policy.source.kind === 'inline' && !isRelated);
  return [...related, ...inline.slice(-1)];
}

/** Whether a policy gives permissions to others than this role, or may, so that an edit of it would reach them too. */
export function servesOthers(scope: Scope, source: PolicySource, role: Resource): boolean {
  if (source.logicalId === null || source.logicalId === role.logicalId) return false;
  const resource = scope.template.resources.get(source.logicalId);
  return resource === undefined || !servesOnly(scope, resource, role);
}

/** An inline policy is there with its role; any other with its own resource, whether or not it is attached. */
function presenceOf(role: Resource, { scope, attached, source }: PolicyDocument): Diagram {
  if (source.kind === 'inline') return scope.world.and(scope.exists(role.logicalId), attached.sure);
  return scope.exists(source.logicalId ?? '');
}

/** Whether a policy resource names nobody but this role, and nothing but this role names the policy. */
function servesOnly(scope: Scope, policy: Resource, role: Resource): boolean {
  const named = ['Roles', 'RoleName', 'Users', 'Groups'].flatMap((name) => {
    const value = property(policy, name);
    return value === null ? [] : leavesOf(scope, value);
  });
  if (named.length > 1) return false;
  if (policy.type !== 'AWS::IAM::ManagedPolicy') return true;
  const isMentioned = mentionOf(scope, policy);
  // A role that has the policy by its ARN need not be the one that the policy names.
  const byArn = isMentioned(scope, property(role, 'ManagedPolicyArns'));
  if (byArn && named.some(({ expression }) => !mentionOf(scope, role)(scope, expression))) return false;
  const own = [role.logicalId, role.samFunction, policy.logicalId];
  return scope.family.scopes.every((each) => {
    const { resources, outputs } = each.template;
    const others = [...resources.values()].filter(({ logicalId }) => each !== scope || !own.includes(logicalId));
    const speaking = [
      ...others.map(({ properties }) => properties),
      ...[...outputs.values()].map(({ value }) => value),
    ];
    return speaking.every((expression) => !isMentioned(each, expression));
  });
}

/** The Statement lists of a document; Fn::If around the list gives one for each branch. */
function statementLists(policy: PolicyDocument, presence: Diagram): readonly Place[] {
  const { scope, document } = policy;
  return scope.resolve(document).flatMap(({ guard, value }) => {
    const statements = value.kind === 'map' ? value.entries.get('Statement') : undefined;
    return statements === undefined ? [] : listsIn(policy, statements, scope.world.and(guard, presence));
  });
}

function listsIn(policy: PolicyDocument, statements: Expression, outer: Diagram): readonly Place[] {
  const { scope } = policy;
  if (outer === NEVER) return [];
  if (statements.kind === 'intrinsic' && statements.name === 'Fn::If' && statements.argument.kind === 'list') {
    const [condition, yes, no] = statements.argument.items;
    const name = condition?.kind === 'literal' ? condition.text : '';
    const holds = scope.conditions.named(name);
    return [
      ...(yes === undefined ? [] : listsIn(policy, yes, scope.world.and(outer, holds))),
      ...(no === undefined ? [] : listsIn(policy, no, scope.world.except(outer, holds))),
    ];
  }
  const path = pathTo(scope.template, statements.node);
  if (path === null || statements.kind === 'literal' || statements.kind === 'intrinsic') return [];
  const items = statements.kind === 'list' ? statements.items : [statements];
  const related = items.findLastIndex((item) => isRelated(scope, item));
  return [
    {
      policy,
      path,
      after: statements.kind === 'list' && related >= 0 ? related : null,
      present: outer,
      inForce: scope.world.and(outer, policy.attached.sure),
      sids: sidsOf(scope, items),
      isRelated: related >= 0,
    },
  ];
}

/** Where most statements have none, a Sid would stand out; those that are there must not be repeated all the same. */
function sidsOf(scope: Scope, items: readonly Expression[]): Sids {
  const found = new Set<string>();
  const having = items.filter((item) => {
    const sids = leavesOf(scope, item).map(({ value }) =>
      value.kind === 'map' ? literalText(value.entries.get('Sid')) : null,
    );
    for (const sid of sids) if (sid !== null) found.add(sid);
    return sids.some((sid) => sid !== null);
  });
  return having.length * 2 > items.length ? found : null;
}

function isRelated(scope: Scope, statement: Expression): boolean {
  return leavesOf(scope, statement).some(({ value }) => {
    const actions = value.kind === 'map' ? value.entries.get('Action') : undefined;
    if (actions === undefined) return false;
    return textsOf(scope, actions).some((text) => /^(kms:|rds:.*activitystream)/i.test(spelled(text)));
  });
}
