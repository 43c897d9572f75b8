import { grantRemedies } from '../remedy/add-grant.ts';
import { type Case, casesOf, findingOf, isOwnCallAlone, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** Nothing in the role's policies allows one or both actions on the stream's key. */
export const missingGrant: Rule = {
  meta: {
    id: 'missing-grant',
    level: 'error',
    summary: "the role's policies do not allow one or both actions on the stream's key",
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['missing']).map((found) => {
      const { role, actions, key, chain } = wordsFor(found);
      return findingOf(missingGrant.meta, found, {
        message: `${role} is not allowed ${actions} on ${key}. ${chain} ${consequence(found)}`,
        remedies: grantRemedies({ ...found, conditions: grantConditions }),
      });
    });
  },
};

function consequence(found: Case): string {
  if (isOwnCallAlone(found, 'missing')) {
    return (
      `${found.branch.caller.label} calls DescribeKey itself as well, beside what RDS asks for, and nothing allows ` +
      'that call, which carries no kms:ViaService.'
    );
  }
  return (
    'RDS uses the permissions of that role on the key; without them StartActivityStream fails and the stack ' +
    'rolls back, as a rule with KMSKeyNotAccessibleFault, which names neither role nor action.'
  );
}
