import { join } from 'node:path';
import * as core from '@actions/core';
import { context } from '@actions/github';
import { inputsOf, workflowPath } from './action/environment.ts';
import { run } from './action/run.ts';

/** Put in by the bundler. */
declare const __VERSION__: string;

await main();

/** The one place that catches, and that fails the step. */
async function main(): Promise<void> {
  try {
    const outcome = await run({
      inputs: inputsOf(process.env),
      event: { name: context.eventName, payload: context.payload, sha: context.sha },
      repository: process.env.GITHUB_REPOSITORY ?? '',
      repositoryUrl: `${process.env.GITHUB_SERVER_URL ?? 'https://github.com'}/${process.env.GITHUB_REPOSITORY ?? ''}`,
      workflow: workflowPath(process.env),
      workspace: process.env.GITHUB_WORKSPACE ?? null,
      temp: process.env.RUNNER_TEMP ?? join(process.cwd(), '.das-grant-guard'),
      day: new Date().toISOString().slice(0, 10),
      version: __VERSION__,
      mask: core.setSecret,
    });
    await show(outcome);
  } catch (error) {
    core.setOutput('conclusion', 'incomplete');
    core.setFailed(`this is a defect of das-grant-guard, please report it: ${stackOf(error)}`);
  }
}

/** Summary first: it stands whatever becomes of the rest. */
async function show(outcome: Awaited<ReturnType<typeof run>>): Promise<void> {
  // Servers without job summaries name no file for them.
  const hasSummaries = (process.env.GITHUB_STEP_SUMMARY ?? '') !== '';
  if (hasSummaries && outcome.summary !== '') await core.summary.addRaw(outcome.summary).write({ overwrite: true });
  for (const [name, value] of Object.entries(outcome.outputs)) core.setOutput(name, value);
  const say = { error: core.error, warning: core.warning, notice: core.notice };
  for (const { level, message, path, line, endLine, title } of outcome.annotations) {
    say[level](message, { title, file: path, startLine: line, endLine });
  }
  for (const line of outcome.log) core.info(line);
  if (outcome.failure !== null) core.setFailed(outcome.failure);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
