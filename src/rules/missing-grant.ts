import { grantRemedies } from '../remedy/add-grant.ts';
import {
  actionList,
  casesOf,
  chainText,
  findingOf,
  keyLabel,
  relatedPlaces,
  roleLabel,
  roleOrCustomResource,
} from './cases.ts';
import type { Rule } from './rule.ts';

/** Nothing in the role's policies allows one or both actions on the stream's key. */
export const missingGrant: Rule = {
  meta: {
    id: 'missing-grant',
    level: 'error',
    summary: "the role's policies do not allow one or both actions on the stream's key",
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['missing']).map((found) =>
      findingOf(missingGrant.meta, found, {
        resource: roleOrCustomResource(found),
        message:
          `${roleLabel(found.branch)} is not allowed ${actionList(found)} on ${keyLabel(found.branch)}. ${chainText(found)} ` +
          'RDS uses the permissions of that role on the key; without them StartActivityStream fails and the stack ' +
          'rolls back, as a rule with KMSKeyNotAccessibleFault, which names neither role nor action.',
        related: relatedPlaces(found),
        remedies: grantRemedies({ ...found, conditions: grantConditions }),
      }),
    );
  },
};
