import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { literalText } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { guarded } from './guard.ts';
import { guardingIn } from './hold-back.ts';
import { placesOf } from './place.ts';
import { namesAnythingElse } from './resource-parts.ts';
import { neededActionsIn, whyNotOurs } from './rewrite.ts';
import { otherKmsUse } from './visible-code.ts';

/**
 * For a wide statement that holds actions of KMS among those of other services: takes the former out of it and grants
 * what the stream needs of them behind it. Null where the statement is not ours to change, or where anything that runs
 * under the role may need more of KMS.
 */
export function splitStatement(gap: Gap, statement: VisibleStatement, arn: TemplateValue): readonly Operation[] | null {
  const { analysis, branch } = gap;
  const { scope } = analysis;
  const { role, attachments } = branch;
  if (role.kind !== 'role' || whyNotOurs(gap, statement) !== null || statement.elements.has('Condition')) return null;
  const owner = statement.source.logicalId ?? '';
  const key = keyOf(gap);
  if (namesAnythingElse(gap, statement, arn) || (key !== null && wouldCircle(scope, owner, key.logicalId))) return null;
  const kms = actionsOfKms(statement);
  const guarding = guardingIn(gap, scope.exists(owner));
  const path = pathTo(scope.template, statement.expression.node);
  const actions = statement.elements.get('Action');
  const actionsPath = actions === undefined ? null : pathTo(scope.template, actions.node);
  const index = path?.at(-1);
  if (kms === null || guarding.kind === 'impossible' || actionsPath === null || typeof index !== 'number') return null;
  const list = path?.slice(0, -1) ?? [];
  const place = placesOf(scope, role.resource, attachments).find((each) => `${each.path}` === `${list}`);
  if (place === undefined || otherKmsUse(analysis, role) !== null) return null;
  const statements = grantStatements(neededActionsIn(statement), arn, gap.conditions, place.sids);
  const values = statements.map((each) => guarded(guarding, each));
  return [
    { kind: 'remove', path: actionsPath, items: kms },
    { kind: 'append', path: list, after: index, values },
  ];
}

/** Where in a list of actions those of KMS stand; null where there are none, none but them, or one that tells no service. */
function actionsOfKms({ elements }: VisibleStatement): readonly number[] | null {
  const actions = elements.get('Action');
  const texts = actions?.kind === 'list' ? actions.items.map(literalText) : [];
  const services = texts.map((text) => /^([a-z0-9-]+):/i.exec(text ?? '')?.[1]?.toLowerCase() ?? null);
  const found = [...services.keys()].filter((index) => services[index] === 'kms');
  return services.includes(null) || found.length === 0 || found.length === services.length ? null : found;
}
