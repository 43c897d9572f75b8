// Our decision against an independent IAM engine's, on generated roles, boundaries and key policies.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { load } from '../engine.js';
import { tools } from '../install.js';
import { chooser, combination, KEY, SESSION_ARN } from './combinations.js';

const COMBINATIONS = 10_000;

/** What is known to differ, and is therefore not generated; each with the page that says how AWS does it. */
const KNOWN_DIFFERENCES = [
  'a key policy statement without Resource: it counts for nothing, the engine refuses the policy ' +
    '(https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
  'a Deny with NotPrincipal that lists the role or its session alone: we call it open, the engine spares the caller ' +
    '(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)',
  'an ARN pattern of fewer than six parts under ArnLike: we call it open, the engine lets its star reach over colons ' +
    '(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)',
];

const SEED = 20261122;

const ALLOWED = new Set(['scoped', 'broad', 'key-policy']);

function requestOf(given, action, context) {
  return {
    action,
    resourceArn: KEY,
    callerArn: SESSION_ARN,
    contextKeys: context,
    identityPolicies: given.identityPolicies.map((policy, index) => ({ name: `policy-${index}`, policy })),
    resourcePolicy: given.keyPolicy,
    ...(given.boundary === null ? {} : { permissionsBoundaries: [given.boundary] }),
  };
}

function* requests(ask, count, seed) {
  const choose = chooser(seed);
  for (let index = 0; index < count; index += 1) {
    const given = combination(choose);
    for (const [action, via] of [
      ['kms:CreateGrant', 'rds'],
      ['kms:DescribeKey', choose.pick(['rds', 'direct'])],
    ]) {
      const { word, context } = ask(given, action, via);
      yield { given, action, via, word, request: requestOf(given, action, context) };
    }
  }
}

/** Asks both; the requests that are answered differently. */
export async function disagreements({ count = COMBINATIONS, seed }) {
  const { ask } = await load('tools/peers/iam/decide.ts');
  const oracle = spawn(process.execPath, [join(tools, 'iam-oracle/run.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: oracle.stdout })[Symbol.asyncIterator]();
  const found = [];
  let asked = 0;
  let allowed = 0;
  for (const one of requests(ask, count, seed)) {
    oracle.stdin.write(`${JSON.stringify(one.request)}\n`);
    const { value } = await answers.next();
    const theirs = JSON.parse(value);
    asked += 1;
    const ours = one.word === 'unknown' ? 'unknown' : ALLOWED.has(one.word) ? 'allowed' : 'denied';
    if (theirs.result === 'allowed') allowed += 1;
    if (ours !== String(theirs.result ?? theirs.error).split('-')[0]) found.push({ ...one, theirs });
  }
  oracle.stdin.end();
  return { asked, allowed, found };
}

/** One result for the whole run, as the other judges give them. */
export async function iamDifferences() {
  for (const difference of KNOWN_DIFFERENCES) console.log(`iam: not compared: ${difference}`);
  const { asked, allowed, found } = await disagreements({ seed: SEED });
  const said = found
    .slice(0, 5)
    .map(
      ({ word, theirs, request }) => `we say ${word}, the engine ${JSON.stringify(theirs)}: ${JSON.stringify(request)}`,
    );
  const name = `iam: ${COMBINATIONS} combinations, ${asked} requests, ${allowed} of them allowed, ${found.length} disagreements`;
  console.log(`${name} (seed ${SEED})`);
  return [{ name, said }];
}
