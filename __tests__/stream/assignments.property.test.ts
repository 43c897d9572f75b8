import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OUTCOMES } from '../../src/iam/decide.ts';
import { NEVER } from '../../src/resolve/world.ts';
import { NEEDED_ACTIONS } from '../../src/stream/analyse.ts';
import { resourcesOf, type Statement, statement } from '../iam/stacks.ts';
import { analyse, type Options } from './analysis.ts';

/** A condition function over two parameters, as data and as what it comes to. */
type Formula =
  | { readonly kind: 'is'; readonly parameter: 'First' | 'Second'; readonly value: string }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] };

/** `other` is a value that no condition compares with. */
const VALUES = ['dev', 'prod', 'other'];

const { formula } = fc.letrec<{ formula: Formula; leaf: Formula; not: Formula; many: Formula }>((tie) => ({
  leaf: fc.record({
    kind: fc.constant('is' as const),
    parameter: fc.constantFrom('First' as const, 'Second' as const),
    value: fc.constantFrom('dev', 'prod'),
  }),
  not: fc.record({ kind: fc.constant('not' as const), of: tie('formula') }),
  many: fc.record({
    kind: fc.constantFrom('and' as const, 'or' as const),
    of: fc.array(tie('formula'), { minLength: 2, maxLength: 3 }),
  }),
  formula: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('not'), tie('many')),
}));

function written(of: Formula): unknown {
  if (of.kind === 'is') return { 'Fn::Equals': [{ Ref: of.parameter }, of.value] };
  if (of.kind === 'not') return { 'Fn::Not': [written(of.of)] };
  return { [of.kind === 'and' ? 'Fn::And' : 'Fn::Or']: of.of.map(written) };
}

type Assignment = Readonly<Record<'First' | 'Second', string>>;

function holds(of: Formula, given: Assignment): boolean {
  if (of.kind === 'is') return given[of.parameter] === of.value;
  if (of.kind === 'not') return !holds(of.of, given);
  return of.kind === 'and' ? of.of.every((part) => holds(part, given)) : of.of.some((part) => holds(part, given));
}

/** A statement that is there always, or where a condition holds and another one, or none, where it does not. */
interface Choice {
  readonly when: 'A' | 'B' | null;
  readonly then: Statement;
  readonly otherwise: Statement | null;
}

const choice = (principal = false): fc.Arbitrary<Choice> =>
  fc.record({
    when: fc.constantFrom('A', 'A', 'B', null),
    // biome-ignore lint/suspicious/noThenProperty: nothing awaits it
    then: statement(undefined, principal),
    otherwise: fc.option(statement(undefined, principal)),
  });

interface Branching {
  readonly conditions: Readonly<Record<'A' | 'B', Formula>>;
  readonly policies: readonly (readonly Choice[])[];
  /** The condition of the policy that is a resource of its own. */
  readonly attachedWhen: 'A' | 'B' | null;
  readonly boundary: readonly Choice[] | null;
  readonly keyPolicy: readonly Choice[];
}

const branching: fc.Arbitrary<Branching> = fc.record({
  conditions: fc.record({ A: formula, B: formula }),
  policies: fc.tuple(fc.array(choice(), { maxLength: 2 }), fc.array(choice(), { maxLength: 2 })),
  attachedWhen: fc.constantFrom('A', 'B', null),
  boundary: fc.option(fc.array(choice(), { minLength: 1, maxLength: 2 }), { freq: 3 }),
  keyPolicy: fc.array(choice(true), { maxLength: 2 }),
});

const DELEGATES: Statement = {
  Effect: 'Allow',
  Principal: { AWS: { Ref: 'AWS::AccountId' } },
  Action: 'kms:*',
  Resource: '*',
};

/** The template with its conditions, or, for an assignment, with each choice made and no condition left. */
function templateOf(
  { conditions, policies, attachedWhen, boundary, keyPolicy }: Branching,
  given: Assignment | null,
): string {
  const made = (choices: readonly Choice[]): readonly Statement[] =>
    choices.flatMap(({ when, then, otherwise }) => {
      if (when === null) return [then];
      if (given === null) return [{ 'Fn::If': [when, then, otherwise ?? { Ref: 'AWS::NoValue' }] }];
      const chosen = holds(conditions[when], given) ? then : otherwise;
      return chosen === null ? [] : [chosen];
    });
  const resources = {
    ...resourcesOf({
      policies: policies.map(made),
      boundary: boundary === null ? null : made(boundary),
      keyPolicy: [DELEGATES, ...made(keyPolicy)],
    }),
  };
  if (attachedWhen !== null && given === null) {
    resources.Policy0 = { ...Object(resources.Policy0), Condition: attachedWhen };
  } else if (attachedWhen !== null && given !== null && !holds(conditions[attachedWhen], given)) {
    delete resources.Policy0;
  }
  const head = {
    Parameters: { First: { Type: 'String' }, Second: { Type: 'String', Default: 'dev' } },
    Conditions: { A: written(conditions.A), B: written(conditions.B) },
  };
  return JSON.stringify({ ...(given === null ? head : {}), Resources: resources });
}

/** For each action the outcomes that occur under any assignment. */
function outcomesOf(text: string, options: Options = {}): readonly (readonly string[])[] {
  const [stream] = analyse(text, { ...options, region: 'eu-west-1', account: '111122223333', path: 'stack.json' });
  if (stream === undefined) throw new Error('no stream');
  return NEEDED_ACTIONS.map((action) => OUTCOMES.filter((outcome) => stream.outcomes[action][outcome] !== NEVER));
}

const ASSIGNMENTS: readonly Assignment[] = VALUES.flatMap((First) => VALUES.map((Second) => ({ First, Second })));

test('a template with conditions is decided as the templates that it stands for', () => {
  fc.assert(
    fc.property(branching, (made) => {
      const each = ASSIGNMENTS.map((given) => outcomesOf(templateOf(made, given)));
      const whole = templateOf(made, null);
      for (const [index, parameters] of ASSIGNMENTS.entries()) {
        expect(outcomesOf(whole, { parameters: { ...parameters } })).toEqual(each[index]);
      }
      const together = NEEDED_ACTIONS.map((_, action) =>
        OUTCOMES.filter((outcome) => each.some((outcomes) => outcomes[action]?.includes(outcome))),
      );
      expect(outcomesOf(whole)).toEqual(together);
    }),
    { numRuns: 40 },
  );
});
