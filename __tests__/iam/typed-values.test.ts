import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { typedComparison } from '../../src/iam/typed-values.ts';
import type { Ternary } from '../../src/resolve/holds.ts';
import { type Hole, type Text, textOf } from '../../src/resolve/text.ts';

interface Table {
  /** For the equality of each type: what is a value of it, what is none, and around a hole what may be one or is none. */
  readonly types: readonly {
    readonly operator: string;
    readonly values: readonly string[];
    readonly others: readonly string[];
    readonly possible: readonly (readonly [before: string, after: string])[];
    readonly impossible: readonly (readonly [before: string, after: string])[];
  }[];
  /** What a policy's value says to those of requests. */
  readonly orders: readonly {
    readonly operator: string;
    readonly wanted: string;
    readonly answers: Readonly<Record<string, Ternary>>;
  }[];
}

const { types, orders }: Table = JSON.parse(
  readFileSync(new URL('../fixtures/conditions/typed-values.json', import.meta.url), 'utf8'),
);

const HOLE: Hole = { token: 'Given', label: 'parameter Given', alphabet: 'any', distinctClass: null, outside: true };

function compare(operator: string, wanted: Text, actual: Text, negated = false): Ternary | null {
  return typedComparison(operator, negated)?.(wanted, actual) ?? null;
}

describe.each(types)('$operator', ({ operator, values, others, possible, impossible }) => {
  const value = textOf(values[0] ?? '');

  test.each(values)('takes %s', (written) => {
    expect(compare(operator, textOf(written), textOf(written))).not.toBe('no');
  });

  test.each(others)('does not take "%s", and does not know what its negation says', (written) => {
    for (const [wanted, actual] of [
      [textOf(written), value],
      [value, textOf(written)],
    ] as const) {
      expect(compare(operator, wanted, actual)).toBe('no');
      expect(compare(operator, wanted, actual, true)).toBe('maybe');
    }
  });

  test.each(possible)('may take a parameter between "%s" and "%s"', (before, after) => {
    expect(compare(operator, textOf(before, HOLE, after), value)).toBe('maybe');
    expect(compare(operator, value, textOf(before, HOLE, after))).toBe('maybe');
  });

  test.each(impossible)('takes no parameter between "%s" and "%s"', (before, after) => {
    expect(compare(operator, textOf(before, HOLE, after), value)).toBe('no');
    expect(compare(operator, value, textOf(before, HOLE, after))).toBe('no');
  });
});

const rows = orders.flatMap(({ operator, wanted, answers }) =>
  Object.entries(answers).map(([actual, answer]) => [operator, wanted, actual, answer] as const),
);

test.each(rows)('%s %s is, for %s: %s', (operator, wanted, actual, answer) => {
  expect(compare(operator, textOf(wanted), textOf(actual))).toBe(answer);
});

test('an operator over texts is none of these', () => {
  expect(typedComparison('stringequals', false)).toBeNull();
});
