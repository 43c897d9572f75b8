import { both, either, FAILS, HOLDS, type Holds, negate } from '../resolve/holds.ts';
import { ALWAYS, type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { RoleAttachments } from './attachments.ts';
import { Comparison } from './compare.ts';
import { type KeyPolicyMatch, matchKeyPolicy } from './key-policy.ts';
import { matchStatement, type StatementMatch } from './match.ts';
import type { AccessRequest, Assumed } from './request.ts';
import { statementsOf } from './statement.ts';

/** The outcomes of a decision, in the order in which they are tried (design 2.1). */
export const OUTCOMES = [
  'denied',
  'closed',
  'bounded',
  'scoped',
  'broad',
  'key-policy',
  'unusable',
  'missing',
  'unknown',
] as const;

/**
 * 'denied' by an explicit Deny, 'bounded' by a permissions boundary, 'closed' by a key policy that neither delegates
 * nor admits; the others as the report's words.
 */
export type Outcome = (typeof OUTCOMES)[number];

/** What IAM and KMS would say to a request, under each assignment of the conditions. */
export interface Decision {
  /** The assignments under which each outcome occurs; together they cover everything, and none overlap. */
  readonly outcomes: Readonly<Record<Outcome, Diagram>>;
  /** Statements of the role's policies and boundary, and of the key policy, that concern the request. */
  readonly matches: readonly StatementMatch[];
  /** The assignments under which some policy of the role or key can not be read; none of it is taken to deny (A5). */
  readonly hidden: Diagram;
  /** What an unknown turns on, in the order of policies. */
  readonly reasons: readonly string[];
  readonly assumedUsed: ReadonlySet<Assumed['id']>;
}

/** The role's side of a decision. */
export interface Identity {
  readonly attachments: RoleAttachments;
  /** Null for a role without a permissions boundary. */
  readonly boundary: RoleAttachments | null;
}

const UNBOUNDED: RoleAttachments = { documents: [], unread: [], absent: HOLDS };

/**
 * Decides as IAM and KMS do within one account: explicit Deny, key policy, boundary, identity policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(world: World, request: AccessRequest, identity: Identity): Decision {
  const comparison = new Comparison(request.assumed);
  const { absent = FAILS, ...limits } = identity.boundary ?? UNBOUNDED;
  const key = matchKeyPolicy(world, request, comparison, negate(world, absent));
  const own = matchAttachments(world, identity.attachments, request, comparison);
  const boundary = matchAttachments(world, limits, request, comparison);
  const steps = ladder(world, key, own, { ...boundary, allows: either(world, boundary.allows, absent) });
  return {
    outcomes: separate(world, steps),
    matches: [...own.matches, ...boundary.matches, ...key.matches],
    hidden: world.or(own.hidden, key.hidden),
    reasons: [...new Set([...own.reasons, ...boundary.reasons, ...key.reasons])],
    assumedUsed: comparison.used,
  };
}

interface Attached {
  readonly allows: Holds;
  readonly allowsNarrowly: Holds;
  readonly denies: Holds;
  /** Where a statement was meant to allow it and does not. */
  readonly meant: Holds;
  readonly matches: readonly StatementMatch[];
  readonly hidden: Diagram;
  readonly reasons: readonly string[];
}

function matchAttachments(
  world: World,
  attachments: RoleAttachments,
  request: AccessRequest,
  comparison: Comparison,
): Attached {
  const statements = attachments.documents.flatMap(statementsOf);
  const opaque = [...attachments.unread, ...statements.filter((statement) => statement.kind === 'opaque')];
  const matches = statements
    .filter((statement) => statement.kind === 'visible')
    .map((statement) => matchStatement(statement, request, comparison));
  const allowing = matches.filter(({ statement }) => statement.effect === 'Allow');
  const denying = matches.filter(({ statement }) => statement.effect === 'Deny');
  // What can not be read may allow, narrowly even, and is taken not to deny (A5).
  const mayAllow = opaque.map(({ there }): Holds => ({ sure: NEVER, possible: there.possible }));
  const allowsNarrowly = either(
    world,
    ...allowing.map(({ applies, narrow }) => both(world, applies, narrow)),
    ...mayAllow,
  );
  // Where a narrow statement applies for certain, no other Allow can change the word.
  const decisive = allowsNarrowly.sure === ALWAYS ? denying : matches;
  const undecided = allowsNarrowly.sure === ALWAYS ? [] : opaque;
  return {
    allows: either(world, ...allowing.map(({ applies }) => applies), ...mayAllow),
    allowsNarrowly,
    denies: either(world, ...denying.map(({ applies }) => applies)),
    meant: either(world, ...allowing.map(({ meant }) => meant)),
    matches,
    hidden: world.or(...opaque.map(({ there }) => there.possible)),
    reasons: [...decisive.flatMap(reasonsIfUnsure), ...undecided.map(({ reason }) => reason)],
  };
}

/**
 * What a statement turns on when it is open whether it applies, whether it reaches no more than it should, or whether it
 * was meant for the request.
 */
function reasonsIfUnsure({ statement, applies, narrow, meant, reason, turnsOn }: StatementMatch): readonly string[] {
  const openReach = statement.effect === 'Allow' && applies.possible !== NEVER && narrow.sure !== narrow.possible;
  const openAim = statement.effect === 'Allow' && meant.sure !== meant.possible;
  if (applies.sure === applies.possible && !openReach && !openAim) return [];
  return turnsOn.length > 0 ? turnsOn : [reason ?? `a statement in the ${statement.source.label}`];
}

type Step = readonly [Exclude<Outcome, 'unknown'>, Holds];

/** The questions in their order; the first that holds gives the outcome. */
function ladder(world: World, key: KeyPolicyMatch, own: Attached, boundary: Attached): readonly Step[] {
  const admits = either(world, key.admitsRole, key.admitsUnlimited);
  const grants = either(world, both(world, own.allows, key.delegates), admits);
  const denies = either(world, own.denies, boundary.denies, key.denies);
  const within = either(world, boundary.allows, key.admitsUnlimited);
  return [
    ['denied', denies],
    ['closed', negate(world, either(world, key.delegates, admits))],
    ['bounded', onlyWhereItMatters(world, negate(world, within), grants)],
    ['scoped', both(world, own.allowsNarrowly, key.delegates)],
    ['broad', both(world, own.allows, key.delegates)],
    ['key-policy', admits],
    ['unusable', own.meant],
    ['missing', HOLDS],
  ];
}

/** A boundary that can not be read changes nothing where nothing could be granted (design 2.10). */
function onlyWhereItMatters(world: World, stopped: Holds, grants: Holds): Holds {
  return { sure: stopped.sure, possible: world.or(stopped.sure, world.and(stopped.possible, grants.possible)) };
}

/**
 * Turns the ladder into outcomes: an outcome is certain where no other is possible, and what is left is unknown.
 */
function separate(world: World, steps: readonly Step[]): Record<Outcome, Diagram> {
  let reached: Diagram = ALWAYS;
  const possible = steps.map(([outcome, holds]) => {
    const here = world.and(reached, holds.possible);
    reached = world.except(reached, holds.sure);
    return { outcome, here };
  });
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, NEVER])) as Record<Outcome, Diagram>;
  const union = (wanted: (outcome: Outcome) => boolean) =>
    world.or(...possible.filter(({ outcome }) => wanted(outcome)).map(({ here }) => here));
  // From the last back: where several outcomes of one word are possible, the last of them is the one that holds.
  for (const { outcome, here } of possible.toReversed()) {
    if (here === NEVER) continue;
    const others = union((other) => wordOf(other) !== wordOf(outcome));
    outcomes[outcome] = world.except(here, world.or(others, ...Object.values(outcomes)));
  }
  outcomes.unknown = world.not(world.or(...Object.values(outcomes)));
  return outcomes;
}

/** A denial is one word, whatever it comes from: that one of its causes is open does not make it so. */
function wordOf(outcome: Outcome): string {
  return outcome === 'closed' || outcome === 'bounded' ? 'denied' : outcome;
}
