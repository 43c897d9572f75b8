import type { Scope } from '../resolve/scope.ts';
import { type Expression, entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/**
 * What in the configuration of a function may make Lambda call KMS under the function's role, as a clause; null where
 * nothing does. A queue, a stream or a destination may be encrypted, wherever it stands.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 */
export function configuredKmsUse({ template }: Scope, handler: Resource): string | null {
  const { logicalId } = handler;
  const named = [...ENCRYPTED, 'EventInvokeConfig'].find((name) => {
    const value = property(handler, name);
    return value !== null && (name !== 'EventInvokeConfig' || mayHaveDestinations(value));
  });
  if (named !== undefined) return `${logicalId} has ${named}, which may need KMS`;
  const event = polledEvent(property(handler, 'Events'));
  if (event !== null) return `the event ${event} of ${logicalId} may be read from what is encrypted`;
  const configuring = [...template.resources.values()].find((resource) => mayConfigure(template, resource, handler));
  return configuring === undefined ? null : `${configuring.logicalId} may need KMS under the role of ${logicalId}`;
}

/** Properties of AWS::Lambda::Function, and SAM's names for them. */
const ENCRYPTED = ['DeadLetterConfig', 'DeadLetterQueue', 'KmsKeyArn', 'FileSystemConfigs', 'SnapStart'] as const;

function mayHaveDestinations(config: Expression): boolean {
  return config.kind !== 'map' || config.entries.has('DestinationConfig');
}

/** Events of SAM that call the function, and of which Lambda reads nothing itself. */
const PUSHED: ReadonlySet<string> = new Set(['Api', 'HttpApi', 'Schedule', 'ScheduleV2', 'EventBridgeRule', 'S3']);

/** The name of an event of SAM that Lambda may read under the function's role, or null. */
function polledEvent(events: Expression | null): string | null {
  if (events === null) return null;
  if (events.kind !== 'map') return 'source';
  const found = [...events.entries].find(([, event]) => !PUSHED.has(literalText(entry(event, 'Type')) ?? ''));
  return found?.[0] ?? null;
}

function mayConfigure(template: Scope['template'], resource: Resource, handler: Resource): boolean {
  const isMapping = resource.type === 'AWS::Lambda::EventSourceMapping';
  const isInvocation = resource.type === 'AWS::Lambda::EventInvokeConfig' && property(resource, 'DestinationConfig');
  if (!isMapping && !isInvocation) return false;
  const name = property(resource, 'FunctionName');
  const target = name?.kind === 'intrinsic' && name.name === 'Fn::GetAtt' ? firstOf(name.argument) : refOf(name);
  const other = target === null ? undefined : template.resources.get(target);
  // Of an alias, a literal or a Sub it is not asked whose they are.
  return other?.type !== 'AWS::Lambda::Function' || other.logicalId === handler.logicalId;
}

function firstOf(argument: Expression): string | null {
  return argument.kind === 'list' ? literalText(argument.items[0]) : null;
}

function refOf(expression: Expression | null): string | null {
  return expression?.kind === 'intrinsic' && expression.name === 'Ref' ? literalText(expression.argument) : null;
}
