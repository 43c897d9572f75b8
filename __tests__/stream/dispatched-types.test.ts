import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Language, withoutCommentsAndStrings } from '../../src/stream/code-text.ts';
import { runFor } from '../../src/stream/dispatched-types.ts';
import { definesEntry } from '../../src/stream/entry-parts.ts';
import { makesCall } from '../../src/stream/handler-code.ts';
import { analyse } from './analysis.ts';
import { stack } from './stack-text.ts';

const HEADS: Readonly<Record<string, string>> = {
  python: `def ebs(e):
    boto3.client('ec2').enable_ebs_encryption_by_default()

def das(e):
    boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])
`,
  javascript: `const ebs = (e) => ec2.enableEbsEncryptionByDefault({}).promise();
function das(e) { return rds.startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId }).promise(); }
`,
};

interface Row {
  readonly where: string;
  readonly language: Language;
  readonly code: readonly string[];
  /** The custom resources for which the call is made, and those of which it is not told. */
  readonly starts: readonly string[];
  readonly open: readonly string[];
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('../fixtures/dispatched.json', import.meta.url), 'utf8'));

/** As the Handler of a function names it. */
function entryOf(text: string, language: Language): string | null {
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  return definesEntry(all, 'handler') ? 'handler' : null;
}

function outcomes(texts: readonly string[], language: Language, modules: readonly string[] = []) {
  const found = ['Das', 'Ebs', 'My'].map((name) => ({
    name,
    starts: runFor(
      { texts, modules, language },
      { type: `Custom::${name}`, logicalId: name },
      entryOf(texts[0] ?? '', language),
      (some) => makesCall(some, language),
    ).starts,
  }));
  const names = (wanted: string) => found.filter(({ starts }) => starts === wanted).map(({ name }) => name);
  return { starts: names('starts'), open: names('open') };
}

describe('of a handler that tells custom resources apart it is known for which it makes the call, by', () => {
  test.each(rows.map((row) => [row.language, row.where, row] as const))('in %s %s', (language, _where, row) => {
    const text = `${HEADS[language]}\n${row.code.join('\n')}\n`;
    expect(outcomes([text], language)).toEqual({ starts: row.starts, open: row.open });
  });

  test('no more than so many conditions and functions', () => {
    const handler = (before: string) =>
      `${HEADS.python}\ndef handler(e, c):\n${before}    if e['ResourceType'] == 'Custom::Das':\n        das(e)\n`;
    const starts = (before: string, functions = '') => outcomes([functions + handler(before)], 'python');
    const all = { starts: ['Das', 'Ebs', 'My'], open: [] };
    const conditions = (count: number) => '    if c: pass\n'.repeat(count);
    expect(starts(conditions(249))).toEqual({ starts: ['Das'], open: [] });
    expect(starts(conditions(250))).toEqual(all);
    const functions = (count: number) => Array.from({ length: count }, (_, i) => `def f${i}(): pass\n`).join('');
    expect(starts('', functions(147))).toEqual({ starts: ['Das'], open: [] });
    expect(starts('', functions(148))).toEqual(all);
    const unread = "    if re.match('x', e['ResourceType']): das(e)\n".repeat(5);
    expect(starts(unread)).toEqual({ starts: [], open: ['Das', 'Ebs', 'My'] });
  });

  test('functions that bear one name in several files', () => {
    const handler = `from handlers import ebs, das
HANDLERS = {'Custom::Ebs': ebs.run, 'Custom::Das': das.run}
def handler(e, c):
    HANDLERS.get(e['ResourceType'], print)(e)
`;
    const [ebs = '', das = ''] = HEADS.python?.split('\n\n').map((text) => text.replace(/def \w+/, 'def run')) ?? [];
    expect(outcomes([handler, ebs, das], 'python', ['ebs', 'das'])).toEqual({ starts: ['Das'], open: [] });
    // Which file is meant has to be seen.
    expect(outcomes([handler, ebs, das], 'python', ['a', 'b']).starts).toEqual(['Das', 'Ebs']);
  });
});

describe('a custom resource', () => {
  const code = (condition: string) =>
    `${HEADS.python}\ndef handler(event, context):\n    if ${condition}:\n        ebs(event)\n    else:\n        das(event)`;
  const more =
    '  Default: {Type: Custom::Ebs, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt Key.Arn}}';
  const found = (condition: string, beside = more) =>
    analyse(stack({ code: code(condition), more: beside })).map(({ customResource, branches }) => [
      customResource.logicalId,
      ...new Set(branches.map(({ key }) => key.kind)),
    ]);

  test('of a type for which the code makes no call starts no stream', () => {
    expect(found("event['ResourceType'] == 'Custom::Ebs'")).toEqual([['Stream', 'key']]);
  });

  test('of which it is not told whether the code makes the call is open, where the types differ', () => {
    const condition = "re.match('.*Ebs', event['ResourceType'])";
    expect(found(condition)).toEqual([
      ['Stream', 'unknown'],
      ['Default', 'unknown'],
    ]);
    expect(found(condition, '')).toEqual([['Stream', 'key']]);
    expect(found(condition, more.replace('Custom::Ebs', 'Custom::ActivityStream'))).toEqual([
      ['Stream', 'key'],
      ['Default', 'key'],
    ]);
  });
});
