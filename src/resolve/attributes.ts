import { property, type Resource } from '../template/template.ts';
import type { Scope } from './scope.ts';
import { concat, type Hole, literalOf, type Text, textOf } from './text.ts';
import { always, chain, type Guarded, type Shape } from './value.ts';

const KEY_TYPES = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

/** The hole that stands for what `Ref` of a resource gives, when no property tells it. */
function resourceHole(scope: Scope, resource: Resource, distinct: boolean): Hole {
  return {
    token: `ref:${scope.id}#${resource.logicalId}`,
    label: resource.logicalId,
    ...(!distinct ? { alphabet: 'any' } : isKey(resource) ? keyId(scope, resource) : { alphabet: 'generated' }),
    distinctClass: distinct ? `ref:${isKey(resource) ? 'key' : resource.type}` : null,
    outside: false,
    foreign: isForeign(resource),
  };
}

/**
 * What is known of a key's id: a multi-Region key is told by its prefix. The id of a key that is deployed may well be
 * written out somewhere; a generated name is not worth writing.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
function keyId(scope: Scope, resource: Resource): Pick<Hole, 'alphabet' | 'begins'> {
  const given = property(resource, 'MultiRegion');
  const said = given === null ? [] : scope.resolve(given).map(({ value }) => value);
  const isAll = (word: string) =>
    said.every((value) => value.kind === 'text' && literalOf(value)?.toLowerCase() === word);
  if (resource.type === 'AWS::KMS::ReplicaKey' || (said.length > 0 && isAll('true'))) {
    return { alphabet: 'hex', begins: 'mrk-' };
  }
  return { alphabet: isAll('false') ? 'hex' : 'segment' };
}

/** What may have outputs of its own or hold what it is told. */
const OPEN_TYPES = [
  'AWS::KMS::',
  'AWS::CloudFormation::',
  'AWS::SSM::',
  'AWS::Serverless::Application',
  'AWS::ServiceCatalog::',
];

/** Names, ids and ARNs of AWS's other services begin no ARN of KMS; what a custom resource gives is open. */
function isForeign({ type }: Resource): boolean {
  return type.startsWith('AWS::') && !OPEN_TYPES.some((start) => type.startsWith(start));
}

/** What `Ref` of a resource gives: its name, id or ARN as the type has it; names that a property sets are used. */
export function refOfResource(scope: Scope, resource: Resource): Guarded<Shape> {
  const hole = (distinct: boolean) => textOf(resourceHole(scope, resource, distinct));
  switch (resource.type) {
    case 'AWS::KMS::Key':
    case 'AWS::KMS::ReplicaKey':
      return always(hole(true));
    case 'AWS::IAM::Role':
      return named(scope, resource, 'RoleName', hole(true));
    case 'AWS::Lambda::Function':
      return named(scope, resource, 'FunctionName', hole(true));
    case 'AWS::KMS::Alias':
      return named(scope, resource, 'AliasName', hole(false));
    case 'AWS::IAM::ManagedPolicy':
      return arnWithPath(scope, resource, 'policy', named(scope, resource, 'ManagedPolicyName', hole(true)));
    default:
      return always(hole(false));
  }
}

/** What `Fn::GetAtt` of a resource gives; an attribute that is not modelled is a hole of its own. */
export function attributeOfResource(scope: Scope, resource: Resource, attribute: string): Guarded<Shape> {
  const own = textOf(resourceHole(scope, resource, true));
  if (isKey(resource)) {
    if (attribute === 'Arn') return always(keyArn(scope, own));
    if (attribute === 'KeyId') return always(own);
  }
  if (resource.type === 'AWS::IAM::Role' && attribute === 'Arn') {
    return arnWithPath(scope, resource, 'role', named(scope, resource, 'RoleName', own));
  }
  if (resource.type === 'AWS::Lambda::Function' && attribute === 'Arn') {
    return prefixed(scope, regional(scope, 'lambda', 'function:'), named(scope, resource, 'FunctionName', own));
  }
  if (resource.type === 'AWS::IAM::ManagedPolicy' && attribute === 'PolicyArn') return refOfResource(scope, resource);
  if (resource.type === 'AWS::SSM::Parameter' && attribute === 'Value') {
    const value = property(resource, 'Value');
    if (value !== null) return scope.resolve(value);
  }
  const foreign = isForeign(resource) && !/key|kms/i.test(attribute);
  const hole: Hole = {
    token: `att:${scope.id}#${resource.logicalId}.${attribute}`,
    label: `${attribute} of ${resource.logicalId}`,
    alphabet: 'any',
    distinctClass: null,
    outside: !foreign,
    foreign,
  };
  return always(textOf(hole));
}

/** The ARN of the key with that id in the stack's own account and region. */
export function keyArn(scope: Scope, id: Text): Text {
  return concat(regional(scope, 'kms', 'key/'), id);
}

/** `arn:<partition>:<service>:<region>:<account>:` and a prefix, in the stack's own account and region. */
export function regional(scope: Scope, service: string, prefix: string): Text {
  const { partition, region, account } = scope.pseudo;
  return concat(textOf('arn:'), partition, textOf(`:${service}:`), region, textOf(':'), account, textOf(`:${prefix}`));
}

/** `arn:<partition>:iam::<account>:` and what follows. */
export function iamArn(scope: Scope, rest: Text): Text {
  return concat(textOf('arn:'), scope.pseudo.partition, textOf(':iam::'), scope.pseudo.account, textOf(':'), rest);
}

/** What a property names; a name that can not be known from the templates is a hole: which resource it is, is known. */
function named(scope: Scope, resource: Resource, name: string, otherwise: Text): Guarded<Text> {
  const given = property(resource, name);
  if (given === null) return always(otherwise);
  return chain(scope.world, scope.resolve(given), (shape) => {
    if (shape.kind === 'text') return always(shape);
    if (shape.kind === 'absent') return always(otherwise);
    const label = shape.kind === 'unknown' ? shape.reason : `${name} of ${resource.logicalId}`;
    const token = `name:${scope.id}#${resource.logicalId}.${name}`;
    return always(textOf({ token, label, alphabet: 'any', distinctClass: null, outside: true }));
  });
}

function prefixed(scope: Scope, prefix: Text, values: Guarded<Text>): Guarded<Text> {
  return chain(scope.world, values, (text) => always(concat(prefix, text)));
}

/** A role's or a policy's ARN: the path, when there is one, stands between type and name. */
function arnWithPath(scope: Scope, resource: Resource, type: string, names: Guarded<Text>): Guarded<Text> {
  return chain(scope.world, named(scope, resource, 'Path', textOf('/')), (path) =>
    prefixed(scope, iamArn(scope, concat(textOf(type), path)), names),
  );
}

export function isKey({ type }: Resource): boolean {
  return KEY_TYPES.includes(type);
}
