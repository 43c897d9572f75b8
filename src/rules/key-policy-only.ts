import { ownGrantRemedy } from '../remedy/by-hand.ts';
import { actionList, casesOf, findingOf, keyLabel, relatedPlaces, roleLabel, roleOrCustomResource } from './cases.ts';
import type { Rule } from './rule.ts';

/** It works, but only by the key policy. */
export const keyPolicyOnly: Rule = {
  meta: { id: 'key-policy-only', level: 'warning', summary: 'it works, but only by the key policy' },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['key-policy']).map((found) =>
      findingOf(keyPolicyOnly.meta, found, {
        resource: roleOrCustomResource(found),
        message:
          `${roleLabel(found.branch)} is allowed ${actionList(found)} on ${keyLabel(found.branch)} by the key policy alone; no ` +
          'policy of the role allows it. It works until somebody tidies the key policy.',
        related: relatedPlaces(found),
        remedies: [ownGrantRemedy({ ...found, conditions: grantConditions })],
      }),
    );
  },
};
