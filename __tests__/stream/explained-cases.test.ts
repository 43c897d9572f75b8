import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import { namesOfSections } from '../fixture-sections.ts';
import { GRANTS, KEYS } from './cdk-grants.ts';
import { SHAPES } from './cdk-shapes.ts';
import { CdkStack } from './cdk-stack.ts';
import { expectExplained } from './explain.ts';

const CASES = new URL('../fixtures/cases/', import.meta.url);

/** The template of a case before its patch, by its name and text; null for one that is not there any more. */
function templateOf(sentence: string): { readonly path: string; readonly text: string } | null {
  const folder = new URL(`${encodeURIComponent(sentence)}/`, CASES);
  const name = existsSync(folder) ? readdirSync(folder).find((each) => each.startsWith('before.')) : undefined;
  return name === undefined ? null : { path: name, text: readFileSync(new URL(name, folder), 'utf8') };
}

/** A case that is newer than the file is not in it until `UPDATE_FIXTURES=1`. */
const sentences = process.env.UPDATE_FIXTURES === '1' ? readdirSync(CASES).sort() : namesOfSections('cases');

describe('a case is explained', () => {
  test.each(sentences.filter((sentence) => templateOf(sentence) !== null))('%s', (sentence) => {
    const { path, text } = templateOf(sentence) ?? { path: '', text: '' };
    expectExplained('cases', sentence, text, { path });
  });
});

describe('CDK output is explained', () => {
  const rows = [
    ...Object.keys(SHAPES).map((shape) => [shape, 'a key', 'one statement for grants to AWS'] as const),
    ...Object.keys(KEYS).map((key) => ['a function', key, 'key.grant of DescribeKey'] as const),
    ...Object.keys(GRANTS).map((grant) => ['a provider of the core', 'a key', grant] as const),
  ];

  test.each(rows)('of %s, with %s, with %s', (shape, key, grant) => {
    const stack = new CdkStack('Audit');
    const values = KEYS[key]?.add(stack) ?? { arn: null };
    SHAPES[shape]?.add(stack, values, GRANTS[grant]?.statements(values) ?? []);
    const text = JSON.stringify({ Resources: stack.resources }, null, 1);
    expectExplained('cdk', `${shape}, with ${key}, with ${grant}`, text, { path: 'cdk.out/Audit.template.json' });
  });
});
