import { isOwnAllow } from '../iam/statement.ts';
import { narrowingRemedies } from '../remedy/narrow-grant.ts';
import { NEVER } from '../resolve/world.ts';
import { casesOf, findingOf, matchesOf, sourceList, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** Access comes only from something wider than the stream's key. */
export const broadGrant: Rule = {
  meta: {
    id: 'broad-grant',
    level: 'error',
    summary: 'access comes only from something wider than this key',
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['broad']).map((found) => {
      const { role, actions, key, chain } = wordsFor(found);
      const wide = matchesOf(found, ({ applies, statement }) => applies.possible !== NEVER && isOwnAllow(statement));
      return findingOf(broadGrant.meta, found, {
        // Reading the description of other keys harms little; making grants on them does.
        level: found.actions.includes('kms:CreateGrant') ? 'error' : 'warning',
        message:
          `${role} is allowed ${actions} on ${key} only because the ` +
          `${sourceList(wide)} allows more than these actions on that key. ${chain} Allow no more than that.`,
        remedies: narrowingRemedies({ ...found, conditions: grantConditions }),
      });
    });
  },
};
