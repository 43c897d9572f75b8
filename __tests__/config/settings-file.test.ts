import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { NO_SETTINGS, readSettingsFile } from '../../src/config/settings-file.ts';

const read = (text: string) => readSettingsFile({ path: 'guard.yml', text });

describe('the settings of a repository', () => {
  test('are all read', () => {
    const text = `# who looks after this: the platform team
paths: ['infra/**', '!infra/old/**']
also-read: shared/keys.yaml
fail-on: warning
on-incomplete: pass
parameters:
  Stage: prod
  Zones: [a, b]
  Number: 012
region: eu-west-1
account: 012345678901
partition: aws
grant-conditions: [via-service]
streams:
  - custom-resource: Custom::Starter
    starts: true
    key: Material
  - { custom-resource: Reporter, starts: false }
  - { custom-resource: Audit, key: AuditKey }
`;
    expect(read(text)).toEqual({
      kind: 'settings',
      settings: {
        paths: ['infra/**', '!infra/old/**'],
        alsoRead: ['shared/keys.yaml'],
        failOn: 'warning',
        onIncomplete: 'pass',
        parameters: new Map([
          ['Stage', 'prod'],
          ['Zones', 'a,b'],
          ['Number', '012'],
        ]),
        region: 'eu-west-1',
        account: '012345678901',
        partition: 'aws',
        grantConditions: { viaService: true, grantIsForAwsResource: false },
        streams: [
          { customResource: 'Custom::Starter', starts: true, key: 'Material' },
          { customResource: 'Reporter', starts: false, key: null },
          { customResource: 'Audit', starts: null, key: 'AuditKey' },
        ],
      },
    });
  });

  test('are all in the example of their page', () => {
    const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
    const found = read(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
    expect(found.kind).toBe('settings');
    expect(found.kind === 'settings' ? Object.values(found.settings) : []).not.toContain(null);
  });

  test.each(['', '# nothing\n', '---\n', '{}'])('may be none: %j', (text) => {
    expect(read(text)).toEqual({ kind: 'settings', settings: NO_SETTINGS });
  });

  const FORM =
    'streams takes a list, each with custom-resource (a type or logical id) and starts (true or false), key or both';
  test.each([
    ['- a', 1, 'the file takes settings, such as fail-on: error'],
    ['fail-on: error\nrules: {}', 2, 'there is no setting "rules"; there are paths, also-read, fail-on,'],
    ['fail-on: error\nfail-on: never', 2, ''],
    ['a: [', 1, ''],
    ['\nfail-on: loud', 2, 'fail-on takes error, warning, notice, never, not "loud"'],
    ['fail-on: [error]', 1, 'fail-on takes error, warning, notice, never, not ""'],
    ['on-incomplete:', 1, 'on-incomplete takes fail, pass, not ""'],
    ['paths: {a: b}', 1, 'paths takes globs in a list'],
    ['paths: [[a]]', 1, 'paths takes globs in a list'],
    ['region: Ireland', 1, 'region takes a region, such as eu-west-1, not "Ireland"'],
    ['account: 123', 1, 'account takes the 12 digits of an account id, not "123"'],
    ['grant-conditions: [all]', 1, 'grant-conditions takes none, or a list of via-service and'],
    ['parameters: [a]', 1, 'parameters takes a value for each parameter, as Name: value'],
    ['parameters:\n  A: x\n  B: {secret: 1}', 3, 'parameters takes a value for each parameter, as Name: value'],
    ['parameters: {a-b: secret}', 1, 'parameters takes a value for each parameter, as Name: value'],
    ['streams: {}', 1, FORM],
    ['streams: [a]', 1, FORM],
    ['streams:\n  - starts: true', 2, FORM],
    ['streams:\n  - custom-resource: A', 2, FORM],
    ['streams:\n  - { custom-resource: A, starts: yes }', 2, FORM],
    ['streams:\n  - { custom-resource: A, starts: }', 2, FORM],
    ['streams:\n  - { custom-resource: [A], starts: true }', 2, FORM],
    ['streams:\n  - { custom-resource: A, starts: false, key: K }', 2, 'streams takes no key where starts is false'],
    [
      'streams:\n  - custom-resource: A\n    start: true',
      3,
      'streams has no "start"; it takes custom-resource, starts, key',
    ],
    [
      'streams:\n  - { custom-resource: A, starts: true }\n  - { custom-resource: A, key: K }',
      3,
      'streams names "A" twice',
    ],
  ])('that are wrong are told in one line: %j', (text, line, message) => {
    const found = read(text);
    const told = found.kind === 'wrong' ? found.message : '';
    expect(told.startsWith(`guard.yml:${line}: ${message}`)).toBe(true);
    expect(told).not.toMatch(/\n|secret/);
  });
});
