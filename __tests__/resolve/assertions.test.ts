import { describe, expect, test } from '@jest/globals';
import { analyse, summary } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const head = (assertions: string, condition = '') => `
Parameters: {Stage: {Type: String}, Region: {Type: String}, Unused: {Type: String}, Names: {Type: CommaDelimitedList}}
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
    ['with EachMemberIn', "{Assert: {'Fn::EachMemberIn': [[!Ref Stage], [prod, dev]]}}", IN_BOTH, 'scoped / scoped'],
    [
      'with EachMemberIn may leave too many',
      "{Assert: {'Fn::EachMemberIn': [[!Ref Stage], [prod, dev, test]]}}",
      IN_BOTH,
      'missing / missing',
    ],
    [
      'with EachMemberEquals',
      "{Assert: {'Fn::EachMemberEquals': [[!Ref Stage, prod], prod]}}",
      IN_PROD,
      'scoped / scoped',
    ],
    [
      'with EachMemberIn over a parameter of which nothing is known',
      "{Assert: {'Fn::EachMemberIn': [[!Ref Stage], !Ref Names]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'with Not',
      "{Assert: {'Fn::Not': [{'Fn::Not': [{'Fn::Equals': [!Ref Stage, prod]}]}]}}",
      IN_PROD,
      'scoped / scoped',
    ],
    [
      'of which one part can not be decided narrows by the other',
      "{Assert: {'Fn::And': [{'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', Tags.Team]}, {'Fn::RefAll': String}]}, {'Fn::Equals': [!Ref Stage, prod]}]}}",
      IN_PROD,
      'scoped / scoped',
    ],
    [
      'that may hold for another reason narrows nothing',
      "{Assert: {'Fn::Or': [{'Fn::Contains': [{'Fn::RefAll': String}, a]}, {'Fn::Equals': [!Ref Stage, prod]}]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'on what a parameter refers to narrows nothing',
      "{Assert: {'Fn::Equals': [{'Fn::ValueOf': [Stage, Tags.Name]}, prod]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'beside another leaves what both leave',
      "{Assert: {'Fn::Contains': [[prod, dev], !Ref Stage]}}, {Assert: {'Fn::EachMemberIn': [[!Ref Stage], [prod, test]]}}",
      IN_PROD,
      'scoped / scoped',
    ],
    ['that never holds lets no stack be made', "{Assert: {'Fn::EachMemberIn': [[a], [b]]}}", IN_PROD, ''],
    [
      'on a parameter that nothing turns on narrows nothing',
      "{Assert: {'Fn::Equals': [!Ref Unused, x]}}",
      IN_PROD,
      'missing / missing',
    ],
  ])('%s', (_sentence, assertions, parts, words) => {
    expect(summary(stack({ ...parts, head: head(assertions) }))).toBe(words);
  });

  test('over a list that is given', () => {
    const each = head("{Assert: {'Fn::EachMemberIn': [[!Ref Stage], !Ref Names]}}");
    expect(summary(stack({ ...IN_BOTH, head: each }), { parameters: { Names: 'prod, dev' } })).toBe('scoped / scoped');
    expect(summary(stack({ ...IN_BOTH, head: each }), { parameters: { Names: 'prod,x' } })).toBe('missing / missing');
  });

  test.each([
    ['with EachMemberIn', "{'Fn::EachMemberIn': [[!Ref Stage], [alias/aws/rds]]}"],
    [
      'by lists that overlap',
      "{'Fn::And': [{'Fn::Contains': [[alias/own, alias/aws/rds], !Ref Stage]}, {'Fn::Contains': [[alias/aws/rds, alias/other], !Ref Stage]}]}",
    ],
    ['in an And', "{'Fn::And': [{'Fn::Equals': [!Ref Stage, alias/aws/rds]}, {'Fn::Equals': [!Ref Unused, x]}]}"],
  ])('tells the key of the stream %s', (_sentence, asserted) => {
    const text = stack({ head: head(`{Assert: ${asserted}}`), stream: '      KmsKeyId: !Ref Stage' });
    expect(analyse(text).flatMap(({ branches }) => branches.map(({ key }) => key.kind))).toEqual(['unsuitable']);
  });

  test('counts only under its RuleCondition', () => {
    const assertion = "{Assert: {'Fn::Equals': [!Ref Stage, prod]}}";
    const never = head(assertion, "{'Fn::Equals': [!Ref Region, eu]}");
    expect(summary(stack({ ...IN_PROD, head: never }))).toBe('missing / missing');
    expect(summary(stack({ ...IN_PROD, head: never }), { parameters: { Region: 'eu' } })).toBe('scoped / scoped');
  });
});
