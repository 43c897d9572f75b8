import { describe, expect, test } from '@jest/globals';
import { restyle, type Style } from '../prove/restyle.ts';
import { summary } from './analysis.ts';
import { GRANTS, KEYS, type Words } from './cdk-grants.ts';
import { SHAPES } from './cdk-shapes.ts';
import { CdkStack } from './cdk-stack.ts';

interface Program {
  readonly shape: string;
  readonly key: string;
  readonly grant: string;
}

function must<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name];
  if (found === undefined) throw new Error(name);
  return found;
}

/** The template that the CDK would make of a program. */
function synthesized(program: Program): unknown {
  const stack = new CdkStack('Audit');
  const key = must(KEYS, program.key).add(stack);
  must(SHAPES, program.shape).add(stack, key, must(GRANTS, program.grant).statements(key));
  return { Resources: stack.resources };
}

/** What follows for the caller from how the program was put together. */
function expectedWords({ shape, key, grant }: Program): string {
  const { held } = must(SHAPES, shape);
  const { words, wordsElsewhere = words } = must(GRANTS, grant);
  const { delegates, isElsewhere = false } = must(KEYS, key);
  // Of two callers, the one that has nothing is the worse.
  const granted: Words = held === 'yes' ? (isElsewhere ? wordsElsewhere : words) : ['missing', 'missing'];
  return granted.map((word, index) => (delegates[index] === true ? word : 'denied')).join(' / ');
}

const YAML: Style = {
  format: 'block',
  seed: 1,
  indent: 2,
  indentless: true,
  quotes: 'plain',
  intrinsics: 'short',
  flow: 0,
  comments: 0,
  blankLines: false,
  trailingSpaces: false,
  shuffled: true,
  eol: '\n',
  bom: false,
  marker: false,
  finalNewline: true,
};

function check(program: Program): void {
  const template = synthesized(program);
  const inJson = summary(JSON.stringify(template, null, 1), { path: 'cdk.out/Audit.template.json' });
  const inYaml = summary(restyle(template, YAML), { path: 'audit.yaml' });
  const expected = expectedWords(program);
  expect({ program, inJson, inYaml }).toEqual({ program, inJson: expected, inYaml: expected });
}

describe('CDK output', () => {
  describe.each(Object.keys(SHAPES))('of %s', (shape) => {
    test.each(Object.keys(GRANTS))('with %s', (grant) => check({ shape, key: 'a key', grant }));
  });

  const others = Object.keys(KEYS).filter((key) => key !== 'a key');
  const isOwn = (key: string) => /^a key (that|whose)/.test(key);
  const rows = others.flatMap((key) =>
    Object.entries(GRANTS)
      .filter(([, grant]) => isOwn(key) || grant.ownKey === undefined)
      .map(([grant]) => [key, grant] as const),
  );

  test.each(rows)('of a program with %s, with %s', (key, grant) => {
    for (const shape of ['an AwsCustomResource', 'a Provider', 'a provider of the core']) check({ shape, key, grant });
  });
});
