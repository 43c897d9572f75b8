import type { Value } from './code-values.ts';
import type { Code, Span } from './code-variables.ts';

/** A call of a function by its name. */
export interface Called {
  /** Where the name stands. */
  readonly at: number;
  /** It is called as a member of something that is not the file itself. */
  readonly isMember: boolean;
  readonly given: readonly Value[];
  /** By name; null where a star or three dots may bring any. */
  readonly named: ReadonlyMap<string, Value> | null;
}

/** What one look at all the code brings for the next: each holds whatever the functions are called with. */
export interface Knowledge {
  readonly calls: Map<string, Called[]>;
  /** What functions return, by their names. */
  readonly returns: Map<string, Value[]>;
  /** Classes that hold nothing but values, by their names. */
  readonly classes: Map<string, Value>;
  /** What is put under a name of `self` or `this`, by where it is. */
  readonly attributes: Map<string, Map<number, Value>>;
  /** Names that a function, or the file, gives a value; by where its body begins. */
  readonly constants: Map<number, Map<string, Value>>;
  /** Where a name is given a value by a statement that is understood. */
  readonly assigned: Set<number>;
  /** Where something is only looked up in what a name means. */
  readonly lookUps: Set<number>;
  /** Of entries of objects that are written out, those that may be looked up. */
  readonly taken: Set<number>;
  /** What never runs. */
  readonly dead: Span[];
  /** Where statements begin that never run. */
  readonly idle: Set<number>;
  /** What a table or a choice brings, where that has a name: what stands there, and the name. */
  readonly callees: Map<number, { readonly span: Span; readonly name: string }>;
  /** Where what runs turns on what tells resources apart, and it is not known how. */
  readonly open: Set<number>;
  /** Where something is looked up by what tells resources apart, in what is not known. */
  readonly picks: Set<number>;
  /** Objects that are written out: where each begins, and its entries. */
  readonly objects: Map<number, readonly ObjectEntry[]>;
  /** The name, or `.name`, that such an object is given, by where it begins; empty for one that is looked up at once. */
  readonly holders: Map<number, string>;
  /** Of the look-ups, those of which it is known what they bring. */
  readonly served: Set<number>;
}

export interface ObjectEntry {
  readonly at: number;
  readonly value: Span;
  /** It stands as a method, so that all of it is the value. */
  readonly isMethod: boolean;
}

export function noKnowledge(): Knowledge {
  return {
    calls: new Map(),
    returns: new Map(),
    classes: new Map(),
    attributes: new Map(),
    constants: new Map(),
    assigned: new Set(),
    lookUps: new Set(),
    taken: new Set(),
    dead: [],
    idle: new Set(),
    callees: new Map(),
    open: new Set(),
    picks: new Set(),
    objects: new Map(),
    holders: new Map(),
    served: new Set(),
  };
}

/** What names mean at a place; what is not there is not known. */
export type Names = ReadonlyMap<string, Value>;

/** What an expression is evaluated with. */
export interface Context {
  readonly all: Code;
  /** What the last look brought. */
  readonly known: Knowledge;
  /** What this one brings. */
  readonly found: Knowledge;
  readonly nameAt: (name: string, at: number, names: Names) => Value;
  readonly attribute: (name: string) => Value;
  readonly returned: (name: string) => Value;
  /** Whether a condition at a place holds; what is not known may be assumed. */
  readonly decide: (value: Value, at: number) => boolean | null;
  /** Goes one expression deeper, where that is not too deep; `rise` comes back. */
  readonly isTooDeep: () => boolean;
  readonly rise: () => void;
}
