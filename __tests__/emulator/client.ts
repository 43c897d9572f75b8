import { expect } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import { OpenApiJudge } from './openapi.ts';

/** A running emulator whose every exchange GitHub's description judges. */
export async function judgedEmulator(
  options: EmulatorOptions = {},
): Promise<{ emulator: Emulator; judge: OpenApiJudge }> {
  const judge = new OpenApiJudge();
  const emulator = await startEmulator({ ...options, onExchange: judge.check });
  return { emulator, judge };
}

/** Ends a test: stops the emulator first, or a complaint would leave its port open, then holds the run to both judges. */
export async function stopClean(emulator: Emulator, judge: OpenApiJudge): Promise<void> {
  await emulator.stop();
  expect(judge.violations).toEqual([]);
  expect(emulator.unexpected).toEqual([]);
}

/** A client that neither retries nor waits. */
export function clientOf(emulator: Emulator, token: string): Octokit {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return new Octokit({ auth: token, baseUrl: emulator.apiUrl, log: silent });
}

export interface Failure {
  readonly status: number;
  readonly message: string;
  readonly errors: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request that must fail failed with. */
export async function failureOf(request: Promise<unknown>): Promise<Failure> {
  try {
    await request;
  } catch (error) {
    const { status, response } = error as {
      status: number;
      response?: { data: { message: string; errors?: unknown }; headers: Record<string, string> };
    };
    return {
      status,
      message: response?.data.message ?? '',
      errors: response?.data.errors,
      headers: response?.headers ?? {},
    };
  }
  throw new Error('the request was answered with success');
}

export const AT = { owner: 'acme', repo: 'infra' } as const;

/** `count` lines of text, `line 1` onwards, with some replaced. */
export function lines(count: number, replaced: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, index) => `${replaced[index + 1] ?? `line ${index + 1}`}\n`).join('');
}
