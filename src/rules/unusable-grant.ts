import { mendingRemedies } from '../remedy/mend-grant.ts';
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
} from './cases.ts';
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
      const meant = matchesOf(
        found,
        ({ meant, statement }) => meant.possible !== NEVER && statement.effect === 'Allow',
      );
      const reason =
        meant.map((match) => match.reason).find((text) => text !== null) ?? 'it can not apply to this call';
      return findingOf(unusableGrant.meta, found, {
        resource: roleOrCustomResource(found),
        message:
          `A statement meant to allow ${roleLabel(found.branch)} ${actionList(found)} on ${keyLabel(found.branch)} ` +
          `never applies: ${reason}. ${chainText(found)}`,
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
