import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OUTCOMES, type Outcome } from '../../src/iam/decide.ts';
import { ALWAYS, NEVER } from '../../src/resolve/world.ts';
import { NEEDED_ACTIONS } from '../../src/stream/analyse.ts';
import { analyse } from '../stream/analysis.ts';
import { resourcesOf, type Stack, type Statement, stackOf, statement, templateOf } from './stacks.ts';

const GIVEN = { region: 'eu-west-1', account: '111122223333', partition: 'aws', path: 'stack.json' };

/** The one outcome of each action in a template without conditions. */
function outcomesOf(text: string): readonly Outcome[] {
  const [stream] = analyse(text, GIVEN);
  if (stream === undefined) throw new Error('no stream');
  return NEEDED_ACTIONS.map((action) => {
    const found = OUTCOMES.filter((outcome) => stream.outcomes[action][outcome] !== NEVER);
    expect(found).toHaveLength(1);
    const [only = 'missing'] = found;
    expect(stream.outcomes[action][only]).toBe(ALWAYS);
    return only;
  });
}

const ALLOWED: readonly Outcome[] = ['scoped', 'broad', 'key-policy'];

type Path = readonly (string | number)[];

/** The paths of all values below a value. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]));
  return [path, ...below];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((child, index) => (String(index) === key ? replaced(child, rest, by) : child));
  return { ...Object(value), [key]: replaced(Object(value)[key], rest, by) };
}

/** Outcomes of the word `denied`. */
const DENIED: readonly Outcome[] = ['denied', 'closed', 'bounded'];

/** Whether the value at a path is, or holds, the Effect of a Deny. */
function deniesAt(value: unknown, [key, ...rest]: Path): boolean {
  if (key === undefined) return JSON.stringify(value).includes('"Deny"');
  return deniesAt(Object(value)[key], rest);
}

describe('a decision', () => {
  test('is never open when everything stands in the template', () => {
    fc.assert(
      fc.property(stackOf, (stack) => {
        expect(outcomesOf(templateOf(stack))).not.toContain('unknown');
      }),
      { numRuns: 150 },
    );
  });

  test('stays as it was or becomes unknown when any input is not known any more', () => {
    fc.assert(
      fc.property(stackOf, fc.nat(), (stack, choice) => {
        const resources = resourcesOf(stack);
        const policies = Object.keys(resources).filter((id) => /Key|Role|Policy|Boundary/.test(id));
        const all = policies.flatMap((id) => pathsIn(resources[id], [id]));
        // What stands inside an intrinsic is its argument and no value.
        const paths = all.filter(
          (path) => path.includes('Statement') && !path.some((step) => /^(Ref|Fn::)/.test(String(step))),
        );
        const path = paths[choice % Math.max(1, paths.length)];
        // What can not be read is taken not to deny (A5).
        if (path === undefined || deniesAt(resources, path)) return;
        const before = outcomesOf(templateOf(stack));
        const hidden = replaced(resources, path, { Ref: 'Hidden' });
        const after = outcomesOf(JSON.stringify({ Parameters: { Hidden: { Type: 'String' } }, Resources: hidden }));
        for (const [index, outcome] of after.entries()) {
          const was = before[index] ?? 'missing';
          if (DENIED.includes(was) && DENIED.includes(outcome)) continue;
          // A boundary that is not known changes nothing where nothing could be granted (design 2.10).
          const withoutBoundary: readonly Outcome[] = was === 'bounded' ? ['missing', 'unusable'] : [];
          expect([was, 'unknown', ...withoutBoundary]).toContain(outcome);
        }
      }),
      { numRuns: 800 },
    );
  });

  test('does not turn on the order of statements, policies and resources', () => {
    fc.assert(
      fc.property(stackOf, (stack) => {
        const backwards: Stack = {
          policies: stack.policies.map((statements) => statements.toReversed()),
          boundary: stack.boundary?.toReversed() ?? null,
          keyPolicy: stack.keyPolicy?.toReversed() ?? null,
        };
        const before = outcomesOf(templateOf(stack));
        const swapped = { ...backwards, policies: backwards.policies.toReversed() };
        const resources = Object.fromEntries(Object.entries(resourcesOf(swapped)).reverse());
        expect(outcomesOf(JSON.stringify({ Resources: resources }))).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  const withMore = (stack: Stack, more: Statement): Stack => ({
    ...stack,
    policies: [[...(stack.policies[0] ?? []), more], ...stack.policies.slice(1)],
  });

  test('never loses access by another Allow', () => {
    fc.assert(
      fc.property(stackOf, statement('Allow'), (stack, more) => {
        const [before, after] = [outcomesOf(templateOf(stack)), outcomesOf(templateOf(withMore(stack, more)))];
        for (const [index, outcome] of before.entries()) {
          if (ALLOWED.includes(outcome)) expect(ALLOWED).toContain(after[index]);
          if (outcome === 'scoped') expect(after[index]).toBe('scoped');
        }
      }),
      { numRuns: 150 },
    );
  });

  test('never gains access by another Deny', () => {
    fc.assert(
      fc.property(stackOf, statement('Deny'), (stack, more) => {
        const [before, after] = [outcomesOf(templateOf(stack)), outcomesOf(templateOf(withMore(stack, more)))];
        for (const [index, outcome] of before.entries()) {
          expect([outcome, 'denied']).toContain(after[index]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
