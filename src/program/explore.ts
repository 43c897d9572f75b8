import { call } from './calls.ts';
import { entryOf } from './files.ts';
import { argumentsOf, Machine, type Program } from './machine.ts';
import { type Decision, Run } from './run.ts';
import { findIn, putIn } from './things.ts';
import type { CallExpression } from './tree.ts';
import {
  type Arguments,
  type Given,
  givenThing,
  NotFollowed,
  outside,
  placeOf,
  Raised,
  SeenBefore,
  type Test,
  type Thing,
  UNKNOWN,
  type Value,
} from './values.ts';

/** What a call hands over under the name that was asked for. */
export type Passed =
  | { readonly kind: 'given'; readonly given: Given }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

/** One way through a program: what it was told, and what it then passed. */
export interface Way {
  readonly answers: readonly { readonly test: Test; readonly answer: boolean }[];
  readonly passed: readonly Passed[];
}

export interface Explored {
  readonly ways: readonly Way[];
  /** Where calls that are watched for came to be made on any of them. */
  readonly reached: ReadonlySet<CallExpression>;
}

/** A program with more ways through it, or of which the ways are longer altogether, is not followed. */
const WAYS = 300;
const STEPS = 200_000;

/**
 * Runs the function of that name of a program on an event of which no more than `told` is known, once for each way on
 * which that may lead it, and notes what each call that is watched for hands over under `argument`. A string says what is not followed.
 */
export function explore(
  program: Program,
  entry: string,
  argument: string,
  told: Readonly<Record<string, string>> = {},
): Explored | string {
  const ways: Way[] = [];
  const reached = new Set<CallExpression>();
  const budget = { steps: STEPS };
  let decisions: Decision[] = [];
  for (let count = 0; count < WAYS; count++) {
    const way = walk(program, entry, argument, told, new Run(decisions, budget), reached);
    if (typeof way === 'string' && way !== SEEN) return way;
    if (typeof way !== 'string') ways.push(way);
    const open = decisions.findLastIndex(({ answer }) => answer);
    if (open < 0) return { ways, reached };
    decisions = decisions.slice(0, open + 1).map((each, index) => (index === open ? { ...each, answer: false } : each));
  }
  return 'it has too many ways';
}

const SEEN = 'seen';

function walk(
  program: Program,
  entry: string,
  argument: string,
  told: Readonly<Record<string, string>>,
  run: Run,
  reached: Set<CallExpression>,
): Way | string {
  const passed: Passed[] = [];
  const machine = new Machine(program, run, (self, given) =>
    passed.push(asPassed(self, handedOver(self, given, argument))),
  );
  try {
    const event = eventOf(run, told);
    const handler = run.settle(entryOf(machine, entry));
    if (handler.kind === 'outside' || handler.kind === 'unknown') return 'a library makes the handler';
    callWith(machine, handler, event);
    for (const each of machine.registered) if (each !== handler) callWith(machine, each, event);
  } catch (error) {
    if (error instanceof SeenBefore) return SEEN;
    if (error instanceof NotFollowed) return error.message;
    if (!(error instanceof Raised)) throw error;
  } finally {
    for (const each of machine.reached) reached.add(each);
  }
  return { answers: run.decisions.slice(0, run.asked).map(({ test, answer }) => ({ test, answer })), passed };
}

function callWith(machine: Machine, handler: Value, event: Thing): void {
  try {
    call(machine, handler, argumentsOf([event, outside('context')]));
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
  }
}

/** The event, with the properties of the custom resource in it. */
function eventOf(run: Run, told: Readonly<Record<string, string>>): Thing {
  const event = givenThing({ of: 'event', path: [] });
  putIn(run, event, 'ResourceProperties', givenThing({ of: 'property', path: [] }));
  for (const [name, value] of Object.entries(told)) putIn(run, event, name, { kind: 'literal', value });
  return event;
}

/** What a call hands over under a name: an argument of Python, or an entry of the object that it is handed. */
function handedOver(machine: Machine, { items, named, spread, isOpen }: Arguments, name: string): Value {
  const given = named.get(name);
  if (given !== undefined) return given;
  const [first] = items;
  const object = first === undefined ? undefined : machine.run.settle(first);
  const sources = machine.isPython ? [...spread].toReversed() : object?.kind === 'thing' ? [object] : [];
  for (const source of sources) {
    const { value, isThere } = findIn(machine.run, source, name);
    if (isThere === true || (isThere !== false && (sources.length === 1 || machine.run.decide(isThere)))) return value;
  }
  return isOpen || (!machine.isPython && sources.length === 0) ? UNKNOWN : { kind: 'literal', value: undefined };
}

function asPassed(machine: Machine, given: Value): Passed {
  const value = machine.run.settle(given);
  if (value.kind === 'literal') {
    if (value.value === null || value.value === undefined || value.value === '') return { kind: 'nothing' };
    return typeof value.value === 'string' ? { kind: 'string', value: value.value } : { kind: 'unknown' };
  }
  const place = placeOf(value);
  return place === null ? { kind: 'unknown' } : { kind: 'given', given: place };
}
