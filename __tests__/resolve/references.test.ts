import { describe, expect, test } from '@jest/globals';
import { danglingReferences, type Reference, referencesFrom, resourcesInCycles } from '../../src/resolve/references.ts';
import type { Scope } from '../../src/resolve/scope.ts';
import { whenText } from '../../src/resolve/when.ts';
import { ALWAYS, NEVER } from '../../src/resolve/world.ts';
import { expectSection } from '../fixture-sections.ts';
import { scopeOf } from '../stream/analysis.ts';

const HEAD = `Parameters: {Stage: {Type: String, AllowedValues: [dev, test, prod]}, Size: {Type: String}, Other: {Type: String}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Stage, dev]
  IsLarge: !Equals [!Ref Size, large]
  IsBoth: !And [!Condition IsProd, !Condition IsLarge]
  IsSame: !Equals [!Ref Size, !Ref Other]
  Never: !And [!Condition IsProd, !Condition IsDev]
`;

/** Properties, and whatever else a resource has, of A, B and C. */
const GRAPHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no mention': { A: '', B: '' },
  'Ref and GetAtt': { A: 'Properties: {X: !Ref B, Y: !GetAtt C.Arn, Z: {Fn::GetAtt: [B, Arn]}}', B: '', C: '' },
  'Sub, with names, attributes and texts': {
    A: "Properties: {X: !Sub 'a-${B}-${C.Arn}-${!B}-${AWS::Region}-${Stage}'}",
    B: '',
    C: '',
  },
  'Sub with variables': { A: "Properties: {X: !Sub ['${V}-${B}', {V: !Ref C}]}", B: '', C: '' },
  DependsOn: { A: 'DependsOn: B', B: 'DependsOn: [C]', C: '' },
  'something that is not there': { A: 'Properties: {X: !Ref Nothing}\n    DependsOn: Nowhere' },
  'a branch': { A: 'Properties: {X: !If [IsProd, !Ref B, !Ref C]}', B: '', C: '' },
  'a branch that can not be': { A: 'Properties: {X: !If [Never, !Ref B, x]}', B: '' },
  'a list of branches': {
    A: 'Properties: {X: [!If [IsProd, !Ref B, !Ref AWS::NoValue], {Y: !If [IsLarge, !Ref B, z]}]}',
    B: '',
  },
  'a branch within a branch': { A: 'Properties: {X: !If [IsProd, !If [IsLarge, !Ref B, !Ref C], x]}', B: '', C: '' },
  'a Join': { A: "Properties: {X: !Join ['', [a, !Ref B, !Sub '${C}']]}", B: '', C: '' },
  'what an anchor repeats': { A: 'Properties: {X: &a [!Ref B, !Sub "${C}"], Y: *a}', B: '', C: '' },
  'what an anchor repeats under another condition': {
    A: 'Properties: {X: !If [IsProd, &a [!Ref B], x], Y: !If [IsLarge, *a, x], Z: !If [IsProd, *a, x]}',
    B: '',
  },
  'a mention that is no name': {
    A: 'Properties: {X: !Ref [B], Y: {Fn::GetAtt: [[B], Arn]}, Z: !Sub [!Ref B, {}]}',
    B: '',
  },
  'an If that is none': { A: 'Properties: {X: !If [[IsProd], !Ref B, x], Y: !If [IsProd, !Ref B]}', B: '' },
  'the name of a parameter': { A: 'Properties: {X: !Ref Stage, Y: !Sub "${Stage.B}"}\n    DependsOn: Stage', B: '' },
  'three with a short circle among them': { A: 'DependsOn: [B, C]', B: 'DependsOn: C', C: 'DependsOn: [B, A]' },
  'ends of ends': { A: 'DependsOn: B', B: 'DependsOn: C', C: 'DependsOn: D', D: '', E: 'DependsOn: [A, D]' },
  'a circle of two': { A: 'Properties: {X: !Ref B}', B: 'DependsOn: A' },
  'a circle of one': { A: 'Properties: {X: !Ref A}' },
  'a circle of three with ends': {
    A: 'DependsOn: B',
    B: 'DependsOn: [C, D]',
    C: 'DependsOn: A',
    D: '',
    E: 'DependsOn: A',
  },
  'two circles': { A: 'DependsOn: B', B: 'DependsOn: A', C: 'DependsOn: D', D: 'DependsOn: [C, A]' },
  'a circle under conditions that exclude each other': {
    A: 'Properties: {X: !If [IsProd, !Ref B, x]}',
    B: 'Properties: {X: !If [IsProd, x, !Ref A]}',
  },
  'a resource of a condition': { A: 'Properties: {X: !Ref B}', B: 'Condition: IsProd' },
  'a resource of the same condition': { A: 'Condition: IsProd\n    Properties: {X: !Ref B}', B: 'Condition: IsProd' },
  'a resource of a wider condition': { A: 'Condition: IsBoth\n    Properties: {X: !Ref B}', B: 'Condition: IsProd' },
  'a resource of a narrower condition': { A: 'Condition: IsProd\n    Properties: {X: !Ref B}', B: 'Condition: IsBoth' },
  'a resource of another condition': { A: 'Condition: IsLarge\n    Properties: {X: !Ref B}', B: 'Condition: IsProd' },
  'a resource of a condition in its branch': { A: 'Properties: {X: !If [IsProd, !Ref B, x]}', B: 'Condition: IsProd' },
  'a resource of the contrary condition': { A: 'Properties: {X: !If [IsProd, !Ref B, x]}', B: 'Condition: IsDev' },
  'a resource of a condition that nothing decides': { A: 'Properties: {X: !Ref B}', B: 'Condition: IsSame' },
  'a resource of a condition that can not hold': { A: 'Properties: {X: !Ref B}', B: 'Condition: Never' },
  'three branches': { A: 'Properties: {X: !If [IsProd, x, !If [IsDev, y, !Ref B]]}', B: 'Condition: IsLarge' },
};

function lines(scope: Scope, references: readonly Reference[], what: string): readonly string[] {
  return references.map(({ from, to, guard }) => {
    const frame = scope.exists(from);
    const [when, within] = [whenText(scope, guard, ALWAYS), whenText(scope, guard, frame)];
    return `  ${from} ${what} ${to}${when === null ? '' : ` when ${when}`}${within === when ? '' : `, within it ${within ?? 'always'}`}`;
  });
}

describe('references', () => {
  test.each(Object.entries(GRAPHS))('%s', (name, resources) => {
    const body = Object.entries(resources).map(([id, rest]) => `  ${id}:\n    Type: AWS::S3::Bucket\n    ${rest}\n`);
    const scope = scopeOf(`${HEAD}Resources:\n${body.join('')}`);
    const all = [...scope.template.resources.values()].flatMap((resource) => referencesFrom(scope, resource));
    const cycles = [...resourcesInCycles(scope)].join(', ');
    const text = [
      name,
      ...lines(scope, all, 'mentions'),
      ...lines(scope, danglingReferences(scope), 'mentions in vain'),
      ...(cycles === '' ? [] : [`  in circles: ${cycles}`]),
    ];
    expectSection('references', text.join('\n'));
  });
});

/** What stands under Conditions as Asked, and is described. */
const FORMULAS: readonly string[] = [
  ...['!Condition IsProd', '!Not [!Condition IsProd]', '!And [!Condition IsProd, !Condition IsLarge]'],
  ...['!Or [!Condition IsProd, !Condition IsLarge]', '!And [!Condition IsLarge, !Not [!Condition IsProd]]'],
  ...[
    '!Equals [!Ref Stage, test]',
    '!Or [!Equals [!Ref Stage, test], !Equals [!Ref Stage, dev]]',
    '!Equals [!Ref Size, small]',
  ],
  ...[
    '!Equals [!Ref Stage, elsewhere]',
    '!Equals [!Ref Size, !Ref Other]',
    '!Equals [!Ref Size, !Ref Size]',
    '!Equals [a, a]',
  ],
  ...['!And [!Condition IsProd, !Condition IsDev]', '!Or [!Condition IsProd, !Not [!Condition IsProd]]'],
  ...['!And [!Condition IsProd, !Condition IsLarge, !Equals [!Ref Other, x]]', '!Not [!Equals [!Ref Size, large]]'],
  ...[
    '!Equals [!Ref AWS::Region, eu-west-1]',
    "!Equals [!Sub '${Stage}-${Size}', prod-large]",
    "!Equals [!Join ['', [!Ref Stage]], prod]",
  ],
  ...[
    '!Equals [!Select [0, [!Ref Stage]], prod]',
    '!Equals [[a], [a]]',
    '!Not [a]',
    '!And []',
    '!Or [!Ref Stage]',
    '!Condition Nothing',
  ],
  ...[
    "!Equals [!Ref Stage, '']",
    '!Equals [!Ref Stage]',
    '!Equals [!ImportValue x, y]',
    '!Equals [!If [IsProd, a, b], a]',
  ],
];

describe('a condition is told of', () => {
  test.each(FORMULAS)('%s', (formula) => {
    for (const other of ['', 'IsLarge']) {
      const frame = other === '' ? '' : '\n    Condition: IsLarge';
      const scope = scopeOf(`${HEAD}  Asked: ${formula}\nResources:\n  A:\n    Type: AWS::S3::Bucket${frame}\n`);
      for (const name of ['IsProd', 'IsDev', 'IsLarge', 'IsBoth']) scope.conditions.named(name);
      const asked = scope.conditions.named('Asked');
      const not = scope.world.not(asked);
      const within = scope.exists('A');
      const text = [
        `${formula}${other === '' ? '' : `, within ${other}`}`,
        `  holds ${whenText(scope, asked, within) ?? 'always'}`,
        `  does not hold ${whenText(scope, not, within) ?? 'always'}`,
      ];
      expectSection('references', text.join('\n'));
    }
  });
});

describe('when something holds is told', () => {
  test('by the conditions of one branch, without those that are not needed', () => {
    const head = HEAD.replace('  Never:', '  IsOther: !Equals [!Ref Other, x]\n  Never:');
    const scope = scopeOf(`${head}Resources: {A: {Type: AWS::S3::Bucket}}`);
    const { world, conditions } = scope;
    const [prod, large, other] = ['IsProd', 'IsLarge', 'IsOther'].map((name) => conditions.named(name));
    const all = world.and(large ?? NEVER, other ?? NEVER);
    const none = world.and(...[prod, large, other].map((each) => world.not(each ?? NEVER)));
    expect(whenText(scope, world.or(all, none), ALWAYS)).toBe('IsLarge is true and IsOther is true');
  });

  test.each([
    [1, 'Of is a'],
    [5, 'Of is a or b or c or d or e'],
    [6, 'some value of Of'],
  ])('by the values of a parameter while they are few: %d', (count, expected) => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const head = `Parameters: {Of: {Type: String, AllowedValues: [${values.join(', ')}]}}`;
    const scope = scopeOf(`${head}\nResources: {A: {Type: AWS::S3::Bucket}}`);
    const holds = scope.world.or(...values.slice(0, count).map((value) => scope.parameterIs('Of', value)));
    expect(whenText(scope, holds, ALWAYS)).toBe(expected);
  });
});
