// A test runner for Stryker that keeps one process and switches the active change inside it: some milliseconds for a
// change instead of jest's seconds. The tests, their rows and their assertions are the committed ones.
import { appendFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { bundle } from './bundle.js';
import { EmptiedWeakMap, emptyCaches } from './emptied-weak-map.js';
import { collected, startFile } from './jest-globals.js';
import { nameOf } from './report.js';

globalThis.EmptiedWeakMap = EmptiedWeakMap;
globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;
stryker.isCounting = true;

/** The loading of a test file counts as a test of its own: what a file works out while it loads is covered by it. */
const LOADING = 'loading ';

/** The report leaves such a change out; none ends so by itself, since every error in a test is a noticed change. */
const NOT_IN_THIS_PART = { status: MutantRunStatus.Error, errorMessage: 'not in this part' };

class InProcessRunner {
  static inject = [];

  #root = process.cwd();
  #folder = join(this.#root, 'bundled');
  #generation = 0;
  #plan = JSON.parse(readFileSync(join(this.#root, 'mutation-plan.json'), 'utf8'));
  /** Milliseconds of each test in the dry run: the shortest are tried first. */
  #times = null;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { sources, tests } = this.#plan;
    if (!existsSync(this.#folder)) await this.#bundle(sources, tests);
    await this.#load(this.#folder);
  }

  /** Several runners may come here at once; the first to end makes the folder that all of them load from. */
  async #bundle(sources, tests) {
    const own = `${this.#folder}-of-${process.pid}`;
    await bundle(this.#root, sources, tests, own);
    if (existsSync(this.#folder)) rmSync(own, { recursive: true });
    else renameSync(own, this.#folder);
  }

  /** Loads sources and tests from a folder that was not loaded from before. */
  async #load(folder) {
    collected.clear();
    stryker.currentTestId = undefined;
    await import(pathToFileURL(join(folder, 'sources.mjs')).href);
    for (const file of this.#plan.tests) await this.#loadTests(file, folder);
  }

  async #loadTests(file, folder) {
    this.#generation += 1;
    startFile(file);
    stryker.currentTestId = LOADING + file;
    const module = join(folder, file.replace(/\.ts$/, '.mjs'));
    await import(`${pathToFileURL(module).href}?${this.#generation}`);
    stryker.currentTestId = undefined;
  }

  async dryRun() {
    const loading = this.#plan.tests.map((file) => LOADING + file);
    const results = loading.map((id) => ({ id, name: id, status: TestStatus.Success, timeSpentMs: 0 }));
    for (const [id, run] of collected) results.push(await timed(id, run));
    // What fails without a change can tell nothing of one.
    const tests = results.filter(({ status }) => status === TestStatus.Success);
    const failing = results.filter(({ status }) => status !== TestStatus.Success);
    writeFileSync(join(this.#root, 'failing.json'), JSON.stringify(failing.map(({ id }) => id)));
    const times = Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    writeFileSync(join(this.#root, 'times.json'), JSON.stringify(times));
    this.#times = times;
    stryker.isCounting = false;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun(options) {
    const start = performance.now();
    const result = await this.#tryOne(options);
    if (result === NOT_IN_THIS_PART) return result;
    const line = `${result.status} ${Math.round(performance.now() - start)} ms ${this.#nameOf(options.activeMutant).replace(/\s+/g, ' ')}\n`;
    appendFileSync(join(this.#root, 'tried.log'), line);
    return result;
  }

  async #tryOne({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const { part, parts, again } = this.#plan;
    const isWanted =
      again === null ? Number(activeMutant.id) % parts === part - 1 : again.includes(this.#nameOf(activeMutant));
    if (!isWanted) return NOT_IN_THIS_PART;
    stryker.isCounting = false;
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    const unchanged = new Map(collected);
    const fresh = `${this.#folder}-${process.pid}-${this.#generation}`;
    try {
      stryker.activeMutant = activeMutant.id;
      if (mutantActivation === 'static') {
        cpSync(this.#folder, fresh, { recursive: true });
        await this.#load(fresh);
      }
      return await this.#firstFailure(testFilter ?? [...collected.keys()], mutantActivation);
    } catch (error) {
      return killed('loading', error, 0);
    } finally {
      stryker.activeMutant = undefined;
      rmSync(fresh, { recursive: true, force: true });
      collected.clear();
      for (const [id, run] of unchanged) collected.set(id, run);
    }
  }

  /** By the name that a report has it under, where lines and columns are counted from 1. */
  #nameOf({ fileName, location: { start, end }, replacement }) {
    const fromOne = ({ line, column }) => ({ line: line + 1, column: column + 1 });
    return nameOf(relative(this.#root, fileName), { start: fromOne(start), end: fromOne(end) }, replacement);
  }

  async #firstFailure(filter, mutantActivation) {
    const loaded = filter.filter((id) => id.startsWith(LOADING)).map((id) => id.slice(LOADING.length));
    for (const file of loaded) await this.#loadTests(file, this.#folder);
    const isOfLoaded = (id) => loaded.some((file) => id.startsWith(`${file} > `));
    const wanted = new Set([...filter, ...[...collected.keys()].filter(isOfLoaded)]);
    const ids = [...wanted].filter((id) => collected.has(id)).sort((a, b) => this.#timeOf(a) - this.#timeOf(b));
    // A change that is there from the loading on has no tests of its own: all of them, without a budget.
    const { skip, budget } = mutantActivation === 'static' ? { skip: 0, budget: Infinity } : this.#plan;
    let spent = 0;
    for (const [index, id] of ids.entries()) {
      spent += this.#timeOf(id);
      if (spent < skip) continue;
      if (spent > skip + budget) break;
      const { status, failureMessage } = await timed(id, collected.get(id));
      if (stryker.hitCount > stryker.hitLimit) return { status: MutantRunStatus.Timeout, reason: 'hit limit' };
      if (status === TestStatus.Failed) return killed(id, failureMessage, index + 1);
    }
    return { status: MutantRunStatus.Survived, nrOfTests: ids.length };
  }

  /** The dry run may have been another process's. */
  #timeOf(id) {
    this.#times ??= JSON.parse(readFileSync(join(this.#root, 'times.json'), 'utf8'));
    return this.#times[id] ?? 0;
  }
}

function killed(id, error, nrOfTests) {
  return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage: String(error), nrOfTests };
}

async function timed(id, run) {
  emptyCaches();
  stryker.currentTestId = id;
  const start = performance.now();
  const failure = await attempt(run);
  const timeSpentMs = performance.now() - start;
  stryker.currentTestId = undefined;
  const about = { id, name: id, timeSpentMs };
  return failure === null
    ? { ...about, status: TestStatus.Success }
    : { ...about, status: TestStatus.Failed, failureMessage: failure };
}

async function attempt(run) {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
