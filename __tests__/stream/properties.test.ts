import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NEEDED_ACTIONS } from '../../src/stream/analyse.ts';
import { resourcesOf, stackOf } from '../iam/stacks.ts';
import { restyle, type Style } from '../prove/restyle.ts';
import { analyse, wordsOf } from './analysis.ts';
import { GRANTS, KEYS } from './cdk-grants.ts';
import { SHAPES } from './cdk-shapes.ts';
import { CdkStack } from './cdk-stack.ts';

type Template = Readonly<Record<string, unknown>>;

/** What is said of a template's streams, all but the places in its text. */
function told(text: string) {
  return analyse(text).map((stream) => ({
    customResource: stream.customResource.logicalId,
    evidence: stream.evidence,
    words: wordsOf(stream),
    branches: stream.branches.map(({ caller, actions }) => ({
      caller: caller.label,
      reasons: Object.values(actions).flatMap(({ reasons }) => reasons),
    })),
  }));
}

const inJson = (template: Template) => JSON.stringify(template, null, 1);

const style: fc.Arbitrary<Style> = fc.record({
  format: fc.constant('block'),
  seed: fc.nat(),
  indent: fc.constantFrom(2, 3, 4),
  indentless: fc.boolean(),
  quotes: fc.constantFrom('plain', 'single', 'double'),
  intrinsics: fc.constantFrom('short', 'long', 'mixed'),
  flow: fc.constantFrom(0, 20, 50),
  comments: fc.constantFrom(0, 20),
  blankLines: fc.boolean(),
  trailingSpaces: fc.boolean(),
  shuffled: fc.constant(false),
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  marker: fc.boolean(),
  finalNewline: fc.boolean(),
});

const cdkOutput: fc.Arbitrary<Template> = fc
  .record({
    shape: fc.constantFrom(...Object.values(SHAPES)),
    key: fc.constantFrom(...Object.values(KEYS)),
    grant: fc.constantFrom(...Object.values(GRANTS)),
  })
  .map(({ shape, key, grant }) => {
    const stack = new CdkStack('Audit');
    const values = key.add(stack);
    shape.add(stack, values, grant.statements(values));
    return { Resources: stack.resources };
  });

const written: fc.Arbitrary<Template> = stackOf.map((stack) => ({ Resources: resourcesOf(stack) }));

describe('a template in YAML', () => {
  test.each([
    ['from a program', cdkOutput],
    ['by hand', written],
  ])('%s says what its twin in JSON says', (_sentence, templates) => {
    fc.assert(
      fc.property(templates, style, (template, how) => {
        expect(told(restyle(template, how))).toEqual(told(inJson(template)));
      }),
      { numRuns: 150 },
    );
  });
});

type Path = readonly string[];

/** The paths below the properties of resources; what stands inside an intrinsic is its argument, and no value. */
function valuesIn(value: unknown, path: Path = []): readonly Path[] {
  if (path.some((step) => /^(Ref|Fn::)/.test(step))) return [];
  const own = path.length > 3 && path.includes('Properties') ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, child]) => valuesIn(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const entries = Object.entries(Object(value)).map(([each, child]) =>
    each === key ? [each, replaced(child, rest, by)] : [each, child],
  );
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** Programs of one caller: with two, the word of the one may come to light when the other's is hidden. */
const oneCaller = cdkOutput.filter((template) => !JSON.stringify(template).includes('USER_IS_COMPLETE_FUNCTION_ARN'));

/** Words that hiding a value may lead to; by A3 the policy of a key that is not seen is the default one. */
function allowedFrom(was: string | undefined, path: Path): readonly (string | undefined)[] {
  const key = path.at(-1);
  if (key === 'KmsKeyId' && was === 'denied') return ['missing', 'unusable', 'broad', 'unknown'];
  // An alias that is not known to be the key's is none of its spellings; neither grants anything.
  const isAlias = key === 'AliasName' || key === 'TargetKeyId';
  return isAlias && was === 'unusable' ? ['missing', 'unusable'] : [was, 'unknown'];
}

describe('a value that nobody gives', () => {
  test('leaves the words as they were, or makes them unknown', () => {
    fc.assert(
      fc.property(oneCaller, fc.nat(), (template, choice) => {
        const paths = valuesIn(template).filter((path) => path.at(-1) !== 'Create' && path.at(-1) !== 'Update');
        const path = paths[choice % paths.length] ?? [];
        const [before] = told(inJson(template));
        const hidden = {
          Parameters: { Hidden: { Type: 'String' } },
          ...Object(replaced(template, path, { Ref: 'Hidden' })),
        };
        const [after, ...others] = told(inJson(hidden));
        expect(others).toEqual([]);
        for (const action of NEEDED_ACTIONS) {
          const [was, is] = [before?.words[action], after?.words[action]];
          if (!allowedFrom(was, path).includes(is)) expect({ path, was, is }).toBe('as it was, or unknown');
        }
      }),
      { numRuns: 400 },
    );
  });
});
