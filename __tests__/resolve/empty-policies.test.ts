import { describe, expect, test } from '@jest/globals';
import { emptyPolicies } from '../../src/resolve/empty-policies.ts';
import { scopeOf } from '../stream/analysis.ts';

const STATEMENT = '{Effect: Allow, Action: "s3:*", Resource: "*"}';

/** A policy document, and whether some assignment leaves it without a statement. */
const DOCUMENTS: readonly (readonly [document: string, isEmpty: boolean])[] = [
  [`{Statement: ${STATEMENT}}`, false],
  [`{Statement: [${STATEMENT}]}`, false],
  ['{Statement: []}', true],
  [`{Statement: !If [IsProd, ${STATEMENT}, !Ref AWS::NoValue]}`, true],
  [`{Statement: !If [IsProd, ${STATEMENT}, [${STATEMENT}]]}`, false],
  [`{Statement: [!If [IsProd, ${STATEMENT}, !Ref AWS::NoValue]]}`, true],
  [`{Statement: [!If [IsProd, ${STATEMENT}, !Ref AWS::NoValue], ${STATEMENT}]}`, false],
  [
    `{Statement: [!If [IsProd, ${STATEMENT}, !Ref AWS::NoValue], !If [IsProd, !Ref AWS::NoValue, ${STATEMENT}]]}`,
    false,
  ],
  [`!If [IsProd, {Statement: ${STATEMENT}}, {Statement: []}]`, true],
  ['{Statement: !Ref Given}', false],
  ['!Ref Given', false],
  // Without the key it is malformed in every branch, and none of a condition's making.
  ["{Version: '2012-10-17'}", false],
];

const template = (properties: string, condition = '') =>
  `Parameters: {Stage: {Type: String}, Given: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}\n` +
  `Resources:\n  R:\n    Type: AWS::IAM::Role\n${condition}    Properties: ${properties}\n`;

const isEmpty = (text: string) => emptyPolicies(scopeOf(text)).has('R');

describe('a policy that may be without a statement', () => {
  test.each(DOCUMENTS)('%s', (document, expected) => {
    expect({
      policy: isEmpty(template(`{PolicyDocument: ${document}}`)),
      inline: isEmpty(template(`{Policies: [{PolicyName: p, PolicyDocument: ${document}}]}`)),
    }).toEqual({
      policy: expected,
      inline: expected,
    });
  });

  test('is fine where its resource or its entry is not there either', () => {
    const properties = `{PolicyDocument: {Statement: !If [IsProd, ${STATEMENT}, !Ref AWS::NoValue]}}`;
    expect(isEmpty(template(properties))).toBe(true);
    expect(isEmpty(template(properties, '    Condition: IsProd\n'))).toBe(false);
    expect(isEmpty(template(`{Policies: [!If [IsProd, ${properties}, !Ref AWS::NoValue]]}`))).toBe(false);
  });
});
