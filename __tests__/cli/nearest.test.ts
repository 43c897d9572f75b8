import { expect, test } from '@jest/globals';
import { nearest } from '../../src/cli/nearest.ts';

const RULES = ['missing-grant', 'unusable-grant', 'broad-grant', 'unresolved'];

test.each([
  ['mising-grant', 'missing-grant'],
  ['Missing-Grant', 'missing-grant'],
  ['msising-grant', 'missing-grant'],
  ['broadgrant', 'broad-grant'],
  ['unresolve', 'unresolved'],
  ['x', null],
  ['', null],
  ['something-else-entirely', null],
])('%j is most likely meant to be %j', (name, expected) => {
  expect(nearest(name, RULES)).toBe(expected);
});

test('a short name may be one letter off', () => {
  expect(nearest('a.yml', ['a.yaml', 'b.yaml'])).toBe('a.yaml');
  expect(nearest('ab', ['ac'])).toBe('ac');
});
