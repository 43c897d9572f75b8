import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The options of `demo`, as the user wrote them. */
export interface DemoOptions {
  readonly serve?: boolean;
  readonly port?: string;
}

/** How the demo ended; the lines are for standard error. */
export interface DemoResult {
  readonly stdout: '';
  readonly stderr: readonly string[];
  /** That of the demo's process: 0 when the story went as told, 1 when not, 2 when it could not run. */
  readonly status: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `demo`: runs the demo, a program of its own that lies beside this one, and ends as it does. */
export async function demo({ serve, port }: DemoOptions): Promise<DemoResult> {
  const script = fileURLToPath(new URL('demo.js', import.meta.url));
  if (!existsSync(script)) return refused(`${script} is missing: npm run build writes it`);
  if (spawnSync('git', ['--version']).error) return refused('git could not be started: install it, the demo needs it');
  const options = [...(serve === true ? ['--serve'] : []), ...(port === undefined ? [] : [`--port=${port}`])];
  return { stdout: '', stderr: [], status: await statusOf([script, ...options]) };
}

function refused(message: string): DemoResult {
  return { stdout: '', stderr: [message], status: 2 };
}

/** Runs a program of node's in this terminal; a signal is passed on, and it decides when that is the end. */
function statusOf(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...args], { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 2));
  });
}
