import { attachmentsOf } from '../iam/attachments.ts';
import { type RoleReference, roleOutside, rolesNamedBy } from '../iam/role.ts';
import { statementsOf } from '../iam/statement.ts';
import { matchesGlob } from '../resolve/glob.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { labelOf, lowerCase, spelled, type Text, textOf } from '../resolve/text.ts';
import { always, chain, type Guarded, type Shape } from '../resolve/value.ts';
import { type Expression, entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import { codeOfFunction } from './code-of-function.ts';
import { type FunctionReference, functionsNamedBy } from './function.ts';
import type { HandlerCode } from './handler-code.ts';
import { findKeyValue } from './key-search.ts';
import type { SdkCall } from './sdk-call.ts';
import type { Sources } from './sources.ts';

/** Who makes the call that starts a stream: a function, the roles it may run under, the values of its key. */
export interface Caller {
  /** Null when the function is in no template that was read. */
  readonly function: Resource | null;
  /** The stack in which the function stands; null when it is in no template that was read. */
  readonly functionScope: Scope | null;
  /** The call is made under a role that the function assumes, so that the session has another name. */
  readonly assumesRole: boolean;
  /** The region in which the call is made where the custom resource names one, else null for the stack's. */
  readonly region: Text | null;
  /** How to speak of the function. */
  readonly label: string;
  readonly roles: Guarded<RoleReference>;
  /** Null when nothing names the key. */
  readonly key: Guarded<Shape> | null;
  /** Null when the code is not visible, or does not matter. */
  readonly code: HandlerCode | null;
  /** Its own calls of DescribeKey. */
  readonly describes: readonly OwnDescribe[];
}

/** A call of DescribeKey that a handler makes itself: the values of the key, and whether the stream needs it to succeed. */
export interface OwnDescribe {
  readonly key: Guarded<Shape> | null;
  readonly isNeeded: boolean;
}

/** A function that may be the one that makes the call, before that is judged. */
export interface Handler {
  /** The stack in which it stands. */
  readonly scope: Scope;
  readonly resource: Resource;
  readonly code: HandlerCode | null;
  /** Files that would make its code visible. */
  readonly wanted: readonly string[];
}

/** Who may run for a custom resource. */
export interface Handlers {
  readonly seen: readonly Handler[];
  /** How to speak of one that is in no template that was read; null when all are. */
  readonly unseen: string | null;
}

/**
 * The functions that run for a custom resource on `resource`: itself, or with CDK's Provider framework the onEvent and
 * isComplete handlers that it invokes (design 2.10).
 */
export function handlersOf(scope: Scope, resource: Resource, sources: Sources): Handlers {
  const variables = entry(property(resource, 'Environment'), 'Variables');
  if (!isFramework(resource, variables)) return { seen: [handler(scope, resource, sources)], unseen: null };
  if (variables?.kind !== 'map') return { seen: [], unseen: 'the handler behind the Provider framework' };
  const arns = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN'].map((name) => entry(variables, name));
  const found = arns.flatMap((arn) => (arn === null ? [] : functionsNamedBy(scope, arn).map(({ value }) => value)));
  const outside = found.find((value) => value.kind === 'outside');
  return {
    seen: found.flatMap((value) => (value.kind === 'function' ? [handler(value.scope, value.resource, sources)] : [])),
    unseen: outside === undefined ? null : `the Provider framework's handler, ${outside.label}`,
  };
}

/** A handler of that name whose variables are in sight, or a handler that is not in sight, with those variables. */
function isFramework(resource: Resource, variables: Expression | null): boolean {
  const name = literalText(property(resource, 'Handler'));
  const invokes = entry(variables, 'USER_ON_EVENT_FUNCTION_ARN') !== null;
  if (name === null) return invokes;
  return (
    name.startsWith('framework.') &&
    (invokes || (property(resource, 'Environment') !== null && variables?.kind !== 'map'))
  );
}

function handler(scope: Scope, resource: Resource, sources: Sources): Handler {
  return { scope, resource, ...codeOfFunction(scope, resource, sources) };
}

/** The caller that runs in a handler. */
export function callerOfHandler(scope: Scope, customResource: Resource, handler: Handler): Caller {
  const { resource, code } = handler;
  return {
    function: resource,
    functionScope: handler.scope,
    assumesRole: false,
    region: null,
    label: resource.logicalId,
    roles: rolesOfFunction(handler.scope, resource),
    key: findKeyValue(scope, customResource, handler, code?.key ?? null),
    code,
    describes: describesOf(scope, customResource, handler),
  };
}

function describesOf(scope: Scope, customResource: Resource, handler: Handler): readonly OwnDescribe[] {
  const { code, resource } = handler;
  if (code === null) return [];
  const name = literalText(property(resource, 'Handler'))?.split('.').at(-1);
  return code.describes
    .filter(({ within }) => within === null || name === undefined || within === name)
    .map(({ form, isCaught, within }) => ({
      key: findKeyValue(scope, customResource, handler, { form, tokens: code.key.tokens }),
      isNeeded: !isCaught && (within === null || name !== undefined),
    }));
}

/** The caller behind a call that stands in the custom resource as JSON: CDK's singleton, or the role it assumes. */
export function callerOfSdkCall(scope: Scope, call: SdkCall, runs: FunctionReference): Caller {
  const key = call.keyId === null ? null : always(call.keyId);
  const caller =
    runs.kind === 'outside'
      ? callerOutside(runs.label, key)
      : {
          function: runs.resource,
          functionScope: runs.scope,
          label: runs.resource.logicalId,
          roles: rolesOfFunction(runs.scope, runs.resource),
          key,
          code: null,
          describes: [],
        };
  const roles = call.assumedRoleArn === null ? caller.roles : rolesNamedByText(scope, call.assumedRoleArn);
  return { ...caller, roles, assumesRole: call.assumedRoleArn !== null, region: call.region };
}

/** A function that is in no template. */
export function callerOutside(label: string, key: Caller['key']): Caller {
  const roles = always(roleOutside(`the role of the function behind ${label}`));
  return {
    ...{ function: null, functionScope: null, assumesRole: false, region: null, label, roles, key },
    ...{ code: null, describes: [] },
  };
}

function rolesNamedByText(scope: Scope, arn: NonNullable<SdkCall['assumedRoleArn']>): Guarded<RoleReference> {
  const found = rolesNamedBy(scope, arn);
  return found.length > 0 ? found : always(roleOutside(labelOf(arn), arn));
}

function rolesOfFunction(scope: Scope, resource: Resource): Guarded<RoleReference> {
  const role = property(resource, 'Role');
  return role === null ? always(roleOutside(`the role of ${resource.logicalId}`)) : rolesNamedBy(scope, role);
}

/** Whether a policy of a role that this function runs under names the action (design 2.9, level 3). */
export function roleNamesAction(scope: Scope, resource: Resource): boolean {
  const roles = chain(scope.world, rolesOfFunction(scope, resource), (role) =>
    always(role.kind === 'role' && namesAction(role.scope, role.resource)),
  );
  return roles.some(({ value }) => value);
}

function namesAction(scope: Scope, role: Resource): boolean {
  const documents = attachmentsOf(scope, role).documents.filter(({ source }) => source.kind !== 'aws-managed');
  return documents.flatMap(statementsOf).some((statement) => {
    if (statement.kind === 'opaque' || statement.effect !== 'Allow') return false;
    const actions = statement.elements.get('Action');
    return actions !== undefined && textsOf(statement.scope, actions).some(isStartPattern);
  });
}

const START = textOf('rds:startactivitystream');

/** `rds:StartActivityStream`, or a pattern for it that still says ActivityStream. */
function isStartPattern(pattern: Text): boolean {
  return /activitystream/i.test(spelled(pattern)) && matchesGlob(lowerCase(pattern), START) === 'yes';
}
