import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import type { Options } from './analysis.ts';
import { expectExplained } from './explain.ts';

const folder = new URL('../fixtures/words/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

interface Case {
  readonly number: number;
  readonly sentence: string;
  readonly template: string;
  readonly options?: Options;
}

const cases: readonly Case[] = JSON.parse(read('cases.json'));

test.each(cases.map((row) => [`${row.number} ${row.sentence}`, row] as const))('%s is explained', (name, row) => {
  expectExplained('words', name, read(row.template), row.options);
});
