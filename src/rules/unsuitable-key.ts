import type { Finding } from '../finding/finding.ts';
import { whenText } from '../resolve/when.ts';
import { findingOf } from './cases.ts';
import type { Rule } from './rule.ts';

/** The stream's key can not encrypt an activity stream, whatever the role may do. */
export const unsuitableKey: Rule = {
  meta: {
    id: 'unsuitable-key',
    level: 'error',
    summary: "the stream's key is managed by AWS, disabled, asymmetric, or not for encryption",
  },
  check(head) {
    return head.branches.flatMap((branch): Finding[] => {
      const { key, guard } = branch;
      if (key.kind !== 'unsuitable') return [];
      const when = whenText(head.scope, guard, head.exists);
      return [
        findingOf(
          unsuitableKey.meta,
          { analysis: head, branch, actions: [], failing: guard, when },
          {
            resource: key.resource ?? head.customResource,
            message:
              `${head.customResource.logicalId} starts an activity stream with ${key.label}, which can not be its key: ` +
              `${key.reason}. Use an enabled, symmetric customer managed key; no grant would help.`,
            related: [],
            remedies: [],
          },
        ),
      ];
    });
  },
};
