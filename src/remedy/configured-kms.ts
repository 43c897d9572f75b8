import { nestingResources } from '../resolve/family.ts';
import { referencesFrom } from '../resolve/references.ts';
import type { Scope } from '../resolve/scope.ts';
import { functionsCalled } from '../stream/function.ts';
import { type Expression, entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/**
 * What in the configuration of a function may make Lambda call KMS under the function's role, as a clause; null where
 * nothing does. A queue, a stream or a destination may be encrypted, wherever it stands.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 */
export function configuredKmsUse({ family }: Scope, handler: Resource): string | null {
  const { logicalId } = handler;
  const named = [...ENCRYPTED, 'EventInvokeConfig'].find((name) => {
    const value = property(handler, name);
    return value !== null && (name !== 'EventInvokeConfig' || mayHaveDestinations(value));
  });
  if (named !== undefined) return `${logicalId} has ${named}, which may need KMS`;
  const event = polledEvent(property(handler, 'Events'));
  if (event !== null) return `the event ${event} of ${logicalId} may be read from what is encrypted`;
  const unseen = stackThatIsHanded(family, handler);
  if (unseen !== null) return `${unseen.logicalId} is handed ${logicalId}, and what it does with it can not be seen`;
  for (const scope of family.scopes) {
    const found = [...scope.template.resources.values()].find((resource) => mayConfigure(scope, resource, handler));
    if (found !== undefined) return `${found.logicalId} may need KMS under the role of ${logicalId}`;
  }
  return null;
}

/** A nested stack that is handed the function and can not be looked into; those that can are, from then on. */
function stackThatIsHanded(family: Scope['family'], handler: Resource): Resource | null {
  const own = family.stackOf(handler);
  const holding = [
    { parent: own, holder: handler },
    { parent: own?.nesting?.parent ?? null, holder: own?.nesting?.resource ?? handler },
  ];
  for (const { parent, holder } of holding) {
    for (const stack of parent === null ? [] : nestingResources(parent.template)) {
      const isHanded = parent !== null && referencesFrom(parent, stack).some(({ to }) => to === holder.logicalId);
      if (isHanded && 'reason' in family.nestedStack(parent, stack)) return stack;
    }
  }
  return null;
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

function mayConfigure(scope: Scope, resource: Resource, handler: Resource): boolean {
  const isMapping = resource.type === 'AWS::Lambda::EventSourceMapping';
  const isInvocation = resource.type === 'AWS::Lambda::EventInvokeConfig' && property(resource, 'DestinationConfig');
  if (!isMapping && !isInvocation) return false;
  const name = property(resource, 'FunctionName');
  // A name that leads to no function of the templates may be that of any.
  const called = name === null ? [] : functionsCalled(scope, name);
  return called.length === 0 || called.some(({ value }) => value.kind === 'outside' || value.resource === handler);
}
