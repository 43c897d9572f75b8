import { keyPolicyRemedy } from '../remedy/by-hand.ts';
import { actionList, casesOf, findingOf, relatedPlaces, roleLabel, roleOrCustomResource } from './cases.ts';
import type { Rule } from './rule.ts';

/** The key policy neither delegates the action to IAM nor admits the role. */
export const keyPolicyClosed: Rule = {
  meta: {
    id: 'key-policy-closed',
    level: 'error',
    summary: 'the key policy neither delegates the action to IAM nor admits the role',
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['closed']).map((found) => {
      const { key } = found.branch;
      const resource = key.kind === 'key' ? key.resource : null;
      return findingOf(keyPolicyClosed.meta, found, {
        resource: resource ?? roleOrCustomResource(found),
        message:
          `The key policy of ${key.label} neither lets IAM policies of the account decide on ${actionList(found)} nor ` +
          `names ${roleLabel(found.branch)}. ${found.branch.caller.label}, which starts the activity stream for ` +
          `${head.customResource.logicalId}, runs under that role; whatever its policies allow has no effect on this key.`,
        related: relatedPlaces(found),
        remedies: [keyPolicyRemedy({ ...found, conditions: grantConditions })],
      });
    });
  },
};
