// What is measured, and what it may take. A scenario is an entry here; run.js knows none of them by name.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  aliasBomb,
  asJson,
  asLongForm,
  dependentConditions,
  hundredLines,
  ownStreams,
  sized,
  withAnchors,
  writeFolder,
  writeSiblings,
  writeStreams,
} from './templates.js';

const root = fileURLToPath(new URL('..', import.meta.url));
export const cli = join(root, 'dist/cli.js');
const cfnLint = join(root, 'tools/.venv/bin/cfn-lint');

/** Writes a template into the scratch folder and gives its path. */
function written(scratch, name, text) {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

const check = (path) => ['node', cli, 'check', path];
const lint = (path) => [cfnLint, '--regions', 'us-east-1', '--', path];

/**
 * A limit holds against `node -e 0`: `ratio` times its CPU at most, `more` seconds of CPU at most, `megabytes` of peak
 * memory at most; `moreThan` the same against another scenario, and `times` as a factor with start-up subtracted.
 *
 * @typedef {{
 *   name: string,
 *   command: (scratch: string) => string[],
 *   limit?: {ratio?: number, more?: number, megabytes?: number,
 *     moreThan?: {scenario: string, seconds: number}, times?: {scenario: string, factor: number}},
 *   optional?: boolean,
 *   large?: boolean,
 * }} Scenario
 */

/** @type {Scenario} */
export const START = { name: 'node -e 0', command: () => ['node', '-e', '0'] };

/** @type {Scenario[]} */
const SMALL = [
  { name: '--version', command: () => ['node', cli, '--version'], limit: { ratio: 1.5 } },
  {
    name: 'check, 100 lines',
    command: (scratch) => check(written(scratch, 'lines-100.yaml', hundredLines())),
    limit: { more: 0.15, megabytes: 100 },
  },
];

/** @type {Scenario[]} */
const LARGE = [
  {
    name: 'check, 100 kB',
    command: (scratch) => check(written(scratch, 'kb-100.yaml', sized({ bytes: 100_000, resources: 50 }))),
  },
  {
    name: 'check, 220 kB, 500 resources',
    command: (scratch) => check(written(scratch, 'kb-220.yaml', sized({ bytes: 220_000 }))),
    limit: { more: 0.5 },
  },
  {
    name: 'check, 1 MB, no finding',
    command: (scratch) => check(written(scratch, 'mb-1.yaml', sized({ bytes: 1_000_000 }))),
    limit: { more: 1, megabytes: 260, times: { scenario: 'check, 100 kB', factor: 12 } },
  },
  {
    name: 'check, 1 MB, 1 finding',
    command: (scratch) => check(written(scratch, 'mb-1-bad.yaml', sized({ bytes: 1_000_000, granted: false }))),
    limit: { moreThan: { scenario: 'check, 1 MB, no finding', seconds: 0.6 } },
  },
  {
    name: 'check, 1 MB, 200 findings',
    command: (scratch) =>
      check(written(scratch, 'mb-1-200.yaml', sized({ bytes: 1_000_000, count: 200, granted: false }))),
    // The second that 1 MB may take and 0.6 s more, however many findings; beside it the same streams without one.
    limit: { more: 1.6, moreThan: { scenario: 'check, 1 MB, 200 streams, no finding', seconds: 0.6 } },
  },
  {
    name: 'check, 1 MB, 200 streams, no finding',
    command: (scratch) => check(written(scratch, 'mb-1-many.yaml', sized({ bytes: 1_000_000, count: 200 }))),
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 1 MB, anchors and merge keys',
    command: (scratch) => check(written(scratch, 'mb-1-anchors.yaml', withAnchors(sized({ bytes: 1_500_000 })))),
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 1 MB long form',
    command: (scratch) => check(written(scratch, 'mb-1-long.yaml', asLongForm(sized({ bytes: 1_000_000 })))),
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 1 MB JSON',
    command: (scratch) => check(written(scratch, 'mb-1.json', asJson(sized({ bytes: 580_000 }), 2))),
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 1 MB JSON, 1 finding',
    command: (scratch) =>
      check(written(scratch, 'mb-1-bad.json', asJson(sized({ bytes: 580_000, granted: false }), 2))),
    limit: { moreThan: { scenario: 'check, 1 MB JSON', seconds: 0.6 } },
  },
  {
    name: 'check, 1 MB JSON minified',
    command: (scratch) => check(written(scratch, 'mb-1-min.json', asJson(sized({ bytes: 1_000_000 })))),
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 1 MB JSON minified, 1 finding',
    command: (scratch) =>
      check(written(scratch, 'mb-1-min-bad.json', asJson(sized({ bytes: 1_000_000, granted: false })))),
    limit: { moreThan: { scenario: 'check, 1 MB JSON minified', seconds: 0.6 } },
  },
  {
    name: 'check, 60 dependent conditions',
    command: (scratch) => check(written(scratch, 'conditions-60.yaml', dependentConditions(60))),
    limit: { more: 0.5 },
  },
  {
    name: 'check, folder of 5,000 templates',
    command: (scratch) => {
      writeFolder(join(scratch, 'folder'), 5000);
      return check(join(scratch, 'folder'));
    },
    limit: { more: 1, megabytes: 260 },
  },
  {
    name: 'check, 5,000 templates beside a stream',
    command: (scratch) => {
      writeSiblings(join(scratch, 'siblings'), 5000);
      return check(join(scratch, 'siblings'));
    },
    limit: { more: 1.5, megabytes: 150 },
  },
  {
    name: 'check, folder of 300 streams',
    command: (scratch) => {
      writeStreams(join(scratch, 'streams'), 300);
      return check(join(scratch, 'streams'));
    },
    limit: { more: 2, megabytes: 260 },
  },
  {
    name: 'check, 500 streams in one file',
    command: (scratch) => check(written(scratch, 'streams-500.yaml', ownStreams(500))),
    limit: { more: 5, megabytes: 400 },
  },
  {
    name: 'check, 1,000 findings in one file',
    command: (scratch) => check(written(scratch, 'streams-1000.yaml', ownStreams(1000))),
    limit: { more: 15, megabytes: 600 },
  },
  {
    name: 'check, 1 MB JSON minified, 200 findings',
    command: (scratch) =>
      check(written(scratch, 'mb-1-min-200.json', asJson(sized({ bytes: 1_000_000, count: 200, granted: false })))),
    limit: { more: 2, megabytes: 300 },
  },
  {
    name: 'check, aliases of aliases',
    command: (scratch) => check(written(scratch, 'bomb.yaml', aliasBomb())),
    limit: { more: 2, megabytes: 260 },
  },
  {
    name: 'cfn-lint, 100 lines',
    command: (scratch) => lint(written(scratch, 'lines-100.yaml', hundredLines())),
    optional: !existsSync(cfnLint),
  },
  {
    name: 'cfn-lint, 220 kB, 500 resources',
    command: (scratch) => lint(written(scratch, 'kb-220.yaml', sized({ bytes: 220_000 }))),
    optional: !existsSync(cfnLint),
  },
];

/** @param {boolean} all */
export const scenarios = (all) => [...SMALL, ...(all ? LARGE : [])].filter(({ optional }) => optional !== true);
