import { sameText } from '../resolve/glob.ts';
import { under } from '../resolve/holds.ts';
import { leavesOf } from '../resolve/leaves.ts';
import { anyText } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Hole, holesOf, literalOf, soleHole, type Text, tokenOf } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { property, type Resource, type Template } from '../template/template.ts';
import type { PolicyDocument, PolicySource } from './statement.ts';

/** How policies that are resources of their own name their roles (domain.md 5.3). */
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

/** The names of roles that the policies of a template write out. */
export function rolesNamedIn({ resources }: Template): ReadonlySet<string> {
  const found = new Set<string>();
  for (const resource of resources.values()) {
    const roles = property(resource, ATTACHING.get(resource.type)?.roles ?? '');
    for (const item of roles?.kind === 'list' ? roles.items : [roles]) {
      const name = literalText(item);
      if (name !== null) found.add(name);
    }
  }
  return found;
}

/** Policies that are resources of their own and name the role. */
export function attachedByName(scope: Scope, name: Text, guard: Diagram): readonly PolicyDocument[] {
  const found: PolicyDocument[] = [];
  for (const { resource, kind, roles, document, names } of policiesIn(scope)) {
    if (names !== null && isPlainName(name) && !names.has(tokenOf(name))) continue;
    const turnsOn: string[] = [];
    const named = anyText(scope, roles, {
      text: (text: Text) => {
        const same = sameText(text, name);
        if (same === 'maybe') turnsOn.push(...[text, name].flatMap(holesOf).flatMap(outsideLabel));
        return same;
      },
      unknown: (what) => turnsOn.push(what),
    });
    const attached = under(scope.world, scope.world.and(guard, scope.exists(resource.logicalId)), named);
    if (attached.possible === NEVER) continue;
    const source = { kind, logicalId: resource.logicalId, label: `policy ${resource.logicalId}` };
    found.push({ attached, scope, document, source, turnsOn });
  }
  return found;
}

function outsideLabel({ outside, label }: Hole): readonly string[] {
  return outside ? [label] : [];
}
