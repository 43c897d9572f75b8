import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Operation, TemplateValue } from '../../src/finding/patch.ts';
import { editsFor } from '../../src/fix/edits-for.ts';
import { parse } from '../../src/syntax/parse.ts';
import { applyEdits, type TextEdit } from '../../src/text/edit.ts';
import { dataOf, judgeData } from '../syntax/judge.ts';
import { type Manner, manner, templateValue, write, writeJson } from '../syntax/restyle.ts';
import { applied, longForm, placesIn } from './model.ts';

const indents = fc.constantFrom<(number | string)[]>(0, 1, 2, 4, '\t');
const format = fc.oneof(
  manner.map((how) => ({ path: 't.yaml', print: (value: TemplateValue) => write(value, how), how })),
  fc.tuple(indents, manner).map(([indent, how]) => ({
    path: 't.json',
    print: (value: TemplateValue) => JSON.stringify(value, null, indent).replaceAll('\n', how.eol),
    how: null,
  })),
  manner.map((how) => ({ path: 'hand.json', print: (value: TemplateValue) => writeJson(value, how), how: null })),
);

/** An operation somewhere in a template, not at its root. */
function operationOn(template: TemplateValue, pick: number, added: readonly TemplateValue[]): Operation | null {
  const places = placesIn(template).slice(1);
  const place = places[pick % places.length];
  const [value] = added;
  if (place === undefined || value === undefined) return null;
  const { path } = place;
  if (pick % 3 === 0) return { kind: 'replace', path, value };
  if (Array.isArray(place.value)) {
    const after = place.value.length > 0 && pick % 2 === 0 ? pick % place.value.length : null;
    return { kind: 'append', path, after, values: added };
  }
  if (typeof place.value !== 'object' || pick % 2 === 0) return { kind: 'append', path, after: null, values: added };
  return { kind: 'set', path, key: 'New', after: Object.keys(place.value)[0] ?? null, value };
}

function edited(text: string, edits: readonly TextEdit[]): string {
  return applyEdits(text, edits);
}

/**
 * js-yaml's reading. It alone wants a closing bracket right of the parent's column, which most people's are not: where
 * it says so, our own reading does.
 */
function read(text: string): unknown {
  try {
    return judgeData(text);
  } catch (error) {
    if (!String(error).includes('deficient indentation')) throw error;
    const result = parse({ path: 'a.yaml', text });
    return result.kind === 'parsed' ? dataOf(result.root) : result.problem;
  }
}

const REASONS = [
  'a lone value in a list can not become a list',
  'a block text stands where the list would',
  'an intrinsic stands where the mapping would',
  'the file ends without a line end inside a block text, which a line behind it would change',
  'a comment stands between the key and its value',
  'a comment within the value would be lost',
];

const statement: fc.Arbitrary<TemplateValue> = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.oneof(fc.constantFrom('*', 'kms:DescribeKey'), fc.constantFrom(['rds:Start', 'rds:Stop'], ['kms:*'])),
  Resource: fc.constantFrom<TemplateValue[]>('*', { 'Fn::GetAtt': ['Key', 'Arn'] }, [{ Ref: 'Cluster' }], {
    'Fn::Sub': 'arn:${AWS::Partition}:kms:*',
  }),
});

function roleWith(statements: TemplateValue, other: TemplateValue): TemplateValue {
  const document = { Version: '2012-10-17', Statement: statements };
  const role = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'das', PolicyDocument: document }] } };
  return { Resources: { Other: other, Role: role, Last: { Type: 'AWS::SNS::Topic' } } };
}

const PATH = ['Resources', 'Role', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];

/** In block style an insertion is whole lines. */
function expectWholeLines(text: string, edits: readonly TextEdit[], eol: string): void {
  for (const { range, text: added } of edits) {
    expect(range.end).toBe(range.start);
    if (range.start === text.length && !text.endsWith(eol)) expect(added.startsWith(eol)).toBe(true);
    else expect([text.slice(0, range.start).endsWith(eol), added.endsWith(eol)]).toEqual([true, true]);
  }
}

describe('editsFor', () => {
  test('makes any operation true in any style, or says why not', () => {
    const added = fc.array(templateValue, { minLength: 1, maxLength: 2 });
    const template = fc.dictionary(fc.constantFrom('A', 'B', 'Key c'), templateValue, { minKeys: 1 });
    fc.assert(
      fc.property(template, added, fc.nat(9999), format, (before, values, pick, { path, print }) => {
        const operation = operationOn(before, pick, values);
        fc.pre(operation !== null);
        if (operation === null) return;
        const text = print(before);
        const result = editsFor({ path, text }, { file: path, operations: [operation] });
        if (result.kind === 'refused') return expect(REASONS).toContain(result.reason);
        const data = longForm(read(edited(text, result.edits)));
        expect(data).toEqual(longForm(applied(before, operation)));
      }),
      { numRuns: 400 },
    );
  });

  test('never refuses a statement for a role, and adds whole lines in block style', () => {
    const some = fc.array(statement, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(some, statement, templateValue, format, (list, value, other, { path, print, how }) => {
        const before = roleWith(list, other);
        const text = print(before);
        const operation: Operation = { kind: 'append', path: PATH, after: null, values: [value] };
        const result = editsFor({ path, text }, { file: path, operations: [operation] });
        expect(result).toMatchObject({ kind: 'edits' });
        if (result.kind === 'refused') return;
        const data = longForm(read(edited(text, result.edits)));
        expect(data).toEqual(longForm(applied(before, operation)));
        if (isBlock(how)) expectWholeLines(text, result.edits, how.eol);
      }),
      { numRuns: 300 },
    );
  });

  test('gives edits of two patches that can be applied together, in either order of asking', () => {
    const some = fc.array(statement, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(some, statement, statement, format, (list, one, two, { path, print, how }) => {
        // A comment behind the last part in brackets: the comma before it can be added only once.
        fc.pre(!how?.breaks || !how.comments);
        const before = roleWith(list, 'x');
        const file = { path, text: print(before) };
        const operations = [one, two].map(
          (value): Operation => ({ kind: 'append', path: PATH, after: null, values: [value] }),
        );
        const edits = operations.flatMap((operation) => {
          const result = editsFor(file, { file: path, operations: [operation] });
          return result.kind === 'edits' ? result.edits : [];
        });
        const together = editsFor(file, { file: path, operations });
        const after = edited(file.text, edits);
        expect(together.kind === 'edits' ? edited(file.text, together.edits) : together.reason).toBe(after);
        const wanted = operations.reduce<TemplateValue>((value, operation) => applied(value, operation), before);
        expect(JSON.stringify(longForm(read(after)))).toBe(JSON.stringify(longForm(wanted)));
      }),
      { numRuns: 150 },
    );
  });

  test('writes the same whatever the line ends, and with a byte order mark', () => {
    const some = fc.array(statement, { minLength: 1, maxLength: 3 });
    const plain = manner.map((how) => ({ ...how, eol: '\n' as const, mark: false }));
    const printed = fc.oneof(
      fc.tuple(plain, fc.constant(write), fc.constant('t.yaml')),
      fc.tuple(plain, fc.constant(writeJson), fc.constant('t.json')),
    );
    fc.assert(
      fc.property(some, statement, templateValue, printed, (list, value, other, [how, print, path]) => {
        const text = print(roleWith(list, other), how);
        const operations: Operation[] = [
          { kind: 'append', path: PATH, after: null, values: [value] },
          { kind: 'set', path: ['Resources'], key: 'New', after: 'Role', value },
        ];
        const patched = (before: string) => {
          const result = editsFor({ path, text: before }, { file: path, operations });
          return result.kind === 'edits' ? edited(before, result.edits) : result.reason;
        };
        const wanted = patched(text);
        expect(patched(text.replaceAll('\n', '\r\n'))).toBe(wanted.replaceAll('\n', '\r\n'));
        expect(patched(text.replaceAll('\n', '\r'))).toBe(wanted.replaceAll('\n', '\r'));
        expect(patched(`\uFEFF${text}`)).toBe(`\uFEFF${wanted}`);
      }),
      { numRuns: 100 },
    );
  });

  test('makes a list of a lone statement in any style', () => {
    fc.assert(
      fc.property(statement, statement, format, (lone, value, { path, print }) => {
        const before = roleWith(lone, 'x');
        const operation: Operation = { kind: 'append', path: PATH, after: null, values: [value] };
        const result = editsFor({ path, text: print(before) }, { file: path, operations: [operation] });
        if (result.kind === 'refused') throw new Error(result.reason);
        const data = longForm(read(edited(print(before), result.edits)));
        expect(data).toEqual(longForm(applied(before, operation)));
      }),
      { numRuns: 150 },
    );
  });
});

function isBlock(how: Manner | null): how is Manner {
  return how !== null && how.flow === 'never';
}
