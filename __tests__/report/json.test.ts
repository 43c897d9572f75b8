import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ACTIONS } from '../../src/finding/stream-report.ts';
import { jsonReport } from '../../src/report/json.ts';
import { expectFixture } from '../fixture-file.ts';
import { CLOSED, FULL, reported, review, STREAM, templateReport } from './sample.ts';

const OPTIONS = { tool: { name: 'das-grant-guard', version: '0.1.0' }, explain: false };

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

function complaints(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

describe('the JSON report', () => {
  test('is as the design shows it', () => {
    expectFixture('report/full.json', jsonReport(FULL, OPTIONS));
  });

  test.each([
    ['of everything', FULL, false],
    ['of everything, explained', FULL, true],
    ['of nothing', review([]), true],
    ['of an incomplete run', review([], { conclusion: 'incomplete' }), false],
  ] as const)('%s holds to the schema', (_what, subject, explain) => {
    expect(complaints(jsonReport(subject, { ...OPTIONS, explain }))).toEqual([]);
  });

  test('tells decisions only when asked to', () => {
    const subject = review([templateReport()]);
    expect(JSON.parse(jsonReport(subject, OPTIONS)).templates[0].streams[0]).not.toHaveProperty('decisions');
    const { decisions } = JSON.parse(jsonReport(subject, { ...OPTIONS, explain: true })).templates[0].streams[0];
    expect(decisions.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome])).toEqual([
      [14, 'does-not-apply'],
      [null, 'does-not-apply'],
      [14, 'applies'],
    ]);
  });

  test('counts lines from one, the last one included and no blank one behind it', () => {
    const [{ findings }] = JSON.parse(jsonReport(review([templateReport()]), OPTIONS)).templates;
    expect([findings[0].line, findings[0].endLine, findings[0].related[0].line]).toEqual([4, 16, 2]);
  });

  test('names the file of a problem that is not in the template', () => {
    const problem = {
      code: 'not-read',
      path: 'src/a.py',
      location: null,
      message: 'is too large',
      incomplete: true,
    } as const;
    const [template] = JSON.parse(jsonReport(review([templateReport({ problems: [problem] })]), OPTIONS)).templates;
    expect(template.problems).toEqual([
      { code: 'not-read', line: null, message: 'src/a.py: is too large', incomplete: true },
    ]);
  });

  test('holds nothing that acts on a terminal, and reads back as it was', () => {
    const evil = '\u001b[31m\u009b2J\u202E\u{E0041}\u2028\uD800 ##[add-matcher]';
    const subject = review([templateReport({ findings: [reported({ message: evil })] })]);
    const text = jsonReport(subject, OPTIONS);
    expect(text.match(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028]/gu)).toBeNull();
    expect(text).not.toContain('##[');
    expect(JSON.parse(text).templates[0].findings[0].message).toBe(evil);
  });
});

describe('the schema', () => {
  const valid = JSON.parse(jsonReport(FULL, { ...OPTIONS, explain: true }));

  test.each([
    ['an unknown property', (r: Json) => Object.assign(r, { more: 1 })],
    ['a line of zero', (r: Json) => Object.assign(r.templates[0].findings[0], { line: 0 })],
    ['an unknown word', (r: Json) => Object.assign(r.templates[0].streams[0].actions, { [ACTIONS[0] ?? '']: 'fine' })],
    ['a missing fingerprint', (r: Json) => Reflect.deleteProperty(r.templates[0].findings[0], 'fingerprint')],
    ['another version', (r: Json) => Object.assign(r, { schemaVersion: 2 })],
    ['a fix of both kinds', (r: Json) => Object.assign(r.templates[0].findings[0].fix, { reason: 'x' })],
  ])('refuses %s', (_what, spoil) => {
    const spoilt = structuredClone(valid);
    spoil(spoilt);
    expect(complaints(JSON.stringify(spoilt))).not.toEqual([]);
  });

  test('knows every word and kind of evidence that the program has', () => {
    expect(schema.$defs.word.enum).toContain(STREAM.actions['kms:CreateGrant']);
    expect(CLOSED.fix?.kind).toBe('manual');
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the reports here are spoilt on purpose
type Json = any;
