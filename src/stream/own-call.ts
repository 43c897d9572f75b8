import type { Decision } from '../iam/decide.ts';
import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow } from '../iam/statement.ts';
import { either } from '../resolve/holds.ts';
import type { World } from '../resolve/world.ts';

/**
 * The decision on a call that the handler makes itself, where the same call by RDS is allowed by a statement of the
 * role: that statement was meant for the call, however it names the key (design 2.10).
 */
export function asMeantFor(world: World, own: Decision, byRds: Decision): Decision {
  const { scoped, broad } = byRds.outcomes;
  const allowed = world.or(scoped, broad);
  const { missing, unusable } = own.outcomes;
  const outcomes = {
    ...own.outcomes,
    missing: world.except(missing, allowed),
    unusable: world.or(unusable, world.and(missing, allowed)),
  };
  return { ...own, outcomes, matches: own.matches.map((match) => meantToo(world, match, byRds)) };
}

function meantToo(world: World, match: StatementMatch, byRds: Decision): StatementMatch {
  const { statement } = match;
  const other = byRds.matches.find((each) => each.statement === statement);
  if (other === undefined || !isOwnAllow(statement)) return match;
  return { ...match, meant: either(world, match.meant, other.applies) };
}
