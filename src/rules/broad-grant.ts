import { narrowingRemedies } from '../remedy/narrow-grant.ts';
import { NEVER } from '../resolve/world.ts';
import {
  actionList,
  casesOf,
  chainText,
  findingOf,
  keyLabel,
  matchesOf,
  relatedPlaces,
  roleLabel,
  roleOrCustomResource,
  sourceList,
} from './cases.ts';
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
      const wide = matchesOf(
        found,
        ({ applies, statement }) => applies.possible !== NEVER && statement.effect === 'Allow',
      );
      const own = wide.filter(({ statement }) => !['key-policy', 'boundary'].includes(statement.source.kind));
      return findingOf(broadGrant.meta, found, {
        resource: roleOrCustomResource(found),
        // Reading the description of other keys harms little; making grants on them does.
        level: found.actions.includes('kms:CreateGrant') ? 'error' : 'warning',
        message:
          `${roleLabel(found.branch)} is allowed ${actionList(found)} on ${keyLabel(found.branch)} only because the ` +
          `${sourceList(own)} allows more than these actions on that key. ${chainText(found)} Allow no more than that.`,
        related: relatedPlaces(found),
        remedies: narrowingRemedies({ ...found, conditions: grantConditions }),
      });
    });
  },
};
