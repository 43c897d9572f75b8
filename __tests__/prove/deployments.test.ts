import { describe, expect, test } from '@jest/globals';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { caseNames, readCase } from './case.ts';
import { assignmentsOf, dangling, deployed, hollow } from './deployments.ts';

const pairs = caseNames().flatMap((sentence) => {
  const { before, after } = readCase(sentence);
  const read = (text: string) => longForm(judgeData(text)) as Readonly<Record<string, unknown>>;
  return after === null ? [] : [{ sentence, before: read(before), after: read(after) }];
});

describe('a patched template, however its conditions are decided', () => {
  test('is decided in several ways in many cases', () => {
    const ways = pairs.map(({ after }) => assignmentsOf(after).length);
    expect(ways.filter((count) => count > 1).length).toBeGreaterThanOrEqual(25);
  });

  test.each(pairs)('mentions nothing that is not there, and grants nothing hollow: $sentence', ({ before, after }) => {
    for (const assignment of assignmentsOf(after)) {
      const [was, is] = [deployed(before, assignment), deployed(after, assignment)];
      const known = new Set(dangling(before, was));
      expect(dangling(after, is).filter((mention) => !known.has(mention))).toEqual([]);
      expect(hollow(is).length).toBeLessThanOrEqual(hollow(was).length);
    }
  });
});

test('the judge sees what dangles and what is hollow', () => {
  const template = {
    Conditions: { A: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }] }, B: { Condition: 'A' } },
    Resources: {
      Key: { Condition: 'B' },
      Role: { P: { Version: 'x', Statement: [{ Effect: 'Allow', Action: 'a', Resource: [] }] }, DependsOn: ['Key'] },
      Other: { 'Fn::If': ['A', { 'Fn::GetAtt': ['Key', 'Arn'] }, { 'Fn::Sub': '${Key.Arn}' }] },
      Empty: { P: { Version: 'x', Statement: [{ 'Fn::If': ['A', 'x', { Ref: 'AWS::NoValue' }] }] } },
    },
  };
  const seen = assignmentsOf(template).map((assignment) => {
    const resources = deployed(template, assignment);
    return [assignment.get('Stage'), dangling(template, resources), hollow(resources)];
  });
  expect(seen).toEqual([
    ['any other value', [], ['a statement on nothing']],
    ['prod', ['Role → Key', 'Other → Key'], ['a statement on nothing', 'a policy without statements']],
  ]);
});
