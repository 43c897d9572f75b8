import { describe, expect, test } from '@jest/globals';
import { parameterValues } from '../../src/cli/parameters.ts';
import { type CheckOptions, readFormat, readSettings } from '../../src/cli/settings.ts';
import { withFolder } from '../io/disk/folder.ts';

function refusal(options: CheckOptions, cwd = '/'): string {
  const read = readSettings(options, cwd);
  return read.kind === 'refused' ? read.message : 'accepted';
}

describe('settings', () => {
  test('have a default each', () => {
    expect(readSettings({}, '/')).toEqual({
      kind: 'read',
      value: {
        environment: { partition: null, region: null, account: null, parameters: new Map() },
        grantConditions: { viaService: true, grantIsForAwsResource: true },
        hints: [],
        failOn: 'error',
        failOnExisting: false,
        onIncomplete: 'fail',
      },
    });
    expect(readFormat(undefined)).toEqual({ kind: 'read', value: 'text' });
  });

  test('are what was given', () => {
    const options: CheckOptions = {
      region: 'us-gov-west-1',
      account: '012345678901',
      partition: 'aws-us-gov',
      parameter: ['A=1', 'B=x=y', 'A=2', 'C='],
      grantConditions: 'via-service',
      failOn: 'never',
      failOnExisting: true,
      onIncomplete: 'pass',
    };
    const read = readSettings(options, '/');
    expect(read).toMatchObject({
      value: {
        environment: { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '012345678901' },
        grantConditions: { viaService: true, grantIsForAwsResource: false },
        failOn: 'never',
        failOnExisting: true,
        onIncomplete: 'pass',
      },
    });
    const parameters = read.kind === 'read' ? read.value.environment.parameters : null;
    expect(parameters).toEqual(new Map(Object.entries({ A: '2', B: 'x=y', C: '' })));
  });

  test('of conditions may be none', () => {
    expect(readSettings({ grantConditions: 'none' }, '/')).toMatchObject({
      value: { grantConditions: { viaService: false, grantIsForAwsResource: false } },
    });
  });

  test.each<[CheckOptions, string]>([
    [{ region: 'Frankfurt' }, '--region takes a region, such as eu-west-1, not "Frankfurt"'],
    [{ account: '1234' }, '--account takes the 12 digits of an account id, not "1234"'],
    [{ partition: 'AWS' }, '--partition takes a partition, such as aws or aws-cn, not "AWS"'],
    [{ failOn: 'info' }, '--fail-on takes error, warning, notice, never, not "info"'],
    [{ onIncomplete: 'x\u001b[2J' }, '--on-incomplete takes fail, pass, not "x\\u001b[2J"'],
    [
      { grantConditions: 'via-service,none' },
      '--grant-conditions takes none, or a list of via-service and grant-is-for-aws-resource, not "none"',
    ],
    [{ parameter: ['hunter2'] }, '--parameter takes Name=Value, with a name of letters and digits'],
    [{ parameters: 'gone.json' }, '--parameters: gone.json does not exist'],
  ])('%j is refused with what the option takes', (options, message) => {
    expect(refusal(options)).toBe(message);
  });

  test('of a format that there is not are refused', () => {
    expect(readFormat('xml')).toEqual({
      kind: 'refused',
      message: '--format takes text, json, markdown, patch, not "xml"',
    });
  });
});

describe('a file of parameters', () => {
  const expected = new Map([
    ['Name', 'db'],
    ['List', 'a,b'],
    ['Count', '2'],
  ]);

  test.each<[string, unknown]>([
    [
      "CloudFormation's list",
      [
        { ParameterKey: 'Name', ParameterValue: 'db' },
        { ParameterKey: 'List', ParameterValue: 'a,b' },
        { ParameterKey: 'Count', ParameterValue: 2 },
        { ParameterKey: 'Old', UsePreviousValue: true },
      ],
    ],
    ['a map', { Name: 'db', List: ['a', 'b'], Count: 2 }],
    ["CodePipeline's map", { Parameters: { Name: 'db', List: 'a,b', Count: '2' }, Tags: {} }],
  ])('may be %s', (_what, data) => {
    expect(parameterValues(data)).toEqual(expected);
  });

  test.each([[null], ['text'], [[1]], [[{ ParameterKey: 'A', ParameterValue: {} }]], [{ A: { B: 1 } }]])(
    'can not be %j',
    (data) => {
      expect(parameterValues(data)).toBeNull();
    },
  );

  test('holds no key that is more than a name', () => {
    const values = parameterValues(JSON.parse('{"__proto__": "x", "constructor": "y"}'));
    expect(values).toEqual(
      new Map([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    );
  });

  test('is read from the working folder, and a single value wins over it', async () => {
    await withFolder(
      { 'p.json': '\uFEFF{"A": "1", "B": "2"}', 'bad.json': 'hunter2', 'odd.json': '{"A": {"s": "hunter2"}}' },
      (cwd) => {
        const read = readSettings({ parameters: 'p.json', parameter: ['A=3'] }, cwd);
        expect(read.kind === 'read' ? [...read.value.environment.parameters] : []).toEqual([
          ['A', '3'],
          ['B', '2'],
        ]);
        expect(refusal({ parameters: 'bad.json' }, cwd)).toContain('bad.json is not JSON; it takes [{"ParameterKey"');
        expect(refusal({ parameters: 'odd.json' }, cwd)).toContain('odd.json has another form; it takes [{');
        expect(refusal({ parameters: 'odd.json' }, cwd)).not.toContain('hunter2');
      },
    );
  });
});
