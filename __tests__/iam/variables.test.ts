import { describe, expect, test } from '@jest/globals';
import type { AccessRequest, ContextValue } from '../../src/iam/request.ts';
import { expandVariables } from '../../src/iam/variables.ts';
import { holesOf, printable } from '../../src/resolve/text.ts';
import { spelledText } from './text-of.ts';

const values = (complete: boolean, ...texts: readonly string[]): ContextValue => ({
  kind: 'values',
  values: texts.map(spelledText),
  complete,
});

const REQUEST: AccessRequest = {
  action: 'kms:CreateGrant',
  key: { arn: spelledText('arn'), id: null, aliases: [], tags: null, policy: { kind: 'default', assumed: false } },
  caller: {
    roleArn: spelledText('role'),
    sessionArn: null,
    account: spelledText('1'),
    accountArnPrefix: spelledText('arn:aws:iam::1:'),
  },
  context: new Map<string, ContextValue>([
    ['aws:principalaccount', values(true, '111122223333')],
    ['aws:principalarn', values(true, 'arn:{AWS::Partition}:iam::1:role/a')],
    ['aws:wild', values(true, 'a*')],
    ['aws:wildbeside', values(true, 'a?{Name}')],
    ['aws:two', values(true, 'a', 'b')],
    ['aws:none', values(true)],
    ['kms:resourcealiases', values(false, 'alias/das')],
    ['kms:requestalias', { kind: 'absent' }],
  ]),
  assumed: [],
};

const open = (variable: string) => `\${the policy variable ${variable}}`;

describe('a policy variable', () => {
  test.each([
    ['a', 'a'],
    ['', ''],
    ['${aws:PrincipalAccount}', '111122223333'],
    ['${ AWS:principalaccount }', '111122223333'],
    ["${aws:PrincipalAccount, 'none'}", '111122223333'],
    ['a/${aws:PrincipalAccount}/b', 'a/111122223333/b'],
    ['${aws:PrincipalAccount}${aws:PrincipalAccount}', '111122223333111122223333'],
    ['{AWS::Region}/${aws:PrincipalAccount}', '${AWS::Region}/111122223333'],
    ['${aws:PrincipalAccount}/{AWS::Region}/x', '111122223333/${AWS::Region}/x'],
    ['${aws:PrincipalArn}', 'arn:${AWS::Partition}:iam::1:role/a'],
    // What is not known for certain, or would be read as a pattern, is a hole; a sign that stands for itself too.
    ['${aws:username}', open('${aws:username}')],
    ["${aws:username, 'none'}", open("${aws:username, 'none'}")],
    ['${aws:wild}', open('${aws:wild}')],
    ['${aws:wildBeside}', open('${aws:wildBeside}')],
    ['${aws:two}', open('${aws:two}')],
    ['${aws:none}', open('${aws:none}')],
    ['${kms:ResourceAliases}', open('${kms:ResourceAliases}')],
    ['a${*}b${?}', 'a${*}b${?}'],
    ['a${$}b', 'a$b'],
    // A value that is absent brings what stands behind it in quotes.
    ["${kms:RequestAlias, 'none'}", 'none'],
    ["${kms:RequestAlias,'none'}", 'none'],
    ["${kms:RequestAlias, 'none' }", 'none'],
    ["${kms:RequestAlias, ''}", ''],
    ['${kms:RequestAlias}', open('${kms:RequestAlias}')],
    ['${kms:RequestAlias, none}', open('${kms:RequestAlias, none}')],
    ["${kms:RequestAlias, 'a*'}", open("${kms:RequestAlias, 'a*'}")],
    ["${kms:RequestAlias, 'none'x}", open("${kms:RequestAlias, 'none'x}")],
    ["${kms:RequestAlias, x'none'}", open("${kms:RequestAlias, x'none'}")],
    // What begins none stays as it is.
    ['${aws:PrincipalAccount', '${aws:PrincipalAccount'],
    ['$aws', '$aws'],
  ])('in %s: %s', (written, expected) => {
    expect(printable(expandVariables(spelledText(written), REQUEST))).toBe(expected);
  });

  test('that is not known is one value wherever it stands, and comes from outside', () => {
    const [first, second, third] = holesOf(expandVariables(spelledText('${aws:a}${aws:a}${aws:b}'), REQUEST));
    expect(first).toEqual(second);
    expect(first?.token).not.toBe(third?.token);
    expect(first).toMatchObject({ alphabet: 'any', outside: true, distinctClass: null });
  });

  test('leaves a text without any as the very same', () => {
    const text = spelledText('arn:{AWS::Partition}:kms');
    expect(expandVariables(text, REQUEST)).toBe(text);
  });
});
