import { describe, expect, test } from '@jest/globals';
import { reviewFiles } from '../stream/review-files.ts';
import { allow, PAIR, stack } from '../stream/stack-text.ts';

const NAMED = '      RoleName: das-starter\n';
const policies = (statements: string) =>
  `      Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statements}}}]`;
const main = (statements = '[]') => stack({ role: `${NAMED}${policies(statements)}` });

const WIDE = "{Effect: Allow, Action: [kms:CreateGrant, kms:DescribeKey], Resource: '*'}";
const attaching = (statement: string, roles = 'Roles: [das-starter]', type = 'AWS::IAM::Policy') =>
  `Resources:\n  Added:\n    Type: ${type}\n    Properties: {PolicyName: p, ${roles}, PolicyDocument: {Statement: ${statement}}}\n`;

function found(files: Readonly<Record<string, string>>) {
  const [first] = reviewFiles(files).templates;
  const [stream] = first?.streams ?? [];
  const said = first?.findings.map(({ message }) => message).join('\n') ?? '';
  return { role: stream?.role, words: Object.values(stream?.actions ?? {}).join(' / '), said };
}

describe('a policy of another stack that writes out the name of the role', () => {
  test.each([
    ['may grant what lacks', main(), attaching(WIDE), 'unknown / unknown'],
    [
      'may grant it as one of a role',
      main(),
      attaching(WIDE, 'RoleName: das-starter', 'AWS::IAM::RolePolicy'),
      'unknown / unknown',
    ],
    [
      'may grant it as a managed policy',
      main(),
      attaching(WIDE, undefined, 'AWS::IAM::ManagedPolicy'),
      'unknown / unknown',
    ],
    ['may deny what is granted', main(`[${PAIR}]`), attaching(WIDE.replace('Allow', 'Deny')), 'unknown / unknown'],
    ['changes nothing of a narrow grant', main(`[${PAIR}]`), attaching(WIDE), 'scoped / scoped'],
    ['changes nothing by other actions', main(), attaching(allow("'rds:*'", "'*'")), 'missing / missing'],
    ['is none of a role of another name', main(), attaching(WIDE, 'Roles: [das-stopper]'), 'missing / missing'],
    ['is none of a role that has no name', stack(), attaching(WIDE), 'missing / missing'],
  ])('%s', (_what, text, other, words) => {
    expect(found({ 'main.yaml': text, 'other.yaml': other }).words).toBe(words);
  });

  test('is what the finding says that it turns on', () => {
    const { said } = found({ 'main.yaml': main(), 'other.yaml': attaching(WIDE) });
    expect(said).toContain(
      'it turns on whether the policy Added in other.yaml, which names the role, is deployed when the stream is started.',
    );
    expect(said).not.toContain('Giving --');
  });
});

describe('a role whose ARN is written out', () => {
  const byArn = (path = '') =>
    stack().replace(
      '!GetAtt Role.Arn',
      `!Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${path}das-starter'`,
    );
  const making = (more = '') =>
    `Resources:\n  Starter:\n    Type: AWS::IAM::Role\n    Properties:\n${NAMED}${more}${policies(WIDE)}\n`;

  test.each([
    ['is that of the template which makes it', byArn(), { 'roles.yaml': making() }],
    ['is that of its path', byArn('das/'), { 'roles.yaml': making('      Path: /das/\n') }],
    ['is that of the template beside', byArn(), { 'roles.yaml': making(), 'other/roles.yaml': making() }],
  ])('%s', (_what, text, others) => {
    expect(found({ 'main.yaml': text, ...others })).toMatchObject({ role: 'Starter', words: 'broad / broad' });
  });

  test.each([
    ['of another path', byArn('x/'), { 'roles.yaml': making() }, 'which is in no template that was read'],
    [
      'of a path that a parameter gives',
      byArn(),
      { 'roles.yaml': making('      Path: !Ref P\n') },
      'which is in no template that was read',
    ],
    ['of two templates', byArn(), { 'a.yaml': making(), 'b.yaml': making() }, 'which a.yaml and b.yaml each make'],
  ])('is open where there is only one %s', (_what, text, others, why) => {
    const { words, said } = found({ 'main.yaml': text, ...others });
    expect(words).toBe('unknown / unknown');
    expect(said).toContain(`of the role das-starter, ${why}`);
  });
});
