import { describe, expect, test } from '@jest/globals';
import type { Language } from '../../src/stream/code-text.ts';
import { reachedTexts } from '../../src/stream/reached-code.ts';

/** Whether what is called `MARK` in the second of two files is left in its text. */
function isReached(language: Language, handler: string, other: string): boolean {
  const [first, second] = reachedTexts([handler, other], language);
  expect(first).toBe(handler);
  expect(second).toHaveLength(other.length);
  expect(second?.replace(/[^()[\]{}\n]/g, '')).toBe(other.replace(/[^()[\]{}\n]/g, ''));
  return second?.includes('MARK') ?? false;
}

const DAS = 'def start(e):\n    MARK(e)\ndef stop(e):\n    pass\n';
const DAS_JS = 'export function start(e) { MARK(e); }\nexport const stop = (e) => null;\n';

type Row = readonly [sentence: string, language: Language, handler: string, other: string];

const REACHED: readonly Row[] = [
  ['that it imports', 'python', 'from das import start', DAS],
  ['that it calls', 'python', 'import das\ndas.start(1)', DAS],
  ['that it calls over a blank', 'python', 'import das\ndas . start(1)', DAS],
  ['among all that it imports', 'python', 'from das import *\nstart(1)', DAS],
  ['among all that it imports, in brackets', 'python', 'from das import (*)\nstart(1)', DAS],
  ['over lines', 'python', 'from das import (\n  other,\n  start,\n)', DAS],
  ['that another calls', 'python', 'from das import go', `def go(e): start(e)\n${DAS}`],
  ['that another calls behind it', 'python', 'from das import go', `${DAS}def go(e): start(e)\n`],
  ['in a table that it takes', 'python', 'from das import OPS', `${DAS}OPS = {'Create': start}\n`],
  ['in a table with its type', 'python', 'from das import OPS', `${DAS}OPS: dict = {'Create': start}\n`],
  ['in a default of another', 'python', 'from das import go', `${DAS}def go(e, then=start): then(e)\n`],
  [
    'in a decorator',
    'python',
    'from das import helper',
    `helper = Own()\n@helper.create\ndef create(e):\n    MARK(e)\n`,
  ],
  ['in a decorator on update', 'python', 'from das import helper', `@helper.update\ndef put(e):\n    MARK(e)\n`],
  ['in a decorator that polls', 'python', 'from das import helper', `@helper.poll_create\ndef wait(e):\n    MARK(e)\n`],
  [
    'in two decorators',
    'python',
    'from das import helper',
    `class A:\n  @helper.create\n  @logged(1)\n  async  def put(e):\n    MARK(e)\n`,
  ],
  ['of a class', 'python', 'from das import Das\nDas(1)', 'class Das:\n  def __init__(self, e):\n    MARK(e)\n'],
  [
    'of a class that is called',
    'python',
    'import das\ndas.Das()(1)',
    'class Das:\n  def __call__(self):\n    MARK()\n',
  ],
  ['at the top', 'python', 'import das', 'MARK(1)\n'],
  ['at the top in a branch', 'python', 'import das', 'if x:\n  MARK(1)\n'],
  ['in a lambda of what it takes', 'python', 'from das import go', 'go = lambda e: MARK(e)\n'],
  ['in a lambda that another is handed', 'python', 'from das import go', 'def go(e):\n  run(lambda: MARK(e))\n'],
  ['that it imports', 'javascript', "import { start } from './das.js'", DAS_JS],
  ['that it imports under another name', 'javascript', "import { start as go } from './das.js'", DAS_JS],
  ['that it calls', 'javascript', "const das = require('./das'); das.start(1)", DAS_JS],
  ['that it takes out', 'javascript', "const { start } = require('./das');", DAS_JS],
  ['that it awaits', 'javascript', "const  { start }  =  await  import('./das');", DAS_JS],
  ['that it takes out over lines', 'javascript', "const {\n  other,\n  start,\n} = require('./das');", DAS_JS],
  ['of a namespace', 'javascript', "import * as das from './das.js';\ndas.start(1)", DAS_JS],
  ['of a class', 'javascript', "import { Das } from './das.js'", 'export class Das { constructor() { MARK(); } }'],
  ['of a default', 'javascript', "import das from './das.js'", 'export default function start() { MARK(); }'],
  [
    'of an awaited default',
    'javascript',
    "import das from './d.js'",
    'export default async function  start() { MARK(); }',
  ],
  ['of a default without a name', 'javascript', "import das from './das.js'", 'export default async () => { MARK(); }'],
  [
    'of what is exported alone',
    'javascript',
    "const das = require('./das')",
    'module.exports = function () { MARK(); }',
  ],
  [
    'of a name that is exported alone',
    'javascript',
    "const go = require('./d'); go(1)",
    'const start = () => MARK();\nmodule.exports = start;',
  ],
  [
    'of an arrow that is exported alone',
    'javascript',
    "const go = require('./d'); go(1)",
    'module.exports  =  async (e) => MARK();',
  ],
  [
    'in an object that it takes',
    'javascript',
    "import { ops } from './d.js'",
    'export const ops = { Create: () => MARK() };',
  ],
  [
    'in an object with a method',
    'javascript',
    "import { ops } from './d.js'",
    'export const ops = { create() { MARK(); } };\nops.create();',
  ],
  ['behind all that is handed on', 'javascript', "export * from './das.js'", 'export const handler = () => MARK();'],
  ['behind all that is exported', 'javascript', "module.exports = require('./das')", 'exports.handler = () => MARK();'],
  [
    'with a name of its own that is handed to another',
    'javascript',
    "import { start } from './d.js'",
    'export const start = wrap(async function go(e) { MARK(e); });',
  ],
  [
    'with a name of its own in an object',
    'javascript',
    "import { ops } from './d.js'",
    'export const ops = { Create: function create(e) { MARK(e); } };',
  ],
  ['in a variable with a type', 'javascript', "import { go } from './d.ts'", 'export const go: Start = () => MARK();'],
];

const LEFT: readonly Row[] = [
  ['beside the one that it imports', 'python', 'from das import stop', DAS],
  ['that it only names itself', 'python', 'import das\nstart = 1\ndas.stop(start)', DAS],
  ['that it defines itself', 'python', 'import das\ndef start(e): pass\ndas.stop(1)', DAS],
  ['that nothing calls', 'python', 'from das import stop', `${DAS}def go(e): start(e)\n`],
  ['that calls itself', 'python', 'from das import stop', 'def start(e):\n    MARK(e)\n    start(e)\n'],
  ['that nothing calls, before a variable', 'python', 'from das import stop', `def go(e): start(e)\n${DAS}LIMIT = 3\n`],
  [
    'with a name of its own that is handed to another that it leaves',
    'javascript',
    "import { stop } from './d.js'",
    'export const start = wrap(async function go(e) { MARK(e); });',
  ],
  ['that a comment names', 'python', 'from das import stop # start', DAS],
  ['in a table that it leaves', 'python', 'from das import stop', `${DAS}OPS = {'Create': start}\n`],
  ['in a table that it leaves, over lines', 'python', 'from das import stop', `${DAS}OPS = {\n  'Create': start,\n}\n`],
  ['in a decorator on delete', 'python', 'from das import helper', `@helper.delete\ndef drop(e):\n    MARK(e)\n`],
  ['of a class that it leaves', 'python', 'import das', 'class Das:\n  def __init__(self, e):\n    MARK(e)\n'],
  [
    'of the class before another',
    'python',
    'from das import B',
    'class A:\n  def __init__(self): MARK()\nclass B:\n  pass\n',
  ],
  ['in a function inside another', 'python', 'from das import stop', 'def go():\n  def stop():\n    MARK()\n'],
  ['of a class that it imports', 'python', 'from das import Das', 'class Das:\n  def start(self):\n    MARK()\n'],
  ['beside the one that it imports', 'javascript', "import { stop } from './das.js'", DAS_JS],
  [
    'that it only names itself',
    'javascript',
    "import { stop } from './das.js';\nconst start = 1; stop(start);",
    DAS_JS,
  ],
  [
    'that a module exports with others',
    'javascript',
    "const { stop } = require('./d')",
    'function start() { MARK(); }\nmodule.exports = { start, stop };',
  ],
  [
    'that a module exports by list',
    'javascript',
    "import { stop } from './d.js'",
    'function start() { MARK(); }\nexport { start, stop };',
  ],
  [
    'in an object that it leaves',
    'javascript',
    "import { stop } from './d.js'",
    'export const ops = { Create: () => MARK() };',
  ],
  ['in a method of what it leaves', 'javascript', "import { stop } from './d.js'", 'class Das { start() { MARK(); } }'],
  [
    'behind a name of its own',
    'javascript',
    "import { stop } from './d.js';\nexport const handler = stop;",
    'export const handler = () => MARK();',
  ],
];

describe('a handler reaches a function', () => {
  test.each(REACHED)('%s, in %s', (_sentence, language, handler, other) => {
    expect(isReached(language, handler, other)).toBe(true);
  });
});

describe('a handler does not reach a function', () => {
  test.each(LEFT)('%s, in %s', (_sentence, language, handler, other) => {
    expect(isReached(language, handler, other)).toBe(false);
  });
});

test('a function is reached over files, and over so many calls', () => {
  const files = (count: number) =>
    Array.from({ length: count }, (_, index) => `def f${index}(e): f${index + 1}(e)`).concat(
      `def f${count}(e): MARK(e)`,
    );
  const texts = (count: number) => reachedTexts(['from m import f0', files(count).reverse().join('\n')], 'python');
  expect(texts(10).join()).toContain('MARK');
  expect(texts(40).join()).not.toContain('MARK');
  const three = reachedTexts(['from a import go', 'from b import start\ndef go(e): start(e)', DAS], 'python');
  expect(three[2]).toContain('MARK');
});

test('of a file with more functions than are looked at nothing is known to run', () => {
  const many = 'def f(e): pass\n'.repeat(1001);
  expect(isReached('python', 'from das import start', `${DAS}${many.repeat(5)}`)).toBe(false);
  expect(isReached('python', 'from das import start', `${DAS}${many}`)).toBe(false);
  expect(isReached('python', 'from das import start', `${DAS}${many.slice(0, 9000)}`)).toBe(true);
});
