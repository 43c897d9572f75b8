import { anyOf, both, either, FAILS, type Holds, type Ternary, UNKNOWN, under } from '../resolve/holds.ts';
import { anyText } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { concat, spelled, type Text, textOf } from '../resolve/text.ts';
import { NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import type { Comparison } from './compare.ts';
import type { Caller } from './request.ts';
import type { VisibleStatement } from './statement.ts';

/** How a key policy statement's principal stands to the caller; more than one may hold. */
export interface PrincipalMatch {
  /** It names the role itself. */
  readonly role: Holds;
  /** It names the role's session, or everyone: a permissions boundary does not limit that. */
  readonly unlimited: Holds;
  /** It names the account: IAM policies of the account may then allow what the statement allows. */
  readonly account: Holds;
  /** What can not be read in it, as nouns. */
  readonly turnsOn: readonly string[];
}

const NOBODY: PrincipalMatch = { role: FAILS, unlimited: FAILS, account: FAILS, turnsOn: [] };

/**
 * Matches a key policy statement's Principal or NotPrincipal with a role. Services and federated users are never the
 * role. `bounded` is where the role has a permissions boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipal(
  statement: VisibleStatement,
  caller: Caller,
  comparison: Comparison,
  bounded: Holds,
): PrincipalMatch {
  const { scope, elements } = statement;
  const principal = elements.get('Principal');
  if (principal !== undefined) return matchElement(scope, principal, caller, comparison);
  const excluded = elements.get('NotPrincipal');
  return excluded === undefined ? NOBODY : matchExcluded(statement, excluded, caller, comparison, bounded);
}

function matchElement(scope: Scope, principal: Expression, caller: Caller, comparison: Comparison): PrincipalMatch {
  const { world } = scope;
  let found = NOBODY;
  for (const { guard, value } of scope.resolve(principal)) {
    const part = (() => {
      if (value.kind === 'text') return matchAws(scope, value, caller, comparison);
      if (value.kind === 'unknown') {
        return { role: UNKNOWN, unlimited: UNKNOWN, account: UNKNOWN, turnsOn: [value.reason] };
      }
      const aws = value.kind === 'map' ? value.entries.get('AWS') : undefined;
      return aws === undefined ? NOBODY : matchAws(scope, aws, caller, comparison);
    })();
    found = {
      role: either(world, found.role, under(world, guard, part.role)),
      unlimited: either(world, found.unlimited, under(world, guard, part.unlimited)),
      account: either(world, found.account, under(world, guard, part.account)),
      turnsOn: [...found.turnsOn, ...part.turnsOn],
    };
  }
  return found;
}

function matchAws(scope: Scope, values: Expression | Text, caller: Caller, comparison: Comparison): PrincipalMatch {
  const turnsOn: string[] = [];
  const ask = (text: (text: Text) => Ternary) => anyText(scope, values, { text });
  return {
    role: anyText(scope, values, {
      text: (text) => comparison.same(text, caller.roleArn),
      unknown: (what) => turnsOn.push(what),
    }),
    unlimited: ask((text) => anyOf([comparison.same(text, textOf('*')), isSession(text, caller, comparison)])),
    account: ask((text) => isAccount(text, caller, comparison)),
    turnsOn,
  };
}

function isAccount(text: Text, caller: Caller, comparison: Comparison): Ternary {
  const root = concat(caller.accountArnPrefix, textOf('root'));
  return anyOf([comparison.same(text, caller.account), comparison.same(text, root)]);
}

/** `arn:…:sts::<account>:assumed-role/<role>/<session>`; for Lambda the session is named after the function. */
function isSession(text: Text, caller: Caller, comparison: Comparison): Ternary {
  if (caller.sessionArn !== null) return comparison.same(text, caller.sessionArn);
  return spelled(text).includes(':assumed-role/') ? 'maybe' : 'no';
}

/**
 * NotPrincipal names everyone but a list. The caller is spared when both role and session are on it, is not when
 * neither is, and else it is open (design 2.10); a Deny also needs the account on the list, and always hits a role that
 * has a permissions boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function matchExcluded(
  { scope, effect }: VisibleStatement,
  excluded: Expression,
  caller: Caller,
  comparison: Comparison,
  bounded: Holds,
): PrincipalMatch {
  const { world } = scope;
  const listed = matchElement(scope, excluded, caller, comparison);
  const whole = [listed.role, listed.unlimited, ...(effect === 'Deny' ? [listed.account] : [])];
  const part = [listed.role, listed.unlimited, ...(effect === 'Deny' ? [] : [listed.account])];
  const always = effect === 'Deny' ? bounded : FAILS;
  const others = {
    sure: world.or(always.sure, world.not(either(world, ...part).possible)),
    possible: world.or(always.possible, world.not(both(world, ...whole).sure)),
  };
  // Whether a boundary limits what is allowed in this way is written nowhere; a Deny reaches the role either way.
  const unlimited = { sure: NEVER, possible: others.possible };
  return { role: others, unlimited, account: FAILS, turnsOn: listed.turnsOn };
}
