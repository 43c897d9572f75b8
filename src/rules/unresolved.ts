import { GENERATED_NAME } from '../iam/compare.ts';
import { NOT_READ } from '../iam/unread.ts';
import { outsideRoleRemedies } from '../remedy/by-hand.ts';
import type { Scope } from '../resolve/scope.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
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
      const finding = findingOf(unresolved.meta, found, {
        message:
          `Whether ${role} is allowed ${actions} on ${key} can not be told: ` +
          `it turns on ${reasons.join('; ')}.${whatDecides(reasons, found.analysis)}`,
        remedies: outsideRoleRemedies({ ...found, conditions: grantConditions }),
      });
      return isAboutKeyAlone(found) ? { ...finding, beyondGrants: true } : finding;
    });
  },
};

/** Whether nothing is open but what the key waits for. */
function isAboutKeyAlone({ branch, actions }: Case): boolean {
  const { key } = branch;
  if (key.kind !== 'key' || key.awaits === undefined) return false;
  return actions.flatMap((action) => branch.actions[action].reasons).every((reason) => reason === key.awaits);
}

const REASON_LIMIT = 3;

function reasonsOf(found: Case): readonly string[] {
  const all = [...new Set(found.actions.flatMap((action) => found.branch.actions[action].reasons))];
  const shown = all.slice(0, REASON_LIMIT);
  return all.length > shown.length ? [...shown, `${all.length - shown.length} more`] : shown;
}

/** Reasons of a key that the code does not tell: a hint may say where it stands. */
const NO_KEY = /is the stream's key|passes? to StartActivityStream/;

/** Whether the user may give a parameter, and has not: those of a nested stack are given by the template that nests it. */
function isOpen({ template, nesting, environment }: Scope, name: string): boolean {
  return nesting === null && template.parameters.has(name) && !environment.parameters.has(name);
}

/** What may decide it, as option of the command line, input of the Action or setting, as far as those can. */
function whatDecides(reasons: readonly string[], { scope, customResource }: StreamAnalysis): string {
  const elsewhere = reasons.filter((reason) => reason.endsWith(NOT_READ));
  // Whether a literal is the id of a key that the template makes, or a stack is there, no option tells.
  const text = reasons.filter((reason) => !elsewhere.includes(reason) && !reason.startsWith('whether ')).join(' ');
  const mentioned = new Set([...text.matchAll(/parameter ([A-Za-z0-9]+)/g)].map(([, name = '']) => name));
  const parameters = [...mentioned].filter((name) => isOpen(scope, name)).map((name) => `--parameter ${name}=…`);
  const options = [
    ...parameters,
    ...(text.includes('AWS::Region') ? ['--region'] : []),
    ...(text.includes('AWS::AccountId') ? ['--account'] : []),
  ];
  const inputs = [...(parameters.length === 0 ? [] : ['parameters']), ...options.slice(parameters.length)];
  const inAction = inputs.map((name) => name.replace('--', '')).join(' and ');
  const given =
    options.length === 0 ? '' : ` Giving ${options.join(' and ')} (in the Action: ${inAction}) may decide it.`;
  const named = namesThatDecide(scope, text);
  const setting = `streams: [{custom-resource: ${customResource.logicalId}, key: …}]`;
  const hint = NO_KEY.test(text)
    ? ` The setting ${setting}, with the name of the property or variable that holds the key, may decide it.`
    : '';
  const read = elsewhere.length === 0 ? '' : ' Have the template that holds it read as well (also-read).';
  return `${given}${named}${hint}${read}`;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::Lambda::Function', 'FunctionName'],
]);

/** A name that CloudFormation makes up is known where the template gives one. */
function namesThatDecide({ family }: Scope, reasons: string): string {
  const ids = [...reasons.matchAll(new RegExp(`${GENERATED_NAME}(\\w+)`, 'g'))].map(([, id = '']) => id);
  const resources = family.scopes.flatMap(({ template }) => ids.flatMap((id) => template.resources.get(id) ?? []));
  const settings = resources.flatMap(({ type, logicalId, samFunction }) => {
    const name = samFunction === null ? NAMES.get(type) : undefined;
    return name === undefined ? [] : [`A ${name} on ${logicalId}`];
  });
  return settings.length === 0 ? '' : ` ${[...new Set(settings)].join(', ')} would decide it.`;
}
