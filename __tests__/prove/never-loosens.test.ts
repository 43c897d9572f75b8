import { describe, expect, test } from '@jest/globals';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { caseNames, readCase, reportOn } from './case.ts';

type Data = Record<string, Record<string, unknown>>;

const CODE = "import boto3\ndef handler(event, context):\n    boto3.client('rds').start_activity_stream()\n";

/** A template with one more stream, which a function of that role starts with that key. */
function withProbe(template: Data, role: string, key: string): string {
  const probe = {
    Probe: {
      Type: 'AWS::Lambda::Function',
      Properties: { Handler: 'index.handler', Role: { 'Fn::GetAtt': [role, 'Arn'] }, Code: { ZipFile: CODE } },
    },
    ProbeStream: {
      Type: 'Custom::ActivityStream',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Probe', 'Arn'] }, KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] } },
    },
  };
  return JSON.stringify({ ...template, Resources: { ...template.Resources, ...probe } });
}

const streamsOf = (text: string) => reportOn({ path: 'a.json', text }).streams;
const wordsOfProbe = (template: Data, role: string, key: string) =>
  streamsOf(withProbe(template, role, key)).find(({ customResource }) => customResource === 'ProbeStream')?.actions;

function namesOf(template: Data, type: string): readonly string[] {
  return Object.entries(template.Resources ?? {})
    .filter(([, resource]) => (resource as { Type?: unknown }).Type === type)
    .map(([name]) => name);
}

/** The roles and keys of a template that no stream brings together. */
function strangers(template: Data): readonly (readonly [role: string, key: string])[] {
  const streams = streamsOf(JSON.stringify(template));
  const meets = (role: string, key: string) =>
    streams.some((stream) => stream.role?.includes(role) && stream.key?.includes(key));
  return namesOf(template, 'AWS::IAM::Role').flatMap((role) =>
    namesOf(template, 'AWS::KMS::Key')
      .filter((key) => !meets(role, key))
      .map((key) => [role, key] as const),
  );
}

const templates = caseNames().flatMap((sentence) => {
  const { before, after, beside, settings } = readCase(sentence);
  // Whose stream it is may stand in other files.
  if (after === null || beside.length > 0 || settings.hints !== undefined) return [];
  const [was, is] = [longForm(judgeData(before)) as Data, longForm(judgeData(after)) as Data];
  const pairs = strangers(was);
  return pairs.length === 0 ? [] : [{ sentence, was, is, pairs }];
});

/** How much a word allows. */
const ALLOWS = ['denied', 'missing', 'unusable', 'unknown', 'key-policy', 'scoped', 'broad'];

describe('a patch gives no role what it has no use for', () => {
  test('there are cases with more roles or keys than one stream', () =>
    expect(templates.length).toBeGreaterThanOrEqual(10));

  test.each(templates)('$sentence', ({ was, is, pairs }) => {
    for (const [role, key] of pairs) {
      const [before, after] = [wordsOfProbe(was, role, key), wordsOfProbe(is, role, key)];
      for (const action of ['kms:CreateGrant', 'kms:DescribeKey'] as const) {
        const rank = (words: typeof before) => ALLOWS.indexOf(words?.[action] ?? '');
        expect(rank(before)).toBeGreaterThanOrEqual(0);
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }
    }
  });
});
