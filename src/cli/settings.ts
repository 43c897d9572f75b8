import { type FileSettings, NO_SETTINGS } from '../config/settings-file.ts';
import * as values from '../config/values.ts';
import type { Level } from '../finding/rule-meta.ts';
import type { ReviewInput } from '../review.ts';
import { readParameters } from './parameters.ts';

export type Settings = ReviewInput['settings'];

/** The options of every command that judges templates, as the user wrote them. */
export interface JudgingOptions {
  readonly config?: string;
  readonly region?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly parameter?: readonly string[];
  readonly parameters?: string;
  readonly grantConditions?: string;
  readonly strict?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
}

/** The options of `check`, as the user wrote them. */
export interface CheckOptions extends JudgingOptions {
  readonly format?: string;
  readonly output?: string;
  readonly explain?: boolean;
  readonly failOn?: string;
  readonly failOnExisting?: boolean;
  readonly onIncomplete?: string;
}

export const FORMATS = ['text', 'json', 'markdown', 'patch'] as const;
export type Format = (typeof FORMATS)[number];

const FAIL_ON = ['error', 'warning', 'notice', 'never'] as const satisfies readonly (Level | 'never')[];
const ON_INCOMPLETE = ['fail', 'pass'] as const;

/** A value, or one line that names the option and says what it takes. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly message: string };

/** An option whose value can not be used; caught where the options are read as a whole. */
class Refusal extends Error {}

/**
 * Reads what the user wants of a review; files are named relative to `cwd`. What was not given is as the repository's
 * settings have it, or else gets its default.
 */
export function readSettings(options: CheckOptions, cwd: string, file: FileSettings = NO_SETTINGS): Read<Settings> {
  const { failOn, onIncomplete, grantConditions } = options;
  return reading(() => ({
    environment: {
      partition: optional('--partition', values.partition, options.partition) ?? file.partition,
      region: optional('--region', values.region, options.region) ?? file.region,
      account: optional('--account', values.account, options.account) ?? file.account,
      parameters: new Map([...(file.parameters ?? []), ...parameterValues(options, cwd)]),
    },
    grantConditions: optional('--grant-conditions', values.grantConditions, grantConditions) ??
      file.grantConditions ?? { viaService: true, grantIsForAwsResource: true },
    hints: file.streams ?? [],
    failOn: optional('--fail-on', (text) => values.oneOf(FAIL_ON, text), failOn) ?? file.failOn ?? 'error',
    failOnExisting: options.failOnExisting ?? false,
    onIncomplete:
      optional('--on-incomplete', (text) => values.oneOf(ON_INCOMPLETE, text), onIncomplete) ??
      file.onIncomplete ??
      'fail',
  }));
}

/** Reads the format of a report. */
export function readFormat(format: string | undefined): Read<Format> {
  return reading(() => taken('--format', values.oneOf(FORMATS, format ?? 'text')));
}

function reading<T>(work: () => T): Read<T> {
  try {
    return { kind: 'read', value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', message: error.message };
    throw error;
  }
}

function optional<T>(option: string, read: (text: string) => values.Parsed<T>, text: string | undefined): T | null {
  return text === undefined ? null : taken(option, read(text));
}

function taken<T>(option: string, parsed: values.Parsed<T>): T {
  if (parsed.kind === 'wrong') throw new Refusal(`${option} ${parsed.message}`);
  return parsed.value;
}

/** A single value wins over the file's. No message shows what was given: it may be a secret. */
function parameterValues({ parameter = [], parameters }: JudgingOptions, cwd: string): ReadonlyMap<string, string> {
  const read = parameters === undefined ? null : readParameters(parameters, cwd);
  if (read?.kind === 'refused') throw new Refusal(read.message);
  const given = new Map(read?.value);
  for (const text of parameter) {
    const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new Refusal('--parameter takes Name=Value, with a name of letters and digits');
    }
    given.set(name, value);
  }
  return given;
}
