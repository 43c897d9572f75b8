import { describe, expect, test } from '@jest/globals';
import { assertedBy } from '../../src/resolve/assertions.ts';
import { ALWAYS } from '../../src/resolve/world.ts';
import { analyse, scopeOf, summary } from '../stream/analysis.ts';
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
    ['with Equals the other way round', "{Assert: {'Fn::Equals': [prod, !Ref Stage]}}", IN_PROD, 'scoped / scoped'],
    [
      'with Not of what is no list',
      "{Assert: {'Fn::Not': {'Fn::Not': {'Fn::Equals': [!Ref Stage, prod]}}}}",
      IN_PROD,
      'scoped / scoped',
    ],
    [
      'with Not of the others',
      "{Assert: {'Fn::Not': [{'Fn::Equals': [!Ref Stage, prod]}]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'with Or of three',
      "{Assert: {'Fn::Or': [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, dev], !Equals [!Ref Stage, test]]}}",
      IN_BOTH,
      'missing / missing',
    ],
    [
      'with And of two that do not go together lets no stack be made',
      "{Assert: {'Fn::And': [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, dev]]}}",
      IN_BOTH,
      '',
    ],
    [
      'with EachMemberIn of several',
      "{Assert: {'Fn::EachMemberIn': [[prod, !Ref Stage], [prod, dev]]}}",
      IN_BOTH,
      'scoped / scoped',
    ],
    [
      'with EachMemberEquals of another value',
      "{Assert: {'Fn::EachMemberEquals': [[!Ref Stage], test]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'with Contains of no list narrows nothing',
      "{Assert: {'Fn::Contains': [prod, !Ref Stage]}}",
      IN_PROD,
      'missing / missing',
    ],
    [
      'with Contains of one operand narrows nothing',
      "{Assert: {'Fn::Contains': [[prod]]}}",
      IN_PROD,
      'missing / missing',
    ],
    ['with nothing to assert narrows nothing', '{AssertDescription: stages}', IN_PROD, 'missing / missing'],
    [
      'with a value that an alias repeats',
      "{Assert: {'Fn::EachMemberIn': [[!Ref Stage, &stage prod], [*stage, dev]]}}",
      IN_BOTH,
      'scoped / scoped',
    ],
    ['that is always true narrows nothing', "{Assert: {'Fn::Equals': [a, a]}}", IN_PROD, 'missing / missing'],
    ['that is never true lets no stack be made', "{Assert: {'Fn::Equals': [a, b]}}", IN_PROD, ''],
  ])('%s', (_sentence, assertions, parts, words) => {
    expect(summary(stack({ ...parts, head: head(assertions) }))).toBe(words);
  });

  test('on a parameter of the stack itself narrows it', () => {
    const parts = { statements: `[!If [IsEu, ${PAIR}, !Ref AWS::NoValue]]` };
    const at = (assertion: string) =>
      summary(
        stack({
          ...parts,
          head: `${head(assertion)}\nConditions: {IsEu: !Equals [!Ref AWS::Region, eu-west-1]}`.replace(
            /\nConditions: .IsProd.*\n/,
            '\n',
          ),
        }),
      );
    expect(at("{Assert: {'Fn::Equals': [!Ref AWS::Region, eu-west-1]}}")).toBe('scoped / scoped');
    expect(at("{Assert: {'Fn::Equals': [!Ref AWS::Region, us-east-1]}}")).toBe('missing / missing');
  });

  test('on a parameter of the stack itself counts under its RuleCondition', () => {
    const rules = head("{Assert: {'Fn::Equals': [!Ref AWS::Region, eu-west-1]}}", "{'Fn::Equals': [a, a]}");
    const conditions = 'Conditions: {IsEu: !Equals [!Ref AWS::Region, eu-west-1]}';
    const statements = `[!If [IsEu, ${PAIR}, !Ref AWS::NoValue]]`;
    expect(summary(stack({ statements, head: rules.replace(/Conditions: .*/, conditions) }))).toBe('scoped / scoped');
  });

  test('on a parameter that chooses from a mapping counts, though no condition turns on it', () => {
    const rules = head("{Assert: {'Fn::Equals': [!Ref Stage, prod]}}", "{'Fn::Equals': [a, a]}");
    const mappings = 'Mappings: {Effects: {prod: {effect: Allow}, dev: {effect: Deny}}}';
    const statements = `[${PAIR.replace('Allow', '!FindInMap [Effects, !Ref Stage, effect]')}]`;
    const text = stack({ statements, head: rules.replace(/Conditions: .*/, mappings) });
    expect(summary(text)).toBe('scoped / scoped');
    expect(summary(text.replace('Stage, prod]', 'Stage, dev]'))).toBe('denied / denied');
  });

  test('on a value that AWS keeps narrows nothing', () => {
    const stored = head("{Assert: {'Fn::Equals': [!Ref Stage, prod]}}").replace(
      'Stage: {Type: String}',
      "Stage: {Type: 'AWS::SSM::Parameter::Value<String>'}",
    );
    expect(summary(stack({ ...IN_PROD, head: stored }))).toBe('missing / missing');
    expect(summary(stack({ ...IN_PROD, head: stored }), { parameters: { Stage: 'prod' } })).toBe('missing / missing');
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
    ['with Equals', "{'Fn::Equals': [!Ref Stage, alias/aws/rds]}"],
    ['with Equals the other way round', "{'Fn::Equals': [alias/aws/rds, !Ref Stage]}"],
    ['with EachMemberEquals', "{'Fn::EachMemberEquals': [[!Ref Unused, !Ref Stage], alias/aws/rds]}"],
    ['with EachMemberIn of several', "{'Fn::EachMemberIn': [[!Ref Unused, !Ref Stage], [alias/aws/rds]]}"],
    ['with Contains', "{'Fn::Contains': [[alias/aws/rds], !Ref Stage]}"],
    ['in an And of Ands', "{'Fn::And': [{'Fn::And': [{'Fn::Equals': [!Ref Stage, alias/aws/rds]}]}]}"],
    ['in an And', "{'Fn::And': [{'Fn::Equals': [!Ref Stage, alias/aws/rds]}, {'Fn::Equals': [!Ref Unused, x]}]}"],
  ])('tells the key of the stream %s', (_sentence, asserted) => {
    const text = stack({ head: head(`{Assert: ${asserted}}`), stream: '      KmsKeyId: !Ref Stage' });
    expect(analyse(text).flatMap(({ branches }) => branches.map(({ key }) => key.kind))).toEqual(['unsuitable']);
  });

  test.each([
    ['on another parameter', "{'Fn::Equals': [!Ref Unused, alias/aws/rds]}"],
    ['on two parameters', '{"Fn::Equals": [!Ref Stage, !Ref Unused]}'],
    ['in an Or', "{'Fn::Or': [{'Fn::Equals': [!Ref Stage, alias/aws/rds]}, {'Fn::Equals': [!Ref Unused, x]}]}"],
    ['in a Not', "{'Fn::Not': [{'Fn::Equals': [!Ref Stage, alias/aws/rds]}]}"],
    ['with a list that holds a parameter', "{'Fn::Contains': [[alias/aws/rds, !Ref Unused], !Ref Stage]}"],
    ['with a list that is a parameter', "{'Fn::Contains': [!Ref Names, !Ref Stage]}"],
    ['with the parameter as the list', "{'Fn::Contains': [!Ref Stage, alias/aws/rds]}"],
    ['with the parameter among the values', "{'Fn::EachMemberIn': [[alias/aws/rds], [!Ref Stage]]}"],
    ['with EachMemberIn of one operand', "{'Fn::EachMemberIn': [[!Ref Stage]]}"],
    ['with EachMemberEquals of one operand', "{'Fn::EachMemberEquals': [[!Ref Stage]]}"],
    ['with Equals of one operand', "{'Fn::Equals': [!Ref Stage]}"],
    ['with a function of the account', "{'Fn::EachMemberIn': [[!Ref Stage], {'Fn::RefAll': String}]}"],
  ])('tells no key of the stream %s', (_sentence, asserted) => {
    const text = stack({ head: head(`{Assert: ${asserted}}`), stream: '      KmsKeyId: !Ref Stage' });
    expect(analyse(text).flatMap(({ branches }) => branches.map(({ key }) => key.kind))).toEqual(['key']);
  });

  test('under a RuleCondition tells no key', () => {
    const rules = head("{Assert: {'Fn::Equals': [!Ref Stage, alias/aws/rds]}}", "{'Fn::Equals': [!Ref Region, eu]}");
    const [stream] = analyse(stack({ head: rules, stream: '      KmsKeyId: !Ref Stage' }));
    expect(stream?.branches.map(({ key }) => key.kind)).toEqual(['key']);
  });

  test('with And and Or counts under its RuleCondition', () => {
    const both = "{Assert: {'Fn::And': [{'Fn::Equals': [!Ref Stage, prod]}, {'Fn::Equals': [!Ref Region, eu]}]}}";
    const either = "{Assert: {'Fn::Or': [{'Fn::Equals': [!Ref Stage, prod]}, {'Fn::Equals': [!Ref Stage, dev]}]}}";
    const always = "{'Fn::Equals': [a, a]}";
    expect(summary(stack({ ...IN_PROD, head: head(both, always) }))).toBe('scoped / scoped');
    expect(summary(stack({ ...IN_BOTH, head: head(either, always) }))).toBe('scoped / scoped');
    expect(summary(stack({ ...IN_PROD, head: head(both, "{'Fn::Equals': [a, b]}") }))).toBe('missing / missing');
  });

  test.each([
    ["{'Fn::Equals': [!Ref Region, eu]}"],
    ["{'Fn::Equals': [eu, !Ref Region]}"],
    ["{'Fn::Contains': [[eu, de], !Ref Region]}"],
    ["{'Fn::EachMemberIn': [[!Ref Region, de], [eu, de]]}"],
    ["{'Fn::EachMemberEquals': [[!Ref Region], eu]}"],
    ["{'Fn::And': [{'Fn::Equals': [!Ref Region, eu]}, {'Fn::Equals': [a, a]}]}"],
    ["{'Fn::Or': [{'Fn::Equals': [!Ref Region, eu]}, {'Fn::Equals': [a, b]}]}"],
    ["{'Fn::Not': [{'Fn::Not': [{'Fn::Equals': [!Ref Region, eu]}]}]}"],
  ])('counts only under its RuleCondition %s', (condition) => {
    const assertion = "{Assert: {'Fn::Equals': [!Ref Stage, prod]}}";
    const never = head(assertion, condition);
    expect(summary(stack({ ...IN_PROD, head: never }), { parameters: { Region: 'us' } })).toBe('missing / missing');
    expect(summary(stack({ ...IN_PROD, head: never }))).toBe('missing / missing');
    expect(summary(stack({ ...IN_PROD, head: never }), { parameters: { Region: 'eu' } })).toBe('scoped / scoped');
  });
});

test.each([
  '{"Fn::Equals": [{"Fn::ValueOf": [Stage, Tags.Name]}, prod]}',
  '{"Fn::EachMemberIn": [{"Fn::ValueOfAll": ["AWS::EC2::VPC::Id", Tags.Team]}, [a, b]]}',
  '{"Fn::Contains": [{"Fn::RefAll": String}, a]}',
  '{"Fn::Equals": [!Ref Unused, x]}',
])('%s narrows no deployment', (asserted) => {
  expect(assertedBy(scopeOf(stack({ ...IN_PROD, head: head(`{Assert: ${asserted}}`) })))).toBe(ALWAYS);
});
