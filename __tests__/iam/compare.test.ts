import { describe, expect, test } from '@jest/globals';
import { Comparison } from '../../src/iam/compare.ts';
import type { Assumed } from '../../src/iam/request.ts';
import type { Ternary } from '../../src/resolve/holds.ts';
import { spelledText } from './text-of.ts';

const ASSUMED: readonly Assumed[] = [
  { id: 'A1', token: 'AWS::Partition', value: 'aws' },
  { id: 'A2', token: 'AWS::Region', value: 'eu-west-1' },
  { id: 'A2', token: 'AWS::AccountId', value: '111122223333' },
];

type Row = readonly [pattern: string, text: string, answer: Ternary, used?: string, turnsOn?: string];

/** What a comparison comes to, which assumptions it needed, and what it turns on where it is open. */
function compared(how: 'arn' | 'glob' | 'same', [pattern, text]: Row, assumed = ASSUMED) {
  const comparison = new Comparison(assumed);
  const { result, turnsOn } = comparison.collect(() => comparison[how](spelledText(pattern), spelledText(text)));
  return [result, [...comparison.used].join(' '), turnsOn.join(', ')];
}

const expected = ([, , answer, used = '', turnsOn = '']: Row) => [answer, used, turnsOn];

const STACK_ROLE = 'arn:{AWS::Partition}:iam::{AWS::AccountId}:role/team/starter';

const ARNS: readonly Row[] = [
  [STACK_ROLE, STACK_ROLE, 'yes'],
  ['arn:*:iam::*:role/team/*', STACK_ROLE, 'yes'],
  ['arn:*:iam::*:role/team/s?arter', STACK_ROLE, 'yes'],
  ['arn:*:iam::*:role/other/*', STACK_ROLE, 'no'],
  ['arn:*:iam::*:user/*', STACK_ROLE, 'no'],
  ['arn:*:kms::*:role/*', STACK_ROLE, 'no'],
  ['arn:*:iam:*:*:role/*', STACK_ROLE, 'yes'],
  ['arn:*:iam:?:*:role/*', STACK_ROLE, 'no'],
  // A wildcard reaches over no colon in the first five parts, and over any in the sixth.
  ['arn:aws:iam::*', 'arn:aws:iam::111122223333:role/a', 'maybe'],
  ['arn:*:role/a', 'arn:aws:iam::111122223333:role/a', 'maybe'],
  ['arn:*', 'arn:aws:iam::111122223333:role/a', 'maybe'],
  ['*', 'arn:aws:iam::111122223333:role/a', 'maybe'],
  ['arn:*:user/a', 'arn:aws:iam::111122223333:role/a', 'no'],
  ['arn:aws:iam::1:role', 'arn:aws:iam::1:role:a', 'no'],
  ['arn:aws:logs:*:*:group', 'arn:aws:logs:r:1:group:a:b', 'no'],
  ['arn:aws:logs:*:*:group*', 'arn:aws:logs:r:1:group:a:b', 'yes'],
  ['arn:aws:logs:*:*:group:*:b', 'arn:aws:logs:r:1:group:a:b', 'yes'],
  ['arn:aws:logs:*:*:group:*:c', 'arn:aws:logs:r:1:group:a:b', 'no'],
  ['arn:aws:logs:*:*:groupa:b', 'arn:aws:logs:r:1:group:a:b', 'no'],
  ['arn:aws:*:group:a:b', 'arn:aws:logs:r:1:group:a:b', 'no'],
  ['arn:aws:iam::1:role/a:*:*:b', 'arn:aws:iam::1:role/a', 'no'],
  ['role/a', 'role/a', 'yes'],
  ['a:*:c', 'a:b:c', 'yes'],
  ['a:*', 'a:b:c', 'maybe'],
  // What is assumed of the stack is named only where it was needed, A2 only where A1 was not enough.
  ['arn:aws:iam::*:role/*', STACK_ROLE, 'yes', 'A1'],
  ['arn:aws-cn:iam::*:role/*', STACK_ROLE, 'no', 'A1'],
  ['arn:*:iam::111122223333:role/*', STACK_ROLE, 'yes', 'A2'],
  ['arn:aws:iam::111122223333:role/*', STACK_ROLE, 'yes', 'A2'],
  ['arn:aws:iam::444455556666:role/*', STACK_ROLE, 'no', 'A2'],
  ['arn:aws-cn:iam::444455556666:role/*', STACK_ROLE, 'no', 'A1'],
  // What stays open turns on what may hold anything, else on the parts of the ARN that are open.
  ['{Given}', STACK_ROLE, 'maybe', '', 'Given'],
  ['arn:aws:iam::{Given}:role/*', STACK_ROLE, 'maybe', '', 'Given'],
  [STACK_ROLE, '{Given}', 'maybe', '', 'Given'],
  ['*', '{Given}', 'maybe'],
  ['x{Given}', STACK_ROLE, 'no'],
  ['x', 'arn:{Given}', 'no'],
  ['{Given}', '{Given}', 'yes'],
  ['{Given}*', '{Given}', 'maybe'],
  ['arn:aws:iam::*:role/{Name}', STACK_ROLE, 'no'],
  ['arn:aws:iam::*:role/team/{Name}', STACK_ROLE, 'maybe', '', 'Name'],
  ['arn:{Other}:iam::*:role/team/{Name}', STACK_ROLE, 'maybe', '', 'Other, Name'],
  ['arn:aws:iam::*:role/team/*', 'arn:aws:iam::{AWS::AccountId}:role/team/{Name}', 'yes'],
  ['arn:aws:kms:*:*:key/{Id}', 'arn:aws:kms:{AWS::Region}:{AWS::AccountId}:key/{Id}', 'yes'],
  ['arn:aws:kms:*:*:key/{Name}', 'arn:aws:kms:r:1:key/{Id}', 'maybe', '', 'Name'],
];

describe('an ARN pattern', () => {
  test.each(ARNS)('%s and %s', (...row) => {
    expect(compared('arn', row)).toEqual(expected(row));
  });

  test('without assumptions turns on the parts of the stack that are open', () => {
    const row: Row = ['arn:aws:iam::111122223333:role/*', STACK_ROLE, 'maybe', '', 'AWS::Partition, AWS::AccountId'];
    expect(compared('arn', row, [])).toEqual(expected(row));
    const region: Row = [
      'arn:{AWS::Partition}:kms:us-*:*:key/*',
      'arn:{AWS::Partition}:kms:{AWS::Region}:1:key/{Id}',
      'maybe',
      '',
      'AWS::Region',
    ];
    expect(compared('arn', region, [])).toEqual(expected(region));
  });

  test('of fewer parts turns on nothing where it matches as a whole, else on what is open in it', () => {
    expect(compared('arn', ['arn:aws:iam::*', STACK_ROLE, 'maybe'])).toEqual(['maybe', '', '']);
    expect(compared('arn', ['arn:aws:{Given}', STACK_ROLE, 'maybe'])).toEqual(['maybe', '', 'Given']);
  });
});

describe('a text', () => {
  const TEXTS: readonly (readonly ['glob' | 'same', ...Row])[] = [
    ['glob', 'rds.*', 'rds.eu-west-1.amazonaws.com', 'yes'],
    ['glob', 'arn:*', 'arn:aws:iam::1:role/a', 'yes'],
    ['same', 'rds.*', 'rds.eu-west-1.amazonaws.com', 'no'],
    ['same', 'rds.eu-west-1.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'yes', 'A2'],
    ['same', 'rds.us-east-1.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'no', 'A2'],
    ['glob', 'rds.us-*.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'no', 'A2'],
    ['glob', 'rds.*.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'yes'],
    ['same', 'rds.{Name}.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'maybe', '', 'Name'],
    ['same', 'ec2.{Name}.amazonaws.com', 'rds.{AWS::Region}.amazonaws.com', 'no'],
    ['same', '{Given}', 'rds.{AWS::Region}.amazonaws.com', 'maybe', '', 'Given'],
    ['same', 'a:{Name}', 'a:b:{Other}', 'no'],
    ['glob', 'a*:{Name}', 'a:b:{Other}', 'maybe', '', 'Name, Other'],
    ['same', '{Name}:b', '{Other}:b', 'maybe', '', 'Name, Other'],
    ['same', '{Name}', '{Id}', 'maybe', '', 'Name'],
  ];

  test.each(TEXTS)('by %s: %s and %s', (how, ...row) => {
    expect(compared(how, row)).toEqual(expected(row));
  });
});

describe('what comparisons turn on', () => {
  test('is told of those inside alone', () => {
    const comparison = new Comparison([]);
    const open = (name: string) => comparison.same(spelledText(`{${name}}`), spelledText('a'));
    const outer = comparison.collect(() => {
      open('First');
      const inner = comparison.collect(() => [open('Second'), open('Second'), open('Third')]);
      expect(inner.turnsOn).toEqual(['Second', 'Third']);
      return open('Fourth');
    });
    expect(outer).toEqual({ result: 'maybe', turnsOn: ['First', 'Fourth'] });
    expect(comparison.collect(() => 'nothing').turnsOn).toEqual([]);
  });
});
