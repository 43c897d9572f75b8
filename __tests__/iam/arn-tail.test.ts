import { describe, expect, test } from '@jest/globals';
import { arnTail, nameInTail } from '../../src/iam/arn-tail.ts';
import { printable, textOf } from '../../src/resolve/text.ts';
import { spelledText } from './text-of.ts';

describe('what follows the account in an ARN', () => {
  test.each([
    ['arn:aws:iam::1:role/starter', 'role/starter', 'starter'],
    ['arn:aws:iam::1:role/team/a/starter', 'role/team/a/starter', 'starter'],
    ['arn:{AWS::Partition}:iam::{AWS::AccountId}:role/{Id}', 'role/${Id}', '${Id}'],
    ['arn:aws:iam::{AWS::AccountId}:role/team/{Name}-x', 'role/team/${Name}-x', '${Name}-x'],
    ['arn:aws:iam::1:role/{Name}/starter', 'role/${Name}/starter', 'starter'],
    ['arn:aws:iam::1:role/a{Name}b', 'role/a${Name}b', 'a${Name}b'],
    ['arn:aws:iam::1:role/', 'role/', ''],
    ['{Given}:role/starter', 'role/starter', 'starter'],
    ['arn:aws:iam::1:user/starter', 'arn:aws:iam::1:user/starter', 'starter'],
    ['starter', 'starter', 'starter'],
    ['{Given}', '${Given}', '${Given}'],
    ['{Given}:x', '${Given}:x', '${Given}:x'],
    ['', '', ''],
  ])('%s: %s, and the name in it: %s', (arn, tail, name) => {
    const found = arnTail(spelledText(arn), ':role/');
    expect(printable(found)).toBe(tail);
    expect(printable(nameInTail(found))).toBe(name);
  });

  test('is for a policy what stands behind that word', () => {
    expect(printable(arnTail(spelledText('arn:aws:iam::1:policy/team/a'), ':policy/'))).toBe('policy/team/a');
    expect(printable(arnTail(spelledText('arn:aws:iam::1:role/a'), ':policy/'))).toBe('arn:aws:iam::1:role/a');
  });

  test('is spoken of by the parameter whose value was given', () => {
    const hole = { token: 'R', label: 'parameter R', alphabet: 'any', distinctClass: null, outside: true } as const;
    const whole = arnTail(textOf({ ...hole, given: 'arn:aws:iam::1:role/starter' }), ':role/');
    expect(whole.pieces).toEqual(['role/starter']);
    expect(printable(whole)).toBe('${parameter R}');
    const part = nameInTail(arnTail(textOf('arn:aws:iam::1:role/team/', { ...hole, given: 'starter' }), ':role/'));
    expect(part.pieces).toEqual(['starter']);
    expect(printable(part)).toBe('${parameter R}');
  });
});
