import type { Ternary } from '../resolve/holds.ts';
import { literalOf, type Text } from '../resolve/text.ts';

/** How two values of a type compare: a number below, at or above zero; null where that is not worked out here. */
type Order = (a: string, b: string) => number | null;

/** A type of values besides strings that condition operators compare. */
interface ValueType {
  /** What a value of the type looks like. */
  readonly form: RegExp;
  /** The letters that it can be made of: a text with a hole and any other letter is none. */
  readonly letters: RegExp;
  readonly order: Order;
}

const NUMBER: ValueType = {
  form: /^[+-]?\d{1,15}(\.\d{1,15})?$/,
  letters: /^[\d.+-]*$/,
  order: (a, b) => Number(a) - Number(b),
};

/** Dates in UTC compare as their texts do; with another offset, or as seconds since 1970, they are left open. */
const DATE: ValueType = {
  form: /^(\d{1,15}|\d{4}-\d\d|\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?)$/,
  letters: /^[\dTZ:.+-]*$/,
  order: (a, b) => {
    const [first, second] = [inUtc(a), inUtc(b)];
    if (first === null || second === null) return null;
    return first < second ? -1 : Number(first !== second);
  },
};

/** A date in UTC without the zeros that end it, of which the texts compare as the dates do; else null. */
function inUtc(date: string): string | null {
  const whole = /-\d\d-\d\d$/.test(date) ? `${date}TZ` : date;
  return whole.endsWith('Z') ? whole.replace(/[.:0]*Z$/, '') : null;
}

const BOOLEAN: ValueType = {
  form: /^(true|false)$/i,
  letters: /^[a-z]*$/i,
  order: (a, b) => Number(a.toLowerCase() !== b.toLowerCase()),
};

/** An address is in a range of addresses, or is another one's equal; addresses of version 6 are left open. */
const ADDRESS: ValueType = {
  form: /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[\da-f:.]*:[\da-f:.]*(\/\d{1,3})?)$/i,
  letters: /^[\da-f:./]*$/i,
  order: (range, address) => {
    const [start = '', width = '32'] = range.split('/');
    const [low, value] = [addressNumber(start), addressNumber(address)];
    if (low === null || value === null) return null;
    const size = 2 ** (32 - Math.min(32, Number(width)));
    return Number(Math.floor(low / size) !== Math.floor(value / size));
  },
};

function addressNumber(address: string): number | null {
  if (address.includes(':')) return null;
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

const isEqual = (order: number) => order === 0;

/** Operators, in lower case and without what negates them, by the type that they compare and the order that they ask for. */
const OPERATORS: ReadonlyMap<string, readonly [ValueType, (order: number) => boolean]> = new Map([
  ['bool', [BOOLEAN, isEqual]],
  ['numericequals', [NUMBER, isEqual]],
  ['numericlessthan', [NUMBER, (order) => order > 0]],
  ['numericlessthanequals', [NUMBER, (order) => order >= 0]],
  ['numericgreaterthan', [NUMBER, (order) => order < 0]],
  ['numericgreaterthanequals', [NUMBER, (order) => order <= 0]],
  ['dateequals', [DATE, isEqual]],
  ['datelessthan', [DATE, (order) => order > 0]],
  ['datelessthanequals', [DATE, (order) => order >= 0]],
  ['dategreaterthan', [DATE, (order) => order < 0]],
  ['dategreaterthanequals', [DATE, (order) => order <= 0]],
  ['ipaddress', [ADDRESS, isEqual]],
]);

/**
 * How an operator over numbers, dates, booleans or addresses compares the value that a policy wants with that of the
 * request; null for an operator that is none of them. What is no value of the type matches nothing; whether its
 * negation then holds is written nowhere, and stays open.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function typedComparison(base: string, negated: boolean): ((wanted: Text, actual: Text) => Ternary) | null {
  const found = OPERATORS.get(base);
  if (found === undefined) return null;
  const [type, asks] = found;
  return (wanted, actual) => {
    if (!mayBe(type, wanted) || !mayBe(type, actual)) return negated ? 'maybe' : 'no';
    const [a, b] = [literalOf(wanted), literalOf(actual)];
    const order = a === null || b === null ? null : type.order(a, b);
    if (order === null) return 'maybe';
    return asks(order) ? 'yes' : 'no';
  };
}

function mayBe({ form, letters }: ValueType, text: Text): boolean {
  const literal = literalOf(text);
  if (literal !== null) return form.test(literal);
  return text.pieces.every((piece) => typeof piece !== 'string' || letters.test(piece));
}
