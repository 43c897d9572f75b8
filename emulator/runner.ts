import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import type { RunnerEvent } from './runner-event.ts';
import {
  type Annotation,
  annotationsOf,
  readCommands,
  readOutputs,
  type WorkflowCommand,
} from './workflow-commands.ts';

export interface RunOptions {
  /** The JavaScript file to run, such as `dist/action.js`. */
  readonly script: string;
  readonly event: RunnerEvent;
  /** Goes in as the input `token` too, unless `inputs` says otherwise. */
  readonly token: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** A folder that goes when the emulator stops, unless given; a given one is never deleted here. */
  readonly directory?: string;
  /** The node binary: the one we run on unless given. */
  readonly node?: string;
  readonly nodeArguments?: readonly string[];
  /** Added to the environment last. */
  readonly environment?: Readonly<Record<string, string>>;
  /** After this many seconds the process is ended (120 unless given); `exitCode` is null then. */
  readonly timeout?: number;
  /** Ends the process when it is aborted; the promise is rejected then. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary's Markdown. */
  readonly summary: string;
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  /** RUNNER_TEMP and GITHUB_WORKSPACE are `temp` and `workspace` below it. */
  readonly directory: string;
  readonly milliseconds: number;
}

/** Runs an action's file in a child process as the runner would: event file, GITHUB_*, INPUT_*, nothing else of ours. */
export async function runAction(
  emulator: Emulator,
  repository: RepositoryHandle,
  options: RunOptions,
): Promise<RunResult> {
  const directory = options.directory ?? emulator.scratch('runner-');
  const environment = { ...runnerEnvironment(emulator, repository, options, directory), ...options.environment };
  const started = performance.now();
  const { exitCode, stdout, stderr } = await run(options, environment, join(directory, 'workspace'));
  const commands = readCommands(stdout);
  return {
    exitCode,
    stdout,
    stderr,
    outputs: readOutputs(readFileSync(environment.GITHUB_OUTPUT ?? '', 'utf8')),
    summary: readFileSync(environment.GITHUB_STEP_SUMMARY ?? '', 'utf8'),
    commands,
    annotations: annotationsOf(commands),
    directory,
    milliseconds: performance.now() - started,
  };
}

/** Writes the files that a runner prepares and returns the environment that points at them. */
function runnerEnvironment(
  emulator: Emulator,
  repository: RepositoryHandle,
  options: RunOptions,
  directory: string,
): Record<string, string> {
  const { event } = options;
  const place = (name: string): string => join(directory, name);
  for (const folder of ['temp', 'workspace', 'home']) mkdirSync(place(folder), { recursive: true });
  writeFileSync(place('event.json'), JSON.stringify(event.payload, null, 2));
  for (const file of ['output', 'summary', 'env', 'path', 'state']) writeFileSync(place(file), '');
  const inputs = { token: options.token, ...options.inputs };
  const [owner = ''] = repository.fullName.split('/');
  return {
    PATH: process.env.PATH ?? '',
    HOME: place('home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'das-grant-guard',
    GITHUB_ACTOR: event.actor,
    GITHUB_API_URL: emulator.apiUrl,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_ENV: place('env'),
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: place('event.json'),
    GITHUB_GRAPHQL_URL: emulator.graphqlUrl,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_JOB: 'das-grant-guard',
    GITHUB_OUTPUT: place('output'),
    GITHUB_PATH: place('path'),
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(?:heads|pull|tags)\//, ''),
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: emulator.serverUrl,
    GITHUB_SHA: event.sha,
    GITHUB_STATE: place('state'),
    GITHUB_STEP_SUMMARY: place('summary'),
    GITHUB_WORKFLOW: 'das-grant-guard',
    GITHUB_WORKFLOW_REF: `${repository.fullName}/.github/workflows/das-grant-guard.yml@${event.ref}`,
    GITHUB_WORKSPACE: place('workspace'),
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: place('temp'),
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    ),
  };
}

function run(
  options: RunOptions,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Pick<RunResult, 'exitCode' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.node ?? process.execPath, [...(options.nodeArguments ?? []), options.script], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), (options.timeout ?? 120) * 1000);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, stdout, stderr });
    });
  });
}
