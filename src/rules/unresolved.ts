import { NOT_READ } from '../iam/unread.ts';
import { outsideRoleRemedies } from '../remedy/by-hand.ts';
import { type Case, casesOf, findingOf, wordsFor } from './cases.ts';
import type { Rule } from './rule.ts';

/** It can not be decided, because of a named value outside the templates. */
export const unresolved: Rule = {
  meta: {
    id: 'unresolved',
    level: 'notice',
    summary: 'it can not be decided, because of a value outside the templates',
  },
  check(head, _base, { grantConditions }) {
    return casesOf(head, ['unknown']).map((found) => {
      const { role, actions, key } = wordsFor(found);
      const reasons = reasonsOf(found);
      return findingOf(unresolved.meta, found, {
        message:
          `Whether ${role} is allowed ${actions} on ${key} can not be told: ` +
          `it turns on ${reasons.join('; ')}.${whatDecides(reasons)}`,
        remedies: outsideRoleRemedies({ ...found, conditions: grantConditions }),
      });
    });
  },
};

const REASON_LIMIT = 3;

function reasonsOf(found: Case): readonly string[] {
  const all = [...new Set(found.actions.flatMap((action) => found.branch.actions[action].reasons))];
  const shown = all.slice(0, REASON_LIMIT);
  return all.length > shown.length ? [...shown, `${all.length - shown.length} more`] : shown;
}

/** The options that would decide it, as far as options can. */
function whatDecides(reasons: readonly string[]): string {
  const elsewhere = reasons.filter((reason) => reason.endsWith(NOT_READ));
  const text = reasons.filter((reason) => !elsewhere.includes(reason)).join(' ');
  const options = [
    ...new Set([...text.matchAll(/parameter ([A-Za-z0-9]+)/g)].map((match) => `--parameter ${match[1]}=…`)),
    ...(text.includes('AWS::Region') ? ['--region'] : []),
    ...(text.includes('AWS::AccountId') ? ['--account'] : []),
    ...(text.includes("is the stream's key") ? ['a hint on its key in the settings file'] : []),
  ];
  const given = options.length === 0 ? '' : ` Giving ${options.join(' and ')} may decide it.`;
  return elsewhere.length === 0
    ? given
    : `${given} No option tells that; have the template that holds it read as well.`;
}
