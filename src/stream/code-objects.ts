import type { Context, Names, ObjectEntry } from './code-knowledge.ts';
import type { Evaluate } from './code-look-ups.ts';
import { elementsOf, insideOf, isGroup, isSign, isWord, spanOf, type Token } from './code-tokens.ts';
import { textValue, UNKNOWN, type Value, type ValueEntry } from './code-values.ts';

/** The place of what stands in an event, or in a class of values: it is never changed. */
export const FIXED = -2;

/** `{…}`: an object or a dictionary, or a set of Python. */
export function objectValue(
  context: Context,
  at: number,
  tokens: readonly Token[],
  names: Names,
  evaluate: Evaluate,
): Value {
  const isPython = context.all.language === 'python';
  const elements = elementsOf(tokens);
  const isSet = isPython && elements.length > 0 && !tokens.some((token) => isSign(token, ':', '**'));
  if (isSet) {
    const items = elements.map((element) => evaluate(context, element, names));
    return { kind: 'list', items, isTyped: false };
  }
  const read: Reading = { context, names, evaluate, entries: [], written: [] };
  const isWhole = elements.map((element) => readElement(read, element)).every(Boolean);
  // An event that is taken over stays one, with more in it.
  const isEvent = read.entries.some((each) => each.at === FIXED);
  if (!isEvent) context.found.objects.set(at, read.written);
  const entries = isEvent ? read.entries.map((each) => ({ ...each, at: FIXED })) : read.entries;
  return { kind: 'object', entries, isWhole, isTyped: false };
}

interface Reading {
  readonly context: Context;
  readonly names: Names;
  readonly evaluate: Evaluate;
  readonly entries: ValueEntry[];
  readonly written: ObjectEntry[];
}

/** Reads an element of an object; false where it may bring more entries than are known. */
function readElement(read: Reading, element: readonly Token[]): boolean {
  const { context, names, evaluate, entries, written } = read;
  const isPython = context.all.language === 'python';
  const [at] = spanOf(element);
  if (!isPython && isGroup(element.at(-1), '{') && isGroup(element.at(-2), '(')) return readMethod(read, element);
  if (isSign(element[0], '**', '...')) return readSpread(read, element.slice(1));
  const colon = element.findIndex((token) => isSign(token, ':'));
  const value = colon < 0 ? null : element.slice(colon + 1);
  const key = value === null ? null : keyOf(read, element.slice(0, colon));
  if (value !== null && key !== null && !element.some((token) => isWord(token, 'for'))) {
    entries.push({ key, value: evaluate(context, value, names), at });
    written.push({ at, value: spanOf(value), isMethod: false });
    return true;
  }
  const held = evaluate(context, element, names);
  const [short] = element;
  if (isPython || element.length !== 1 || short?.kind !== 'word') return false;
  entries.push({ key: textValue(short.sign), value: held, at: -1 });
  return true;
}

/** `name(…) {…}`: runs where it is called. */
function readMethod(read: Reading, element: readonly Token[]): boolean {
  const name = element.at(-3);
  const isPlain = element.length === 3 || (element.length === 4 && isWord(element[0], 'async'));
  const key = isPlain && name !== undefined ? keyOf(read, [name]) : null;
  if (key === null) return false;
  const [at, end] = spanOf(element);
  read.entries.push({ key, value: { kind: 'function', name: null, isTyped: false }, at });
  read.written.push({ at, value: [at, end], isMethod: true });
  return true;
}

/** `...other`: what is taken over may stand in the place of all before, but for an event. */
function readSpread({ context, names, evaluate, entries }: Reading, other: readonly Token[]): boolean {
  const taken = evaluate(context, other, names);
  const all = taken.kind === 'object' ? taken.entries : [];
  const isEvent = all.length > 0 && all.every(({ at }) => at === FIXED);
  if (isEvent) entries.push(...all);
  else entries.splice(0, entries.length);
  return false;
}

/** The key of an entry; null where it is none. */
function keyOf({ context, names, evaluate }: Reading, left: readonly Token[]): Value | null {
  const [first] = left;
  if (first === undefined) return null;
  if (context.all.language === 'python') return evaluate(context, left, names);
  if (left.length !== 1) return null;
  if (first.kind === 'word') return textValue(first.sign);
  const computed = isGroup(first, '[') ? insideOf(context.all, first) : null;
  if (computed !== null) return evaluate(context, computed, names);
  return first.kind === 'string' ? evaluate(context, left, names) : UNKNOWN;
}

/** A class that holds nothing but values; the members of an enumeration have them under `value`. */
export function classValue(inside: ReadonlyMap<string, Value>, bases: string): Value {
  const isEnum = /\bEnum\b/.test(bases) && !/\bstr\b/.test(bases);
  const made = (entries: readonly ValueEntry[]): Value => ({ kind: 'object', entries, isWhole: false, isTyped: false });
  const entry = (key: string, value: Value): ValueEntry => ({ key: textValue(key), value, at: FIXED });
  return made([...inside].map(([key, value]) => entry(key, isEnum ? made([entry('value', value)]) : value)));
}
