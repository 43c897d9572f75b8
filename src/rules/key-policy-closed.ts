import { keyPolicyRemedy } from '../remedy/by-hand.ts';
import { casesOf, findingOf, ownCallSentence, wordsFor } from './cases.ts';
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
      const { role, actions, key } = wordsFor(found);
      const { key: closed, caller } = found.branch;
      const resource = closed.kind === 'key' ? closed.resource : null;
      return findingOf(keyPolicyClosed.meta, found, {
        ...(resource === null ? {} : { resource }),
        message:
          `The key policy of ${key} neither lets IAM policies of the account decide on ${actions} nor ` +
          `names ${role}.${ownCallSentence(found, 'closed')} ${caller.label}, which starts the activity stream for ` +
          `${head.customResource.logicalId}, runs under that role; whatever its policies allow has no effect on this key.`,
        remedies: [keyPolicyRemedy({ ...found, conditions: grantConditions })],
      });
    });
  },
};
