import { describe, expect, test } from '@jest/globals';
import { needs, type ReviewInput, review } from '../../src/review.ts';
import { DAY, SETTINGS, sideOf } from '../review-input.ts';
import { stack } from './stack-text.ts';

type Files = Readonly<Record<string, string>>;

interface Row {
  readonly handler?: string;
  readonly runtime?: string;
  readonly folder?: string;
  readonly statements?: string;
}

/** What a review says of a template whose function's code lies in a folder, with all that it asks for on the way. */
function reviewed(
  files: Files,
  { handler = 'app.handler', runtime = 'python3.13', folder = 'src', statements = '[]' }: Row = {},
) {
  const asked: string[] = [];
  // Nothing but the code tells that this custom resource starts a stream.
  const text = stack({ function: `      Code: ${folder}`, runtime, statements })
    .replace('index.handler', handler)
    .replaceAll('Stream', 'Thing');
  const head = sideOf([{ path: 'infra/stack.yaml', text }]);
  let input: ReviewInput = { head, base: null, renames: new Map(), settings: SETTINGS, day: DAY };
  // The shell asks as often at most.
  for (let round = 0; round < 4; round++) {
    const paths = needs(input).map(({ path }) => path);
    asked.push(...paths);
    const found = paths.map((path) => [path, path in files ? { path, text: files[path] ?? '' } : null] as const);
    input = { ...input, head: { ...head, fetched: new Map([...input.head.fetched, ...found]) } };
  }
  expect(needs(input)).toEqual([]);
  const { templates } = review(input);
  const words = templates.flatMap(({ streams }) => streams.map(({ actions }) => Object.values(actions).join(' / ')));
  return { asked, words, problems: templates.flatMap(({ problems }) => problems.map(({ message }) => message)) };
}

const START =
  "import boto3\ndef start(e):\n    boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])\n";
const START_JS =
  "import { RDS } from '@aws-sdk/client-rds';\nexport const start = (e) => new RDS({}).startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId });\n";
const JS = { handler: 'index.handler', runtime: 'nodejs22.x' };

describe('a call in a file that the handler loads', () => {
  test.each<[string, Files, Row?]>([
    ['by its name', { 'infra/src/app.py': 'from das import start', 'infra/src/das.py': START }],
    [
      'as a whole',
      { 'infra/src/app.py': 'import json, das as d\ndef handler(e, c): d.start(e)', 'infra/src/das.py': START },
    ],
    ['by a relative import', { 'infra/src/app.py': 'from .das import start', 'infra/src/das.py': START }],
    [
      'from its own package',
      { 'infra/src/app.py': 'from . import das, other\ndef handler(e, c): das.start(e)', 'infra/src/das.py': START },
    ],
    ['from a package', { 'infra/src/app.py': 'from lib.das import (\n  start,\n)', 'infra/src/lib/das.py': START }],
    [
      'as a module of a package',
      { 'infra/src/app.py': 'from lib import das\ndef handler(e, c): das.start(e)', 'infra/src/lib/das.py': START },
    ],
    ['as a package', { 'infra/src/app.py': 'from das import start', 'infra/src/das/__init__.py': START }],
    [
      'from the folder above',
      { 'infra/src/a/app.py': 'from ..das import start', 'infra/src/das.py': START },
      { handler: 'a/app.handler' },
    ],
    [
      'from the root of the code',
      { 'infra/src/a/app.py': 'from das import start', 'infra/src/das.py': START },
      { handler: 'a/app.handler' },
    ],
    [
      'through a third file',
      {
        'infra/src/app.py': 'from das import go',
        'infra/src/das.py': 'from start import start\ndef go(e): start(e)',
        'infra/src/start.py': START,
      },
    ],
    [
      'that hands it the key',
      {
        'infra/src/app.py': "from das import start\ndef handler(e, c): start(e['ResourceProperties']['KmsKeyId'])",
        'infra/src/das.py': "def start(key): boto3.client('rds').start_activity_stream(KmsKeyId=key)",
      },
    ],
    [
      'in JavaScript',
      { 'infra/src/index.mjs': "import { start } from './lib/das.mjs';", 'infra/src/lib/das.mjs': START_JS },
      JS,
    ],
    [
      'beside types of others',
      {
        'infra/src/index.ts': "import type { A } from './a';\nimport type from './das';\ntype.start();",
        'infra/src/das.ts': START_JS,
      },
      JS,
    ],
    [
      'that it loads whatever the type checker does',
      {
        'infra/src/app.py': 'if TYPE_CHECKING:\n    from a import A\nelse:\n    from das import start',
        'infra/src/das.py': START,
      },
    ],
    [
      'by require',
      {
        'infra/src/index.js': "const das = require('./das'); exports.handler = (e) => das.start(e);",
        'infra/src/das.js': START_JS,
      },
      JS,
    ],
    [
      'as a folder',
      {
        'infra/src/index.js': "const das = require('./das'); exports.handler = (e) => das.start(e);",
        'infra/src/das/index.js': START_JS,
      },
      JS,
    ],
    ['in TypeScript', { 'infra/src/index.ts': "import { start } from './das';", 'infra/src/das.ts': START_JS }, JS],
    [
      'in TypeScript by its name of JavaScript',
      { 'infra/src/index.ts': "import { start } from './das.js';", 'infra/src/das.ts': START_JS },
      JS,
    ],
  ])('%s', (...[, files, row]) => {
    const { words, problems } = reviewed(files, row);
    expect(words).toEqual(['missing / missing']);
    expect(problems).toEqual([]);
  });

  const COMMON = `${START}def set_ebs(e): pass\n`;
  const COMMON_JS = `${START_JS}export const setEbs = (e) => null;\n`;

  test.each<[string, Files, Row?]>([
    [
      'a method',
      {
        'infra/src/app.py': 'from das import Das\ndef handler(e, c): Das().go(e)',
        'infra/src/das.py': `import boto3\nclass Das:\n  def go(self, e): self._do(e)\n  def _do(self, e): boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])\n`,
      },
    ],
    [
      'a constructor',
      {
        'infra/src/app.py': 'from das import Das\ndef handler(e, c): Das(e)',
        'infra/src/das.py': `import boto3\nclass Das:\n  def __init__(self, e): boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])\n`,
      },
    ],
    [
      'a table of functions',
      {
        'infra/src/app.py': "from das import OPS\ndef handler(e, c): OPS[e['RequestType']](e)",
        'infra/src/das.py': `${START}OPS = {'Create': start}\n`,
      },
    ],
    [
      'an object of functions',
      {
        'infra/src/index.mjs': "import { ops } from './das.mjs';\nexport const handler = (e) => ops[e.RequestType](e);",
        'infra/src/das.mjs':
          "import { RDS } from '@aws-sdk/client-rds';\nexport const ops = { Create: (e) => new RDS({}).startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId }) };\n",
      },
      JS,
    ],
    [
      'what crhelper calls',
      {
        'infra/src/app.py': 'from das import helper\ndef handler(e, c): helper(e, c)',
        'infra/src/das.py': `from crhelper import CfnResource\nimport boto3\nhelper = CfnResource()\n@helper.create\ndef create(e, c): boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])\n`,
      },
    ],
    [
      'what is exported as a whole',
      {
        'infra/src/index.js': "module.exports = require('./das');",
        'infra/src/das.js':
          "const { RDS } = require('@aws-sdk/client-rds');\nexports.handler = async (e) => { await new RDS({}).startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId }); };\n",
      },
      JS,
    ],
    [
      'a wrapped function',
      {
        'infra/src/index.js': "const das = require('./das'); exports.handler = (e) => das.start(e);",
        'infra/src/das.js':
          "const { RDS } = require('@aws-sdk/client-rds');\nconst start = retry(async (e) => { await new RDS({}).startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId }); });\nmodule.exports = { start };\n",
      },
      JS,
    ],
  ])('is reached through %s', (...[, files, row]) => {
    expect(reviewed(files, row).words).toEqual(['missing / missing']);
  });

  test.each<[string, Files, Row?]>([
    ['by its name', { 'infra/src/app.py': 'from das import set_ebs\nset_ebs(1)', 'infra/src/das.py': COMMON }],
    ['of a module', { 'infra/src/app.py': 'import das\nstart = 1\ndas.set_ebs(start)', 'infra/src/das.py': COMMON }],
    [
      'beside a table that it leaves',
      {
        'infra/src/app.py': 'from das import set_ebs',
        'infra/src/das.py': `${COMMON}OPS = {'Create': start}\n`,
      },
    ],
    [
      'in JavaScript',
      {
        'infra/src/index.js': "import { setEbs } from './das.js';\nexport const handler = (e) => setEbs(e);",
        'infra/src/das.js': COMMON_JS,
      },
      JS,
    ],
    [
      'of what a module exports',
      {
        'infra/src/index.js': "const { setEbs } = require('./das');\nexports.handler = (e) => setEbs(e);",
        'infra/src/das.js':
          "const { RDS } = require('@aws-sdk/client-rds');\nfunction start(e) { new RDS({}).startActivityStream({ KmsKeyId: e.KmsKeyId }); }\nfunction setEbs(e) {}\nmodule.exports = { start, setEbs };\n",
      },
      JS,
    ],
    [
      'that only picks what it calls',
      {
        'infra/src/app.py': "import das\ndef handler(e, c): getattr(das, e['RequestType'])(e)",
        'infra/src/das.py': START.replace('start(e)', 'Create(e)'),
      },
    ],
  ])('is not shown by a file of which the handler uses another function %s', (...[, files, row]) => {
    expect(reviewed(files, row).words).toEqual([]);
    expect(
      reviewed(files, { ...row, statements: "[{Effect: Allow, Action: 'rds:startactivitystream', Resource: '*'}]" })
        .words,
    ).not.toEqual([]);
  });

  test.each<[string, Files, Row?]>([
    ['outside of the folder', { 'infra/src/index.js': "require('../das.js')", 'infra/das.js': START_JS }, JS],
    ['of another function', { 'infra/src/app.py': 'import json', 'infra/src/das.py': START }],
    ['that only stops streams', { 'infra/src/app.py': 'import das', 'infra/src/das.py': 'rds.stop_activity_stream()' }],
    ['that is named in a comment', { 'infra/src/app.py': '# import das', 'infra/src/das.py': START }],
    [
      'of which the handler takes types alone',
      {
        'infra/src/index.ts': "import type { A } from './das';\nexport type { B } from './das';",
        'infra/src/das.ts': START_JS,
      },
      JS,
    ],
    [
      'that only the type checker loads',
      {
        'infra/src/app.py':
          'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\n\n    from das import start\nx = 1',
        'infra/src/das.py': START,
      },
    ],
    ['of the registry', { 'infra/src/index.js': "require('das')", 'infra/src/das.js': START_JS }, JS],
  ])('is none in a file %s', (...[, files, row]) => {
    expect(reviewed(files, row).words).toEqual([]);
  });

  test('is not looked for where the handler makes it, nor in what comes with the runtime or from others', () => {
    const alone = reviewed({ 'infra/src/app.py': `from das import log\n${START}` });
    expect(alone.asked).toEqual(['infra/src/app.py']);
    const known = reviewed({ 'infra/src/app.py': 'import boto3\nimport crhelper\nfrom urllib import request' });
    expect(known.asked).toEqual(['infra/src/app.py']);
    expect(reviewed({ 'infra/src/index.js': "require('left-pad')" }, JS).asked).not.toContain('infra/src/left-pad.js');
  });

  test('is looked for in few files and rounds, and what is beyond them is code that is not seen', () => {
    const many = Array.from({ length: 40 }, (_, index) => `from m${index} import x`).join('\n');
    const wide = reviewed({ 'infra/src/app.py': many });
    expect(wide.asked.length).toBeLessThanOrEqual(33);
    expect(wide.problems).toEqual([]);
    const deep = { 'infra/src/app.py': 'import a', 'infra/src/a.py': 'import b', 'infra/src/b.py': 'import c' };
    const chain = reviewed({ ...deep, 'infra/src/c.py': START });
    expect(chain.asked).toEqual(['infra/src/app.py', 'infra/src/a.py', 'infra/src/b.py']);
    expect(chain.problems).toEqual([]);
    const circle = reviewed({ 'infra/src/app.py': 'import a', 'infra/src/a.py': 'import app, a' });
    expect(circle.asked).toEqual(['infra/src/app.py', 'infra/src/a.py']);
  });
});
