import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NEVER } from '../../src/resolve/world.ts';
import { NEEDED_ACTIONS, type StreamAnalysis } from '../../src/stream/analyse.ts';
import type { Template } from '../../src/template/template.ts';
import { type Stack, type Statement, stackOf, templateOf } from '../iam/stacks.ts';
import { caseNames, readCase } from '../prove/case.ts';
import { hasSamples, SAMPLES } from '../samples-folder.ts';
import { analyse, type Options } from './analysis.ts';
import { reviewFiles } from './review-files.ts';

/** What the unknown answers of a stream turn on. */
function reasonsOf({ branches, scope, exists }: StreamAnalysis): readonly string[] {
  const open = branches.flatMap(({ guard, actions }) =>
    NEEDED_ACTIONS.map((action) => actions[action]).filter(
      ({ outcomes }) => scope.world.and(exists, guard, outcomes.unknown) !== NEVER,
    ),
  );
  expect(open.every(({ reasons }) => reasons.length > 0)).toBe(true);
  return [...new Set(open.flatMap(({ reasons }) => reasons))];
}

/** What a template holds, by the names that a reason could give it. */
function namesIn({ resources, conditions, mappings, outputs }: Template): ReadonlySet<string> {
  return new Set([resources, conditions, mappings, outputs].flatMap((section) => [...section.keys()]));
}

/** Says what is out of sight of something that is in the template: a role of a function, what a transform makes of it. */
const OUT_OF_SIGHT =
  /^(what the transform \S+ makes of|the policies and the permissions boundary of the role of|the name that CloudFormation gives) \S+/;

/** True when some answer is open. */
function expectOutside(streams: readonly StreamAnalysis[]): boolean {
  for (const stream of streams) {
    const names = stream.scope.family.scopes.map(({ template }) => namesIn(template));
    for (const reason of reasonsOf(stream)) {
      const words = reason.replace(OUT_OF_SIGHT, '').match(/[A-Za-z0-9]+/g) ?? [];
      const inside = words.filter((word) => /[A-Z]/.test(word) && names.some((each) => each.has(word)));
      expect({ reason, inside }).toEqual({ reason, inside: [] });
    }
  }
  return streams.some((stream) => reasonsOf(stream).length > 0);
}

/** An option that a finding names does away with what it is named for. */
function expectOptionsToHelp(path: string, text: string, options: Options): void {
  const unresolved = (given: Options) =>
    reviewFiles({ [path]: text }, given).templates.flatMap(({ findings }) =>
      findings.filter(({ rule }) => rule === 'unresolved').map(({ message }) => message),
    );
  for (const message of unresolved(options)) {
    const [, named = ''] = /Giving (.*?) \(in the Action/.exec(message) ?? [];
    for (const [, parameter = ''] of named.matchAll(/--parameter (\w+)/g)) {
      const parameters = { ...options.parameters, [parameter]: 'arn:aws:iam::111122223333:policy/given' };
      expect(unresolved({ ...options, parameters }).join()).not.toContain(`--parameter ${parameter}=`);
    }
    const place = { ...options, region: 'eu-west-1', account: '111122223333' };
    if (/--(region|account)/.test(named)) expect(unresolved(place).join()).not.toMatch(/--(region|account)/);
  }
}

const words = new URL('../fixtures/words/', import.meta.url);
const rows: readonly { sentence: string; template: string; options?: Options }[] = JSON.parse(
  readFileSync(new URL('cases.json', words), 'utf8'),
);

describe('an open answer names what is in no template', () => {
  test.each(rows.map((row) => [row.sentence, row] as const))('%s', (_sentence, { template, options = {} }) => {
    const text = readFileSync(new URL(template, words), 'utf8');
    if (expectOutside(analyse(text, options))) expectOptionsToHelp(template, text, options);
  });

  test.each(caseNames())('%s', (name) => {
    const { before, path, beside } = readCase(name);
    const files = Object.fromEntries(beside.map((file) => [file.path, file.text]));
    if (expectOutside(analyse(before, { path, files }))) expectOptionsToHelp(path, before, {});
  });

  // The samples are not of the repository; where they are, they count.
  (hasSamples ? test : test.skip)('in the samples', () => {
    const folders = ['streams', 'cdk', 'awkward', 'silent'].map((name) => `${SAMPLES}${name}/`);
    const files = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /\.(ya?ml|json|template)$/.test(name) && !name.includes('assets'))
        .map((name) => ({ path: name, text: readFileSync(folder + name, 'utf8') })),
    );
    for (const { path, text } of files) if (/Resources/.test(text)) expectOutside(analyseIfTemplate(path, text));
  });
});

function analyseIfTemplate(path: string, text: string): readonly StreamAnalysis[] {
  try {
    return analyse(text, { path });
  } catch {
    // The helper throws where the text is no template; what it does with such is tested elsewhere.
    return [];
  }
}

const ELEMENTS = ['Effect', 'Action', 'Resource', 'Condition', 'Principal'] as const;

/** A stack of which one element of one statement is the value of a parameter. */
const withHidden: fc.Arbitrary<Stack> = fc
  .record({ stack: stackOf, at: fc.nat(), element: fc.constantFrom(...ELEMENTS) })
  .map(({ stack, at, element }) => {
    const lists = [...stack.policies, ...(stack.boundary === null ? [] : [stack.boundary]), stack.keyPolicy ?? []];
    const all = lists.flat();
    const target = all.length === 0 ? null : all[at % all.length];
    const hide = (statements: readonly Statement[]) =>
      statements.map((each) => (each === target ? { ...each, [element]: { Ref: 'Hidden' } } : each));
    return {
      policies: stack.policies.map(hide),
      boundary: stack.boundary === null ? null : hide(stack.boundary),
      keyPolicy: stack.keyPolicy === null ? null : hide(stack.keyPolicy),
    };
  });

test('an open answer turns on the one value that is not known', () => {
  const given = { region: 'eu-west-1', account: '111122223333', partition: 'aws', path: 'stack.json' };
  fc.assert(
    fc.property(withHidden, (stack) => {
      for (const reason of analyse(templateOf(stack), given).flatMap(reasonsOf)) {
        expect(reason).toContain('parameter Hidden');
      }
    }),
    { numRuns: 300 },
  );
});
