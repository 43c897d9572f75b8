// An independent IAM engine as a child process: a request with its policies in, one verdict out, each a line of JSON.
//
//   in   {action, resourceArn, callerArn, contextKeys, identityPolicies: [{name, policy}], resourcePolicy?,
//         permissionsBoundaries?: [policy]}
//   out  {result: "allowed" | "denied-explicit" | "denied-implicit"}  or  {error: "what is wrong with the input"}
//
// The engine is under the AGPL: it stays in this folder, is called over a pipe, and goes into nothing that we ship.
// Give it whole ARNs: it calls a resource such as "${Key.Arn}" allowed.
import { createInterface } from 'node:readline';
import { runSimulation } from '@cloud-copilot/iam-simulate';

const WORDS = { Allowed: 'allowed', ExplicitlyDenied: 'denied-explicit', ImplicitlyDenied: 'denied-implicit' };

const named = (policies) => policies.map((policy, index) => ({ name: `boundary-${index}`, policy }));

/** The engine takes a request to be cross-account when the ids of caller and key differ. */
const accountOf = (arn) => arn.split(':')[4];

function simulationOf(input) {
  return {
    request: {
      principal: input.callerArn,
      action: input.action,
      resource: { resource: input.resourceArn, accountId: accountOf(input.resourceArn) },
      contextVariables: input.contextKeys,
    },
    identityPolicies: input.identityPolicies,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(input.resourcePolicy === undefined ? {} : { resourcePolicy: input.resourcePolicy }),
    ...(input.permissionsBoundaries === undefined
      ? {}
      : { permissionBoundaryPolicies: named(input.permissionsBoundaries) }),
  };
}

async function answer(line) {
  try {
    const outcome = await runSimulation(simulationOf(JSON.parse(line)), {});
    if (outcome.resultType === 'error') return { error: JSON.stringify(outcome.errors) };
    return { result: WORDS[outcome.overallResult] };
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== '') process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
