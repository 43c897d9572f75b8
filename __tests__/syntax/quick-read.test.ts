import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import type { ParseResult } from '../../src/syntax/parse.ts';
import { quickRead } from '../../src/syntax/quick-read.ts';
import { thoroughRead } from '../../src/syntax/thorough-read.ts';
import { manner, templateValue, write, writeJson } from './restyle.ts';

type Format = 'yaml' | 'json';

/** What the library must say of a text that quick reading takes: this tree, and not a word besides. */
function silently(root: SyntaxNode, format: Format): ParseResult {
  return { kind: 'parsed', root, format, problems: [] };
}

/** Whether a text is read quickly; then it is held to what the library reads. */
function isReadQuickly(given: string, format: Format): boolean {
  const text = given.replace(/^\uFEFF|\r(?!\n)/g, '\n');
  const root = quickRead(text, format);
  if (root !== null) expect(thoroughRead(text, format)).toEqual(silently(root, format));
  return root !== null;
}

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?:^|[\\/])(?:base|head|before|after)\.(?:ya?ml|json|template)$/.test(name))
  .map((name) => readFileSync(FIXTURES + name, 'utf8'));

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

const formatOf = (text: string): Format => (isJson(text) ? 'json' : 'yaml');

/** One change to a text: this stretch of it, told in parts of its length, becomes that. */
interface Mutation {
  readonly at: number;
  readonly gone: number;
  readonly sign: string;
}

const SIGNS = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n    ',
    '\n\n',
    '\r\n',
    '\t',
    '\t\n',
    '\n\t\n',
    ' \t# c',
    '\n]',
    '\n}',
    '\n---\n',
    '\n...\n',
  ],
  ...[': ', ':', '- ', '- - ', '- a: ', '? ', ', ', '#', ' # c', '[', ']', '{', '}', '"', "'", "''", '""', '\\', '\\n'],
  ...[
    '|',
    '>',
    '|-',
    '>+',
    '|+ # c\n',
    '| ',
    '|2',
    '!Sub ',
    '!Ref x',
    '!!str ',
    '! ',
    '&a ',
    '*a',
    '<<: ',
    '%',
    '@',
    '`',
    '=',
    '~',
    '<',
  ],
  ...['a', 'A: b', '- x', 'null', '0x1', '\u00a0', '\u0085', '\u2028', '\u0002', '\ufeff', 'é', '😀'],
];

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.constantFrom(0, 0, 1, 2, 5),
  sign: fc.oneof(fc.constantFrom(...SIGNS), fc.constant('')),
});

function mutated(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((now, { at, gone, sign }) => {
    const offset = Math.floor(at * now.length);
    return now.slice(0, offset) + sign + now.slice(offset + gone);
  }, text);
}

/** A few lines of a fixture, moved to the margin: short texts say more about structure than long ones. */
const excerpt = fc
  .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.integer({ min: 1, max: 20 }), fc.boolean())
  .map(([text, from, count, flush]) => {
    const lines = text.split('\n');
    const taken = lines.slice(from % lines.length).slice(0, count);
    const indent = /^ */.exec(taken[0] ?? '')?.[0] ?? '';
    return taken.map((line) => (flush && line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
  });

/** The text with anchors before some of its values, and aliases in the place of others or as merge keys. */
function withAliases(text: string, signs: readonly string[]): string {
  let line = 0;
  let anchors = 0;
  return text.replace(/^( *)((?:- |[A-Za-z]+: ))(\S.*)$/gm, (whole, indent: string, lead: string, rest: string) => {
    const sign = signs[line++ % signs.length] ?? '';
    const alias = `*a${anchors - 1}`;
    if (sign === '&') return `${indent}${lead}&a${anchors++} ${rest}`;
    if (sign === '*' && anchors > 0) return `${indent}${lead}${alias}`;
    return sign === '<' && anchors > 0 && lead !== '- ' ? `${indent}<<: ${alias}\n${whole}` : whole;
  });
}

describe('quick reading', () => {
  test('reads most fixtures, as the library reads them', () => {
    const quick = fixtures.filter((text) => isReadQuickly(text, formatOf(text)));
    expect(fixtures.length).toBeGreaterThan(300);
    expect(quick.length / fixtures.length).toBeGreaterThan(0.9);
  });

  test.each<[string, string]>([
    ['a key without a value', 'a:\nb: # c\nc: !If\n'],
    ['lists at and below their key', 'a:\n- 1\n- b: 1\n  c: 2\n- - x\n  -   - y\nd:\n    - e:\n      - f\n'],
    ['short tags', 'a: !Sub "x"\nb: !GetAtt A.B # c\nc: !If\n  - d\n  - !Ref e\n  - !Join [",", [!Ref f, g]]\n'],
    ['texts of several lines', 'a: b\n  c\n\n  d\ne: "f\n  g"\nh:\n  i\n  j\nk: \'l\n\n  m\'\n'],
    ['block texts', 'a: |\n  b\n\n    c\nd: >-\n\n  e\n  f\n\n# g\nh:\n  - |\n    i\n  - !Sub |\n    j\n'],
    ['block texts that keep their end', 'a: |+\n  b\n\n\nc:\n  - >+ # d\n    e\n\n  - |+\n    f\n \n'],
    ['block texts with blanks and comments behind their sign', 'a: |  \n  b\nc: >- # d\n  e\nf: |\t# g\n  h\n'],
    ['brackets over several lines', 'a: [b, # c\n  d,\n  ]\ne: { f: g,\n     "h": \'i\' }\n'],
    ['a document marker at the start', '# a\n---\n# b\nc: d\n'],
    ['line ends of DOS', 'a:\r\n  - |\r\n    b\r\n  - c\r\n\r\n    d\r\n'],
    ['no final line end', 'a: |\n  b'],
    ['anchors and aliases', 'a: &x 1\nb: &y !Sub "t" # c\nc: !If &z\n  - *x\n  - [*y, &v k, *v]\n'],
    [
      'anchors of collections',
      'a: &x\n  b: 1\nc:\n  - &y\n    d: 1\n  - &z\n    - *x\ne: {f: &v [1], g: *v}\nh: [*y,*z]\n',
    ],
    ['an anchor that is used again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n'],
    ['an anchor without a value', 'a: &x\nb: *x\n'],
    ['merge keys', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\ne:\n  - <<: [*x, *x]\n    b: 3\nf: {<<: *x}\n'],
    ['tabs behind values, before comments and on empty lines', 'a: b\t\n \t\nc: "d" \t# e\n\t# f\ng:\n  - h\t\n'],
    ['quoted keys with no blank behind their colon', 'a: {"b":"c", \'d\':[e], "f":{"g":1}}\n'],
    ['brackets that close below their key', 'a:\n  b: [\n    c\n  ]\n  d: {\n    e: [\n     f\n    ]\n  }\n'],
  ])('reads %s, without the library', (_what, text) => {
    expect(isReadQuickly(text, 'yaml')).toBe(true);
  });

  test('reads generated YAML as the library does', () => {
    let quick = 0;
    fc.assert(
      fc.property(templateValue, manner, (value, how) => {
        quick += isReadQuickly(write({ Root: value }, how), 'yaml') ? 1 : 0;
      }),
      { numRuns: 1000 },
    );
    expect(quick).toBeGreaterThan(600);
  });

  test('reads anchors, aliases and merge keys anywhere as the library does, or not at all', () => {
    let quick = 0;
    let held = 0;
    const places = fc.array(fc.constantFrom('&', '&', '*', '<', '', '', ''), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(templateValue, { minLength: 5 }), manner, places, (values, how, signs) => {
        const text = withAliases(write({ Root: 'x', ...values }, how), signs);
        if (!isReadQuickly(text, 'yaml')) return;
        quick += 1;
        held += text.includes('*a') ? 1 : 0;
      }),
      { numRuns: 1000 },
    );
    expect([quick > 300, held > 60]).toEqual([true, true]);
  });

  test('reads generated JSON as the library does', () => {
    let quick = 0;
    fc.assert(
      fc.property(templateValue, manner, (value, how) => {
        quick += isReadQuickly(writeJson({ Root: value }, { ...how, mark: false }), 'json') ? 1 : 0;
      }),
      { numRuns: 500 },
    );
    expect(quick).toBeGreaterThan(400);
  });

  test('reads a damaged text as the library does, or not at all', () => {
    let quick = 0;
    const text = fc.oneof(
      { weight: 3, arbitrary: excerpt },
      { weight: 1, arbitrary: fc.tuple(templateValue, manner).map(([value, how]) => write({ Root: value }, how)) },
    );
    fc.assert(
      fc.property(text, fc.array(mutation, { maxLength: 3 }), (whole, mutations) => {
        quick += isReadQuickly(mutated(whole, mutations), 'yaml') ? 1 : 0;
      }),
      { numRuns: 6000 },
    );
    expect(quick).toBeGreaterThan(600);
  });

  test.each<[string, string]>([
    ['an alias without an anchor', 'a: *x\n'],
    ['an alias before its anchor', 'a: *x\nb: &x 1\n'],
    ['an alias within what it stands for', 'a: &x [*x]\n'],
    ['an alias with a tag', 'a: &x 1\nb: !Sub *x\n'],
    ['an alias as a key', 'a: &x 1\n*x : 2\n'],
    ['an anchor of a key', 'a:\n  - &x b: 1\n'],
    ['two anchors', 'a: &x &y 1\n'],
    ['an anchor with unusual signs', 'a: &x.y 1\n'],
    ['two merge keys', 'a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n'],
    ['a merge key in quotes', 'a: &x {b: 1}\nc:\n  "<<": *x\n'],
    ['a key that occurs twice', 'a: 1\na: 2\n'],
    ['a key that occurs twice in braces', '{a: 1, a: 2}\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['a tab between a colon and its value', 'a:\tb\n'],
    ['a tab that ends a block text', 'a:\n  b: |\n    c\n\t# d\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'],
    ['a directive', '%YAML 1.2\n---\na: 1\n'],
    ['a complex key', '? a\n: b\n'],
    ['two tags', 'a: !Base64 !Sub b\n'],
    ['an unknown escape', 'a: "\\q"\n'],
    ['a list of pairs', 'a: [b: 1]\n'],
    ['two keys on a line', 'a: b: c\n'],
    ['a bracket that is never closed', 'a: [b\n'],
    ['a quote that is never closed', 'a: "b\n'],
    ['a text of no content', '# nothing\n'],
    ['many levels', `${'['.repeat(200)}${']'.repeat(200)}\n`],
    ['a value less deep than the first', 'a:\n    b: 1\n  c: 1\n'],
    ['a comment at the margin, before a text of several lines', 'a:\n# c\n  b\nc: d\n'],
  ])('leaves %s to the library', (_what, text) => {
    expect(quickRead(text, 'yaml')).toBeNull();
  });
});
