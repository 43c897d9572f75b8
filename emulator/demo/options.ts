import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly isServing: boolean;
  /** Zero for any that is free. */
  readonly port: number;
}

export type ReadOptions =
  | { readonly kind: 'options'; readonly options: DemoOptions }
  | { readonly kind: 'wrong'; readonly message: string };

const HIGHEST_PORT = 65_535;

/** Reads `--serve` and `--port N`; a message tells what can not be used. */
export function readOptions(argv: readonly string[]): ReadOptions {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { serve: { type: 'boolean', default: false }, port: { type: 'string' } },
    });
    return checked(values.serve, values.port);
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error));
  }
}

function checked(isServing: boolean, port: string | undefined): ReadOptions {
  if (port !== undefined && !isServing) return wrong('--port goes with --serve');
  const number = Number(port ?? 0);
  if (port !== undefined && !(/^\d+$/.test(port) && number <= HIGHEST_PORT)) {
    return wrong(`--port takes a number from 0 to ${HIGHEST_PORT}, not ${JSON.stringify(port)}`);
  }
  return { kind: 'options', options: { isServing, port: number } };
}

function wrong(message: string): ReadOptions {
  return { kind: 'wrong', message };
}
