import { describe, expect, test } from '@jest/globals';
import type { Operation, TemplateValue } from '../../src/finding/patch.ts';
import { joinOperations as join } from '../../src/remedy/join.ts';

const LIST = ['Resources', 'Role', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
const append = (...values: readonly TemplateValue[]): Operation => ({ kind: 'append', path: LIST, after: 0, values });
const set = (key: string, value: TemplateValue): Operation => ({
  kind: 'set',
  path: ['Resources', 'Role', 'Properties'],
  key,
  after: null,
  value,
});
const allow = (action: string, ...resource: readonly string[]) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource.length === 1 ? (resource[0] ?? '') : resource,
});
const when = (name: string, value: TemplateValue) => ({ 'Fn::If': [name, value, { Ref: 'AWS::NoValue' }] });

/** Each operation as a patch of its own. */
const joinOperations = (operations: readonly Operation[]) => join(operations.map((each) => [each]));

describe('joinOperations', () => {
  test('does once what is wanted twice', () => {
    expect(joinOperations([append(allow('a', 'x')), append(allow('a', 'x'))])).toEqual([append(allow('a', 'x'))]);
  });

  test('makes one statement of two that differ in their Resource', () => {
    expect(joinOperations([append(allow('a', 'x'), allow('b', 'x')), append(allow('a', 'y'))])).toEqual([
      append(allow('a', 'x', 'y'), allow('b', 'x')),
    ]);
  });

  test('keeps statements apart that differ in more, or that stand under different conditions', () => {
    const apart = [append(when('A', allow('a', 'x'))), append(when('B', allow('a', 'y')), allow('b', 'x'))];
    expect(joinOperations(apart)).toEqual([
      append(when('A', allow('a', 'x')), when('B', allow('a', 'y')), allow('b', 'x')),
    ]);
    expect(joinOperations([append(when('A', allow('a', 'x'))), append(when('A', allow('a', 'y')))])).toEqual([
      append(when('A', allow('a', 'x', 'y'))),
    ]);
  });

  const unless = (name: string, value: TemplateValue) => ({ 'Fn::If': [name, { Ref: 'AWS::NoValue' }, value] });
  const listed = (...resource: readonly TemplateValue[]) => ({ Effect: 'Allow', Action: 'a', Resource: resource });

  test.each([
    ['first', [when('A', allow('a', 'y')), allow('a', 'x')]],
    ['behind', [allow('a', 'x'), when('A', allow('a', 'y'))]],
    ['with a Sid of its own', [allow('a', 'x'), when('A', { Sid: 'S', ...allow('a', 'y') })]],
    ['with what is there always', [allow('a', 'x'), when('A', allow('a', 'x', 'y'))]],
  ])('holds no more than a Resource back beside one that is there always: %s', (_, values) => {
    const both = values.map((value) => append(value));
    expect(joinOperations(both)).toEqual([append(listed('x', when('A', 'y')))]);
  });

  test('puts all that is under conditions beside what is there always', () => {
    const all = [when('A', allow('a', 'y')), unless('B', allow('a', 'z')), allow('b', 'z'), allow('a', 'x')];
    expect(joinOperations(all.map((each) => append(each)))).toEqual([
      append(listed('x', when('A', 'y'), unless('B', 'z')), allow('b', 'z')),
    ]);
    expect(joinOperations([append(when('A', allow('a', 'x'))), append(allow('a', 'x'))])).toEqual([
      append(allow('a', 'x')),
    ]);
  });

  test('keeps what stands in two branches apart from what is there always', () => {
    const either = { 'Fn::If': ['A', allow('a', 'y'), allow('a', 'z')] };
    expect(joinOperations([append(allow('a', 'x')), append(either)])).toEqual([append(allow('a', 'x'), either)]);
  });

  test('joins and keeps apart what stands in the second branch as well', () => {
    expect(joinOperations([append(unless('A', allow('a', 'x'))), append(unless('A', allow('a', 'y')))])).toEqual([
      append(unless('A', allow('a', 'x', 'y'))),
    ]);
    const apart = [when('A', { Sid: 'S', ...allow('a', 'x') }), unless('A', { Sid: 'S', ...allow('a', 'y') })];
    expect(joinOperations(apart.map((each) => append(each)))).toEqual([
      append(when('A', { Sid: 'S', ...allow('a', 'x') }), unless('A', { Sid: 'S2', ...allow('a', 'y') })),
    ]);
  });

  test('repeats no Sid', () => {
    const named = (sid: string, value: object) => ({ Sid: sid, ...value });
    expect(
      joinOperations([append(when('A', named('S', allow('a', 'x')))), append(when('B', named('S', allow('a', 'y'))))]),
    ).toEqual([append(when('A', named('S', allow('a', 'x'))), when('B', named('S2', allow('a', 'y'))))]);
  });

  test('repeats no name of a policy that stands under another condition', () => {
    const policy = (name: string) => ({ PolicyName: name, PolicyDocument: { Statement: [allow('a', name)] } });
    const named = (name: string, of: string) => ({ ...policy(of), PolicyName: name });
    const all = [when('A', named('P', 'x')), when('B', named('P', 'y')), named('P', 'z')];
    expect(joinOperations(all.map((each) => set('Policies', [each])))).toEqual([
      set('Policies', [when('A', named('P', 'x')), when('B', named('P2', 'y')), named('P3', 'z')]),
    ]);
  });

  test('makes one policy of two of one name', () => {
    const policy = (...statements: readonly TemplateValue[]) => [
      { PolicyName: 'P', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    ];
    expect(
      joinOperations([
        set('Policies', policy(allow('a', 'x'))),
        set('Policies', policy(allow('a', 'y'), allow('b', 'y'))),
      ]),
    ).toEqual([set('Policies', policy(allow('a', 'x', 'y'), allow('b', 'y')))]);
  });

  test('holds back no more than the Resource of a policy beside one that is there always', () => {
    const policy = (condition: string | null, resource: TemplateValue) => ({
      Type: 'AWS::IAM::Policy',
      ...(condition === null ? {} : { Condition: condition }),
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'a', Resource: resource }] } },
    });
    const both = [set('P', policy('A', 'x')), set('P', policy(null, 'y'))];
    expect(joinOperations(both)).toEqual([set('P', policy(null, ['y', when('A', 'x')]))]);
    expect(joinOperations(both.toReversed())).toEqual(joinOperations(both));
  });

  test('lets a resource wait for both', () => {
    expect(joinOperations([set('DependsOn', 'A'), set('DependsOn', 'B'), set('DependsOn', 'A')])).toEqual([
      set('DependsOn', ['A', 'B']),
    ]);
  });

  test('leaves side by side what contradicts itself, so that it is refused', () => {
    const replace = (value: string): Operation => ({ kind: 'replace', path: LIST, value });
    expect(joinOperations([replace('x'), replace('y'), replace('x')])).toEqual([replace('x'), replace('y')]);
  });

  const exchange = (...values: readonly (readonly [value: string, condition: string | null])[]): Operation => ({
    kind: 'exchange',
    path: [...LIST, 1, 'Resource'],
    values: values.map(([value, condition]) => ({ value, condition })),
    bare: [...LIST, 1],
  });

  test('puts all that is wanted in one place there, what is always there first', () => {
    const all = [exchange(['x', 'A']), exchange(['y', null]), exchange(['x', 'B'], ['x', 'A'])];
    expect(joinOperations(all)).toEqual([exchange(['y', null], ['x', 'A'], ['x', 'B'])]);
  });

  test('leaves out of a choice what is always there', () => {
    const either = (a: TemplateValue, b: TemplateValue) => ({ 'Fn::If': ['A', a, b] });
    const values = (...all: readonly TemplateValue[]): Operation => ({
      kind: 'exchange',
      path: LIST,
      values: all.map((value) => ({ value, condition: null })),
      bare: 'refused',
    });
    expect(joinOperations([values(either('x', 'y')), values('y')])).toEqual([values(when('A', 'x'), 'y')]);
    expect(joinOperations([values(either('x', either('z', 'y'))), values('x'), values('y')])).toEqual([
      values(unless('A', when('A', 'z')), 'x', 'y'),
    ]);
    expect(joinOperations([values(either('x', 'y')), values('x', 'y')])).toEqual([values('x', 'y')]);
  });

  test('needs nothing under a condition that is always there', () => {
    expect(joinOperations([exchange(['x', 'A']), exchange(['x', null])])).toEqual([exchange(['x', null])]);
  });

  test('changes an item before it puts something behind it', () => {
    const [behind, inside] = [append(allow('a', 'x')), exchange(['x', null])];
    expect(joinOperations([behind, inside])).toEqual([inside, behind]);
  });
});
