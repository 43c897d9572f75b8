// Takes the word of a manual fix for CDK output: a small program is synthesized and judged, the call that the fix names
// is made in it, and what it synthesizes then has to be clean. The Python code has to run and to say the same.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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

/** Builds a shape, makes the calls in it, and gives the template that comes out. */
function synthesize(shape, code) {
  const outdir = mkdtempSync(join(tmpdir(), 'das-grant-guard-cdk-'));
  try {
    const app = new cdk.App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true } });
    const stack = new cdk.Stack(app, 'Audit');
    const variables = shape(stack);
    for (const each of code) {
      const call = new Function('cdk', 'iam', ...Object.keys(variables), each);
      call.call(stack, cdk, iam, ...Object.values(variables));
    }
    return JSON.stringify(app.synth().getStackByName('Audit').template, null, 1);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const callsIn = ({ findings }) => findings.flatMap(({ fix }) => (fix?.kind === 'manual' ? (fix.calls ?? []) : []));

function objections(judge, shape) {
  const before = judge('cdk.out/Audit.template.json', synthesize(shape, []));
  if (before.findings.length === 0) return ['nothing was found to be mended'];
  if (before.findings.some(({ fix }) => fix?.kind === 'edits')) return ['CDK output was edited'];
  const calls = callsIn(before);
  const code = (language) => calls.filter((call) => call.language === language).map((call) => call.code);
  if (code('typescript').length === 0) return ['no call was named'];
  const after = judge('cdk.out/Audit.template.json', synthesize(shape, [...new Set(code('typescript'))]));
  const left = after.findings.map(({ rule, actions }) => `${rule} ${actions.join(' ')} is left`);
  return [...left, ...pythonObjections(code('python'), code('typescript'))];
}

/** The Python code has to run, on stand-ins, and to hold the strings that the TypeScript code holds, in their order. */
function pythonObjections(pythonCode, typescriptCode) {
  const standIns = fileURLToPath(new URL('stand-ins.py', import.meta.url));
  const run = spawnSync(python, [standIns], { input: JSON.stringify(pythonCode), encoding: 'utf8' });
  if (run.status !== 0) return [`the Python code fails: ${run.stderr.trim().split('\n').at(-1)}`];
  const [ours, theirs] = [pythonCode, typescriptCode].map((codes) => codes.flatMap(stringsIn).join('\n'));
  return ours === theirs ? [] : [`Python says ${ours}, TypeScript says ${theirs}`];
}

/** `'a'`, `"a"` and templates alike; names of condition operators are quoted in Python alone. */
function stringsIn(code) {
  const strings = [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)].map(([, a, b, c]) => a ?? b ?? c);
  return strings.filter((text) => !/^(Bool|StringEquals)$/.test(text)).map((text) => text.replaceAll('${', '{'));
}

/** A result for each shape: its name, and what is wrong with it. */
export async function cdkResults() {
  const { judge } = await load('tools/cdk/judge.ts');
  return Object.entries(SHAPES).map(([name, shape]) => ({
    name: `CDK, ${name}`,
    said: objections(judge, shape),
  }));
}
