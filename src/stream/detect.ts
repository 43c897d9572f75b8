import type { Scope } from '../resolve/scope.ts';
import { always, type Guarded, restrict, type Shape, unknown } from '../resolve/value.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { literalText } from '../template/expression.ts';
import { isCustomType, property, type Resource, type Template } from '../template/template.ts';
import { hiddenProperties } from '../template/transforms.ts';
import {
  type Caller,
  callerOfHandler,
  callerOfSdkCall,
  callerOutside,
  type Handler,
  handlersOf,
  roleNamesAction,
} from './caller.ts';
import { codeForResource } from './code-of-function.ts';
import { type FunctionReference, functionsCalled, functionsNamedBy } from './function.ts';
import { hintOn, type StreamHint } from './hint.ts';
import { findKeyValue, holdsKey, keyAt } from './key-search.ts';
import { type SdkCall, sdkCalls } from './sdk-call.ts';
import type { Sources } from './sources.ts';

/** Why a custom resource counts as one that starts a stream, strongest first (design 2.9). */
export type StartEvidence = 'hint' | 'sdk-call-json' | 'handler-code' | 'role-action' | 'name';

/** A custom resource that starts a stream, with those who make the call. */
export interface DetectedStream {
  readonly customResource: Resource;
  readonly evidence: readonly StartEvidence[];
  readonly callers: Guarded<Caller>;
}

/** Finds the custom resources of a template that start an activity stream; `hints` are the user's, and come first. */
export function detectStreams(
  scope: Scope,
  sources: Sources,
  hints: readonly StreamHint[] = [],
): readonly DetectedStream[] {
  const candidates = customResourcesOf(scope.template)
    .filter((resource) => scope.exists(resource.logicalId) !== NEVER)
    .flatMap((resource) => judge(scope, resource, sources, hintOn(resource, hints)));
  const told = candidates.filter(({ evidence }) => evidence.includes('hint'));
  const found = candidates.filter((stream) => !told.includes(stream));
  return [...told, ...keepThoseWithArguments(scope, found)];
}

function customResourcesOf(template: Template): readonly Resource[] {
  return [...template.resources.values()].filter(({ type }) => isCustomType(type));
}

function judge(
  scope: Scope,
  customResource: Resource,
  sources: Sources,
  hint: StreamHint | null,
): readonly DetectedStream[] {
  const token = property(customResource, 'ServiceToken');
  if (hint?.starts === false) return [];
  if (token === null) return judgeHidden(customResource);
  const evidence = new Set<StartEvidence>(isTold(hint) ? ['hint'] : []);
  const callers = functionsNamedBy(scope, token).flatMap(({ guard, value }) =>
    judgeFunction({ scope, customResource, sources, hint }, value).map((one) => {
      for (const each of one.evidence) evidence.add(each);
      const caller = withHintedKey(scope, customResource, one.caller, hint?.key ?? null);
      return { guard: scope.world.and(guard, one.guard ?? ALWAYS), value: caller };
    }),
  );
  return callers.length === 0 ? [] : [{ customResource, evidence: [...evidence], callers }];
}

/** The user says that it starts a stream: what is left to find is who makes the call. */
function isTold(hint: StreamHint | null): boolean {
  return hint?.starts === true;
}

function withHintedKey(scope: Scope, customResource: Resource, caller: Caller, name: string | null): Caller {
  if (name === null) return caller;
  const { function: resource, functionScope } = caller;
  const handler = resource === null || functionScope === null ? null : { scope: functionScope, resource };
  return { ...caller, key: keyAt(scope, customResource, handler, name) };
}

interface Judging {
  readonly scope: Scope;
  readonly customResource: Resource;
  readonly sources: Sources;
  readonly hint: StreamHint | null;
}

interface Judged {
  /** The assignments under which it holds; always, when it is not said. */
  readonly guard?: Diagram;
  readonly caller: Caller;
  readonly evidence: readonly StartEvidence[];
}

function judgeFunction(judging: Judging, reference: FunctionReference): readonly Judged[] {
  const { scope, customResource, sources, hint } = judging;
  const sdk = sdkCalls(scope, customResource, reference.kind === 'function' ? reference.resource.logicalId : null);
  const starting = sdk === null ? [] : startingCalls(scope, sdk.calls);
  if (sdk !== null && (starting.length > 0 || !isTold(hint))) {
    if (starting.length === 0 && sdk.unread !== null) return judgeOutOfSight(customResource, sdk.unread);
    return starting.map(({ guard, value: call }) => ({
      guard,
      caller: callerOfSdkCall(scope, call, reference),
      evidence: ['sdk-call-json'],
    }));
  }
  if (reference.kind === 'outside') return judgeOutside(judging, reference.label);
  const { resource } = reference;
  const { seen, unseen } = handlersOf(reference.scope, resource, sources);
  const found = seen.flatMap((handler) => judgeHandler(judging, handler));
  // What is seen to make the call goes before what only may make it.
  const byCode = found.filter(({ evidence }) => evidence.includes('handler-code'));
  if (found.length > 0) return byCode.length > 0 ? byCode : found;
  const likely = isTold(hint) ? judgeAsTold(judging, seen) : judgeByName(judging, seen);
  return likely.length > 0 || unseen === null ? likely : judgeOutside(judging, unseen);
}

/** The calls that start a stream; of Create and Update, which mostly say the same, the first that does counts. */
function startingCalls({ world }: Scope, calls: readonly SdkCall[]): Guarded<SdkCall> {
  let left: Diagram = ALWAYS;
  return calls
    .filter(({ startsStream }) => startsStream)
    .flatMap((call) => {
      const here = restrict(world, always(call), world.and(left, call.guard));
      left = world.except(left, call.guard);
      return here;
    });
}

/** By the code when it is visible, else by the role (levels 2 and 3). */
function judgeHandler(judging: Judging, handler: Handler): readonly Judged[] {
  const { scope, customResource } = judging;
  for (const path of handler.wanted) scope.family.want({ path, why: 'handler-code' });
  const named = roleNamesAction(handler.scope, handler.resource);
  const caller = () => callerOfHandler(scope, customResource, handler);
  if (handler.code?.startsStream === true) {
    const evidence: readonly StartEvidence[] = named ? ['handler-code', 'role-action'] : ['handler-code'];
    return judgeDispatched(judging, handler).map((own) => ({ caller: own, evidence }));
  }
  if (!isHidden(handler) || !named) return [];
  return [{ caller: caller(), evidence: ['role-action'] }];
}

/** What makes the call for this custom resource, in code that may tell several apart; nothing where it makes none for it. */
function judgeDispatched({ scope, customResource, sources, hint }: Judging, handler: Handler): readonly Caller[] {
  const { type, logicalId } = customResource;
  const own = codeForResource(handler.scope, handler.resource, sources, { type, logicalId });
  for (const path of own.wanted) scope.family.want({ path, why: 'handler-code' });
  const isOwn = own.starts === 'starts' && own.code !== null && handler.code !== null;
  const code = isOwn ? { ...handler.code, key: own.code.key, describes: own.code.describes } : handler.code;
  const caller = callerOfHandler(scope, customResource, { ...handler, code });
  // Where a budget has ended, what was read before is not read again.
  if (own.starts === 'starts' || own.code === null || isTold(hint)) return [caller];
  const isOpen = own.starts === 'open' && typesOn(scope, handler, sources).size > 1;
  if (own.starts === 'open') return [isOpen ? { ...caller, key: always(unknown(UNTOLD)) } : caller];
  return [];
}

const UNTOLD = 'for which custom resources the handler calls StartActivityStream';

/** The types of the custom resources of a template that a function runs for. */
function typesOn(scope: Scope, { resource }: Handler, sources: Sources): ReadonlySet<string> {
  const found = customResourcesOf(scope.template).filter((each) => {
    const token = property(each, 'ServiceToken');
    const called = token === null ? [] : functionsNamedBy(scope, token);
    return called.some(({ value }) => {
      if (value.kind !== 'function') return false;
      return handlersOf(value.scope, value.resource, sources).seen.some((seen) => seen.resource === resource);
    });
  });
  return new Set(found.map(({ type }) => type));
}

/** Code that is not visible, loads code which is not, or calls what it does not show, says nothing against a stream. */
function isHidden({ code }: Handler): boolean {
  return code === null || code.loadsUnseenCode || code.leavesCallOpen;
}

/** Of handlers none of which is seen to make the call, the first that is not seen at all, or else the first. */
function judgeAsTold({ scope, customResource }: Judging, handlers: readonly Handler[]): readonly Judged[] {
  const handler = handlers.find(isHidden) ?? handlers[0];
  return handler === undefined ? [] : [{ caller: callerOfHandler(scope, customResource, handler), evidence: [] }];
}

/** By names alone (level 4): of the handlers, the first whose code is not visible. */
function judgeByName(judging: Judging, handlers: readonly Handler[]): readonly Judged[] {
  const { scope, customResource } = judging;
  const [handler] = handlers.filter(isHidden);
  if (handler === undefined || !saysActivityStream(judging, handler.resource)) return [];
  if (!hasKey(judging, handler) || consumesEvents(handler.scope, handler.resource)) return [];
  return [{ caller: callerOfHandler(scope, customResource, handler), evidence: ['name'] }];
}

function judgeOutside(judging: Judging, label: string): readonly Judged[] {
  const { scope, customResource, hint } = judging;
  if (!isTold(hint) && !(saysActivityStream(judging, null) && hasKey(judging, null))) return [];
  const caller = callerOutside(label, findKeyValue(scope, customResource, null));
  return [{ caller, evidence: isTold(hint) ? [] : ['name'] }];
}

/** A custom resource whose properties a transform makes: its function and its key are both out of sight. */
function judgeHidden(customResource: Resource): readonly DetectedStream[] {
  const hidden = hiddenProperties(customResource);
  if (hidden === null) return [];
  return judgeOutOfSight(customResource, hidden).map(({ caller, evidence }) => ({
    ...{ customResource, evidence },
    callers: always(caller),
  }));
}

/** By its names alone, where nothing shows what is called, under which role and with which key. */
function judgeOutOfSight(customResource: Resource, hidden: string): readonly Judged[] {
  if (!saysActivityStream({ customResource }, null)) return [];
  return [{ caller: callerOutside(hidden, always<Shape>({ kind: 'unknown', reason: hidden })), evidence: ['name'] }];
}

function hasKey({ scope, customResource, hint }: Judging, handler: Handler | null): boolean {
  return (hint?.key ?? null) !== null || holdsKey(scope, customResource, handler);
}

function saysActivityStream({ customResource }: Pick<Judging, 'customResource'>, handler: Resource | null): boolean {
  const descriptions = [customResource, ...(handler === null ? [] : [handler])].map(
    (resource) => literalText(property(resource, 'Description')) ?? '',
  );
  return [customResource.type, customResource.logicalId, handler?.logicalId ?? '', ...descriptions].some(
    (name) =>
      /activity[-_ ]?stream/i.test(name) || /(^|[^A-Za-z])das([^a-z]|$)|(^|[^A-Z])D(as|AS)([^a-z]|$)/.test(name),
  );
}

/** The target of an event source mapping reads a stream; it does not start one. */
function consumesEvents(scope: Scope, handler: Resource): boolean {
  return [...scope.template.resources.values()].some((resource) => {
    const name = resource.type === 'AWS::Lambda::EventSourceMapping' ? property(resource, 'FunctionName') : null;
    if (name === null) return false;
    return functionsCalled(scope, name).some(({ value }) => value.kind === 'function' && value.resource === handler);
  });
}

/**
 * Of several custom resources on one function those count whose properties carry the call's arguments, or all if none
 * does (design 2.9, level 2); a call that stands as JSON is its own.
 */
function keepThoseWithArguments(scope: Scope, candidates: readonly DetectedStream[]): readonly DetectedStream[] {
  const byCode = candidates.filter(({ evidence }) => !evidence.includes('sdk-call-json'));
  const carrying = new Set(byCode.filter(({ customResource }) => findKeyValue(scope, customResource, null) !== null));
  const taken = new Set([...carrying].flatMap(({ callers }) => callers.map(({ value }) => value.function)));
  return candidates.flatMap((stream) => {
    if (carrying.has(stream) || !byCode.includes(stream)) return [stream];
    const callers = stream.callers.filter(({ value }) => value.function === null || !taken.has(value.function));
    return callers.length === 0 ? [] : [{ ...stream, callers }];
  });
}
