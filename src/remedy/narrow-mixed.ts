import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { spelled } from '../resolve/text.ts';
import { ALWAYS } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { arnAt } from './arn-at.ts';
import { wouldCircle } from './circle.ts';
import { elementPath } from './element-path.ts';
import type { Gap } from './gap.ts';
import { keysToName } from './key-choice.ts';
import { narrowItems } from './narrow-action-items.ts';
import { isReplaced, narrowResource } from './narrow-resource.ts';
import { lastPartsOf, resourcePart } from './resource-parts.ts';
import { neededActionsIn, whyNotOurs } from './rewrite.ts';
import { otherKmsUse } from './visible-code.ts';

/**
 * For a wide statement that holds actions of KMS among those of other services, and names keys and other resources one
 * by one: narrows of both lists what is about KMS. Null where one item is about both (`*`), where the statement is not
 * ours to change, or where anything that runs under the role may need more of KMS.
 */
export function narrowMixed(gap: Gap, statement: VisibleStatement, arn: TemplateValue): readonly Operation[] | null {
  const { scope } = statement;
  const { role } = gap.branch;
  if (!mayNarrow(gap, statement) || role.kind !== 'role') return null;
  const [actions, resource] = [statement.elements.get('Action'), statement.elements.get('Resource')];
  const path = elementPath(statement, 'Action');
  if (actions === undefined || resource === undefined || path === null || servicesOf(statement) === null) return null;
  const wide = lastPartsOf(resourcePart(gap, statement, arn, resource)).filter((part) => isReplaced(gap, part));
  if (wide.some(({ expression }) => arnService(scope, expression) !== 'kms')) return null;
  if (otherKmsUse(gap.analysis, role) !== null) return null;
  const items = narrowItems(
    { gap, scope, guard: ALWAYS, kept: neededActionsIn(statement), manner: 'items' },
    actions,
    path,
  );
  const valueFor = (part: typeof resource) => arnAt(gap, statement, part, arn);
  const exchanged = wide.length === 0 ? [] : narrowResource(gap, statement, arn, valueFor, 'refused', 'items');
  if (items === null || typeof exchanged === 'string') return null;
  if (items.length > 0 && mayNameAnotherKey(gap, statement, arn)) return null;
  const operations = [...items, ...exchanged];
  return operations.length === 0 ? null : operations;
}

/** The service that all ARNs of a Resource are of; null where one is no ARN, or they are of several. */
function arnService(scope: Scope, resource: Expression): string | null {
  const services = textsOf(scope, resource).map((text) => {
    const [arn, , service = ''] = spelled(text)
      .replace(/\$\{[^}]*\}/g, '')
      .split(':');
    return arn === 'arn' ? service : '';
  });
  const [only, ...others] = new Set(services);
  return only === undefined || only === '' || /[*?]/.test(only) || others.length > 0 ? null : only;
}

/** Whether a statement is ours to change, and may name the stream's keys. */
export function mayNarrow(gap: Gap, statement: VisibleStatement): boolean {
  const owner = statement.source.logicalId ?? '';
  const circles = keysToName(gap).some((each) => wouldCircle(gap.analysis.scope, owner, each.logicalId));
  return !circles && whyNotOurs(gap, statement) === null;
}

/** The services of a list of actions, in small letters; null where one tells none, or where KMS is not one of several. */
export function servicesOf({ elements }: VisibleStatement): readonly string[] | null {
  const actions = elements.get('Action');
  const texts = actions?.kind === 'list' ? actions.items.map(literalText) : [];
  const services = texts.map((text) => /^([a-z0-9-]+):/i.exec(text ?? '')?.[1]?.toLowerCase() ?? null);
  const known = services.filter((service) => service !== null);
  const isMixed = known.includes('kms') && known.some((service) => service !== 'kms');
  return isMixed && known.length === services.length ? known : null;
}

/** Whether a Resource names what may be another key: anything that is neither the key nor a resource of another kind. */
export function mayNameAnotherKey(gap: Gap, statement: VisibleStatement, arn: TemplateValue): boolean {
  const resource = statement.elements.get('Resource');
  const parts = resource === undefined ? [] : lastPartsOf(resourcePart(gap, statement, arn, resource));
  return parts.some(({ named, expression }) => named === 'other' && !isOfAnotherService(statement.scope, expression));
}

function isOfAnotherService(scope: Scope, expression: Expression): boolean {
  const service = arnService(scope, expression);
  if (service !== null) return service !== 'kms';
  if (expression.kind !== 'intrinsic' || !['Ref', 'Fn::GetAtt'].includes(expression.name)) return false;
  const { argument } = expression;
  const named = literalText(argument.kind === 'list' ? argument.items[0] : argument);
  const type = scope.template.resources.get(named ?? '')?.type ?? null;
  return type?.startsWith('AWS::') === true && !type.startsWith('AWS::KMS::');
}
