import type { ConditionalValue, Operation, TemplateValue } from '../finding/patch.ts';
import { freeName } from './free-name.ts';
import { namedApart } from './named-apart.ts';
import { isList, isMap, type TemplateMap } from './template-value.ts';

const NOTHING = { Ref: 'AWS::NoValue' };

/**
 * Makes one change of several patches: what is wanted twice is done once; what goes into the same place is put there
 * together, two statements that differ in their Resource alone as one (fewer lines), two policies of one name as one.
 */
export function joinOperations(patches: readonly (readonly Operation[])[]): readonly Operation[] {
  const joined = new Map<string, Operation>();
  for (const operation of namedApart(patches, joinTwo).flat()) {
    const place = placeOf(operation);
    const there = joined.get(place);
    const both = there === undefined ? operation : joinTwo(there, operation);
    // What can not be joined stays beside the other: editing both is refused, and one of them tried alone.
    if (both === null) joined.set(JSON.stringify(operation), operation);
    else joined.set(place, both);
  }
  const all = [...joined.values()];
  // What changes inside an item comes before what goes behind it: both may be put in at one and the same offset.
  return all.flatMap((each) => keptItems(each, all)).toSorted((a, b) => b.path.length - a.path.length);
}

/** An item that one patch takes out stays where another changes something inside it; whether that is enough is proven. */
function keptItems(operation: Operation, all: readonly Operation[]): readonly Operation[] {
  if (operation.kind !== 'remove') return [operation];
  const { path, items } = operation;
  const isChanged = (item: number) => {
    const within = [...path, item];
    return all.some(
      (other) => other.path.length > within.length && within.every((step, at) => other.path[at] === step),
    );
  };
  const left = items.filter((item) => !isChanged(item));
  return left.length === 0 ? [] : [{ ...operation, items: left }];
}

function placeOf(operation: Operation): string {
  const { kind, path } = operation;
  if (kind === 'append') return JSON.stringify([kind, path, operation.after]);
  return JSON.stringify(kind === 'set' ? [kind, path, operation.key] : [kind, path]);
}

function joinTwo(a: Operation, b: Operation): Operation | null {
  if (a.kind === 'append' && b.kind === 'append') return { ...a, values: joinLists(a.values, b.values) };
  if (a.kind === 'set' && b.kind === 'set') {
    const isOrder = a.key === 'DependsOn';
    const value = isOrder ? joinDistinct(a.value, b.value) : joinValues(a.value, b.value);
    return value === null ? null : { ...a, value };
  }
  if (a.kind === 'exchange' && b.kind === 'exchange') return { ...a, values: joinConditional(a.values, b.values) };
  if (a.kind === 'remove' && b.kind === 'remove') return { ...a, items: [...new Set([...a.items, ...b.items])] };
  return a.kind === 'replace' && b.kind === 'replace' && same(a.value, b.value) ? a : null;
}

/** All values, each once; one that is there always need not be there under a condition too. */
function joinConditional(a: readonly ConditionalValue[], b: readonly ConditionalValue[]): readonly ConditionalValue[] {
  const all = [...new Map([...a, ...b].map((each) => [JSON.stringify(each), each])).values()];
  const always = all.filter(({ condition }) => condition === null).map(({ value }) => value);
  const isAlways = (value: TemplateValue) => always.some((each) => same(each, value));
  return all
    .filter(({ value, condition }) => condition === null || !isAlways(value))
    .map(({ value, condition }) => ({ value: besides(always, value), condition }))
    .filter(({ value }) => !same(value, NOTHING))
    .toSorted((one, other) => Number(one.condition !== null) - Number(other.condition !== null));
}

/** Both values, each once; alone where they are one. */
function joinDistinct(a: TemplateValue, b: TemplateValue): TemplateValue {
  const all = [a, b].flatMap(listOf);
  const distinct = [...new Map(all.map((each) => [JSON.stringify(each), besides(all, each)])).values()];
  return distinct.length === 1 ? a : distinct.filter((each) => !same(each, NOTHING));
}

/** A choice without what is there always: nothing, where that is each branch of it. */
function besides(always: readonly TemplateValue[], value: TemplateValue): TemplateValue {
  const choice = isMap(value) ? value['Fn::If'] : undefined;
  if (choice === undefined || !isList(choice)) return value;
  const [condition = '', ...branches] = choice;
  const left = branches.map((each) => (always.some((one) => same(one, each)) ? NOTHING : besides(always, each)));
  return left.every((each) => same(each, NOTHING)) ? NOTHING : { 'Fn::If': [condition, ...left] };
}

function listOf(value: TemplateValue): readonly TemplateValue[] {
  return isList(value) ? value : [value];
}

/** Two values as one, or null where they contradict each other. */
function joinValues(a: TemplateValue, b: TemplateValue): TemplateValue | null {
  if (same(a, b)) return a;
  if (isList(a) && isList(b)) return joinLists(a, b);
  if (!isMap(a) || !isMap(b)) return null;
  // What one resource would have under a condition, the other has always.
  if (a.Type !== undefined && !same(a.Condition, b.Condition)) return joinPolicies(a, b) ?? joinPolicies(b, a);
  const found: Record<string, TemplateValue> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const there = found[key];
    const both = there === undefined ? value : joinValues(there, value);
    if (both === null) return null;
    found[key] = both;
  }
  return found;
}

/** A policy that is there always, and one under a condition: of that, no more than its statements need one. */
function joinPolicies(always: TemplateMap, { Condition: condition, ...other }: TemplateMap): TemplateValue | null {
  if (always.Condition !== undefined || condition === undefined) return null;
  const hold = (statements: TemplateValue) =>
    listOf(statements).map((each) => ({ 'Fn::If': [condition, each, NOTHING] }));
  const held = changedAt(other, ['Properties', 'PolicyDocument', 'Statement'], hold);
  return held === null ? null : joinValues(always, held);
}

/** A value with another at the end of a path of keys; null where that leads nowhere. */
function changedAt(
  value: TemplateValue,
  [key, ...path]: readonly string[],
  change: (value: TemplateValue) => TemplateValue,
): TemplateValue | null {
  if (key === undefined) return change(value);
  const inner = isMap(value) ? value[key] : undefined;
  const changed = inner === undefined ? null : changedAt(inner, path, change);
  return changed === null || !isMap(value) ? null : { ...value, [key]: changed };
}

function joinLists(a: readonly TemplateValue[], b: readonly TemplateValue[]): readonly TemplateValue[] {
  return b.reduce(withItem, a);
}

/** The items with one more, which may join several of them: those that only their conditions kept apart. */
function withItem(items: readonly TemplateValue[], item: TemplateValue): readonly TemplateValue[] {
  const both = items.map((there) => joinItems(there, item));
  const at = both.findIndex((joined) => joined !== null);
  const joined = both[at] ?? null;
  if (joined === null) return [...items, withFreeNames(items, item)];
  const behind = items.slice(at + 1);
  const whole = behind.reduce((all, each) => joinItems(all, each) ?? all, joined);
  return [...items.slice(0, at), whole, ...behind.filter((each) => joinItems(joined, each) === null)];
}

function joinItems(a: TemplateValue, b: TemplateValue): TemplateValue | null {
  if (same(a, b)) return a;
  if (!isMap(a) || !isMap(b)) return null;
  if (a.PolicyName !== undefined && same(a.PolicyName, b.PolicyName)) return joinValues(a, b);
  return joinChoices(a, b) ?? joinGuarded(a, b) ?? joinGuarded(b, a) ?? joinStatements(a, b);
}

/** Two statements under the same condition. */
function joinChoices(a: TemplateMap, b: TemplateMap): TemplateValue | null {
  const [first, second] = [a['Fn::If'], b['Fn::If']];
  if (first === undefined || second === undefined || !isList(first) || !isList(second)) return null;
  const [condition, ...branches] = first;
  const [otherCondition, ...otherBranches] = second;
  if (condition === undefined || !same(condition, otherCondition) || branches.length !== otherBranches.length)
    return null;
  const both = branches.map((branch, index) => joinItems(branch, otherBranches[index] ?? ''));
  const known = both.filter((branch) => branch !== null);
  return known.length < both.length ? null : { 'Fn::If': [condition, ...known] };
}

/** A statement that is there always, and one under a condition: of that, no more than its Resource needs one. */
function joinGuarded(always: TemplateMap, other: TemplateMap): TemplateValue | null {
  const choice = other['Fn::If'];
  if (choice === undefined || !isList(choice) || always.Resource === undefined) return null;
  const [condition = '', ...branches] = choice;
  const at = branches.findIndex((branch) => !same(branch, NOTHING));
  const statement = branches[at];
  if (statement === undefined || branches.length !== 2 || !same(branches[1 - at], NOTHING)) return null;
  if (!isMap(statement) || statement.Resource === undefined || !isLike(always, statement)) return null;
  const there = listOf(always.Resource);
  const lacking = listOf(statement.Resource).filter((each) => !there.some((one) => same(one, each)));
  const held = lacking.map((each) => ({ 'Fn::If': [condition, ...(at === 0 ? [each, NOTHING] : [NOTHING, each])] }));
  return held.length === 0 ? always : { ...always, Resource: joinDistinct(always.Resource, held) };
}

/** Two statements that differ in nothing but the Resource. */
function joinStatements(a: TemplateMap, b: TemplateMap): TemplateValue | null {
  if (a.Resource === undefined || b.Resource === undefined || !isLike(a, b)) return null;
  return { ...a, Resource: joinDistinct(a.Resource, b.Resource) };
}

/** Whether two statements are the same but for what they name; their Sids say nothing. */
function isLike({ Resource: _, Sid: __, ...a }: TemplateMap, { Resource: ___, Sid: ____, ...b }: TemplateMap): boolean {
  return same(a, b);
}

/** What names a statement within its policy, and a policy within its role: neither occurs twice, whatever the condition. */
const NAMES = ['Sid', 'PolicyName'] as const;

function withFreeNames(there: readonly TemplateValue[], item: TemplateValue): TemplateValue {
  if (!isMap(item)) return item;
  const choice = item['Fn::If'];
  if (choice !== undefined && isList(choice)) {
    const [condition = '', ...branches] = choice;
    return { 'Fn::If': [condition, ...branches.map((branch) => withFreeNames(there, branch))] };
  }
  const free = NAMES.flatMap((key) => {
    const wanted = item[key];
    return typeof wanted === 'string' ? [[key, freeName(new Set(there.flatMap(namesIn)), wanted)]] : [];
  });
  return { ...item, ...Object.fromEntries(free) };
}

function namesIn(value: TemplateValue): readonly string[] {
  if (!isMap(value)) return [];
  const choice = value['Fn::If'];
  if (choice !== undefined && isList(choice)) return choice.flatMap(namesIn);
  return NAMES.flatMap((key) => value[key] ?? []).filter((name) => typeof name === 'string');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
