import type { Finding, Remedy } from '../finding/finding.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import { isOwnAllow } from '../iam/statement.ts';
import { madeBefore, orderRemedies } from '../remedy/order.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { type LogicalId, type Resource, resourceOf } from '../template/template.ts';
import { findingOf, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';
import { orderOf, type StackOrder } from './stack-order.ts';

/** The granting policy is a resource of its own, and nothing makes the custom resource wait for it. */
export const policyRace: Rule = {
  meta: {
    id: 'policy-race',
    level: 'warning',
    summary: 'nothing orders the granting policy before the custom resource',
  },
  check(head) {
    return racesOf(head).map((race) => find(head, race));
  },
};

/** A policy that grants actions which nothing grants that is certain to be there in time. */
interface Race extends Late {
  readonly branch: Branch;
  readonly actions: readonly ActionName[];
}

/** A policy that may come too late, and the assignments under which it may. */
interface Late {
  readonly policy: LogicalId;
  readonly order: StackOrder;
  readonly open: Diagram;
}

type MadeBefore = (order: StackOrder) => Diagram;

function racesOf(head: StreamAnalysis): readonly Race[] {
  const { world } = head.scope;
  const races = new Map<string, Race>();
  const known = new Map<Resource, ReadonlyMap<LogicalId, Diagram>>();
  const before: MadeBefore = ({ scope, first, next }) => {
    const made = known.get(next) ?? madeBefore(scope, next);
    known.set(next, made);
    return made.get(first) ?? NEVER;
  };
  for (const branch of head.branches) {
    for (const action of ACTIONS) {
      for (const late of latePolicies(head, branch, action, before)) {
        const { policy, order } = late;
        const name = `${order.first} ${policy}`;
        const race = races.get(name) ?? { policy, order, branch, actions: [], open: NEVER };
        const actions = ACTIONS.filter((each) => each === action || race.actions.includes(each));
        races.set(name, { ...race, actions, open: world.or(race.open, world.and(branch.guard, late.open)) });
      }
    }
  }
  return [...races.values()];
}

/** The policies that grant one action, with the assignments under which they may come too late and nothing else grants. */
function latePolicies(
  { scope, customResource }: StreamAnalysis,
  { guard, actions }: Branch,
  action: ActionName,
  before: MadeBefore,
): readonly Late[] {
  const { world } = scope;
  const { outcomes, requests } = actions[action];
  const granted = world.and(guard, world.or(outcomes.scoped, outcomes.broad, outcomes.unknown));
  const late: Late[] = [];
  let inTime: Diagram = NEVER;
  for (const { statement, applies } of requests.flatMap(({ decision }) => decision.matches)) {
    if (!isOwnAllow(statement)) continue;
    const { kind, logicalId: policy } = statement.source;
    const isApart = policy !== null && APART.includes(kind);
    const order = isApart ? orderOf(scope, customResource, statement.scope, policy) : null;
    const ordered = order === null ? applies.possible : world.and(applies.possible, before(order));
    inTime = world.or(inTime, ordered);
    if (isApart && order !== null) late.push({ policy, order, open: world.except(applies.possible, ordered) });
  }
  return late
    .map((each) => ({ ...each, open: world.except(world.and(granted, each.open), inTime) }))
    .filter(({ open }) => open !== NEVER);
}

/** Policies that are attached from outside the role: it does not wait for them. */
const APART: readonly string[] = ['policy', 'role-policy', 'managed'];

function find(head: StreamAnalysis, { policy, order, branch, actions, open }: Race): Finding {
  const { scope, customResource, exists } = head;
  const found = { analysis: head, branch, actions, failing: open, when: whenText(scope, open, exists) };
  const { first, next } = order;
  const words = wordsFor(found);
  const named = first === policy ? policy : `${policy} of the nested stack ${first}`;
  return findingOf(policyRace.meta, found, {
    resource: resourceOf(order.scope.template, first) ?? customResource,
    message:
      `${named} allows ${words.role} ${words.actions} on ${words.key}, but nothing makes ${next.logicalId} ` +
      `wait for it: CloudFormation may make both at once, and the stream may be started before the policy is attached. ` +
      `Let ${next.logicalId} depend on ${first}.`,
    remedies: order.scope === scope ? orderRemedies(scope, customResource, first) : [byHand(order)],
  });
}

/** A patch is for the template that is judged; this order is that of its parent. */
function byHand({ scope, first, next }: StackOrder): Remedy {
  const { path } = scope.template.file;
  return { kind: 'manual', reason: `the DependsOn of ${next.logicalId} on ${first} is for ${path}`, statement: null };
}
