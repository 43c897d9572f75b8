import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hundredLines, ownStreams, writeStreams } from '../../bench/templates.js';
import { builtProgram } from './program.ts';

/** Each takes seconds, and bench/ measures them; without their bounds some would take years. */
const PATIENCE = 120_000;
/** MB of heap: less than half of what node would take. */
const HEAP = 512;

const { path } = builtProgram();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-limits-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the whole command says of a file or folder below the scratch folder. */
function check(name: string) {
  const options = { cwd: folder, encoding: 'utf8', timeout: PATIENCE, maxBuffer: 1e9 } as const;
  const heap = `--max-old-space-size=${HEAP}`;
  const args = [heap, path(), 'check', '--format', 'json', name];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (stdout === '') throw new Error(`ended with status ${status}: ${stderr}`);
  const { summary, conclusion, templates } = JSON.parse(stdout);
  const fixes: string[] = templates.flatMap(
    ({ findings }: { findings: { fix: { kind: string; reason?: string } | null }[] }) =>
      findings.map(({ fix }) => `${fix?.kind ?? 'none'} ${fix?.reason ?? ''}`),
  );
  const problems: string[] = templates.flatMap(({ problems }: { problems: { code: string; message: string }[] }) =>
    problems.map(({ code, message }) => `${code}: ${message}`),
  );
  return { status, conclusion, streams: summary.streams, errors: summary.errors, fixes, problems };
}

function checkText(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  return check(name);
}

const saying = (fixes: readonly string[], words: string) => fixes.filter((fix) => fix.includes(words)).length;

describe('by number', () => {
  test('300 templates: each is judged, and what is not proven any more says so', () => {
    writeStreams(join(folder, 'streams'), 300);
    const { fixes, ...said } = check('streams');
    expect(said).toEqual({ status: 1, conclusion: 'failure', streams: 300, errors: 300, problems: [] });
    expect(saying(fixes, 'edits')).toBe(30);
    expect(saying(fixes, 'no more fixes are proven in one run; apply those that are shown, and run it again')).toBe(
      270,
    );
  });

  test('500 streams in one file: all are judged, and mended by patches that hold together', () => {
    const { fixes, ...said } = checkText('500.yaml', ownStreams(500));
    expect(said).toEqual({ status: 1, conclusion: 'failure', streams: 500, errors: 500, problems: [] });
    expect(saying(fixes, 'edits')).toBe(500);
  });

  test('500 streams whose keys have an alias each', () => {
    const aliases = Array.from({ length: 500 }, (_, index) => {
      const properties = `{AliasName: alias/s${index}, TargetKeyId: !Ref Stream${index}Key}`;
      return `  Alias${index}: {Type: AWS::KMS::Alias, Properties: ${properties}}\n`;
    });
    const { fixes, ...said } = checkText('aliases.yaml', ownStreams(500) + aliases.join(''));
    expect(said).toEqual({ status: 1, conclusion: 'failure', streams: 500, errors: 500, problems: [] });
    expect(fixes).toHaveLength(500);
  });

  test('1,000 findings in one file: all are told, each with a patch or with the reason why it has none', () => {
    const { fixes, ...said } = checkText('1000.yaml', ownStreams(1000));
    expect(said).toEqual({ status: 1, conclusion: 'failure', streams: 1000, errors: 1000, problems: [] });
    expect(saying(fixes, 'edits')).toBeGreaterThanOrEqual(500);
    const tooLarge =
      'no edit of the template could be proven right: together with the other fixes of this file, the edited text would be larger than 2 MB';
    expect(saying(fixes, 'edits') + saying(fixes, tooLarge)).toBe(1000);
  });
});

const more = (text: string) => `${hundredLines()}${text}`;
const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
const TOO_DEEP = { streams: 0, problems: [expect.stringContaining('too-large: nested deeper than 800 levels')] };
const TWICE = {
  streams: 1,
  problems: [expect.stringContaining('the key "Cluster" occurs twice in one mapping; the last one counts')],
};
const STREAM = { streams: 1, errors: 1, problems: [] };

describe('hostile input, read by the whole command', () => {
  test.each<[string, string, object]>([
    ['10,000 levels', more(`Metadata: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`), TOO_DEEP],
    ['a text of 1 MB', more(`Metadata: {A: "${'x'.repeat(1_000_000)}"}\n`), STREAM],
    ['a block text of 1 MB', more(`Metadata:\n  A: |\n${times(100_000, () => '    xxxxx\n')}`), STREAM],
    ['__proto__ as a key', more('  __proto__: {Type: AWS::SNS::Topic}\n'), STREAM],
    ['a key that occurs twice', more('  Cluster: {Type: AWS::RDS::DBCluster}\n'), TWICE],
    [
      'references in a circle',
      more(
        '  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref B}}\n  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref A}}\n',
      ),
      { ...STREAM, problems: [expect.stringContaining('these resources refer to each other in a circle: A, B')] },
    ],
    [
      'conditions that refer to each other',
      more('Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\n').replace(
        '::ActivityStream\n',
        '::ActivityStream\n    Condition: A\n',
      ),
      { streams: 1, problems: [expect.stringContaining('these conditions refer to each other in a circle: A, B')] },
    ],
    [
      'a ForEach of a million',
      more(
        `  Fn::ForEach::A: [A, [${times(100, (i) => `${i},`)}], {'Fn::ForEach::B': [B, [${times(100, (i) => `${i},`)}], {'Fn::ForEach::C': [C, [${times(100, (i) => `${i},`)}], {'R\${A}x\${B}x\${C}': {Type: AWS::SNS::Topic}}]}]}]\nTransform: AWS::LanguageExtensions\n`,
      ),
      {
        streams: 1,
        conclusion: 'incomplete',
        problems: [expect.stringContaining('loop B of more than 2,000 entries')],
      },
    ],
    [
      'a pattern of thirty stars',
      hundredLines().replace('Action: kms:DescribeKey', `Action: 'kms:${'*e'.repeat(30)}'`),
      { streams: 1, errors: 1, problems: [] },
    ],
    [
      'what the YAML library rejects and CloudFormation accepts',
      hundredLines().replace(
        'Action: [dynamodb:GetItem, dynamodb:Query]',
        'Action: [dynamodb:GetItem,\n  dynamodb:Query]',
      ),
      STREAM,
    ],
  ])('%s', (what, text, outcome) => {
    expect(checkText(`${what.replace(/\W+/g, '-')}.yaml`, text)).toMatchObject(outcome);
  });
});
