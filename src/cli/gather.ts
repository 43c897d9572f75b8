import { answerNeeds } from '../answer-needs.ts';
import type { ReadNeed } from '../io/disk/read-need.ts';
import type { Need, ReviewInput } from '../review.ts';
import { compileLate } from './tier-up.ts';

/** Brings the files that a review turns on, one by one, until it asks for no more or the budget is spent. */
export function gather(input: ReviewInput, read: (need: Need) => ReadNeed): ReviewInput {
  compileLate(process.versions.v8);
  const asking = answerNeeds(input, 1);
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(read));
  return step.value;
}
