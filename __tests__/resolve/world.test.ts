import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALWAYS, type Diagram, NEVER, World } from '../../src/resolve/world.ts';

/** A statement over a few variables, to be built as a diagram and worked out by hand. */
type Formula =
  | { readonly kind: 'is'; readonly variable: string; readonly value: string }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] };

const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  stage: ['dev', 'test', 'prod', 'other'],
  region: ['eu', 'other'],
  flag: ['true', 'false'],
  tier: ['a', 'b', 'c'],
};

const leaf: fc.Arbitrary<Formula> = fc
  .constantFrom(
    ...Object.entries(DOMAINS).flatMap(([variable, values]) => values.map((value) => ({ variable, value }))),
  )
  .map((choice) => ({ kind: 'is', ...choice }));

const formula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('formula').map((of): Formula => ({ kind: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('formula'), { maxLength: 3 }))
      .map(([kind, parts]): Formula => ({ kind, parts })),
  ),
})).formula;

function build(world: World, of: Formula): Diagram {
  switch (of.kind) {
    case 'is':
      return world.is(of.variable, DOMAINS[of.variable] ?? [], of.value);
    case 'not':
      return world.not(build(world, of.of));
    case 'and':
      return world.and(...of.parts.map((part) => build(world, part)));
    case 'or':
      return world.or(...of.parts.map((part) => build(world, part)));
  }
}

type Assignment = Readonly<Record<string, string>>;

const ASSIGNMENTS = Object.entries(DOMAINS).reduce<readonly Assignment[]>(
  (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
  [{}],
);

function holds(of: Formula, assignment: Assignment): boolean {
  switch (of.kind) {
    case 'is':
      return assignment[of.variable] === of.value;
    case 'not':
      return !holds(of.of, assignment);
    case 'and':
      return of.parts.every((part) => holds(part, assignment));
    case 'or':
      return of.parts.some((part) => holds(part, assignment));
  }
}

/** The diagram of one assignment. */
function point(world: World, assignment: Assignment): Diagram {
  return world.and(...Object.entries(assignment).map(([name, value]) => world.is(name, DOMAINS[name] ?? [], value)));
}

describe('a diagram', () => {
  test('holds under exactly the assignments of its truth table', () => {
    fc.assert(
      fc.property(formula, (of) => {
        const world = new World();
        const diagram = build(world, of);
        for (const assignment of ASSIGNMENTS) {
          expect(world.and(diagram, point(world, assignment)) !== NEVER).toBe(holds(of, assignment));
        }
      }),
    );
  });

  test('is the same number exactly when the truth tables are the same', () => {
    fc.assert(
      fc.property(formula, formula, (a, b) => {
        const world = new World();
        const same = ASSIGNMENTS.every((assignment) => holds(a, assignment) === holds(b, assignment));
        expect(build(world, a) === build(world, b)).toBe(same);
      }),
    );
  });

  test('implies another exactly when no assignment speaks against it', () => {
    fc.assert(
      fc.property(formula, formula, (a, b) => {
        const world = new World();
        const implies = ASSIGNMENTS.every((assignment) => !holds(a, assignment) || holds(b, assignment));
        expect(world.implies(build(world, a), build(world, b))).toBe(implies);
        expect(world.except(build(world, a), build(world, b)) === NEVER).toBe(implies);
      }),
    );
  });

  test('is the same in another world, whatever the order of variables there', () => {
    fc.assert(
      fc.property(formula, formula, (of, first) => {
        const [world, other] = [new World(), new World()];
        build(world, first);
        expect(world.translated(other, build(other, of))).toBe(build(world, of));
      }),
    );
  });

  test('is nothing in a world whose variables have other values', () => {
    const [world, other] = [new World(), new World()];
    world.is('stage', ['dev', 'prod'], 'prod');
    const known = other.is('flag', ['true', 'false'], 'true');
    const diagram = other.and(known, other.is('stage', ['prod', 'dev'], 'prod'));
    expect([world.translated(other, diagram), world.translated(other, known)]).toEqual([null, world.free('flag')]);
  });

  test('names a path that leads into it, and no shorter one does', () => {
    fc.assert(
      fc.property(formula, (of) => {
        const world = new World();
        const diagram = build(world, of);
        const path = world.shortestPath(diagram);
        if (path === null) {
          expect(diagram).toBe(NEVER);
          return;
        }
        const region = world.and(
          ...path.map(({ variable, values }) =>
            world.or(...values.map((value) => world.is(variable, DOMAINS[variable] ?? [], value))),
          ),
        );
        expect(world.implies(region, diagram)).toBe(true);
        if (diagram === ALWAYS) expect(path).toEqual([]);
      }),
    );
  });
});

describe('the budget', () => {
  /** x1 = y1 and x2 = y2 and …, with all x before all y, needs a node for each choice of the x. */
  function explode(world: World, pairs: number): Diagram {
    const name = (letter: string, index: number) => world.free(`${letter}${index}`);
    const indices = Array.from({ length: pairs }, (_, index) => index);
    for (const index of indices) name('x', index);
    const equal = (index: number) =>
      world.or(
        world.and(name('x', index), name('y', index)),
        world.and(world.not(name('x', index)), world.not(name('y', index))),
      );
    return world.and(...indices.map(equal));
  }

  test('ends the analysis and says so', () => {
    const world = new World();
    explode(world, 8);
    expect(world.exhausted).toBe(false);
    explode(world, 24);
    expect(world.exhausted).toBe(true);
    expect(world.exhaustedBy).toBe('its conditions combine in too many ways to be judged');
  });
});
