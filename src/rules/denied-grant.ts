import type { Remedy } from '../finding/finding.ts';
import { boundaryRemedy, denyRemedy } from '../remedy/by-hand.ts';
import { NEVER } from '../resolve/world.ts';
import { type Case, casesOf, findingOf, matchesOf, ownCallSentence, sourceList, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** An explicit Deny or a permissions boundary takes it away. */
export const deniedGrant: Rule = {
  meta: {
    id: 'denied-grant',
    level: 'error',
    summary: 'an explicit Deny or a permissions boundary takes it away',
  },
  check(head, _base, { grantConditions }) {
    const denied = casesOf(head, ['denied']).map((found) => {
      const denying = matchesOf(
        found,
        ({ statement, applies }) => statement.effect === 'Deny' && applies.sure !== NEVER,
      );
      const remedy = denyRemedy({ ...found, conditions: grantConditions }, denying);
      return make(found, 'denied', `an explicit Deny in the ${sourceList(denying)}`, remedy);
    });
    const bounded = casesOf(head, ['bounded']).map((found) =>
      make(
        found,
        'bounded',
        `the permissions boundary of ${wordsFor(found).role}, which does not allow it`,
        boundaryRemedy({ ...found, conditions: grantConditions }),
      ),
    );
    return [...denied, ...bounded];
  },
};

function make(found: Case, outcome: 'denied' | 'bounded', what: string, remedy: Remedy) {
  const { role, actions, key, chain } = wordsFor(found);
  const whose = ownCallSentence(found, outcome);
  return findingOf(deniedGrant.meta, found, {
    message: `${role} is denied ${actions} on ${key} by ${what}.${whose} ${chain} No grant added to the role can help.`,
    remedies: [remedy],
  });
}
