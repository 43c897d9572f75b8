import { evaluate, logic, nameOf, spreadInto } from './evaluate.ts';
import { iterated } from './iterate.ts';
import type { Machine } from './machine.ts';
import { memberOf } from './members.ts';
import type { Scope } from './scope.ts';
import { copyOf, forgetIn, mergeInto, putIn, takeOut } from './things.ts';
import type { Expression, MemberExpression, Target } from './tree.ts';
import { isThere } from './truth.ts';
import {
  addTo,
  type List,
  listOf,
  NotFollowed,
  type Thing,
  thingOf,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

/** How a name comes to its value: it is new in its block or function, or it is known already. */
export type Giving = 'declare' | 'var' | 'assign';

/** `a = b`, `a ??= b`, `a += b`. */
export function assignTo(
  machine: Machine,
  { target, operator, value }: Extract<Expression, { kind: 'assign' }>,
  scope: Scope,
): Value {
  if (operator === 'plain') {
    const given = evaluate(machine, value, scope);
    give(machine, target, given, scope, 'assign');
    return given;
  }
  const before =
    target.kind === 'name' ? evaluate(machine, { kind: 'name', name: target.name, at: target.at }, scope) : null;
  const held = before ?? (target.kind === 'member' ? evaluate(machine, target, scope) : UNKNOWN);
  const made =
    operator === 'other'
      ? changed(machine, held, evaluate(machine, value, scope))
      : logic(machine, operator, held, value, scope);
  if (made !== held) give(machine, target, made, scope, 'assign');
  return made;
}

/** `a += [b]`, `a |= {…}` of Python change the object itself. */
function changed(machine: Machine, given: Value, by: Value): Value {
  const [held, other] = [machine.run.settle(given), machine.run.settle(by)];
  if (held.kind === 'thing') {
    if (other.kind === 'thing') mergeInto(machine.run, held, other);
    else forgetIn(machine.run, held);
    return held;
  }
  if (held.kind !== 'list') return UNKNOWN;
  const more = iterated(machine, other);
  addTo(held, more.items);
  held.isOpen ||= more.isOpen;
  machine.run.effects++;
  return held;
}

export function give(machine: Machine, target: Target, value: Value, scope: Scope, how: Giving): void {
  machine.run.effects++;
  switch (target.kind) {
    case 'name':
      if (how === 'assign') scope.assign(target.name, value);
      else (how === 'var' ? scope.owner : scope).declare(target.name, value);
      return;
    case 'member':
      giveMember(machine, target, value, scope);
      return;
    case 'items':
      giveItems(machine, target, value, scope, how);
      return;
    case 'entries':
      giveEntries(machine, target, value, scope, how);
      return;
    case 'unread':
      throw new NotFollowed('something is given a value that is not read');
  }
}

function giveMember(machine: Machine, { of, name }: MemberExpression, value: Value, scope: Scope): void {
  const holder = machine.run.settle(evaluate(machine, of, scope));
  const key = machine.run.settle(evaluate(machine, name, scope));
  put(machine, holder, key, value);
}

/** `holder[key] = value` */
export function put(machine: Machine, given: Value, key: Value, value: Value): void {
  const { run } = machine;
  const holder = run.settle(given);
  const name = nameOf(machine, key);
  run.effects++;
  if (holder.kind === 'thing' && name !== null) putIn(run, holder, name, value);
  else if (holder.kind === 'thing') putByAny(machine, holder, run.settle(key), run.settle(value));
  else if (holder.kind === 'class' && name !== null) holder.own.set(name, value);
  else if (holder.kind === 'list') putItem(holder, name, value);
  else if (holder.kind === 'module') throw new NotFollowed('another file is changed');
  else if (holder.kind !== 'outside' || holder.path.includes('(*)'))
    throw new NotFollowed('something unknown is changed');
}

/** An object gets what another has under each of its names, or anything. */
function putByAny(machine: Machine, holder: Thing, key: Value, value: Value): void {
  const isCopied =
    key.kind === 'each' && value.kind === 'each' && key.of === value.of && key.is === 'name' && value.is === 'value';
  if (isCopied) mergeInto(machine.run, holder, key.of);
  else forgetIn(machine.run, holder);
}

function putItem(list: List, name: string | null, value: Value): void {
  const place = name === null ? Number.NaN : Number(name);
  if (Number.isInteger(place) && place >= 0 && place < list.items.length && !list.isOpen) list.items[place] = value;
  else {
    addTo(list, [value]);
    list.isOpen = true;
  }
}

function giveItems(
  machine: Machine,
  { items }: Extract<Target, { kind: 'items' }>,
  value: Value,
  scope: Scope,
  how: Giving,
): void {
  const { items: given, isOpen } = iterated(machine, value);
  const rest = items.findIndex((item) => item?.isRest === true);
  for (const [index, item] of items.entries()) {
    if (item === null) continue;
    const isBehind = rest >= 0 && index > rest;
    const place = isBehind ? given.length - items.length + index : index;
    const taken = item.isRest
      ? listOf(given.slice(index, given.length - (items.length - 1 - index)), isOpen)
      : given[place];
    const found: Value = isOpen && !item.isRest ? UNKNOWN : (taken ?? UNDEFINED);
    give(machine, item.target, withDefault(machine, found, item.otherwise, scope), scope, how);
  }
}

function giveEntries(
  machine: Machine,
  { entries, rest }: Extract<Target, { kind: 'entries' }>,
  value: Value,
  scope: Scope,
  how: Giving,
): void {
  const names: (string | null)[] = [];
  for (const { key, target, otherwise } of entries) {
    const name = evaluate(machine, key, scope);
    names.push(nameOf(machine, name));
    const found = memberOf(machine, value, name, true);
    give(machine, target, withDefault(machine, found, otherwise, scope), scope, how);
  }
  if (rest === null) return;
  const held = machine.run.settle(value);
  const left = held.kind === 'thing' ? copyOf({ ...held, of: null }) : thingOf();
  if (held.kind !== 'thing') spreadInto(machine, left, held);
  for (const name of names) {
    if (name === null) forgetIn(machine.run, left);
    else takeOut(machine.run, left, name);
  }
  give(machine, rest, left, scope, how);
}

/** A value, or what counts where it is undefined. */
export function withDefault(machine: Machine, value: Value, otherwise: Expression | null, scope: Scope): Value {
  if (otherwise === null) return value;
  const isNull = value.kind === 'literal' && value.value === null;
  return isNull || isThere(machine, value) ? value : evaluate(machine, otherwise, scope);
}

/** `del a[b]`, `delete a.b`, `del a`. */
export function removeAt(machine: Machine, target: Target, scope: Scope): void {
  if (target.kind === 'name') {
    scope.forget(target.name);
    return;
  }
  if (target.kind !== 'member') throw new NotFollowed('something is removed that is not read');
  const holder = machine.run.settle(evaluate(machine, target.of, scope));
  const name = nameOf(machine, evaluate(machine, target.name, scope));
  machine.run.effects++;
  if (holder.kind === 'thing' && name !== null) takeOut(machine.run, holder, name);
  else if (holder.kind === 'thing') forgetIn(machine.run, holder);
  else if (holder.kind === 'list') holder.isOpen = true;
  else if (holder.kind !== 'outside' || holder.path.includes('(*)'))
    throw new NotFollowed('something unknown is changed');
}
