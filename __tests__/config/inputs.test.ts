import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { INPUT_NAMES, inputDefault, readInputs } from '../../src/config/inputs.ts';

const action = load(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
};

/** The messages that a text of an input gets; none when it is taken. */
function messages(name: string, text: string): readonly string[] {
  const read = readInputs(new Map([[name, text]]));
  return read.kind === 'wrong' ? read.messages : [];
}

describe('the inputs', () => {
  it('are those of action.yml, with the same defaults', () => {
    expect(Object.keys(action.inputs)).toEqual([...INPUT_NAMES]);
    for (const name of INPUT_NAMES.filter((each) => each !== 'token')) {
      expect([name, action.inputs[name]?.default]).toEqual([name, inputDefault(name)]);
    }
  });

  it('take their defaults when nothing is set, and for empty text', () => {
    const nothing = readInputs(new Map());
    expect(nothing).toMatchObject({
      kind: 'inputs',
      inputs: {
        failOn: 'error',
        failOnExisting: false,
        onIncomplete: 'fail',
        comment: true,
        maxComments: 30,
        region: null,
      },
    });
    expect(readInputs(new Map(INPUT_NAMES.map((name) => [name, ' ' as string])))).toEqual(nothing);
  });

  it.each([
    ['fail-on', 'critical', 'the input fail-on takes error, warning, notice, never, not "critical"'],
    ['fail-on-existing', 'yes', 'the input fail-on-existing takes true or false, not "yes"'],
    ['on-incomplete', 'ignore', 'the input on-incomplete takes fail, pass, not "ignore"'],
    ['comment', '1', 'the input comment takes true or false, not "1"'],
    ['max-comments', '101', 'the input max-comments takes a whole number from 0 to 100, not "101"'],
    ['max-comments', '-1', 'the input max-comments takes a whole number from 0 to 100, not "-1"'],
    [
      'grant-conditions',
      'all',
      'the input grant-conditions takes none, or a list of via-service and grant-is-for-aws-resource, not "all"',
    ],
    ['region', 'Ireland', 'the input region takes a region, such as eu-west-1, not "Ireland"'],
    ['account', '1234', 'the input account takes the 12 digits of an account id, not "1234"'],
    ['partition', 'azure', 'the input partition takes a partition, such as aws or aws-cn, not "azure"'],
    ['parameters', 'A=1\nsecret', 'the input parameters takes Name=Value on each line; line 2 is none'],
  ])('say of %s: %j what it takes instead', (name, text, message) => {
    expect(messages(name, text)).toEqual([message]);
  });

  it.each([
    ['fail-on', 'never'],
    ['comment', 'FALSE'],
    ['max-comments', '0'],
    ['grant-conditions', 'none'],
    ['grant-conditions', ' via-service '],
    ['region', 'us-gov-west-1'],
    ['account', '012345678901'],
    ['partition', 'aws-us-gov'],
    ['parameters', '\nA=b=c\r\n\nB=\n'],
    ['paths', '# a comment\n\n**/*.yaml'],
  ])('take %s: %j', (name, text) => {
    expect(messages(name, text)).toEqual([]);
  });

  it('name an input that is none, and all that is wrong at once', () => {
    const read = readInputs(
      new Map([
        ['failon', 'error'],
        ['comment', 'no'],
        ['account', 'x'],
      ]),
    );
    expect(read.kind === 'wrong' ? read.messages.length : 0).toBe(3);
    expect(messages('failon', 'error')[0]).toMatch(/^there is no input "failon"; there are token, paths, /);
  });
});
