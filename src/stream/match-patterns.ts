import { evaluate } from './code-evaluation.ts';
import type { Context, Names } from './code-knowledge.ts';
import { elementsOf, insideOf, isSign, isWord, splitAt, type Token } from './code-tokens.ts';
import { allOf, anyOf, areEqual, lookedUp, UNKNOWN, type Value } from './code-values.ts';

/**
 * Whether a value is what a pattern of Python says; null where that is not known.
 * https://docs.python.org/3/reference/compound_stmts.html#patterns
 */
export function fits(context: Context, of: Value, pattern: readonly Token[], names: Names): boolean | null {
  const choices = splitAt(pattern, (token) => isSign(token, '|'));
  if (choices.length > 1) return anyOf(choices.map((choice) => fits(context, of, choice, names)));
  const elements = elementsOf(pattern);
  if (elements.length > 1) return fitsAll(context, of, elements, names);
  const [first, ...rest] = pattern;
  if (first === undefined) return null;
  const isName = first.kind === 'word' && rest.length === 0;
  if (isName && !/^(?:None|True|False)$/.test(first.sign)) return true;
  if (isWord(rest.at(-2), 'as')) return fits(context, of, pattern.slice(0, -2), names);
  return first.kind === 'group' && rest.length === 0
    ? fitsGroup(context, of, first, names)
    : areEqual(of, evaluate(context, pattern, names));
}

function fitsGroup(context: Context, of: Value, group: Token, names: Names): boolean | null {
  const inner = insideOf(context.all, group) ?? [];
  const parts = elementsOf(inner);
  if (group.sign === '{') return fitsObject(context, of, parts, names);
  const isOne = group.sign === '(' && parts.length === 1 && !isSign(inner.at(-1), ',');
  return isOne ? fits(context, of, inner, names) : fitsAll(context, of, parts, names);
}

function fitsAll(context: Context, of: Value, parts: readonly (readonly Token[])[], names: Names): boolean | null {
  if (of.kind !== 'list' || parts.some(([first]) => isSign(first, '*'))) return null;
  if (of.items.length !== parts.length) return false;
  return allOf(parts.map((part, index) => fits(context, of.items[index] ?? UNKNOWN, part, names)));
}

function fitsObject(context: Context, of: Value, entries: readonly (readonly Token[])[], names: Names): boolean | null {
  const found = entries.map((entry) => {
    const [key = [], value = []] = splitAt(entry, (token) => isSign(token, ':'));
    const held = lookedUp(of, evaluate(context, key, names));
    // What is there but not known may be anything.
    if (held === null) return false;
    return held.kind === 'unknown' && !held.isTyped ? null : fits(context, held, value, names);
  });
  return allOf(found);
}
