/** What is known of a value while code runs for one custom resource. */
export type Value = {
  /** It is made from what tells custom resources apart. */
  readonly isTyped: boolean;
} & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'truth'; readonly holds: boolean }
  /** None, null or undefined. */
  | { readonly kind: 'nothing'; readonly word: string }
  /** `isFixed` where it is never changed. */
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly isFixed?: boolean }
  | { readonly kind: 'object'; readonly entries: readonly ValueEntry[]; readonly isWhole: boolean }
  /** A function or a class of the code. */
  | { readonly kind: 'function'; readonly name: string | null }
  /** `holds` is whether it counts as true, where that is known; `chain` how the code may call it anywhere. */
  | { readonly kind: 'unknown'; readonly holds: boolean | null; readonly chain: string | null }
);

export interface ValueEntry {
  readonly key: Value;
  readonly value: Value;
  /** Where it stands in an object that is written out; -1 for none. */
  readonly at: number;
}

export const UNKNOWN: Value & { readonly kind: 'unknown' } = {
  kind: 'unknown',
  holds: null,
  chain: null,
  isTyped: false,
};
export const NONE: Value & { readonly kind: 'nothing' } = { kind: 'nothing', word: 'undefined', isTyped: false };

export function unknownOf(...from: readonly Value[]): Value & { readonly kind: 'unknown' } {
  return from.some(({ isTyped }) => isTyped) ? { ...UNKNOWN, isTyped: true } : UNKNOWN;
}

export function textValue(text: string, isTyped = false): Value {
  return { kind: 'text', text, isTyped };
}

/** True, false, or what is not known. */
export function truthValue(holds: boolean | null, ...from: readonly Value[]): Value {
  return holds === null ? unknownOf(...from) : { kind: 'truth', holds, isTyped: unknownOf(...from).isTyped };
}

/** Whether a value counts as true; null where that is not known. */
export function truthOf(value: Value, language: string): boolean | null {
  switch (value.kind) {
    case 'text':
      return value.text !== '';
    case 'number':
      return value.number !== 0;
    case 'truth':
      return value.holds;
    case 'nothing':
      return false;
    case 'list':
      return language !== 'python' || value.items.length > 0;
    case 'object':
      return language !== 'python' || value.entries.length > 0 ? true : value.isWhole ? false : null;
    case 'function':
      return true;
    case 'unknown':
      return value.holds;
  }
}

/** Whether two values are equal; null where that is not known. */
export function areEqual(a: Value, b: Value, isLoose = false): boolean | null {
  if (a.kind === 'unknown' || b.kind === 'unknown') return null;
  if (a.kind === 'nothing' && b.kind === 'nothing') return a.word === b.word || isLoose;
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.items.length !== b.items.length) return false;
    return allOf(a.items.map((item, index) => areEqual(item, b.items[index] ?? UNKNOWN, isLoose)));
  }
  if (a.kind !== b.kind) return isLoose && a.kind !== 'nothing' && b.kind !== 'nothing' ? null : isApart(a, b);
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind === 'number' && b.kind === 'number') return a.number === b.number;
  if (a.kind === 'truth' && b.kind === 'truth') return a.holds === b.holds;
  return null;
}

/** True and 1 are equal in Python; what else is of different kinds is not. */
function isApart(a: Value, b: Value): false | null {
  const isNumber = ({ kind }: Value) => kind === 'number' || kind === 'truth';
  return isNumber(a) && isNumber(b) ? null : false;
}

/** Three-valued and. */
export function allOf(all: readonly (boolean | null)[]): boolean | null {
  return all.includes(false) ? false : all.includes(null) ? null : true;
}

/** Three-valued or. */
export function anyOf(all: readonly (boolean | null)[]): boolean | null {
  return all.includes(true) ? true : all.includes(null) ? null : false;
}

export function negated(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}

/** What is one of several values. */
export function joinOf(values: readonly Value[]): Value {
  const [first, ...others] = values;
  if (first === undefined) return UNKNOWN;
  return others.every((other) => isSame(first, other)) ? first : unknownOf(...values);
}

export function isSame(a: Value, b: Value): boolean {
  return a === b || (a.isTyped === b.isTyped && JSON.stringify(a) === JSON.stringify(b));
}

/** What an object holds under a key; null for nothing, and what is not known where the keys are not. */
export function lookedUp(of: Value, key: Value): Value | null {
  if (of.kind !== 'object' || key.kind === 'unknown') return unknownOf(of, key);
  for (const entry of of.entries.toReversed()) {
    const isIt = areEqual(entry.key, key);
    if (isIt === null) return unknownOf(key);
    if (isIt) return { ...entry.value, isTyped: entry.value.isTyped || key.isTyped };
  }
  return of.isWhole ? null : unknownOf(key);
}
