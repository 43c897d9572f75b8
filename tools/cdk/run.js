// Takes the word of a manual fix for CDK output: a small program is synthesized and judged, the call that the fix names
// is made in it, and what it synthesizes then has to be clean; in TypeScript's form and in Python, each by its library.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as cdk from 'aws-cdk-lib';
import { aws_iam as iam } from 'aws-cdk-lib';
import { load } from '../peers/engine.js';
import { python } from '../peers/install.js';
import { SHAPES } from './shapes.js';

// CDK's own call of cloudformation-validate is left out: its way to say what it finds is broken in this version.
process.env.CDK_VALIDATION = 'false';

function inScratch(run) {
  const scratch = mkdtempSync(join(tmpdir(), 'das-grant-guard-cdk-'));
  try {
    return run(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Builds a shape, makes the calls in it, and gives the template that comes out. */
function synthesizeHere(shape, code) {
  return inScratch((outdir) => {
    const app = new cdk.App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true } });
    const stack = new cdk.Stack(app, 'Audit');
    const variables = shape(stack);
    for (const each of code) {
      const call = new Function('cdk', 'iam', ...Object.keys(variables), each);
      call.call(stack, cdk, iam, ...Object.values(variables));
    }
    return app.synth().getStackByName('Audit').template;
  });
}

/** The same for many shapes, in a Python process; an `error` stands for a template that could not be made. */
function synthesizeInPython(codes) {
  return inScratch((scratch) => {
    // The library unpacks CommonJS there, which a package.json further up would take for modules.
    writeFileSync(join(scratch, 'package.json'), '{"type":"commonjs"}');
    const program = fileURLToPath(new URL('synthesize.py', import.meta.url));
    const silent = {
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
    };
    const env = { ...process.env, ...silent, TMPDIR: scratch };
    const run = spawnSync(python, [program], {
      input: JSON.stringify(codes),
      encoding: 'utf8',
      env,
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) throw new Error(`synthesize.py failed: ${run.stderr.trim().split('\n').at(-1)}`);
    return JSON.parse(run.stdout);
  });
}

function synthesizeInJavaScript(codes) {
  const told = ([name, code]) => {
    try {
      return [name, synthesizeHere(SHAPES[name], code)];
    } catch (error) {
      return [name, { error: String(error) }];
    }
  };
  return Object.fromEntries(Object.entries(codes).map(told));
}

/** How the calls of a language are tried: JavaScript reads TypeScript's. */
const LANGUAGES = { typescript: synthesizeInJavaScript, python: synthesizeInPython };

const callsIn = ({ findings }, language) => [
  ...new Set(
    findings
      .flatMap(({ fix }) => (fix?.kind === 'manual' ? (fix.calls ?? []) : []))
      .filter((call) => call.language === language)
      .map(({ code }) => code),
  ),
];

/** What is wrong with the calls that were named for a shape, and with what it is once they are made. */
function objections(before, calls, after, judge) {
  const failed = [before, after].find(({ error }) => error !== undefined);
  if (failed !== undefined) return [failed.error];
  const { findings } = judge(before);
  if (findings.length === 0) return ['nothing was found to be mended'];
  if (findings.some(({ fix }) => fix?.kind === 'edits')) return ['CDK output was edited'];
  if (calls.length === 0) return ['no call was named'];
  return judge(after).findings.map(({ rule, actions }) => `${rule} ${actions.join(' ')} is left`);
}

/** A result for each shape in each language: its name, and what is wrong with it. */
export async function cdkResults() {
  const engine = await load('tools/cdk/judge.ts');
  const judge = (template) => engine.judge('cdk.out/Audit.template.json', JSON.stringify(template, null, 1));
  const names = Object.keys(SHAPES);
  return Object.entries(LANGUAGES).flatMap(([language, synthesize]) => {
    const before = synthesize(Object.fromEntries(names.map((name) => [name, []])));
    const calls = (name) => (before[name].error === undefined ? callsIn(judge(before[name]), language) : []);
    const codes = Object.fromEntries(names.map((name) => [name, calls(name)]));
    const after = synthesize(codes);
    return names.map((name) => ({
      name: `CDK in ${language}, ${name}`,
      said: objections(before[name], codes[name], after[name], judge),
    }));
  });
}
