import { describe, expect, test } from '@jest/globals';
import { sized } from '../../bench/templates.js';
import { review } from '../../src/review.ts';
import { DAY, SETTINGS, sideOf } from '../review-input.ts';

/** A template with a stream that has what it needs, and more. */
const withMore = (more: string, granted = true) =>
  `${sized({ bytes: 5000, resources: 5, granted })}${more}Transform: AWS::LanguageExtensions\n`;

const VALUES = Array.from({ length: 50 }, (_, index) => `v${index}`).join(', ');
/** A loop in a loop: 2,500 entries. */
const loop = (body: string) =>
  `  Fn::ForEach::A: [A, [${VALUES}], {'Fn::ForEach::B': [B, [${VALUES}], {'R\${A}\${B}': ${body}}]}]\n`;

function judged(text: string) {
  const head = sideOf([{ path: 'stack.yaml', text }]);
  const { conclusion, templates } = review({ head, base: null, renames: new Map(), settings: SETTINGS, day: DAY });
  return { conclusion, problems: templates.flatMap(({ problems }) => problems.map(({ message }) => message)) };
}

const OVER = { conclusion: 'incomplete', problems: [expect.stringContaining('loop A of more than 2,000 entries')] };
const FINE = { conclusion: 'success', problems: [] };

describe('a loop that makes too many entries to be expanded', () => {
  test.each([
    ['leaves the analysis incomplete where it may make custom resources', loop('{Type: Custom::Stream}'), OVER],
    ['and where its types are made too', loop("{Type: !Sub 'AWS::${A}'}"), OVER],
    ['is no matter where nothing is made that a stream could be', loop('{Type: AWS::SNS::Topic}'), FINE],
  ])('%s', (_what, more, outcome) => {
    expect(judged(withMore(more))).toEqual(outcome);
  });

  test('leaves it incomplete where a stream turns on what is made', () => {
    expect(judged(withMore(loop('{Type: AWS::IAM::Policy}'), false))).toEqual(OVER);
  });

  test('among what a resource holds counts only where a stream turns on it', () => {
    const map = loop('x').trim();
    const topic = `  Topic: {Type: AWS::SNS::Topic, Properties: {${map}}}\n`;
    expect(judged(withMore(topic))).toEqual(FINE);
    const inStatement = withMore('').replace('Action: kms:CreateGrant', `$&\n                ${map}`);
    expect(judged(inStatement)).toEqual(OVER);
  });
});
