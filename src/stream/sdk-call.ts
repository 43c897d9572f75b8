import { readJsonText, toJsonString } from '../resolve/json-string.ts';
import type { Scope } from '../resolve/scope.ts';
import { holesOf, literalOf, type Text } from '../resolve/text.ts';
import { always, chain, type Guarded, type Shape } from '../resolve/value.ts';
import type { Diagram } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/** An SDK call that a custom resource carries as JSON, as CDK's AwsCustomResource writes it. */
export interface SdkCall {
  /** The assignments under which the custom resource carries this call. */
  readonly guard: Diagram;
  readonly startsStream: boolean;
  readonly keyId: Text | null;
  /** The role under which the call is made instead of the function's, or null. */
  readonly assumedRoleArn: Text | null;
  /** The region in which the call is made, or null for the stack's. */
  readonly region: Text | null;
}

/** What Create and Update of an AwsCustomResource hold. */
export interface SdkCalls {
  readonly calls: readonly SdkCall[];
  /** What a call turns on of which the templates do not show what it calls, as a noun; null when there is none. */
  readonly unread: string | null;
}

const SINGLETON = 'AWS679f53fac002430cb0da5b7982bd2287';

/**
 * The calls in Create and Update of an AwsCustomResource, or null when the custom resource is none.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html
 */
export function sdkCalls(scope: Scope, customResource: Resource, functionId: string | null): SdkCalls | null {
  const read = ['Create', 'Update'].flatMap((name) => {
    const value = property(customResource, name);
    return (value === null ? [] : writtenOut(scope, value)).map(({ guard, value: shape }) => readCall(shape, guard));
  });
  const calls = read.filter((each) => each !== null && typeof each !== 'string');
  const isSingleton = customResource.type === 'Custom::AWS' || (functionId?.startsWith(SINGLETON) ?? false);
  if (calls.length === 0 && !isSingleton) return null;
  return {
    calls,
    unread: read.find((each) => typeof each === 'string') ?? null,
  };
}

/** The call as JSON; early versions of CDK v1 give it as an object. */
function writtenOut(scope: Scope, value: Expression): Guarded<Shape> {
  const found = scope.resolve(value);
  if (!found.some(({ value: shape }) => shape.kind === 'map')) return found;
  return chain(scope.world, found, (shape) => (shape.kind === 'map' ? toJsonString(scope, value) : always(shape)));
}

/** A call; what it turns on where that is not known; null for what is no call. */
function readCall(shape: Shape, guard: Diagram): SdkCall | string | null {
  if (shape.kind !== 'text') return shape.kind === 'unknown' ? shape.reason : null;
  const json = readJsonText(shape);
  const call = asObject(json?.value);
  if (json === null) return holesOf(shape)[0]?.label ?? null;
  if (call === null || typeof call.service !== 'string' || typeof call.action !== 'string') return null;
  const [service, action] = [json.restore(call.service), json.restore(call.action)];
  const [serviceName, actionName] = [literalOf(service), literalOf(action)];
  if (serviceName === null || actionName === null) return holesOf(shape)[0]?.label ?? null;
  const parameters = asObject(call.parameters);
  const textAt = (value: unknown) => (typeof value === 'string' ? json.restore(value) : null);
  return {
    guard,
    startsStream: isStart(serviceName, actionName),
    keyId: textAt(parameters?.KmsKeyId),
    assumedRoleArn: textAt(call.assumedRoleArn),
    region: textAt(call.region),
  };
}

function isStart(service: string, action: string): boolean {
  const isRds = /(^|[/-])rds$/i.test(service);
  return isRds && action.replace(/Command$/, '').toLowerCase() === 'startactivitystream';
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}
