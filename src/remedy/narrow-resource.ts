import type { Bare, ConditionalValue, Operation, TemplateValue } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { lastUsesIn } from '../resolve/uses.ts';
import { ALWAYS, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import { elementPath } from './element-path.ts';
import type { Gap } from './gap.ts';
import { isChoice, lastPartsOf, type ResourcePart, resourcePart } from './resource-parts.ts';

/** How much of what is written changes: single items of a list, the whole, or the branches of choices each by itself. */
export type Manner = 'items' | 'whole' | 'branches';

/**
 * Puts the key's ARN in the place of what is too wide or misspelled in a statement's Resource: of the whole where the
 * ARN is all that is left; else of those items of a list and branches of an Fn::If alone that the gap can meet. What
 * names anything else stays. Refused where an edit there would change more than one place, or repeat the ARN in a list.
 * `valueFor`: what stands for the ARN in the place of a part; null where no condition tells, and this is 'untold'.
 * `bare`: what the statement comes to where the condition of the ARN (null: none) does not hold.
 */
export function narrowResource(
  gap: Gap,
  statement: VisibleStatement,
  arn: TemplateValue,
  valueFor: ValueFor,
  bare: Bare,
  manner: Manner = 'whole',
): readonly Narrowing[] | Refusal {
  const resource = statement.elements.get('Resource');
  if (resource === undefined) return 'refused';
  const whole = resourcePart(gap, statement, arn, resource);
  const spare = manner === 'items' ? spareItems(gap, whole) : null;
  if (spare !== null) return exchangedItem(gap, whole, spare, valueFor, bare);
  const keeps = (part: Expression) => manner === 'branches' || isLastUse(gap, part);
  const targets = targetsIn(gap, whole, true, keeps);
  if (targets === null) return 'refused';
  const operations = targets.map((target): Exchange | Refusal => {
    const isWhole = target === resource;
    const path = isWhole ? elementPath(statement, 'Resource') : pathTo(gap.analysis.scope.template, target.node);
    const value = valueFor(target);
    if (value === null) return 'untold';
    const left = leavesOthers(whole, target) ? 'others-left' : bare;
    return path === null ? 'refused' : { kind: 'exchange', path, values: [value], bare: left };
  });
  const known = operations.filter((operation) => typeof operation !== 'string');
  return operations.find((operation) => typeof operation === 'string') ?? known;
}

type ValueFor = (part: Expression) => ConditionalValue | null;
type Refusal = 'refused' | 'untold';

type Exchange = Extract<Operation, { kind: 'exchange' }>;
type Narrowing = Exchange | Extract<Operation, { kind: 'remove' }>;

/**
 * The items of a list that are replaced, each as a whole: one that is always there first, a choice only where what it
 * chooses is in use without it. Null where nothing, or no such item, tells where the key's ARN would stand.
 */
function spareItems(gap: Gap, { expression, children }: ResourcePart): readonly number[] | null {
  if (expression.kind !== 'list' || children.length !== expression.items.length) return null;
  const isSpare = (part: ResourcePart) =>
    part.children.length === 0
      ? isReplaced(gap, part)
      : isChoice(part.expression) && lastPartsOf(part).every(isGoing) && !isLastUse(gap, part.expression);
  const isGoing = (part: ResourcePart) => part.named === 'nothing' || isReplaced(gap, part);
  if (children.some((child) => child.named === 'nothing' || (child.children.length > 0 && !isSpare(child))))
    return null;
  const found = [...children.keys()].filter((index) => children[index] !== undefined && isSpare(children[index]));
  const isChosen = (index: number) => (children[index]?.children.length ?? 0) > 0;
  const ordered = found.toSorted((a, b) => Number(isChosen(a)) - Number(isChosen(b)));
  const isThere = children.some(({ named }) => named === 'key');
  return ordered.length === 0 || (isChosen(ordered[0] ?? 0) && !isThere) ? null : ordered;
}

function exchangedItem(
  gap: Gap,
  whole: ResourcePart,
  [first = 0, ...others]: readonly number[],
  valueFor: ValueFor,
  bare: Bare,
): readonly Narrowing[] | Refusal {
  const path = pathTo(gap.analysis.scope.template, whole.expression.node);
  if (path === null) return 'refused';
  const isThere = whole.children.some(({ named }) => named === 'key');
  const gone = isThere ? [first, ...others] : others;
  const removal: readonly Narrowing[] = gone.length === 0 ? [] : [{ kind: 'remove', path, items: gone }];
  if (isThere) return removal;
  const value = valueFor(whole.children[first]?.expression ?? whole.expression);
  if (value === null) return 'untold';
  const left = whole.children.some(({ named }) => named === 'other') ? 'others-left' : bare;
  return [{ kind: 'exchange', path: [...path, first], values: [value], bare: left }, ...removal];
}

/** Whether an item stands in a list beside another that is always there and is not exchanged. */
function leavesOthers(whole: ResourcePart, target: Expression): boolean {
  const { expression, children } = whole;
  if (expression.kind !== 'list' || !expression.items.includes(target)) return false;
  return children.some(({ named, guard }) => (named === 'key' || named === 'other') && guard === ALWAYS);
}

/**
 * The largest parts that hold what is replaced and, besides the ARN, nothing else, but for choices that are kept; null
 * where the ARN would repeat.
 */
function targetsIn(
  gap: Gap,
  part: ResourcePart,
  isWhole: boolean,
  keeps: (choice: Expression) => boolean,
): readonly Expression[] | null {
  const { expression, children } = part;
  const last = lastPartsOf(part);
  if (!last.some((each) => isReplaced(gap, each))) return [];
  // An item of a list that is not always there must not become one that is.
  const gives = (each: ResourcePart) =>
    isReplaced(gap, each) || each.named === 'key' || (isWhole && each.named === 'nothing');
  if (last.every(gives) && !(children.length > 0 && keeps(expression))) return [expression];
  const found = children.map((child) => targetsIn(gap, child, isWhole && isChoice(expression), keeps));
  const known = found.filter((each) => each !== null);
  if (known.length < found.length) return null;
  if (expression.kind !== 'list') return known.flat();
  const isKept = ({ expression: item }: ResourcePart) => isChoice(item) && keeps(item);
  const single = [...children.keys()].filter((index) => children[index] !== undefined && !isKept(children[index]));
  const targets = single.flatMap((index) => known[index] ?? []);
  const present = single.flatMap((index) => (children[index] === undefined ? [] : lastPartsOf(children[index])));
  return targets.length + present.filter(({ named }) => named === 'key').length > 1 ? null : known.flat();
}

/** Whether a part names the key wrongly where the gap is. */
export function isReplaced({ analysis, failing }: Gap, { named, guard }: ResourcePart): boolean {
  return named === 'key-wrongly' && analysis.scope.world.and(guard, failing) !== NEVER;
}

/** Whether a part is all that uses a condition, a parameter or a mapping, which would stand there for nothing without it. */
function isLastUse({ analysis }: Gap, { node }: Expression): boolean {
  return lastUsesIn(analysis.scope.template, [node]).size > 0;
}
