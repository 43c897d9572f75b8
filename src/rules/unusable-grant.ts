import type { StatementMatch } from '../iam/match.ts';
import { isOwnAllow } from '../iam/statement.ts';
import { mendingRemedies } from '../remedy/mend-grant.ts';
import { NEVER } from '../resolve/world.ts';
import { type Case, casesOf, findingOf, isOwnCallAlone, relatedPlaces, requestsThat, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** A statement was meant to allow it and can not apply to this call. */
export const unusableGrant: Rule = {
  meta: {
    id: 'unusable-grant',
    level: 'error',
    summary: 'a statement was meant to allow it and can not apply to this call',
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['unusable']).map((found) => {
      const { role, actions, key, chain } = wordsFor(found);
      const meant = meantMatches(found);
      return findingOf(unusableGrant.meta, found, {
        message: `A statement meant to allow ${role} ${actions} on ${key} ` + `${whyNot(found, meant)}. ${chain}`,
        related: [
          ...meant.flatMap(({ statement }) =>
            statement.location === null
              ? []
              : [
                  {
                    logicalId: statement.source.logicalId ?? '',
                    location: statement.location,
                    message: 'this statement',
                  },
                ],
          ),
          ...relatedPlaces(found),
        ],
        remedies: mendingRemedies({ ...found, conditions: grantConditions }),
      });
    });
  },
};

/** The statements that were meant for the requests that go unmet, each once. */
function meantMatches(found: Case): readonly StatementMatch[] {
  const matches = requestsThat(found, 'unusable').flatMap(({ decision }) => decision.matches);
  const meant = matches.filter(({ meant, statement }) => meant.possible !== NEVER && isOwnAllow(statement));
  return [...new Map(meant.toReversed().map((match) => [match.statement.expression, match])).values()].toReversed();
}

/** RDS's request and the handler's own differ in kms:ViaService alone. */
function whyNot(found: Case, meant: readonly StatementMatch[]): string {
  if (isOwnCallAlone(found, 'unusable')) {
    return (
      `applies only to what RDS asks for: ${found.branch.caller.label} calls DescribeKey itself as well, and that ` +
      'call carries no kms:ViaService'
    );
  }
  const reason = meant.map((match) => match.reason).find((text) => text !== null);
  return `never applies: ${reason ?? 'it can not apply to this call'}`;
}
