import type { Machine } from './machine.ts';
import { findIn, namesIn } from './things.ts';
import { literal, NotFollowed, placeOf, stringOf, type Test, type Value } from './values.ts';

/** Whether a value counts as true, asked for now. */
export function isTrue(machine: Machine, value: Value): boolean {
  const { run } = machine;
  switch (value.kind) {
    case 'choice':
      return isTrue(machine, run.settle(value));
    case 'literal':
      return Boolean(value.value);
    case 'each':
      throw new NotFollowed('a test of every name');
    case 'list':
      if (!machine.isPython || value.items.length > 0) return true;
      return value.isOpen && run.decide(run.openTest());
    case 'thing': {
      const given = placeOf(value);
      if (given !== null)
        return given.path.length === 0 || run.decide({ kind: 'given', given, asks: 'filled', value: '' });
      if (!machine.isPython || value.of !== null) return true;
      const names = namesIn(value);
      return names === null ? run.decide(run.openTest()) : names.length > 0;
    }
    case 'outside':
    case 'unknown':
      return run.decide(run.openTest());
    default:
      return true;
  }
}

/** Whether something stands in a value: not None, null or undefined. */
export function isThere(machine: Machine, value: Value): boolean {
  const { run } = machine;
  const settled = run.settle(value);
  if (settled.kind === 'literal') return settled.value !== null && settled.value !== undefined;
  if (settled.kind === 'each') throw new NotFollowed('a test of every name');
  const given = placeOf(settled);
  if (given !== null)
    return given.path.length === 0 || run.decide({ kind: 'given', given, asks: 'present', value: '' });
  return settled.kind === 'outside' || settled.kind === 'unknown' ? run.decide(run.openTest()) : true;
}

/** Whether two values are equal, as a value that is asked for later. */
export function equal(machine: Machine, a: Value, b: Value, isStrict = false): Value {
  const { run } = machine;
  const [left, right] = [run.settle(a), run.settle(b)];
  if (left.kind === 'each' || right.kind === 'each') throw new NotFollowed('a test of every name');
  if (left.kind === 'literal' && right.kind === 'literal') {
    return literal(left.value === right.value || (!isStrict && isNothing(left.value) && isNothing(right.value)));
  }
  const [known, other] = left.kind === 'literal' ? [left, right] : [right, left];
  const answered = (test: Test) => run.choice(test, literal(true), literal(false));
  if (known.kind === 'literal' && (known.value === null || known.value === undefined)) {
    // What the template leaves out is undefined, and nothing that it gives is null.
    return isStrict && known.value === null && placeOf(other) !== null
      ? literal(false)
      : literal(!isThere(machine, other));
  }
  const given = placeOf(other);
  const string = stringOf(known);
  if (given !== null && string !== null) return answered({ kind: 'given', given, asks: 'equals', value: string });
  const isOpen =
    [left, right].some(({ kind }) => kind === 'outside' || kind === 'unknown') ||
    given !== null ||
    placeOf(known) !== null;
  return isOpen || left.kind === right.kind ? answered(run.openTest()) : literal(false);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** `name in object`, `item in list`, as a value that is asked for later. */
export function isIn(machine: Machine, item: Value, container: Value): Value {
  const { run } = machine;
  const [name, holder] = [run.settle(item), run.settle(container)];
  if (name.kind === 'each') throw new NotFollowed('a test of every name');
  const answered = (test: Test) => run.choice(test, literal(true), literal(false));
  if (holder.kind === 'list') {
    if (holder.isOpen) return answered(run.openTest());
    return literal(holder.items.some((each) => isTrue(machine, equal(machine, name, each))));
  }
  const string = name.kind === 'literal' ? String(name.value) : null;
  if (holder.kind === 'thing' && string !== null) {
    const found = findIn(run, holder, string);
    return typeof found.isThere === 'boolean' ? literal(found.isThere) : answered(found.isThere);
  }
  const text = stringOf(holder);
  if (text !== null && string !== null) return literal(text.includes(string));
  return answered(run.openTest());
}
