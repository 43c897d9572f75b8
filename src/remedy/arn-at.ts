import type { ConditionalValue, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { thereAround } from './around.ts';
import type { Gap } from './gap.ts';
import type { Guarding } from './guard.ts';
import { guardingIn } from './hold-back.ts';
import { keyArnValue } from './key-arn.ts';
import { heldChoice, isShared, keyChoice } from './key-choice.ts';
import { isReplaced } from './narrow-resource.ts';
import { lastPartsOf, resourcePart } from './resource-parts.ts';

/**
 * What stands for the key's ARN in the place of a part of a statement's Resource, and the condition that it needs there:
 * the ARN alone; a choice among the stream's keys, where it is the same with all of them or this one is not always there;
 * null where no condition tells when.
 */
export function arnAt(
  gap: Gap,
  statement: VisibleStatement,
  part: Expression,
  arn: TemplateValue,
): ConditionalValue | null {
  const here = thereAround(gap.analysis.scope, statement.source.logicalId ?? '', part);
  const guarding = guardingIn(gap, here);
  const alone = { value: arn, condition: null };
  if (guarding.kind === 'none' && !servesChoice(gap, statement, part, here)) return alone;
  const choice = keyChoice(gap, here);
  if (choice !== null) return { value: choice, condition: null };
  if (guarding.kind === 'none') return alone;
  // One list for all keys: what the choice holds needs no condition of its own beside it.
  const held = gap.analysis.branches.every((branch) => isTold(guardingIn({ ...gap, branch }, here)))
    ? null
    : heldChoice(gap, here);
  if (held?.guarding.kind === 'condition' && held.guarding.holds) {
    return { value: held.choice, condition: held.guarding.name };
  }
  return guarding.kind === 'condition' && guarding.holds ? { value: arn, condition: guarding.name } : null;
}

function isTold(guarding: Guarding): boolean {
  return guarding.kind === 'none' || (guarding.kind === 'condition' && guarding.holds);
}

/** Whether a part is to be exchanged for the other keys as well that the stream chooses. */
function servesChoice(gap: Gap, statement: VisibleStatement, part: Expression, here: Diagram): boolean {
  const { branches, scope } = gap.analysis;
  const others = branches
    .filter((branch) => branch !== gap.branch && scope.world.and(branch.guard, here) !== NEVER)
    .map((branch) => ({ ...gap, branch, failing: branch.guard }));
  const isWideFor = (other: Gap) => {
    const arn = keyArnValue(other);
    return (
      arn !== null && lastPartsOf(resourcePart(other, statement, arn, part)).some((each) => isReplaced(other, each))
    );
  };
  return isShared(gap) && others.every(isWideFor);
}
