// `npm run test:peers`: other people's tools judge what our patches leave behind. For each case and each example, none
// of them may find anything after the patch that it did not find before.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handlerDifferences } from './handlers/differential.js';
import { dispatchDifferences } from './handlers/dispatch.js';
import { iamDifferences } from './iam/differential.js';
import { installNode, installPython } from './install.js';
import { cfnLint, samTranslator, validator } from './judges.js';
import { casePairs, examplePairs } from './pairs.js';
import { samDifferences } from './sam/differential.js';
import { workflowResults } from './workflows.js';

const JUDGES = { 'cfn-lint': cfnLint, 'cloudformation-validate': validator, 'aws-sam-translator': samTranslator };

/** What is in `after` more often than in `before`; lines are left out, since a patch moves them. */
function added(before, after) {
  const left = before.map((finding) => JSON.stringify(finding));
  return after.filter((finding) => {
    const at = left.indexOf(JSON.stringify(finding));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The SAM translator has to accept the patched template whatever it said of the first. */
function objections(judge, verdicts, { before, after }) {
  const baseline = judge === 'aws-sam-translator' ? [] : verdicts.get(before);
  return added(baseline, verdicts.get(after)).map(
    ({ rule, resource, message }) => `${judge} ${rule} ${resource}: ${message}`,
  );
}

function judged(pairs) {
  const sound = pairs.filter(({ problem }) => problem === undefined);
  const paths = [...new Set(sound.flatMap(({ before, after }) => [before, after]))];
  const verdicts = Object.entries(JUDGES).map(([name, judge]) => [name, paths.length === 0 ? new Map() : judge(paths)]);
  return pairs.map((pair) => ({
    name: pair.name,
    said:
      pair.problem !== undefined ? [pair.problem] : verdicts.flatMap(([name, each]) => objections(name, each, pair)),
  }));
}

async function main() {
  installNode();
  installPython();
  const scratch = mkdtempSync(join(tmpdir(), 'das-grant-guard-peers-'));
  try {
    const patches = judged([...casePairs(), ...examplePairs(scratch)]);
    // Its packages are there only now.
    const { cdkResults } = await import('../cdk/run.js');
    const calls = await cdkResults();
    const results = [
      ...patches,
      ...calls,
      ...(await samDifferences()),
      ...(await iamDifferences()),
      ...(await handlerDifferences()),
      ...(await dispatchDifferences()),
      ...workflowResults(),
    ];
    const failed = results.filter(({ said }) => said.length > 0);
    for (const { name, said } of failed) console.log(`${name}: ${said.join('; ')}`);
    if (patches.length === 0) console.log('there is no case and no example to be judged');
    if (patches.length === 0 || failed.length > 0) process.exitCode = 1;
    console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
