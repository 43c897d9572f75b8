import { expect, test } from '@jest/globals';
import { localPath, relativeTo } from '../../src/resolve/surroundings.ts';

test.each([
  ['infra/stack.yaml', 'child.yaml', 'infra/child.yaml'],
  ['infra/stack.yaml', './child.yaml', 'infra/child.yaml'],
  ['infra/stack.yaml', '../child.yaml', 'child.yaml'],
  ['infra/stack.yaml', '../lib//a/./b/../child.yaml', 'lib/a/child.yaml'],
  ['infra/stack.yaml', '../../child.yaml', null],
  ['stack.yaml', '../child.yaml', null],
  ['stack.yaml', 'child.yaml', 'child.yaml'],
  ['infra/stack.yaml', '.', 'infra'],
  ['infra/stack.yaml', '', 'infra'],
])('from %s the path %s leads to %s', (file, path, expected) => {
  expect(relativeTo(file, path)).toBe(expected);
});

test.each([
  ['./child.yaml', 'infra/child.yaml'],
  ['file:child.yaml', 'infra/child.yaml'],
  ['my-file:child.yaml', 'infra/my-file:child.yaml'],
  ['https://bucket.s3.amazonaws.com/child.yaml', null],
  ['S3://bucket/child.yaml', null],
  ['a/https://b', 'infra/a/https:/b'],
  ['', null],
])('the reference %s of a template in infra is to %s', (reference, expected) => {
  expect(localPath('infra/stack.yaml', reference)).toBe(expected);
});
