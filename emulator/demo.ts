import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DemoOptions, readOptions } from './demo/options.ts';
import { play, serve } from './demo/play.ts';

/** Runs the built Action, which lies beside this file once it is built, on a pull request of an emulated GitHub. */
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const script = fileURLToPath(new URL('action.js', import.meta.url));
  const read = readOptions(argv);
  if (read.kind === 'wrong') return refuse(read.message);
  if (!existsSync(script)) return refuse(`${script} is missing: npm run build writes it`);
  if (spawnSync('git', ['--version']).error) return refuse('git could not be started: install it, the demo needs it');
  try {
    return await run(read.options, script);
  } catch (error) {
    return refuse(reason(error));
  }
}

function run({ isServing, port }: DemoOptions, script: string): Promise<number> {
  return isServing ? serve(script, port) : play(script);
}

function refuse(message: string): number {
  process.stderr.write(`das-grant-guard: ${message}\n`);
  return 2;
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? 'the port can not be had: choose another with --port, or leave it out'
    : `the demo could not go on: ${message}`;
}
