import { call } from './calls.ts';
import { UNSEEN } from './files.ts';
import { COMMON } from './library.ts';
import type { Machine } from './machine.ts';
import { PYTHON } from './python-library.ts';
import { SCRIPT } from './script-library.ts';
import { findIn, forgetIn, namesIn } from './things.ts';
import { type Arguments, NotFollowed, outside, thingOf, UNDEFINED, type Value } from './values.ts';

/** Functions of libraries that change what they are handed. */
const CHANGING =
  /(?:^|\.)(?:assign|merge|mergeWith|mergeDeep|defaults|defaultsDeep|extend|set|unset|setWith|setitem|delitem|update|pop|deepmerge)$/;

/** What a function of a library gives; what it is handed it may call, and seldom changes. */
export function callOutside(machine: Machine, path: string, given: Arguments, isNew: boolean): Value {
  const [first = UNDEFINED, second] = given.items.map((each) => machine.run.settle(each));
  const known = COMMON.get(path) ?? (machine.isPython ? PYTHON : SCRIPT).get(path);
  if (known !== undefined && !isNew) return known(machine, given, first, second);
  const described = describedKey(machine, path, given);
  if (described !== null) return described;
  const all = [...given.items, ...given.named.values()].map((each) => machine.run.settle(each));
  const isHanded = all.some((each) => each.kind === 'thing' || each.kind === 'list') || given.spread.length > 0;
  if (isHanded && CHANGING.test(path)) throw new NotFollowed('a library changes an object');
  // A client or a logger that keeps what it is handed gives it back nowhere that matters; a method of it may.
  if (path.includes('(*)') && /\.(?:update|pop|setdefault|clear|popitem|append|set|delete)$/.test(path)) {
    throw new NotFollowed('a copy may be no copy');
  }
  for (const each of all) callBack(machine, each, all, given);
  if (path.startsWith(UNSEEN)) for (const each of [...all, ...given.spread]) forget(machine, each);
  machine.run.mayRaise(null);
  return outside(`${path}(${isHanded ? '*' : ''})`);
}

/** Code of the program that is not in sight may change what it is handed. */
function forget(machine: Machine, value: Value): void {
  if (value.kind === 'thing') forgetIn(machine.run, value);
  if (value.kind === 'list') Object.assign(value, { items: [], isOpen: true });
}

/** A function that is handed to a library may be called by it, with whatever it is handed besides. */
function callBack(machine: Machine, value: Value, all: readonly Value[], given: Arguments): void {
  const isFunction = value.kind === 'function' || value.kind === 'partial';
  if (isFunction) {
    if (machine.run.decide(machine.run.openTest())) call(machine, value, restOf(value, all, given));
  } else if (value.kind === 'outside' && machine.program.watched.has(value.path.split('.').at(-1) ?? '')) {
    throw new NotFollowed('a library is handed the call itself');
  }
}

/** What `submit(f, a, b)` hands on; anything where it has parameters that nothing stands for. */
function restOf(value: Value, all: readonly Value[], { named, spread }: Arguments): Arguments {
  const rest = all.slice(all.indexOf(value) + 1);
  return { items: rest, isOpen: true, named, spread };
}

/** DescribeKey answers with the very key that it is asked for. */
function describedKey(machine: Machine, path: string, given: Arguments): Value | null {
  const name = path.split('.').at(-1) ?? '';
  const [first] = given.items;
  const input = first === undefined ? undefined : machine.run.settle(first);
  if (name === 'DescribeKeyCommand' && input?.kind === 'thing') return thingOf([[COMMAND, input]]);
  const isSent = name === 'send' && input?.kind === 'thing' && input.of === null && namesIn(input)?.[0] === COMMAND;
  const asked = isSent ? findIn(machine.run, input, COMMAND).value : input;
  if (!isSent && name !== 'describe_key' && name !== 'describeKey') return null;
  const key = asked?.kind === 'thing' ? findIn(machine.run, asked, 'KeyId').value : given.named.get('KeyId');
  if (key === undefined) return null;
  machine.run.mayRaise(null);
  const metadata = thingOf([
    ['Arn', key],
    ['KeyId', key],
  ]);
  metadata.layers.unshift({ kind: 'unknown' });
  return thingOf([['KeyMetadata', metadata]]);
}

const COMMAND = '(DescribeKey)';
