import {
  attachmentsOf,
  boundaryOf,
  permissionsOutside,
  type RoleAttachments,
  type RolePermissions,
} from '../iam/attachments.ts';
import { type Decision, decide } from '../iam/decide.ts';
import type { AccessRequest } from '../iam/request.ts';
import { type RoleIdentity, type RoleReference, roleIdentities } from '../iam/role.ts';
import type { Scope } from '../resolve/scope.ts';
import { literalOf } from '../resolve/text.ts';
import type { Guarded, Shape } from '../resolve/value.ts';
import { always, chain } from '../resolve/value.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Resource } from '../template/template.ts';
import type { Caller } from './caller.ts';
import { asChosen } from './chosen-key.ts';
import type { DetectedStream, StartEvidence } from './detect.ts';
import { type StreamKey, streamKeys } from './key.ts';
import { ALL_UNKNOWN, type Outcomes, outcomesBy, outcomesFor } from './outcomes.ts';
import { ownCalls, ownDecision } from './own-call.ts';
import { accessRequest, type KnownKey, type Via } from './request.ts';

/** The actions that the caller of StartActivityStream needs on the stream's key. */
export const NEEDED_ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey'] as const;

export type NeededAction = (typeof NEEDED_ACTIONS)[number];

/** What became of one action in one branch. */
export interface ActionDecision {
  readonly outcomes: Outcomes;
  /** Each request that was judged for the action: RDS's own, and the handler's where it makes one. */
  readonly requests: readonly {
    readonly via: Via;
    readonly request: AccessRequest;
    readonly decision: Decision;
  }[];
  readonly reasons: readonly string[];
}

/** One way through a stream: a function, a role and a key, under some assignments of the conditions. */
export interface Branch {
  readonly guard: Diagram;
  readonly caller: Caller;
  readonly role: RoleReference;
  readonly key: StreamKey;
  readonly attachments: RoleAttachments;
  /** Null when the role has none. */
  readonly boundary: RoleAttachments | null;
  readonly actions: Readonly<Record<NeededAction, ActionDecision>>;
}

/** A stream with all that was decided about it. */
export interface StreamAnalysis {
  readonly scope: Scope;
  readonly customResource: Resource;
  readonly exists: Diagram;
  readonly evidence: readonly StartEvidence[];
  readonly branches: readonly Branch[];
  /** The assignments, among those under which the custom resource exists, for each action and outcome. */
  readonly outcomes: Readonly<Record<NeededAction, Outcomes>>;
}

/** Follows a detected stream to its roles and keys, and decides both actions for each. */
export function analyseStream(scope: Scope, stream: DetectedStream): StreamAnalysis {
  const { world } = scope;
  const exists = scope.exists(stream.customResource.logicalId);
  const branches = stream.callers.flatMap(({ guard, value: caller }) =>
    branchesOf(scope, stream.customResource, caller, world.and(exists, guard)),
  );
  const sum = (action: NeededAction) =>
    outcomesBy((outcome) => world.or(...branches.map((b) => world.and(b.guard, b.actions[action].outcomes[outcome]))));
  return {
    scope,
    customResource: stream.customResource,
    exists,
    evidence: stream.evidence,
    branches,
    outcomes: { 'kms:CreateGrant': sum('kms:CreateGrant'), 'kms:DescribeKey': sum('kms:DescribeKey') },
  };
}

const NO_KEY: Guarded<Shape> = always({
  kind: 'unknown',
  reason: 'the key that the stream uses, which the template does not show',
});

function branchesOf(scope: Scope, customResource: Resource, caller: Caller, outer: Diagram): readonly Branch[] {
  const { world } = scope;
  const found = chain(world, caller.key ?? NO_KEY, (shape) => streamKeys(scope, shape));
  const keys = asChosen(scope, customResource, caller, found);
  return caller.roles.flatMap((role) =>
    identitiesOf(role.value).flatMap((identity) =>
      keys.flatMap((key) => {
        const guard = world.and(outer, role.guard, identity.guard, key.guard);
        if (guard === NEVER) return [];
        return [branch(scope, { caller, role: role.value, identity: identity.value }, key.value, guard)];
      }),
    ),
  );
}

function identitiesOf(role: RoleReference): Guarded<RoleIdentity> {
  return role.kind === 'role' ? roleIdentities(role.scope, role.resource) : always(role.identity);
}

interface Actor {
  readonly caller: Caller;
  readonly role: RoleReference;
  readonly identity: RoleIdentity;
}

function branch(scope: Scope, { caller, role, identity }: Actor, key: StreamKey, guard: Diagram): Branch {
  const base = { guard, caller, role, key, ...permissionsOf(scope, role) };
  const why = undecidable(scope, caller, role, key);
  if (why !== null || key.kind !== 'key') {
    const unknown = allUnknown(why ?? '');
    return { ...base, actions: { 'kms:CreateGrant': unknown, 'kms:DescribeKey': unknown } };
  }
  const judge = (action: NeededAction) => judgeAction(scope, action, identity, { ...base, key });
  return {
    ...base,
    actions: { 'kms:CreateGrant': judge('kms:CreateGrant'), 'kms:DescribeKey': judge('kms:DescribeKey') },
  };
}

function permissionsOf(scope: Scope, role: RoleReference): RolePermissions {
  if (role.kind === 'role') {
    return { attachments: attachmentsOf(role.scope, role.resource), boundary: boundaryOf(role.scope, role.resource) };
  }
  return permissionsOutside(scope, role);
}

/** What makes a branch unknown as a whole, as a noun, or null. */
function undecidable(scope: Scope, caller: Caller, role: RoleReference, key: StreamKey): string | null {
  const templates = [scope, caller.functionScope, role.kind === 'role' ? role.scope : null].map(
    (each) => each?.template,
  );
  const rewritten = templates.find((template) => (template?.rewritten ?? null) !== null)?.rewritten;
  if (rewritten !== undefined && rewritten !== null) return rewritten;
  if (caller.code?.assumesRole === true) return 'the role that the handler assumes before the call';
  if (key.kind !== 'key') return key.reason;
  const account = key.place.account === null ? null : literalOf(key.place.account);
  const own = scope.environment.account;
  return own !== null && account !== null && own !== account
    ? `the key policy of ${key.label} in account ${account}`
    : null;
}

function allUnknown(reason: string): ActionDecision {
  return {
    outcomes: ALL_UNKNOWN,
    requests: [],
    reasons: [reason],
  };
}

interface Decidable extends Omit<Branch, 'key' | 'actions'> {
  readonly key: KnownKey;
}

function judgeAction(scope: Scope, action: NeededAction, role: RoleIdentity, base: Decidable): ActionDecision {
  const { attachments, boundary, caller, key } = base;
  const own = ownCalls(scope, action === 'kms:DescribeKey' ? caller.describes : [], key);
  const ways: readonly Via[] = scope.world.and(base.guard, own.possible) === NEVER ? ['rds'] : ['rds', 'direct'];
  const judged = ways.map((via) => {
    const session = caller.assumesRole ? null : caller.function;
    const { functionScope, region } = caller;
    const request = accessRequest(scope, action, role, session, key, via, { functionScope, region });
    return { via, request, decision: decide(scope.world, request, { attachments, boundary }) };
  });
  const [byRds] = judged;
  const requests = judged.map((each) =>
    each.via === 'rds' || byRds === undefined
      ? each
      : { ...each, decision: ownDecision(scope.world, each.decision, byRds.decision, own) },
  );
  return {
    outcomes: outcomesFor(
      scope.world,
      key,
      requests.map(({ decision }) => decision.outcomes),
    ),
    requests,
    reasons: [
      ...(key.awaits === undefined ? [] : [key.awaits]),
      ...requests.flatMap(({ decision }) => decision.reasons),
    ],
  };
}
