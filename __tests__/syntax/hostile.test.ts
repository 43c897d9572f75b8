import { describe, expect, test } from '@jest/globals';
import { type ParseResult, parse } from '../../src/syntax/parse.ts';

/** Far more than each takes: what is quadratic here takes minutes. */
const BOUND = 15_000;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function bounded(text: string, path = 'a.yaml'): ParseResult {
  const start = performance.now();
  const result = parse({ path, text });
  expect(performance.now() - start).toBeLessThan(BOUND);
  return result;
}

const TOO_LARGE = { kind: 'rejected', problem: { code: 'too-large' } };
const REJECTED = { kind: 'rejected', problem: { code: 'parse' } };
const PARSED = { kind: 'parsed' };
const bomb = lines(40, (index) => `k${index}: &k${index} [${index === 0 ? 'x' : `*k${index - 1}, *k${index - 1}`}]`);
const merges = (count: number) =>
  lines(count, (index) => `k${index}: &k${index} {a${index}: 1${index === 0 ? '' : `, <<: *k${index - 1}`}}`);

describe('a hostile text comes to an end', () => {
  test.each<[string, string, object]>([
    ['800 levels of brackets', '['.repeat(800) + ']'.repeat(800), PARSED],
    ['780 levels of lines', lines(780, (index) => `${' '.repeat(index)}a:`), PARSED],
    ['10,000 open brackets', '['.repeat(10_000), TOO_LARGE],
    ['10,000 levels of brackets', '['.repeat(10_000) + ']'.repeat(10_000), TOO_LARGE],
    ['10,000 open braces', '{'.repeat(10_000), TOO_LARGE],
    ['10,000 dashes', '- '.repeat(10_000), TOO_LARGE],
    ['50,000 times [,', '[,'.repeat(50_000), TOO_LARGE],
    ['500 nested complex keys', `${'? '.repeat(500)}a`, PARSED],
    ['500 nested keys in brackets', `${'['.repeat(500)}a${']: b'.repeat(500)}`, PARSED],
    ['an alias bomb', bomb, PARSED],
    ['a chain of 400 merge keys', merges(400), PARSED],
    ['a chain of 3,000 merge keys', merges(3000), TOO_LARGE],
    ['a list of 20,000 aliases', `a: &a x\nb:\n${lines(20_000, () => '- *a')}`, PARSED],
    ['100,000 keys', lines(100_000, (index) => `k${index}: 1`), PARSED],
    ['20,000 times the same key', lines(20_000, () => 'k: 1'), PARSED],
    ['a text of 1 MB between quotes', `a: "${'x'.repeat(1_000_000)}"`, PARSED],
    ['a block text of 1 MB', `a: |\n${lines(250_000, () => '  x')}`, PARSED],
    ['1 MB of blanks', ' '.repeat(1_000_000), PARSED],
    ['100,000 comments', lines(100_000, () => '#'), PARSED],
    ['100,000 quotes', '"'.repeat(100_000), REJECTED],
    ['many brackets that close at the margin', lines(200, (index) => ` k${index}: [\n]`), PARSED],
    ['20,000 documents', '---\n'.repeat(20_000), PARSED],
    ['more than 2 MB', 'a'.repeat(2 * 1024 * 1024 + 1), TOO_LARGE],
  ])('%s', (_what, text, outcome) => {
    expect(bounded(text)).toMatchObject(outcome);
  });

  test('10,000 levels of JSON', () => {
    expect(bounded('['.repeat(10_000) + ']'.repeat(10_000), 'a.json')).toMatchObject(TOO_LARGE);
  });

  test('with no more than fifty problems', () => {
    const result = bounded(lines(1000, () => 'k: 1'));
    expect(result.kind === 'parsed' ? result.problems.length : null).toBe(50);
  });
});
