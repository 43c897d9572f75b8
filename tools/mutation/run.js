// Stryker over the rooms that decide: changes their sources in small ways and looks whether the tests notice.
// `npm run mutation` for all, `npm run mutation -- --room iam` for one, `--files '[a-h]*'` for some files of them;
// `--commit REF` for another commit than HEAD,
// `--part 2/5` for every fifth change from the second on, `--workers N` for N processes,
// `--budget MS` for how much time each change may take in tests (the shortest go first, `--skip MS` leaves out the first
// of them), `--again REPORT` for those of `--part` that an earlier run missed or that timed out in it: they are found by
// file, place and replacement where their lines are still the same, and tried on the tests of the commit.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { printReport, toTryAgain } from './report.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const ROOMS = ['iam', 'resolve', 'stream'];

/** Tests that reach these rooms. Left out: samples from outside this repository, and what takes minutes. */
const TESTS = /^__tests__\/(iam|resolve|stream|template|remedy|judge|prove)\/.*\.test\.ts$/;
const LEFT_OUT = /\/(samples|restored|properties|[a-z-]+\.property)\.test\.ts$/;

const { values } = parseArgs({
  options: {
    room: { type: 'string', multiple: true, default: ROOMS },
    files: { type: 'string', default: '*' },
    commit: { type: 'string', default: 'HEAD' },
    tests: { type: 'string', default: '' },
    part: { type: 'string', default: '1/1' },
    workers: { type: 'string', default: '1' },
    again: { type: 'string', default: '' },
    skip: { type: 'string', default: '0' },
    budget: { type: 'string', default: '2500' },
    'dry-run': { type: 'boolean', default: false },
    out: { type: 'string', default: join(tmpdir(), 'das-grant-guard-mutation.json') },
  },
});

const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

/** The files of a commit in a folder of their own, with what is installed here. */
function checkOut(commit) {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-mutation-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x'], { cwd: folder, input: archive });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const filesIn = (folder, below) =>
  readdirSync(join(folder, below), { recursive: true }).map((name) => `${below}/${name}`);

async function main() {
  const commit = git('rev-parse', '--short', values.commit);
  const folder = checkOut(commit);
  const sources = filesIn(folder, 'src').filter((path) => /^src\/(iam|resolve|stream)\/[^/]+\.ts$/.test(path));
  const wanted = new RegExp(values.tests);
  const tests = filesIn(folder, '__tests__').filter(
    (path) => TESTS.test(path) && !LEFT_OUT.test(path) && wanted.test(path),
  );
  const [part, parts] = values.part.split('/').map(Number);
  const limits = { skip: Number(values.skip), budget: Number(values.budget) };
  const read = (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '');
  const again =
    values.again === '' ? null : toTryAgain(JSON.parse(readFileSync(values.again, 'utf8')), part, parts, read);
  const plan = { sources, tests, ...limits, part, parts, again: again?.names ?? null };
  writeFileSync(join(folder, 'mutation-plan.json'), JSON.stringify(plan));
  process.chdir(folder);
  console.log(`each change, as soon as it was tried: ${join(folder, 'tried.log')}`);
  try {
    await new Stryker({
      mutate: values.room.map((room) => `src/${room}/${values.files}.ts`).concat('!src/iam/managed-policies.data.ts'),
      inPlace: true,
      testRunner: 'in-process',
      plugins: [fileURLToPath(new URL('runner.js', import.meta.url))],
      coverageAnalysis: 'perTest',
      concurrency: Number(values.workers),
      // The tests of one change are held to the budget: what takes much longer does not end.
      timeoutMS: 5 * Number(values.budget) + 3000,
      timeoutFactor: 0,
      dryRunTimeoutMinutes: 60,
      reporters: ['json', 'progress-append-only'],
      jsonReporter: { fileName: values.out },
      tempDirName: 'stryker-tmp',
      allowConsoleColors: false,
      checkers: [],
      dryRunOnly: values['dry-run'],
    }).runMutationTest();
    for (const id of JSON.parse(readFileSync('failing.json', 'utf8'))) console.log(`left out, as it fails: ${id}`);
    if (values['dry-run']) return;
    console.log(`commit ${commit}, part ${values.part}, ${tests.length} test files; the whole report: ${values.out}`);
    if (again !== null) console.log(`tried again; ${again.gone} more stand in lines that are not there any more`);
    printReport(JSON.parse(readFileSync(values.out, 'utf8')), part, parts, again?.names ?? null);
  } finally {
    process.chdir(root);
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
