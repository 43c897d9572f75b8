import type { ConditionalValue, TemplateValue } from '../finding/patch.ts';
import type { Diagram } from '../resolve/world.ts';
import type { Gap } from './gap.ts';
import type { Guarding } from './guard.ts';
import { guardingIn } from './hold-back.ts';
import { heldChoice, keyChoice } from './key-choice.ts';

/**
 * What stands for the key's ARN in a place that is there under `here`, and the condition that it needs there: the ARN
 * alone; a choice among the stream's keys where one of them is not always there; null where no condition tells when.
 */
export function arnAt(gap: Gap, here: Diagram, arn: TemplateValue): ConditionalValue | null {
  const guarding = guardingIn(gap, here);
  if (guarding.kind === 'none') return { value: arn, condition: null };
  const choice = keyChoice(gap, here);
  if (choice !== null) return { value: choice, condition: null };
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
