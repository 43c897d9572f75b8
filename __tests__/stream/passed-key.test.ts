import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isKnownLibrary } from '../../src/stream/code-imports.ts';
import { passedKey } from '../../src/stream/passed-key.ts';
import { formText } from './form-text.ts';

type Language = 'python' | 'javascript';
type Row = readonly [sentence: string, lines: readonly string[], key: string];

const ROWS: Readonly<Record<Language, readonly Row[]>> = JSON.parse(
  readFileSync(new URL('../fixtures/passed-keys.json', import.meta.url), 'utf8'),
);

const CALLS = { python: 'rds.start_activity_stream(', javascript: 'rds.startActivityStream(' };

interface Files {
  readonly modules?: Readonly<Record<string, string>>;
  readonly entry?: string | null;
  readonly type?: string;
}

/** The key that a handler passes, with `START(` for the call. */
function keyOf(language: Language, text: string, { modules = {}, entry = 'handler', type }: Files = {}): string {
  const texts = [text, ...Object.values(modules)].map((each) => each.replaceAll('START(', CALLS[language]));
  const isLibrary = (module: string) => isKnownLibrary(module, language);
  const customResource = type === undefined ? null : { type, logicalId: 'Stream' };
  return formText(passedKey({ texts, modules: Object.keys(modules), language, entry, isLibrary, customResource }));
}

test.each(ROWS.python)('the key that is passed in Python: %s', (_sentence, lines, key) => {
  expect(keyOf('python', lines.join('\n'))).toBe(key);
});

test.each(ROWS.javascript)('the key that is passed in JavaScript: %s', (_sentence, lines, key) => {
  expect(keyOf('javascript', lines.join('\n'))).toBe(key);
});

describe('the key that is passed', () => {
  const HANDLER = [
    'from lib.models import Request',
    'import streams',
    'def handler(event, context):',
    '  streams.start(Request(event))',
  ].join('\n');
  const MODELS = "class Request:\n  def __init__(self, event):\n    self.key = event['ResourceProperties']['Key']";
  const STREAMS = 'def start(request):\n  START(KmsKeyId=request.key)';

  test('by files of Python that the handler loads', () => {
    expect(keyOf('python', HANDLER, { modules: { models: MODELS, streams: STREAMS } })).toBe('property Key');
  });

  test('by a file of which another has the name', () => {
    const modules = { models: MODELS, streams: STREAMS, 'lib/models': MODELS };
    expect(keyOf('python', HANDLER, { modules })).toBe('property Key');
  });

  test('by a file that is not there', () => {
    expect(keyOf('python', HANDLER, { modules: { streams: STREAMS } })).toBe('untold');
  });

  test('by a file of TypeScript', () => {
    const handler =
      "import { parse } from './lib/props';\nexport const handler = async (event: any) => START({ KmsKeyId: parse(event).key });";
    const props = 'export function parse({ ResourceProperties: p }: any) { return { key: p.Key as string }; }';
    expect(keyOf('javascript', handler, { modules: { props } })).toBe('property Key');
  });

  test('where the function that Handler names is not known', () => {
    const text = "def handler(event, context):\n  START(KmsKeyId=event['ResourceProperties']['Key'])";
    expect(keyOf('python', text, { entry: null })).toBe('untold');
    expect(keyOf('python', text, { entry: 'other' })).toBe('untold');
  });

  test.each([
    ['Custom::Stream', 'property Key'],
    ['Custom::Other', 'property Other'],
  ])('for a custom resource of the type %s', (type, key) => {
    const text = [
      'def handler(event, context):',
      "  p = event['ResourceProperties']",
      "  START(KmsKeyId=p['Key'] if event['ResourceType'] == 'Custom::Stream' else p['Other'])",
    ].join('\n');
    expect(keyOf('python', text, { type })).toBe(key);
  });

  test.each<[string, Language, string]>([
    ['brackets', 'python', `x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['blocks', 'javascript', '{'.repeat(5_000) + '}'.repeat(5_000)],
    ['what is no code', 'javascript', '}{)('.repeat(40_000)],
    ['questions', 'python', Array.from({ length: 2_000 }, (_, place) => `if f(${place}): x = ${place}`).join('\n')],
    ['a list that doubles', 'python', `a = [1]\n${'a = a + a\n'.repeat(60)}`],
    ['a string that doubles', 'javascript', `let a = 'a';\n${'a = a + a;\n'.repeat(60)}`],
    ['objects that are merged', 'javascript', `let a = {};\n${'a = { ...a, ...b(), c: a };\n'.repeat(2_000)}`],
    ['a function that calls itself', 'python', 'def f(a):\n  return f(a)\nf(1)'],
  ])('is looked for in little time in many %s', (_sentence, language, text) => {
    const start = performance.now();
    keyOf(language, text);
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});
