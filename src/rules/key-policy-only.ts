import { lacksDelegation, ownGrantRemedy } from '../remedy/by-hand.ts';
import { casesOf, findingOf, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** It works, but only by the key policy. */
export const keyPolicyOnly: Rule = {
  meta: { id: 'key-policy-only', level: 'warning', summary: 'it works, but only by the key policy' },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['key-policy']).map((found) => {
      const { role, actions, key } = wordsFor(found);
      const gap = { ...found, conditions: grantConditions };
      const why = lacksDelegation(gap)
        ? 'what the policies of the role allow has no effect, since the key policy does not let them decide'
        : 'no policy of the role allows it';
      return findingOf(keyPolicyOnly.meta, found, {
        message:
          `${role} is allowed ${actions} on ${key} by the key policy alone; ${why}. ` +
          'It works until somebody tidies the key policy.',
        remedies: [ownGrantRemedy(gap)],
      });
    });
  },
};
