import { isKey } from '../resolve/attributes.ts';
import type { Scope } from '../resolve/scope.ts';
import { spelled, type Text } from '../resolve/text.ts';
import { always, chain, type Guarded, type Shape, unknown } from '../resolve/value.ts';
import { type Expression, entry } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import { givenKey, printed } from './given-key.ts';
import type { KeyArgument } from './key-argument.ts';

/** A place that may hold the stream's key: a property of the custom resource, or a variable of its function. */
interface Holder {
  readonly name: string;
  readonly value: Expression;
}

/** How strongly a name or a value speaks for being the stream's key; 0 is not at all. */
const KMS_KEY_ID = 4;
const KMS_NAME = 3;
const KEY_VALUE = 2;
const KEY_NAME = 1;

/** A function and the stack in which it stands. */
interface Placed {
  readonly scope: Scope;
  readonly resource: Resource;
}

/**
 * The values that the stream's key can have: what the code gives; where it says nothing of it, by name: the property
 * called KmsKeyId in any case, else one with KMS in its name, else one whose value is a key. Properties go before
 * variables. Null where nothing speaks for being the key.
 */
export function findKeyValue(
  scope: Scope,
  customResource: Resource,
  handler: Placed | null,
  code: KeyArgument | null = null,
): Guarded<Shape> | null {
  const named = () => namedValue(scope, customResource, handler);
  if (code === null || code.form === null) return named();
  const variables = handler === null ? null : entry(property(handler.resource, 'Environment'), 'Variables');
  const environment = handler === null ? null : { scope: handler.scope, variables };
  const { form, tokens } = code;
  const only = () => onlyValue(scope, customResource, handler);
  return givenKey({ scope, properties: customResource.properties, environment, named, only, tokens }, form);
}

/** The value of all properties and variables that may be a key; unknown where they differ. */
function onlyValue(scope: Scope, customResource: Resource, handler: Placed | null): Guarded<Shape> | null {
  const candidates = (inScope: Scope, holders: readonly Holder[]) =>
    holders.filter((holder) => isValue(inScope, holder) && weigh(inScope, holder) > 0);
  const own = candidates(scope, propertiesOf(customResource));
  const variables = handler === null ? [] : candidates(handler.scope, variablesOf(handler.resource));
  if (handler === null || variables.length === 0) return own.length === 0 ? null : agreed(scope, own);
  const found = agreed(handler.scope, variables);
  if (own.length === 0) return found;
  const given = agreed(scope, own);
  return printed(found) === printed(given) ? given : always(unknown(whichOf([...own, ...variables])));
}

function namedValue(scope: Scope, customResource: Resource, handler: Placed | null): Guarded<Shape> | null {
  const own = strongest(scope, propertiesOf(customResource));
  if (own.length > 0) return agreed(scope, own);
  if (handler === null) return null;
  const variables = strongest(handler.scope, variablesOf(handler.resource));
  return variables.length === 0 ? null : agreed(handler.scope, variables);
}

function propertiesOf({ properties }: Resource): readonly Holder[] {
  const all = properties === null ? [] : holdersIn(properties);
  return all.filter(({ name }) => name !== 'ServiceToken' && name !== 'ServiceTimeout');
}

/** The value of the property, or else of the variable, that the user names as the stream's key. */
export function keyAt(scope: Scope, customResource: Resource, handler: Placed | null, named: string): Guarded<Shape> {
  const find = (holders: readonly Holder[]) => holders.find(({ name }) => name === named);
  const own = customResource.properties === null ? undefined : find(holdersIn(customResource.properties));
  if (own !== undefined) return scope.resolve(own.value);
  const variable = handler === null ? undefined : find(variablesOf(handler.resource));
  if (handler !== null && variable !== undefined) return handler.scope.resolve(variable.value);
  return always(unknown(`the property or variable ${named}, which is to hold the stream's key and is not there`));
}

/** Whether the custom resource or its function's environment holds something that is or looks like a KMS key. */
export function holdsKey(scope: Scope, customResource: Resource, handler: Placed | null): boolean {
  return findKeyValue(scope, customResource, handler) !== null;
}

function variablesOf(handler: Resource): readonly Holder[] {
  const variables = entry(property(handler, 'Environment'), 'Variables');
  return variables?.kind === 'map' ? [...variables.entries].map(([name, value]) => ({ name, value })) : [];
}

const NESTING_LIMIT = 4;

/** The entries of a map and of the maps and lists inside it; what several aliases share is looked at once. */
function holdersIn(expression: Expression, depth = 0, seen = new Set<Expression>()): readonly Holder[] {
  if (depth > NESTING_LIMIT || seen.has(expression)) return [];
  seen.add(expression);
  if (expression.kind === 'list') return expression.items.flatMap((item) => holdersIn(item, depth + 1, seen));
  if (expression.kind !== 'map') return [];
  return [...expression.entries].flatMap(([name, value]) => [{ name, value }, ...holdersIn(value, depth + 1, seen)]);
}

function strongest(scope: Scope, holders: readonly Holder[]): readonly Holder[] {
  let best: readonly Holder[] = [];
  let weight = 0;
  for (const holder of holders) {
    const own = isValue(scope, holder) ? weigh(scope, holder) : 0;
    if (own === 0 || own < weight) continue;
    best = own > weight ? [holder] : [...best, holder];
    weight = own;
  }
  return best;
}

function isValue(scope: Scope, { value }: Holder): boolean {
  return value.kind !== 'map' && !scope.resolve(value).some(({ value: shape }) => shape.kind === 'list');
}

/** The one value of several holders. */
function agreed(scope: Scope, holders: readonly Holder[]): Guarded<Shape> {
  const [first, ...others] = holders.map(({ value }) => scope.resolve(value));
  if (first !== undefined && others.every((other) => printed(other) === printed(first))) return first;
  return always(unknown(whichOf(holders)));
}

function whichOf(holders: readonly Holder[]): string {
  return `which of ${[...new Set(holders.map(({ name }) => name))].join(' and ')} is the stream's key`;
}

function weigh(scope: Scope, { name, value }: Holder): number {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === 'kmskeyid' || plain === 'activitystreamkmskeyid') return KMS_KEY_ID;
  if (plain.includes('kms') && !plain.includes('context')) return KMS_NAME;
  if (looksLikeKey(scope, value)) return KEY_VALUE;
  return /^(das|stream|activitystream|encryption)?key(id|arn|alias)?$/.test(plain) ? KEY_NAME : 0;
}

function looksLikeKey(scope: Scope, value: Expression): boolean {
  const found = chain(scope.world, scope.resolve(value), (shape) =>
    always(shape.kind === 'text' && isKeyText(scope, shape)),
  );
  return found.some(({ value: answer }) => answer);
}

function isKeyText(scope: Scope, text: Text): boolean {
  const [start] = text.pieces;
  if ((typeof start === 'string' && start.startsWith('alias/')) || spelled(text).includes(':kms:')) return true;
  return text.pieces.some((piece) => {
    if (typeof piece === 'string') return false;
    const named = scope.family.resourceOfToken(piece.token);
    return named !== null && isKey(named.resource);
  });
}
