import { areEqual, textValue, truthValue, UNKNOWN, unknownOf, type Value } from './code-values.ts';

/** What a method of Python or JavaScript makes of a text that is known; null where it is none of those that are told. */
export function methodOfText(
  of: Value & { kind: 'text' },
  name: string,
  given: readonly Value[],
  language: string,
): Value | null {
  const { text } = of;
  const typed = unknownOf(of, ...given).isTyped;
  const [first, second] = given.map((value) => (value.kind === 'text' ? value.text : null));
  const made = (result: string) => textValue(result, typed);
  if (given.length === 0) return withoutArguments(text, name, made);
  const among = given[0]?.kind === 'list' && given.length === 1 ? given[0].items : given.length === 1 ? given : null;
  if (/^(?:ends_?with)$/i.test(name)) return holdsOf(of, among, (part) => text.endsWith(part));
  if (/^(?:starts_?with)$/i.test(name)) return holdsOf(of, among, (part) => text.startsWith(part));
  if (/^(?:includes|__contains__)$/.test(name)) return holdsOf(of, among, (part) => text.includes(part));
  if (first === undefined || first === null) return null;
  const limit = given[1];
  if (/^r?split$/.test(name) && limit?.kind === 'number')
    return splitTo(text, first, limit.number + (language === 'python' ? 1 : 0), typed);
  return second === undefined ? withText(text, name, first, typed) : replaced(text, name, first, second, made);
}

/** `split('::', 1)`: at most so many cuts in Python, so many parts in JavaScript; null where that leaves something out. */
function splitTo(text: string, part: string, most: number, isTyped: boolean): Value | null {
  const parts = part === '' ? [] : text.split(part);
  return parts.length === 0 || parts.length > most ? null : listOf(parts, isTyped);
}

function withoutArguments(text: string, name: string, made: (result: string) => Value): Value | null {
  if (/^(?:lower|casefold|toLowerCase|toLocaleLowerCase)$/.test(name)) return made(text.toLowerCase());
  if (/^(?:upper|toUpperCase|toLocaleUpperCase)$/.test(name)) return made(text.toUpperCase());
  return /^(?:strip|trim|toString|valueOf)$/.test(name) ? made(text.trim()) : null;
}

function withText(text: string, name: string, part: string, isTyped: boolean): Value | null {
  const isIn = text.includes(part);
  switch (name) {
    case 'split':
      return part === '' ? null : listOf(text.split(part), isTyped);
    case 'partition':
    case 'rpartition': {
      const at = name === 'partition' ? text.indexOf(part) : text.lastIndexOf(part);
      const around = isIn ? [text.slice(0, at), part, text.slice(at + part.length)] : [text, '', ''];
      return part === '' ? null : listOf(isIn || name === 'partition' ? around : around.toReversed(), isTyped);
    }
    case 'removeprefix':
      return textValue(text.startsWith(part) ? text.slice(part.length) : text, isTyped);
    case 'removesuffix':
      return textValue(text.endsWith(part) ? text.slice(0, text.length - part.length) : text, isTyped);
    case 'indexOf':
    case 'find':
      return { kind: 'number', number: text.indexOf(part), isTyped };
    default:
      return null;
  }
}

/** Where the part stands more than once the languages differ. */
function replaced(
  text: string,
  name: string,
  part: string,
  by: string | null,
  made: (result: string) => Value,
): Value | null {
  if (!/^replace(?:All)?$/.test(name) || by === null || by.includes('$') || part === '') return null;
  const parts = text.split(part);
  return parts.length > 2 ? null : made(parts.join(by));
}

function holdsOf(of: Value, among: readonly Value[] | null, test: (part: string) => boolean): Value {
  if (among === null) return unknownOf(of);
  const tests = among.map((value) => (value.kind === 'text' ? test(value.text) : null));
  const holds = tests.includes(true) ? true : tests.includes(null) ? null : false;
  return truthValue(holds, of, ...among);
}

function listOf(texts: readonly string[], isTyped: boolean): Value {
  return { kind: 'list', items: texts.map((text) => textValue(text, isTyped)), isTyped };
}

/** A part of a text or a list: by its place, counted from the end where it is below zero in Python. */
export function partAt(of: Value, index: Value, language: string): Value {
  if (index.kind !== 'number') return unknownOf(of, index);
  const at = index.number < 0 && language === 'python' ? index.number : Math.max(index.number, -1);
  if (index.number < 0 && language !== 'python') return unknownOf(of);
  if (of.kind === 'list') return of.items.at(at) ?? unknownOf(of);
  const sign = of.kind === 'text' ? of.text.at(at) : undefined;
  return sign === undefined ? unknownOf(of) : textValue(sign, of.isTyped);
}

/** From one place to another, as `[8:]`, `.slice(8)` and `.substring(8)` take it from a text. */
export function sliceOf(of: Value, from: Value | null, to: Value | null): Value {
  const [start, end] = [from, to].map((value) =>
    value === null ? undefined : value.kind === 'number' ? value.number : null,
  );
  if (of.kind !== 'text' || start === null || end === null) return unknownOf(of);
  return textValue(of.text.slice(start, end), of.isTyped);
}

/** Whether a list, a text or an object holds a value; unknown where that is not told. */
export function holds(of: Value, what: Value): Value {
  if (of.kind === 'text')
    return what.kind === 'text' ? truthValue(of.text.includes(what.text), of, what) : unknownOf(of, what);
  const keys =
    of.kind === 'list' ? of.items : of.kind === 'object' && of.isWhole ? of.entries.map(({ key }) => key) : null;
  if (keys === null) return of.kind === 'unknown' ? unknownOf(what) : unknownOf(of, what);
  const found = keys.map((key) => areEqual(key, what));
  return truthValue(found.includes(true) ? true : found.includes(null) ? null : false, what, UNKNOWN);
}
