import { sameText } from '../resolve/glob.ts';
import type { Scope } from '../resolve/scope.ts';
import { concat, labelOf, literalOf, soleHole, split, type Text, textOf, tokenOf } from '../resolve/text.ts';
import { always, chain, type Guarded, restrict, type Shape } from '../resolve/value.ts';
import { ALWAYS } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/** A Lambda function: one that is in the templates, or one that is not, with what stands there instead. */
export type FunctionReference =
  | { readonly kind: 'function'; readonly scope: Scope; readonly resource: Resource }
  | { readonly kind: 'outside'; readonly label: string };

const FUNCTION = 'AWS::Lambda::Function';
const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** The functions that an ARN-valued element (ServiceToken, an environment variable) can name. */
export function functionsNamedBy(scope: Scope, element: Expression | Text): Guarded<FunctionReference> {
  return chain(scope.world, scope.resolve(element), (shape) => functionOfShape(scope, shape));
}

/** The functions that an element names by ARN or by name alone, as an event source mapping does. */
export function functionsCalled(scope: Scope, element: Expression): Guarded<FunctionReference> {
  return chain(scope.world, scope.resolve(element), (shape) => {
    const byName = shape.kind === 'text' ? functionOfName(scope, shape) : null;
    return byName ?? functionOfShape(scope, shape);
  });
}

function functionOfShape(scope: Scope, shape: Shape): Guarded<FunctionReference> {
  if (shape.kind === 'unknown') return outside(shape.reason);
  if (shape.kind !== 'text') return outside('something that is no ARN');
  const referred = scope.family.resourceOfToken(refToken(shape));
  if (referred !== null && QUALIFIED.includes(referred.resource.type)) {
    return functionOfQualifier(referred.scope, referred.resource);
  }
  if (referred?.resource.type === 'AWS::SNS::Topic')
    return subscribedFunction(referred.scope, shape, referred.resource);
  const topic = topicOfArn(scope, shape);
  if (topic !== null) return subscribedFunction(topic.scope, topic.ref, topic.resource);
  const [named] = functionOfName(scope, shape) ?? [];
  if (named?.value.kind === 'function')
    return outside(`the name of ${named.value.resource.logicalId}, which is no ARN`);
  return functionOfArn(scope, shape) ?? outside(labelOf(shape));
}

/** The topic of the templates that an ARN names by its TopicName. */
function topicOfArn(
  { family }: Scope,
  arn: Text,
): { readonly scope: Scope; readonly ref: Text; readonly resource: Resource } | null {
  const parts = split(arn, ':') ?? [];
  const name = parts.length === 6 && literalOf(parts[2] ?? arn) === 'sns' ? parts[5] : undefined;
  if (name === undefined) return null;
  for (const scope of family.scopes) {
    for (const resource of scope.template.resources.values()) {
      const given = resource.type === 'AWS::SNS::Topic' ? property(resource, 'TopicName') : null;
      if (given === null || !matchesAny(scope.resolve(given), (text) => sameText(text, name) === 'yes')) continue;
      const [ref] = scope.ref(resource.logicalId);
      if (ref?.value.kind === 'text') return { scope, ref: ref.value, resource };
    }
  }
  return null;
}

function outside(label: string): Guarded<FunctionReference> {
  return always({ kind: 'outside', label });
}

/** The token of the `Ref` that the text is; `AliasArn` of an alias is the same as its `Ref`. */
function refToken(text: Text): string {
  const token = soleHole(text)?.token ?? '';
  return token.replace(/^att:(.*)\.(?:AliasArn|FunctionArn|TopicArn)$/, 'ref:$1');
}

/** `Ref` of an alias or a version is its ARN; it leads to the function that it qualifies. */
function functionOfQualifier(scope: Scope, qualifier: Resource): Guarded<FunctionReference> {
  const name = property(qualifier, 'FunctionName');
  if (name === null) return outside(qualifier.logicalId);
  return chain(scope.world, scope.resolve(name), (shape) => {
    if (shape.kind !== 'text') return outside(qualifier.logicalId);
    return functionOfName(scope, shape) ?? functionOfArn(scope, shape) ?? outside(labelOf(shape));
  });
}

function functionOfName({ family }: Scope, name: Text): Guarded<FunctionReference> | null {
  return firstIn(family.scopes, (scope) => functionsIn(scope).byName.get(tokenOf(name)));
}

/** By ARN, with or without a qualifier; the account is the stack's, whatever a literal says. */
function functionOfArn({ family }: Scope, arn: Text): Guarded<FunctionReference> | null {
  const wanted = fromService(arn);
  const parts = split(wanted, ':');
  const unqualified =
    parts?.length === 3 ? parts.slice(0, 2).reduce((whole, part) => concat(whole, textOf(':'), part)) : null;
  return firstIn(family.scopes, (scope) => {
    const { byArn } = functionsIn(scope);
    return byArn.get(tokenOf(wanted)) ?? (unqualified === null ? undefined : byArn.get(tokenOf(unqualified)));
  });
}

function firstIn(
  scopes: readonly Scope[],
  find: (scope: Scope) => Resource | undefined,
): Guarded<FunctionReference> | null {
  for (const scope of scopes) {
    const resource = find(scope);
    if (resource !== undefined) return always({ kind: 'function', scope, resource });
  }
  return null;
}

/** The functions of a template by the tokens of their names, and of their ARNs from the service on. */
interface FunctionIndex {
  readonly byName: ReadonlyMap<string, Resource>;
  readonly byArn: ReadonlyMap<string, Resource>;
}

const indices = new WeakMap<Scope, FunctionIndex>();

function functionsIn(scope: Scope): FunctionIndex {
  const known = indices.get(scope);
  if (known !== undefined) return known;
  const [byName, byArn] = [new Map<string, Resource>(), new Map<string, Resource>()];
  for (const resource of scope.template.resources.values()) {
    if (resource.type !== FUNCTION) continue;
    const add = (index: Map<string, Resource>, text: Text) => {
      if (!index.has(tokenOf(text))) index.set(tokenOf(text), resource);
    };
    for (const { value } of scope.ref(resource.logicalId)) if (value.kind === 'text') add(byName, value);
    for (const { value } of scope.getAtt(resource.logicalId, 'Arn')) {
      if (value.kind === 'text') add(byArn, fromService(value));
    }
  }
  const made = { byName, byArn };
  indices.set(scope, made);
  return made;
}

function matchesAny(values: Guarded<Shape>, test: (text: Text) => boolean): boolean {
  return values.some(({ value }) => value.kind === 'text' && test(value));
}

/** `function:name[:qualifier]` of an ARN; any other text as it is. */
function fromService(arn: Text): Text {
  const marker = ':function:';
  const at = arn.pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(marker));
  const piece = arn.pieces[at];
  if (typeof piece !== 'string') return arn;
  return concat(textOf(piece.slice(piece.indexOf(marker) + 1)), { kind: 'text', pieces: arn.pieces.slice(at + 1) });
}

/** A custom resource behind an SNS topic runs each Lambda that the template subscribes to it (design 2.10). */
function subscribedFunction(scope: Scope, topicRef: Text, topic: Resource): Guarded<FunctionReference> {
  const inline = property(topic, 'Subscription');
  const inside = (inline?.kind === 'list' ? inline.items : []).map((item) => ({
    ...{ exists: ALWAYS, arn: null },
    ...{ protocol: entry(item, 'Protocol'), endpoint: entry(item, 'Endpoint') },
  }));
  const beside = [...scope.template.resources.values()]
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map((resource) => ({
      ...{ exists: scope.exists(resource.logicalId), arn: property(resource, 'TopicArn') },
      ...{ protocol: property(resource, 'Protocol'), endpoint: property(resource, 'Endpoint') },
    }));
  const isOwn = (arn: Expression) => matchesAny(scope.resolve(arn), (text) => sameText(text, topicRef) === 'yes');
  const found = [...inside, ...beside.filter(({ arn }) => arn !== null && isOwn(arn))].flatMap((subscription) => {
    const { protocol, endpoint, exists } = subscription;
    if (endpoint === null || literalText(protocol) !== 'lambda') return [];
    return restrict(scope.world, functionsNamedBy(scope, endpoint), exists);
  });
  return found.length > 0
    ? found
    : outside(`the topic ${topic.logicalId}, to which the template subscribes no function`);
}
