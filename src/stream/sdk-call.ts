import { readJsonText } from '../resolve/json-string.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import type { Diagram } from '../resolve/world.ts';
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

const SINGLETON = 'AWS679f53fac002430cb0da5b7982bd2287';

/**
 * The calls in Create and Update of an AwsCustomResource, or null when the custom resource is none. Where there are
 * several, those that start a stream come first.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html
 */
export function sdkCalls(scope: Scope, customResource: Resource, functionId: string | null): readonly SdkCall[] | null {
  const calls = ['Create', 'Update'].flatMap((name) => {
    const value = property(customResource, name);
    if (value === null) return [];
    return scope
      .resolve(value)
      .flatMap(({ guard, value: shape }) => (shape.kind === 'text' ? readCall(shape, guard) : []));
  });
  const isSingleton = customResource.type === 'Custom::AWS' || (functionId?.startsWith(SINGLETON) ?? false);
  return calls.length === 0 && !isSingleton
    ? null
    : calls.sort((a, b) => Number(b.startsStream) - Number(a.startsStream));
}

function readCall(text: Text, guard: Diagram): readonly SdkCall[] {
  const json = readJsonText(text);
  const call = asObject(json?.value);
  if (json === null || call === null || typeof call.service !== 'string' || typeof call.action !== 'string') return [];
  const parameters = asObject(call.parameters);
  const textAt = (value: unknown) => (typeof value === 'string' ? json.restore(value) : null);
  return [
    {
      guard,
      startsStream: isStart(call.service, call.action),
      keyId: textAt(parameters?.KmsKeyId),
      assumedRoleArn: textAt(call.assumedRoleArn),
      region: textAt(call.region),
    },
  ];
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
