import type { AccessRequest, Assumed, ContextValue, Caller as IamCaller } from '../iam/request.ts';
import type { RoleIdentity } from '../iam/role.ts';
import { iamArn } from '../resolve/attributes.ts';
import { urlSuffixOf } from '../resolve/partition.ts';
import type { Scope } from '../resolve/scope.ts';
import { concat, literalOf, type Text, textOf } from '../resolve/text.ts';
import type { Resource } from '../template/template.ts';
import type { StreamKey } from './key.ts';

/** A key that is one, as opposed to an unsuitable or an unknown one. */
export type KnownKey = Extract<StreamKey, { kind: 'key' }>;

/** Who asks: RDS with the caller's permissions, or the handler itself. */
export type Via = 'rds' | 'direct';

/**
 * The request that KMS judges when a stream is started: CreateGrant and DescribeKey reach KMS through RDS, with the
 * condition keys of A7; a handler's own call carries no kms:ViaService.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 */
export function accessRequest(
  scope: Scope,
  action: string,
  role: RoleIdentity,
  caller: Resource | null,
  key: KnownKey,
  via: Via,
  elsewhere: Elsewhere = {},
): AccessRequest {
  const iam = iamCaller(scope, role, caller, elsewhere);
  return {
    action,
    key: key.identity,
    caller: iam,
    context: context(action, iam, key, via, elsewhere.region ?? scope.pseudo.region),
    assumed: assumedFor(scope, key),
  };
}

/** What is not as in the stack of the custom resource. */
export interface Elsewhere {
  /** The stack of the function. */
  readonly functionScope?: Scope | null;
  /** The region in which the call is made. */
  readonly region?: Text | null;
}

function iamCaller(scope: Scope, role: RoleIdentity, caller: Resource | null, elsewhere: Elsewhere): IamCaller {
  const [name] = caller === null ? [] : (elsewhere.functionScope ?? scope).ref(caller.logicalId);
  const { partition, account } = scope.pseudo;
  // For Lambda the session is named after the function.
  const session = name?.value.kind === 'text' ? name.value : null;
  const assumedRole = concat(textOf('arn:'), partition, textOf(':sts::'), account, textOf(':assumed-role/'));
  return {
    roleArn: role.arn,
    sessionArn: session === null ? null : concat(assumedRole, role.name, textOf('/'), session),
    account,
    accountArnPrefix: iamArn(scope, textOf()),
  };
}

function context(
  action: string,
  caller: IamCaller,
  key: KnownKey,
  via: Via,
  region: Text,
): ReadonlyMap<string, ContextValue> {
  const one = (...values: readonly Text[]): ContextValue => ({ kind: 'values', values, complete: true });
  const absent: ContextValue = { kind: 'absent' };
  const service = concat(textOf('rds.'), region, textOf('.amazonaws.com'));
  const found = new Map<string, ContextValue>([
    ['kms:viaservice', via === 'rds' ? one(service) : absent],
    ['kms:calleraccount', one(caller.account)],
    ['kms:resourcealiases', aliases(key)],
    ['aws:principalarn', one(caller.roleArn)],
    ['aws:principalaccount', one(caller.account)],
    ['aws:resourceaccount', one(caller.account)],
    ['aws:principalisawsservice', one(textOf('false'))],
    ['aws:principaltype', one(textOf('AssumedRole'))],
  ]);
  if (action === 'kms:CreateGrant') found.set('kms:grantisforawsresource', one(textOf('true')));
  else found.set('kms:requestalias', key.requestAlias === null ? absent : one(key.requestAlias));
  for (const [name, among] of key.identity.facts ?? []) found.set(name, { kind: 'chosen', among });
  for (const [tag, among] of key.identity.tags ?? []) {
    found.set(`aws:resourcetag/${tag.toLowerCase()}`, { kind: 'chosen', among });
  }
  return found;
}

/** The aliases of the key that the templates show; it may have others, though none that is another key's. */
function aliases({ identity }: KnownKey): ContextValue {
  return { kind: 'values', values: identity.aliases, complete: false, never: identity.othersAliases ?? [] };
}

/** What is assumed of a stack: A1 for the partition; A2 for the place of a key that is given by a literal ARN. */
export function assumedFor(scope: Scope, key: KnownKey): readonly Assumed[] {
  const found: Assumed[] = [
    { id: 'A1', token: 'AWS::Partition', value: scope.partition },
    { id: 'A1', token: 'AWS::URLSuffix', value: urlSuffixOf(scope.partition) },
  ];
  const region = key.place.region === null ? null : literalOf(key.place.region);
  const account = key.place.account === null ? null : literalOf(key.place.account);
  if (region !== null) found.push({ id: 'A2', token: 'AWS::Region', value: region });
  if (account !== null) found.push({ id: 'A2', token: 'AWS::AccountId', value: account });
  return found;
}
