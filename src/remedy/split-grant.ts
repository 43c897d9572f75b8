import type { Operation, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Diagram } from '../resolve/world.ts';
import { pathTo } from '../template/template.ts';
import { thereAround } from './around.ts';
import type { Gap } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { type Guarding, guarded } from './guard.ts';
import { guardingIn } from './hold-back.ts';
import { heldChoice, isShared, keyChoice } from './key-choice.ts';
import { mayNameAnotherKey, mayNarrow, servicesOf } from './narrow-mixed.ts';
import { type Place, placesOf } from './place.ts';
import { neededActionsIn } from './rewrite.ts';
import { otherKmsUse } from './visible-code.ts';

/**
 * For a wide statement that holds actions of KMS among those of other services: takes the former out of it and grants
 * what the stream needs of them behind it, under the condition that it is under. Null where the statement is not ours to
 * change, or where anything that runs under the role may need more of KMS.
 */
export function splitStatement(gap: Gap, statement: VisibleStatement, arn: TemplateValue): readonly Operation[] | null {
  const { analysis, branch } = gap;
  const { role } = branch;
  if (role.kind !== 'role' || !mayNarrow(gap, statement) || statement.elements.has('Condition')) return null;
  if (mayNameAnotherKey(gap, statement, arn) || otherKmsUse(analysis, role) !== null) return null;
  const services = servicesOf(statement);
  const actions = statement.elements.get('Action');
  const path = actions === undefined ? null : pathTo(analysis.scope.template, actions.node);
  const here = thereAround(analysis.scope, statement.source.logicalId ?? '', statement.expression);
  const spot = spotOf(gap, statement, here);
  const held = heldAt(gap, here, arn);
  if (services === null || path === null || spot === null || held.guarding.kind === 'impossible') return null;
  const statements = grantStatements(neededActionsIn(statement), held.arn, gap.conditions, spot.place.sids);
  const values = statements.map((each) => guarded(spot.around, guarded(held.guarding, each)));
  const kms = [...services.keys()].filter((index) => services[index] === 'kms');
  return [
    { kind: 'remove', path, items: kms },
    { kind: 'append', path: spot.place.path, after: spot.index, values },
  ];
}

/** The ARN with what holds it back, or that of whichever key the stream chooses where it is the same with all of them. */
function heldAt(
  gap: Gap,
  here: Diagram,
  arn: TemplateValue,
): { readonly arn: TemplateValue; readonly guarding: Guarding } {
  const choice = isShared(gap) ? keyChoice(gap, here) : null;
  if (choice !== null) return { arn: choice, guarding: { kind: 'none' } };
  const held = isShared(gap) ? heldChoice(gap, here) : null;
  return held === null ? { arn, guarding: guardingIn(gap, here) } : { arn: held.choice, guarding: held.guarding };
}

/** Where a statement stands in a list of the role's, or alone, and the condition that it is under there. */
interface Spot {
  readonly place: Place;
  readonly index: number;
  readonly around: Guarding;
}

function spotOf(gap: Gap, { expression }: VisibleStatement, here: Diagram): Spot | null {
  const { scope } = gap.analysis;
  const { role, attachments } = gap.branch;
  const path = pathTo(scope.template, expression.node);
  if (path === null || role.kind !== 'role') return null;
  const places = placesOf(scope, role.resource, attachments);
  const place = places.find((each) => each.path.every((step, index) => step === path[index]));
  const index = place === undefined ? undefined : (path[place.path.length] ?? 0);
  const around = place === undefined ? null : between(scope, place.present, here);
  return place === undefined || around === null || typeof index !== 'number' ? null : { place, index, around };
}

/** The condition that leads from one set of assignments to a smaller one; null where there is none. */
function between({ world, conditions, template }: Scope, outer: Diagram, here: Diagram): Guarding | null {
  const inner = world.and(outer, here);
  if (inner === outer) return { kind: 'none' };
  const names = [...template.conditions.keys()];
  const held = names.find((name) => world.and(outer, conditions.named(name)) === inner);
  if (held !== undefined) return { kind: 'condition', name: held, holds: true };
  const barred = names.find((name) => world.except(outer, conditions.named(name)) === inner);
  return barred === undefined ? null : { kind: 'condition', name: barred, holds: false };
}
