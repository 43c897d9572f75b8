import { describe, expect, it } from '@jest/globals';
import { pairRenames } from '../../../src/io/github/pair-renames.ts';

const pairs = (removed: Record<string, string>, added: Record<string, string>) =>
  Object.fromEntries(pairRenames(new Map(Object.entries(removed)), new Map(Object.entries(added))));

describe('what was removed and what was added is one file', () => {
  it.each([
    ['of the same content', { 'a/x.yaml': '1' }, { 'b/y.yaml': '1' }, { 'b/y.yaml': 'a/x.yaml' }],
    ['of the same file name', { 'a/x.yaml': '1' }, { 'b/x.yaml': '2' }, { 'b/x.yaml': 'a/x.yaml' }],
    [
      'of the same content and file name before one of the same content',
      { 'a/x.yaml': '1', 'a/y.yaml': '1' },
      { 'b/y.yaml': '1', 'b/x.yaml': '1' },
      { 'b/y.yaml': 'a/y.yaml', 'b/x.yaml': 'a/x.yaml' },
    ],
    [
      'of the same content before one of the same file name',
      { 'a/x.yaml': '1', 'a/y.yaml': '2' },
      { 'b/x.yaml': '2', 'b/z.yaml': '3' },
      { 'b/x.yaml': 'a/y.yaml' },
    ],
    [
      'once: a copy beside it is new',
      { 'a/x.yaml': '1' },
      { 'b/x.yaml': '1', 'c/x.yaml': '1' },
      { 'b/x.yaml': 'a/x.yaml' },
    ],
  ])('%s', (_, removed, added, expected) => expect(pairs(removed, added)).toEqual(expected));

  it.each([
    ['another has the file name too', { 'a/x.yaml': '1' }, { 'b/x.yaml': '2', 'c/x.yaml': '3' }],
    ['another had the file name too', { 'a/x.yaml': '1', 'b/x.yaml': '2' }, { 'c/x.yaml': '3' }],
    ['neither is the same', { 'a/x.yaml': '1' }, { 'a/y.yaml': '2' }],
  ])('not where %s', (_, removed, added) => expect(pairs(removed, added)).toEqual({}));
});
