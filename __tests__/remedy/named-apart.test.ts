import { describe, expect, test } from '@jest/globals';
import type { Operation, TemplateValue } from '../../src/finding/patch.ts';
import { namedApart } from '../../src/remedy/named-apart.ts';

const policy = (condition: string | null, PolicyName: TemplateValue = 'P') => ({
  Type: 'AWS::IAM::Policy',
  ...(condition === null ? {} : { Condition: condition }),
  Properties: { PolicyName },
});
const add = (key: string, value: TemplateValue): Operation => ({
  kind: 'set',
  path: ['Resources'],
  key,
  after: null,
  value,
});
const waits = (value: TemplateValue): Operation => {
  return { kind: 'set', path: ['Resources', 'Stream'], key: 'DependsOn', after: null, value };
};
const list = ['Resources', 'Stream', 'DependsOn'];

/** Joins what is the same. */
const join = (a: Operation, b: Operation) => (JSON.stringify(a) === JSON.stringify(b) ? a : null);

describe('resources of one name', () => {
  test('that can be one stay one', () => {
    const patches = [[add('New', policy('A')), waits('New')], [add('New', policy('A'))]];
    expect(namedApart(patches, join)).toEqual(patches);
  });

  test('that differ in their condition have names of their own, as have the policies that they are', () => {
    const patches = [null, 'A', 'B', 'A'].map((condition) => [add('New', policy(condition)), waits('New')]);
    const named = (name: string, condition: string, policyName: string) => [
      add(name, policy(condition, policyName)),
      waits(name),
    ];
    expect(namedApart(patches, join)).toEqual([
      patches[0],
      named('New2', 'A', 'P2'),
      named('New3', 'B', 'P3'),
      named('New2', 'A', 'P2'),
    ]);
  });

  test('are told apart wherever a resource waits for one', () => {
    const second = [
      add('New', policy('A', { 'Fn::Sub': '${AWS::StackName}-P' })),
      waits(['Cluster', 'New']),
      { kind: 'append', path: list, after: null, values: ['New', 'Newer'] },
      { kind: 'replace', path: list, value: ['New'] },
      { kind: 'set', path: ['Resources', 'Role'], key: 'Description', after: null, value: 'New' },
    ] satisfies readonly Operation[];
    expect(namedApart([[add('New', policy(null))], second], join)[1]).toEqual([
      add('New2', policy('A', { 'Fn::Sub': '${AWS::StackName}-P2' })),
      waits(['Cluster', 'New2']),
      { kind: 'append', path: list, after: null, values: ['New2', 'Newer'] },
      { kind: 'replace', path: list, value: ['New2'] },
      second[4],
    ]);
  });

  test('of another sort keep their names', () => {
    const inRole: Operation = { kind: 'set', path: ['Resources', 'Role'], key: 'New', after: null, value: 'a' };
    const patches = [[inRole], [{ ...inRole, value: 'b' }]];
    expect(namedApart(patches, join)).toEqual(patches);
  });
});
