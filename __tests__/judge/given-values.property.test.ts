import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { annotationsOf } from '../../src/report/annotations.ts';
import { jsonReport } from '../../src/report/json.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { PLAIN } from '../../src/report/palette.ts';
import { leftOutOfPatch, reviewPatch } from '../../src/report/patch.ts';
import { jobSummary } from '../../src/report/summary.ts';
import { textReport } from '../../src/report/text.ts';
import { review } from '../../src/review.ts';
import { DAY, filesOf, SETTINGS, sideOf } from '../review-input.ts';
import { jsonTwin } from '../stream/json-twin.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);

/** The templates of the case folders and of the table of words, as JSON with every intrinsic in its long form. */
const TEMPLATES: readonly string[] = [
  ...readdirSync(new URL('words/', FIXTURES))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `words/${name}`),
  ...readdirSync(new URL('cases/', FIXTURES)).flatMap((sentence) => {
    const folder = `cases/${encodeURIComponent(sentence)}/`;
    return readdirSync(new URL(folder, FIXTURES))
      .filter((name) => name.startsWith('before.'))
      .map((name) => `${folder}${name}`);
  }),
].map((path) => jsonTwin(readFileSync(new URL(path, FIXTURES), 'utf8')));

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const SECRET = 'zz7SECRETzz';
const GIVEN = 'GivenValue';

/** What a parameter may hold, around something that stands nowhere else. */
const VALUES: readonly ((written: string) => string)[] = [
  () => SECRET,
  (written) => `${written}${SECRET}`,
  (written) => written.replace(/[^:/]*$/, SECRET),
  () => `arn:aws:kms:eu-west-1:111122223333:key/${SECRET}`,
  () => `arn:aws:iam::111122223333:role/${SECRET}`,
  () => `arn:aws:lambda:eu-west-1:111122223333:function:${SECRET}`,
  () => `alias/${SECRET}`,
  () => `kms:${SECRET}`,
  () => `first,${SECRET}`,
  () => `${SECRET} and more`,
];

/** What stands for a text: the parameter, or the start of the text and the parameter. */
const STANDINS: readonly ((written: string) => Json)[] = [
  () => ({ Ref: GIVEN }),
  (written) => ({ 'Fn::Sub': `${written.replaceAll('${', '${!')}\${${GIVEN}}` }),
  (written) => ({ 'Fn::Join': ['', [written.replace(/[^:/]*$/, ''), { Ref: GIVEN }]] }),
  () => ({ 'Fn::Select': [1, { 'Fn::Split': [',', { Ref: GIVEN }] }] }),
];

/** Names of CloudFormation, which no parameter can stand for. */
const FIXED = new Set(['Type', 'Ref', 'Fn::GetAtt', 'DependsOn', 'Condition', 'Fn::Sub', 'Fn::FindInMap', 'Metadata']);

type Path = readonly (string | number)[];

/** The paths of texts that a parameter could stand for. */
function textsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => {
    if (key !== 'Fn::If') return FIXED.has(key) ? [] : textsIn(item, [...path, key]);
    return textsIn(item, [...path, key]).filter((each) => each[path.length + 1] !== 0);
  });
}

function replaced(value: Json, [step, ...rest]: Path, by: (written: string) => Json): Json {
  if (step === undefined) return typeof value === 'string' ? by(value) : value;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [step]: replaced(value[step] ?? null, rest, by) };
}

function textAt(value: Json, path: Path): string {
  const found = path.reduce<Json>((at, step) => (at as Record<string | number, Json>)[step] ?? null, value);
  return typeof found === 'string' ? found : '';
}

/** Everything that is said of a template, in every form. */
function said(template: Json, parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const environment = { ...SETTINGS.environment, parameters: new Map(Object.entries(parameters)) };
  const head = sideOf(filesOf({ 'stack.json': `${JSON.stringify(template, null, 2)}\n` }));
  const made = review({ head, base: null, renames: new Map(), settings: { ...SETTINGS, environment }, day: DAY });
  const text = { palette: PLAIN, width: 1000, quiet: false, pathForFix: (path: string) => path };
  const tool = { name: 'das-grant-guard', version: '0.0.0' };
  return {
    text: textReport(made, { ...text, explain: false }),
    explain: textReport(made, { ...text, explain: true }),
    json: jsonReport(made, { tool, explain: true }),
    markdown: markdownReport(made),
    patch: `${reviewPatch(made)}${leftOutOfPatch(made).join('\n')}`,
    annotations: JSON.stringify(annotationsOf(made)),
    summary: jobSummary(made, { site: null, notes: [] }),
    fixed: made.templates.map(({ fixed }) => fixed ?? '').join(''),
  };
}

function expectNoSecret(template: Json, parameters: Readonly<Record<string, string>>): void {
  const telling = Object.entries(said(template, parameters)).filter(([, text]) => text.includes(SECRET));
  expect(telling.map(([format]) => format)).toEqual([]);
}

const parametersOf = (template: Json): Readonly<Record<string, Json>> =>
  ((template as { Parameters?: Readonly<Record<string, Json>> }).Parameters ?? {}) as Readonly<Record<string, Json>>;

describe('no format holds the value that is given for a parameter', () => {
  test('which a template has', () => {
    const withParameters = TEMPLATES.map((text) => JSON.parse(text) as Json).filter(
      (template) => Object.keys(parametersOf(template)).length > 0,
    );
    expect(withParameters.length).toBeGreaterThan(30);
    for (const [index, template] of withParameters.entries()) {
      const value = VALUES[index % VALUES.length]?.('') ?? SECRET;
      expectNoSecret(template, Object.fromEntries(Object.keys(parametersOf(template)).map((name) => [name, value])));
    }
  });

  test('wherever it stands in a template', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEMPLATES),
        fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
        fc.constantFrom(...VALUES),
        fc.constantFrom(...STANDINS),
        (text, picks, value, standIn) => {
          const template = JSON.parse(text) as { Resources: Json };
          const paths = textsIn(template.Resources);
          const picked = picks.map((pick) => paths[pick % paths.length] ?? []);
          const written = textAt(template.Resources, picked[0] ?? []);
          const Resources = picked.reduce<Json>((made, path) => replaced(made, path, standIn), template.Resources);
          const Parameters = { ...parametersOf(template), [GIVEN]: { Type: 'String' } };
          expectNoSecret({ ...template, Parameters, Resources }, { [GIVEN]: value(written) });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and it is there to be found: what the template itself says is said', () => {
    const template = JSON.parse(TEMPLATES[0] ?? '') as Json;
    const named = JSON.parse(JSON.stringify(template).replaceAll('DasRole', SECRET)) as Json;
    expect(Object.values(said(named, {})).some((text) => text.includes(SECRET))).toBe(true);
  });
});
