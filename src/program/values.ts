import type { Scope } from './scope.ts';
import type { ClassMember, Expression, FunctionTree, Primitive } from './tree.ts';

/** A property's name, or the place of an item in a list. */
export type Step = string | number;

/** Every item of a list, one after the other. */
export const EACH = -1;

/** What a JSON text holds. */
export const PARSED = '{JSON}';

/** A place in what a handler is given: the properties of the custom resource, the variables, or all else of the event. */
export interface Given {
  readonly of: 'property' | 'variable' | 'event';
  readonly path: readonly Step[];
}

/** What a program may ask of something that is not known while it is run. */
export type Test =
  /** Whether something stands there; whether it counts as true; whether it is this string. */
  | {
      readonly kind: 'given';
      readonly given: Given;
      readonly asks: 'present' | 'filled' | 'equals';
      readonly value: string;
    }
  | { readonly kind: 'open'; readonly id: number };

/** What a program handles while it is run without its event. */
export type Value =
  | { readonly kind: 'literal'; readonly value: Primitive }
  | Thing
  | List
  | Closure
  | Class
  /** A method that every value of a kind has: `get` of a dictionary. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  /** A function with the first of its arguments. */
  | { readonly kind: 'partial'; readonly of: Value; readonly given: Arguments }
  /** What another file of the program makes. */
  | { readonly kind: 'module'; readonly scope: Scope }
  /** Something of a library, by the way to it: `boto3.client()`. */
  | { readonly kind: 'outside'; readonly path: string }
  | Choice
  /** The name that a loop over an object has in turn. */
  | { readonly kind: 'each'; readonly of: Thing; readonly is: 'name' | 'value' }
  | { readonly kind: 'unknown' };

/** One of two values, by something that is not asked before it matters. */
export interface Choice {
  readonly kind: 'choice';
  readonly test: Test;
  readonly met: Value;
  readonly otherwise: Value;
}

/** A dictionary, an object, an instance of a class, or whatever the event or the environment holds at a place. */
export interface Thing {
  readonly kind: 'thing';
  /** The last one that has a name counts. */
  layers: Layer[];
  readonly of: Class | null;
}

export type Layer =
  /** Null for a name that was taken out. */
  | { readonly kind: 'entries'; readonly entries: Map<string, Value | null> }
  /** What was handed out of it is changed where it is handed out again. */
  | { readonly kind: 'given'; readonly given: Given; readonly parts: Map<string, Value> }
  /** All that another object had. */
  | { readonly kind: 'inner'; readonly layers: readonly Layer[] }
  /** Entries that are made of those of another object, one by one. */
  | { readonly kind: 'made'; readonly find: (name: string) => Value | null }
  | { readonly kind: 'unknown' };

export interface List {
  readonly kind: 'list';
  items: Value[];
  /** It may hold more, or other things. */
  isOpen: boolean;
}

export interface Closure {
  readonly kind: 'function';
  readonly tree: FunctionTree;
  readonly scope: Scope;
  /** The object or class whose method it is. */
  readonly self: Value | null;
  readonly home: Class | null;
  /** What Python made of the defaults of its parameters where it was defined. */
  readonly defaults: Defaults;
}

export type Defaults = ReadonlyMap<Expression, Value>;

export interface Class {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Value[];
  readonly members: readonly ClassMember[];
  readonly scope: Scope;
  /** What belongs to the class itself. */
  readonly own: Map<string, Value>;
  /** Those of its methods. */
  readonly defaults: Defaults;
  /** It takes what it declares: a dataclass and its like. */
  readonly isRecord: boolean;
}

/** What a call hands over. */
export interface Arguments {
  readonly items: readonly Value[];
  /** More may follow them. */
  readonly isOpen: boolean;
  readonly named: ReadonlyMap<string, Value>;
  /** What `**` hands over. */
  readonly spread: readonly Thing[];
}

export const UNKNOWN: Value = { kind: 'unknown' };
export const UNDEFINED: Value = { kind: 'literal', value: undefined };
export const NONE: Value = { kind: 'literal', value: null };

/** No name or key is longer. */
const LONGEST_STRING = 10_000;

export function literal(value: Primitive): Value {
  return typeof value === 'string' && value.length > LONGEST_STRING ? UNKNOWN : { kind: 'literal', value };
}

/** A way that is longer tells no more. */
const LONGEST = 300;

export function outside(path: string): Value {
  return { kind: 'outside', path: path.length > LONGEST ? `?${path.slice(-LONGEST)}` : path };
}

export function thingOf(entries: Iterable<readonly [string, Value]> = [], of: Class | null = null): Thing {
  return { kind: 'thing', layers: [{ kind: 'entries', entries: new Map(entries) }], of };
}

export function givenThing(given: Given): Thing {
  return { kind: 'thing', layers: [{ kind: 'given', given, parts: new Map() }], of: null };
}

/** Of a longer list no more is known. */
const MOST_ITEMS = 2000;

export function listOf(items: readonly Value[], isOpen = false): List {
  return { kind: 'list', items: items.slice(0, MOST_ITEMS), isOpen: isOpen || items.length > MOST_ITEMS };
}

/** Puts items at the end of a list. */
export function addTo(list: List, items: readonly Value[]): void {
  for (const item of items) {
    if (list.items.length < MOST_ITEMS) list.items.push(item);
    else list.isOpen = true;
  }
}

/** The place that a value is as a whole, or null for any other value. */
export function placeOf(value: Value): Given | null {
  if (value.kind !== 'thing' || value.of !== null) return null;
  const [layer, ...others] = value.layers;
  return layer?.kind === 'given' && others.length === 0 ? layer.given : null;
}

/** The string that a value is, or null. */
export function stringOf(value: Value): string | null {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** The code leaves a function, or comes to a handler of it, by an error. */
export class Raised extends Error {
  /** The name of its type; null for one that a library raises. */
  readonly type: string | null;
  readonly value: Value;

  constructor(type: string | null, value: Value = UNKNOWN) {
    super(type ?? 'an error of a library');
    this.type = type;
    this.value = value;
  }
}

/** The program does something that is not followed, so that nothing is known of what it does. */
export class NotFollowed extends Error {}

/** What follows was seen already. */
export class SeenBefore extends Error {}
