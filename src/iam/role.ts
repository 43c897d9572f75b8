import { type Scope, UNDEFINED } from '../resolve/scope.ts';
import { folderOf } from '../resolve/surroundings.ts';
import { asSpoken, labelOf, literalOf, soleHole, type Text, textOf, tokenOf } from '../resolve/text.ts';
import { always, chain, type Guarded } from '../resolve/value.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { property, type Resource, type Template } from '../template/template.ts';
import { arnTail, nameInTail } from './arn-tail.ts';
import { NOT_READ } from './unread.ts';

/** An execution role: one that is in the templates, or one that is not. */
export type RoleReference =
  | { readonly kind: 'role'; readonly scope: Scope; readonly resource: Resource }
  | {
      readonly kind: 'outside';
      /** What stands in the template in its place. */
      readonly label: string;
      /** How to speak of it in a sentence. */
      readonly called: string;
      readonly identity: RoleIdentity;
      /** Why nothing is known of it, as a clause; null where `called` says it. */
      readonly whereabouts: string | null;
    };

const ROLE = 'AWS::IAM::Role';

/**
 * The roles that an element (a Lambda's Role, an assumedRoleArn) can name: by GetAtt, or by an ARN whose path and name
 * are those of a role in the template. A Lambda can only run under a role of its own account, so the account of an ARN
 * is not compared. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html
 */
export function rolesNamedBy(scope: Scope, element: Expression | Text): Guarded<RoleReference> {
  return chain(scope.world, scope.resolve(element), (shape): Guarded<RoleReference> => {
    if (shape.kind === 'unknown') return always(roleOutside(shape.reason));
    if (shape.kind !== 'text') return always(roleOutside('a role that is not written as an ARN'));
    return roleOfArn(scope, shape);
  });
}

function roleOfArn(scope: Scope, arn: Text): Guarded<RoleReference> {
  const wanted = tokenOf(arnTail(arn, ':role/'));
  for (const own of scope.family.scopes) {
    const resource = rolesIn(own).get(wanted);
    if (resource !== undefined) return always({ kind: 'role', scope: own, resource });
  }
  const elsewhere = templatesMaking(scope, wanted);
  const [only, ...others] = elsewhere;
  if (only === undefined) return always(roleOutside(labelOf(arn), arn));
  const own = others.length > 0 ? null : scope.family.scopeOf(only);
  const resource = own === null ? undefined : rolesIn(own).get(wanted);
  if (own !== null && resource !== undefined) return always({ kind: 'role', scope: own, resource });
  const paths = elsewhere.map(({ file }) => file.path).join(' and ');
  return always(roleOutside(labelOf(arn), arn, `which ${paths} each make`));
}

/** The other templates that were read in which a role's path and name are written out so; those beside this one first. */
function templatesMaking({ family, template }: Scope, tail: string): readonly Template[] {
  const making = family
    .around()
    .filter(
      (other) => other !== template && [...other.resources.values()].some((resource) => tailOf(resource) === tail),
    );
  const beside = making.filter(({ file }) => folderOf(file.path) === folderOf(template.file.path));
  return beside.length > 0 ? beside : making;
}

/** `role/path/name` where a role's name is written out, or null. */
function tailOf(resource: Resource): string | null {
  const name = resource.type === ROLE ? literalText(property(resource, 'RoleName')) : null;
  const path = property(resource, 'Path');
  if (name === null || (path !== null && path.kind !== 'literal')) return null;
  return `role${literalText(path) ?? '/'}${name}`;
}

/** A role that is in no template; where not even its name stands there, the name is a hole. */
export function roleOutside(label: string, arn: Text | null = null, elsewhere: string | null = null): RoleReference {
  const hole = textOf({ token: label, label, alphabet: 'any', distinctClass: null, outside: true });
  const name = (arn === null ? null : nameOf(arn)) ?? hole;
  const literal = literalOf(asSpoken(name));
  const isUndefined = label.includes(UNDEFINED);
  const named = isUndefined ? `the role behind ${label}` : `the role that ${label} names`;
  const otherwise = /^(the|a) role/.test(label) ? label : named;
  const called = literal === null ? otherwise : `the role ${literal}`;
  const where = elsewhere ?? (arn === null ? null : soleHole(arn)?.whereabouts) ?? NOT_READ;
  const whereabouts = isUndefined ? null : where;
  return { kind: 'outside', label, called, whereabouts, identity: { name, arn: arn ?? hole } };
}

/** The name in a role's ARN, or a name that stands where an ARN should; null when nothing tells it. */
function nameOf(arn: Text): Text | null {
  const tail = arnTail(arn, ':role/');
  if (tail !== arn) return nameInTail(tail);
  return literalOf(arn)?.includes(':') === false ? arn : null;
}

const indices = new WeakMap<Scope, ReadonlyMap<string, Resource>>();

/** The roles of a template by the tokens of what follows the account in their ARNs. */
function rolesIn(scope: Scope): ReadonlyMap<string, Resource> {
  const known = indices.get(scope);
  if (known !== undefined) return known;
  const made = new Map<string, Resource>();
  for (const resource of scope.template.resources.values()) {
    if (resource.type !== ROLE) continue;
    // A name in place of the ARN (Ref) would not deploy; which role is meant is clear all the same.
    for (const { value } of [...scope.getAtt(resource.logicalId, 'Arn'), ...scope.ref(resource.logicalId)]) {
      const token = value.kind === 'text' ? tokenOf(arnTail(value, ':role/')) : null;
      if (token !== null && !made.has(token)) made.set(token, resource);
    }
  }
  indices.set(scope, made);
  return made;
}

/** A role's name and ARN, under one of the assignments that choose between them. */
export interface RoleIdentity {
  readonly name: Text;
  readonly arn: Text;
}

/** What a role of the template is called: more than one thing when RoleName or Path turn on a condition. */
export function roleIdentities(scope: Scope, role: Resource): Guarded<RoleIdentity> {
  const { world } = scope;
  return chain(world, scope.ref(role.logicalId), (name) =>
    chain(world, scope.getAtt(role.logicalId, 'Arn'), (arn) =>
      name.kind === 'text' && arn.kind === 'text' ? always({ name, arn }) : [],
    ),
  );
}
