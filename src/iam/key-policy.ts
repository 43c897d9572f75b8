import { both, either, exactly, FAILS, HOLDS, type Holds, UNKNOWN } from '../resolve/holds.ts';
import { ALWAYS, type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { Comparison } from './compare.ts';
import { matchStatement, type StatementMatch } from './match.ts';
import { matchPrincipal } from './principal.ts';
import type { AccessRequest, KeyPolicySource } from './request.ts';
import {
  type PolicyDocument,
  type PolicySource,
  type Statement,
  statementsOf,
  type VisibleStatement,
} from './statement.ts';

/** What a key policy does for a role and an action. */
export interface KeyPolicyMatch {
  /** It lets the account's IAM policies decide. */
  readonly delegates: Holds;
  /** It names the role; a permissions boundary still limits that. */
  readonly admitsRole: Holds;
  /** It names the session or everyone, beyond the reach of a boundary. */
  readonly admitsUnlimited: Holds;
  readonly denies: Holds;
  readonly matches: readonly StatementMatch[];
  /** The assignments under which some statement can not be read. */
  readonly hidden: Diagram;
  readonly reasons: readonly string[];
}

/**
 * Judges a key policy. KMS gives a key without one the default policy, which delegates to the account and names nobody.
 * `bounded` is where the role has a permissions boundary.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function matchKeyPolicy(
  world: World,
  request: AccessRequest,
  comparison: Comparison,
  bounded: Holds,
): KeyPolicyMatch {
  const { policy } = request.key;
  const nothing = { admitsRole: FAILS, admitsUnlimited: FAILS, denies: FAILS, matches: [], hidden: NEVER, reasons: [] };
  if (policy.kind === 'default') return { ...nothing, delegates: HOLDS };
  if (policy.kind === 'unknown') {
    return {
      ...nothing,
      delegates: UNKNOWN,
      admitsRole: UNKNOWN,
      admitsUnlimited: UNKNOWN,
      reasons: [policy.reason],
    };
  }
  // Where the property is left out (AWS::NoValue) the key has the default policy.
  const absent = policy.scope.resolve(policy.document).filter(({ value }) => value.kind === 'absent');
  const byDefault = exactly(world.or(...absent.map(({ guard }) => guard)));
  return statementsOf(documentOf(policy)).reduce<KeyPolicyMatch>(
    (sum, statement) => add(sum, statement, { world, request, comparison, bounded }),
    { ...nothing, delegates: byDefault },
  );
}

const documents = new WeakMap<KeyPolicySource, PolicyDocument>();

/** The same object for each request to a key, so that its statements are read once. */
function documentOf(policy: Extract<KeyPolicySource, { kind: 'document' }>): PolicyDocument {
  const { scope, document, logicalId } = policy;
  const source: PolicySource = { kind: 'key-policy', logicalId, label: `key policy of ${logicalId}` };
  const made = documents.get(policy) ?? { attached: exactly(ALWAYS), scope, document, source };
  documents.set(policy, made);
  return made;
}

interface Judging {
  readonly world: World;
  readonly request: AccessRequest;
  readonly comparison: Comparison;
  readonly bounded: Holds;
}

function add(sum: KeyPolicyMatch, statement: Statement, judging: Judging): KeyPolicyMatch {
  const { world } = judging;
  if (statement.kind === 'opaque') {
    const may = { sure: NEVER, possible: statement.there.possible };
    return {
      ...sum,
      delegates: either(world, sum.delegates, may),
      admitsRole: either(world, sum.admitsRole, may),
      admitsUnlimited: either(world, sum.admitsUnlimited, may),
      hidden: world.or(sum.hidden, may.possible),
      reasons: [...sum.reasons, statement.reason],
    };
  }
  const one = judge(statement, judging);
  const reached = either(world, one.role, one.unlimited, one.account);
  const open = reached.sure === reached.possible ? [] : reasonsOf(statement, one.match);
  const seen = { matches: [...sum.matches, one.match], reasons: [...sum.reasons, ...open] };
  if (statement.effect === 'Deny') return { ...sum, ...seen, denies: either(world, sum.denies, reached) };
  return {
    ...sum,
    ...seen,
    delegates: either(world, sum.delegates, one.account),
    admitsRole: either(world, sum.admitsRole, one.role),
    admitsUnlimited: either(world, sum.admitsUnlimited, one.unlimited),
  };
}

interface KeyStatement {
  readonly match: StatementMatch;
  readonly role: Holds;
  readonly unlimited: Holds;
  readonly account: Holds;
}

function judge(statement: VisibleStatement, { world, request, comparison, bounded }: Judging): KeyStatement {
  const match = matchStatement(statement, request, comparison);
  const { result: principal, turnsOn } = comparison.collect(() =>
    matchPrincipal(statement, request.caller, comparison, bounded),
  );
  const named = either(world, principal.role, principal.unlimited, principal.account);
  return {
    match: {
      ...match,
      applies: both(world, match.applies, named),
      turnsOn: [...match.turnsOn, ...principal.turnsOn, ...turnsOn],
    },
    role: both(world, match.applies, principal.role),
    unlimited: both(world, match.applies, principal.unlimited),
    account: both(world, match.applies, principal.account),
  };
}

function reasonsOf(statement: VisibleStatement, match: StatementMatch): readonly string[] {
  if (match.turnsOn.length > 0) return match.turnsOn;
  return [match.reason ?? `the principal of a statement in the ${statement.source.label}`];
}
