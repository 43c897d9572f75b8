// What our engine says of a request in which every value is known: a role with policies and a boundary, and a key.
import { attachmentsOf, boundaryOf } from '../../../src/iam/attachments.ts';
import { decide } from '../../../src/iam/decide.ts';
import type { ContextValue, KeyIdentity } from '../../../src/iam/request.ts';
import { roleIdentities } from '../../../src/iam/role.ts';
import { Scope } from '../../../src/resolve/scope.ts';
import { literalOf, type Text, textOf } from '../../../src/resolve/text.ts';
import { always } from '../../../src/resolve/value.ts';
import { ALWAYS, NEVER, World } from '../../../src/resolve/world.ts';
import { accessRequest, type Via } from '../../../src/stream/request.ts';
import { readTemplate } from '../../../src/template/read.ts';
import { property } from '../../../src/template/template.ts';

export interface Combination {
  readonly region: string;
  readonly account: string;
  readonly keyId: string;
  readonly role: string;
  readonly functionName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly requestAlias: string | null;
  readonly identityPolicies: readonly unknown[];
  readonly boundary: unknown;
  readonly keyPolicy: unknown;
}

function templateOf({ role, functionName, identityPolicies, boundary, keyPolicy }: Combination): string {
  const policies = identityPolicies.map((document, index) => ({
    PolicyName: `policy-${index}`,
    PolicyDocument: document,
  }));
  const limit = boundary === null ? {} : { PermissionsBoundary: { Ref: 'Boundary' } };
  return JSON.stringify({
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: keyPolicy } },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: role, Policies: policies, ...limit } },
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: boundary ?? { Statement: [] } } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: functionName } },
    },
  });
}

/** The verdict and the condition keys of the request that it was asked for. */
export function ask(given: Combination, action: string, via: Via): { word: string; context: Record<string, string> } {
  const read = readTemplate({ path: 'combination.json', text: templateOf(given) });
  if (read.kind !== 'template') throw new Error(read.kind);
  const { region, account } = given;
  const scope = new Scope(read.template, new World(), { partition: 'aws', region, account, parameters: new Map() });
  const resource = (name: string) => {
    const found = read.template.resources.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const document = property(resource('Key'), 'KeyPolicy');
  if (document === null) throw new Error('no key policy');
  const identity: KeyIdentity = {
    arn: textOf(`arn:aws:kms:${region}:${account}:key/${given.keyId}`),
    id: textOf(given.keyId),
    aliases: [],
    tags: new Map(Object.entries(given.tags).map(([name, value]) => [name, always(textOf(value))])),
    policy: { kind: 'document', scope, document, logicalId: 'Key' },
  };
  const key = {
    kind: 'key',
    identity,
    resource: null,
    label: 'Key',
    form: 'arn',
    requestAlias: given.requestAlias === null ? null : textOf(given.requestAlias),
    place: { region: null, account: null },
    chosenBy: null,
  } as const;
  const [role] = roleIdentities(scope, resource('Role'));
  if (role === undefined) throw new Error('no role');
  const request = accessRequest(scope, action, role.value, resource('Function'), key, via);
  const attachments = attachmentsOf(scope, resource('Role'));
  const decision = decide(scope.world, request, { attachments, boundary: boundaryOf(scope, resource('Role')) });
  const outcomes = Object.entries(decision.outcomes).filter(([, diagram]) => diagram !== NEVER);
  if (outcomes.length !== 1 || outcomes[0]?.[1] !== ALWAYS) throw new Error(`${outcomes.length} outcomes`);
  const context: Record<string, string> = {};
  for (const [name, value] of request.context) {
    const [only = null] = valuesOf(value);
    const literal = only === null ? null : literalOf(only);
    if (literal !== null) context[name] = literal;
  }
  return { word: outcomes[0][0], context };
}

/** The values that the request carries for certain; nothing here turns on a condition. */
function valuesOf(value: ContextValue): readonly (Text | null)[] {
  if (value.kind === 'chosen') return value.among.map((each) => each.value);
  return value.kind === 'values' && value.complete ? value.values : [];
}
