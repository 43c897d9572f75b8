import { describe, expect, test } from '@jest/globals';
import { summary } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const head = (assertions: string, condition = '') => `
Parameters: {Stage: {Type: String}, Region: {Type: String}, Unused: {Type: String}}
Rules:
  Stages:
${condition === '' ? '' : `    RuleCondition: ${condition}`}
    Assertions: [${assertions}]
Conditions: {IsProd: !Equals [!Ref Stage, prod], IsDev: !Equals [!Ref Stage, dev]}`;

const IN_PROD = { statements: `[!If [IsProd, ${PAIR}, !Ref AWS::NoValue]]` };
const IN_BOTH = { statements: `[!If [IsProd, ${PAIR}, !Ref AWS::NoValue], !If [IsDev, ${PAIR}, !Ref AWS::NoValue]]` };

describe('an assertion of Rules', () => {
  test.each([
    ['with Equals pins a parameter', "{Assert: {'Fn::Equals': [!Ref Stage, prod]}}", IN_PROD, 'scoped / scoped'],
    [
      'with Contains leaves a few values',
      "{Assert: {'Fn::Contains': [[prod, dev], !Ref Stage]}}",
      IN_BOTH,
      'scoped / scoped',
    ],
    [
      'with Contains may leave too many',
      "{Assert: {'Fn::Contains': [[prod, dev, test], !Ref Stage]}}",
      IN_BOTH,
      'missing / missing',
    ],
    [
      'with Or',
      "{Assert: {'Fn::Or': [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, dev]]}}",
      IN_BOTH,
      'scoped / scoped',
    ],
    [
      'that can not be decided narrows nothing',
      "{Assert: {'Fn::EachMemberIn': [[a], [b]]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'on a parameter that nothing turns on narrows nothing',
      "{Assert: {'Fn::Equals': [!Ref Unused, x]}}",
      IN_PROD,
      'missing / missing',
    ],
  ])('%s', (_sentence, assertions, parts, words) => {
    expect(summary(stack({ ...parts, head: head(assertions) }))).toBe(words);
  });

  test('counts only under its RuleCondition', () => {
    const assertion = "{Assert: {'Fn::Equals': [!Ref Stage, prod]}}";
    const never = head(assertion, "{'Fn::Equals': [!Ref Region, eu]}");
    expect(summary(stack({ ...IN_PROD, head: never }))).toBe('missing / missing');
    expect(summary(stack({ ...IN_PROD, head: never }), { parameters: { Region: 'eu' } })).toBe('scoped / scoped');
  });
});
