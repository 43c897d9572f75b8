import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { carriesConditionKey } from '../../src/iam/kms-actions.ts';
import { summary } from '../stream/analysis.ts';
import { allow, stack } from '../stream/stack-text.ts';

/** What the Service Authorization Reference lists of KMS, all of its actions and the keys that matter here. */
interface Reference {
  readonly wide: readonly string[];
  readonly narrow: readonly string[];
  readonly conditionKeys: Readonly<Record<'both' | 'CreateGrant' | 'DescribeKey' | 'neither', readonly string[]>>;
}

const { wide, narrow, conditionKeys }: Reference = JSON.parse(
  readFileSync(new URL('../fixtures/conditions/kms-actions.json', import.meta.url), 'utf8'),
);

/** A pattern that has the length of the action, so that it reaches no other that goes on. */
const pattern = (action: string) => `'kms:?${action.slice(1)}'`;

const words = (...more: readonly string[]) =>
  summary(stack({ statements: allow(`[kms:CreateGrant, kms:DescribeKey, ${more.join(', ')}]`) }));

describe('beside the two actions', () => {
  test.each(wide)('a pattern that reaches %s is wide', (action) => {
    expect(words(pattern(action))).toBe('broad / broad');
  });

  test('patterns that reach all that create, describe, list or get, and grants, are narrow', () => {
    expect(words(...narrow.map(pattern))).toBe('scoped / scoped');
  });

  test('every action spelled out is narrow', () => {
    expect(words(...wide.map((action) => `kms:${action}`))).toBe('scoped / scoped');
  });
});

describe('a request', () => {
  const rows = (['both', 'CreateGrant', 'DescribeKey', 'neither'] as const).flatMap((whose) =>
    conditionKeys[whose].map((key) => [whose, key] as const),
  );

  test.each(rows)('for %s carries %s', (whose, key) => {
    for (const spelled of [key, key.toLowerCase(), key.toUpperCase()]) {
      expect(carriesConditionKey('kms:CreateGrant', spelled)).toBe(whose === 'both' || whose === 'CreateGrant');
      expect(carriesConditionKey('kms:DescribeKey', spelled)).toBe(whose === 'both' || whose === 'DescribeKey');
    }
  });
});
