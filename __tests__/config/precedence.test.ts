import { describe, expect, test } from '@jest/globals';
import { readInputs } from '../../src/config/inputs.ts';
import { withSettings } from '../../src/config/precedence.ts';
import { readSettingsFile } from '../../src/config/settings-file.ts';

function inForce(inputs: Readonly<Record<string, string>>, settings: string) {
  const read = readInputs(new Map(Object.entries(inputs)));
  const file = readSettingsFile({ path: 'guard.yml', text: settings });
  if (read.kind === 'wrong' || file.kind === 'wrong') throw new Error('a text that is none');
  return withSettings(read.inputs, file.settings);
}

const looked = (inputs: Readonly<Record<string, string>>, settings: string) => {
  const { isLookedAt } = inForce(inputs, settings);
  return ['a/x.yaml', 'b/x.yaml', 'c/x.tmpl'].filter(isLookedAt);
};

describe('the settings of the repository', () => {
  test.each([
    [{}, '', 'error', 'fail'],
    [{}, 'fail-on: never\non-incomplete: pass', 'never', 'pass'],
    [{ 'fail-on': 'never', 'on-incomplete': 'pass' }, 'fail-on: warning\non-incomplete: fail', 'warning', 'fail'],
    [{ 'fail-on': 'notice' }, 'fail-on: warning', 'notice', 'fail'],
    [{ 'on-incomplete': 'pass' }, '', 'error', 'pass'],
    [{ 'fail-on': 'never' }, 'fail-on: error', 'error', 'fail'],
  ])('hold where an input would weaken them: %j and %j', (inputs, settings, failOn, onIncomplete) => {
    expect(inForce(inputs, settings)).toMatchObject({ failOn, onIncomplete });
  });

  test('look at what one of the two looks at', () => {
    expect(looked({}, '')).toEqual(['a/x.yaml', 'b/x.yaml']);
    expect(looked({}, 'paths: [c/**]')).toEqual(['c/x.tmpl']);
    expect(looked({ paths: 'a/**' }, '')).toEqual(['a/x.yaml']);
    expect(looked({ paths: 'a/**\n!c/**' }, 'paths: [c/**]')).toEqual(['a/x.yaml', 'c/x.tmpl']);
    expect(looked({ paths: '!a/**' }, 'paths: [a/**]')).toEqual(['a/x.yaml', 'b/x.yaml']);
  });

  test('give the values that an input gives as well, and leave it the others', () => {
    const inputs = { region: 'eu-west-1', account: '111122223333', parameters: 'A=1\nB=2', 'also-read': 'x' };
    expect(
      inForce(inputs, 'region: us-east-1\nparameters: {B: 3}\nalso-read: [y]\ngrant-conditions: none'),
    ).toMatchObject({
      region: 'us-east-1',
      account: '111122223333',
      partition: null,
      parameters: new Map([
        ['A', '1'],
        ['B', '3'],
      ]),
      alsoRead: ['x', 'y'],
      grantConditions: { viaService: false, grantIsForAwsResource: false },
      streams: [],
    });
  });
});
