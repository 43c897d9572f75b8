import type { Finding } from '../finding/finding.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { madeBefore, orderRemedies } from '../remedy/order.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { type LogicalId, resourceOf } from '../template/template.ts';
import { findingOf, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** The granting policy is a resource of its own, and nothing makes the custom resource wait for it. */
export const policyRace: Rule = {
  meta: {
    id: 'policy-race',
    level: 'warning',
    summary: 'nothing orders the granting policy before the custom resource',
  },
  check(head) {
    const before = madeBefore(head.scope, head.customResource);
    return racesOf(head, before).map((race) => find(head, race));
  },
};

/** A policy that grants actions which nothing grants that is certain to be there in time. */
interface Race {
  readonly policy: LogicalId;
  readonly branch: Branch;
  readonly actions: readonly ActionName[];
  readonly open: Diagram;
}

function racesOf(head: StreamAnalysis, before: ReadonlyMap<LogicalId, Diagram>): readonly Race[] {
  const { world } = head.scope;
  const races = new Map<LogicalId, Race>();
  for (const branch of head.branches) {
    for (const action of ACTIONS) {
      for (const [policy, late] of latePolicies(head, branch, action, before)) {
        const known = races.get(policy) ?? { policy, branch, actions: [], open: NEVER };
        const actions = ACTIONS.filter((each) => each === action || known.actions.includes(each));
        races.set(policy, { ...known, actions, open: world.or(known.open, world.and(branch.guard, late)) });
      }
    }
  }
  return [...races.values()];
}

/** The policies that grant one action, with the assignments under which they may come too late and nothing else grants. */
function latePolicies(
  { scope }: StreamAnalysis,
  { guard, actions }: Branch,
  action: ActionName,
  before: ReadonlyMap<LogicalId, Diagram>,
): ReadonlyMap<LogicalId, Diagram> {
  const { world } = scope;
  const { outcomes, requests } = actions[action];
  const granted = world.and(guard, world.or(outcomes.scoped, outcomes.broad, outcomes.unknown));
  const late = new Map<LogicalId, Diagram>();
  let inTime: Diagram = NEVER;
  for (const { statement, applies } of requests.flatMap(({ decision }) => decision.matches.filter(grants))) {
    const { kind, logicalId } = statement.source;
    const isApart = logicalId !== null && APART.includes(kind);
    const ordered = isApart ? world.and(applies.possible, before.get(logicalId) ?? NEVER) : applies.possible;
    inTime = world.or(inTime, ordered);
    if (isApart) late.set(logicalId, world.or(late.get(logicalId) ?? NEVER, world.except(applies.possible, ordered)));
  }
  return new Map(
    [...late]
      .map(([policy, when]) => [policy, world.except(world.and(granted, when), inTime)] as const)
      .filter(([, open]) => open !== NEVER),
  );
}

/** Policies that are attached from outside the role: it does not wait for them. */
const APART: readonly string[] = ['policy', 'role-policy', 'managed'];

function grants({ statement }: StatementMatch): boolean {
  return statement.effect === 'Allow' && !['key-policy', 'boundary'].includes(statement.source.kind);
}

function find(head: StreamAnalysis, { policy, branch, actions, open }: Race): Finding {
  const { scope, customResource, exists } = head;
  const found = { analysis: head, branch, actions, failing: open, when: whenText(scope, open, exists) };
  const { logicalId } = customResource;
  const words = wordsFor(found);
  return findingOf(policyRace.meta, found, {
    resource: resourceOf(scope.template, policy) ?? customResource,
    message:
      `${policy} allows ${words.role} ${words.actions} on ${words.key}, but nothing makes ${logicalId} ` +
      `wait for it: CloudFormation may make both at once, and the stream may be started before the policy is attached. ` +
      `Let ${logicalId} depend on ${policy}.`,
    remedies: orderRemedies(scope, customResource, policy),
  });
}
