import type { Level } from '../finding/rule-meta.ts';
import type { ReviewInput } from '../review.ts';
import { readParameters } from './parameters.ts';

export type Settings = ReviewInput['settings'];

/** The options of every command that judges templates, as the user wrote them. */
export interface JudgingOptions {
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

/** Reads what the user wants of a review; files are named relative to `cwd`. What was not given gets its default. */
export function readSettings(options: CheckOptions, cwd: string): Read<Settings> {
  return reading(() => ({
    environment: {
      partition: matching('--partition', options.partition, /^aws(-[a-z]+)*$/, 'a partition, such as aws or aws-cn'),
      region: matching('--region', options.region, /^[a-z]{2,5}(-[a-z]+)+-\d+$/, 'a region, such as eu-west-1'),
      account: matching('--account', options.account, /^\d{12}$/, 'the 12 digits of an account id'),
      parameters: parameterValues(options, cwd),
    },
    grantConditions: grantConditions(options.grantConditions),
    failOn: oneOf('--fail-on', options.failOn ?? 'error', FAIL_ON),
    failOnExisting: options.failOnExisting ?? false,
    onIncomplete: oneOf('--on-incomplete', options.onIncomplete ?? 'fail', ON_INCOMPLETE),
  }));
}

/** Reads the format of a report. */
export function readFormat(format: string | undefined): Read<Format> {
  return reading(() => oneOf('--format', format ?? 'text', FORMATS));
}

function reading<T>(work: () => T): Read<T> {
  try {
    return { kind: 'read', value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', message: error.message };
    throw error;
  }
}

function matching(option: string, value: string | undefined, pattern: RegExp, takes: string): string | null {
  if (value === undefined) return null;
  if (!pattern.test(value)) throw new Refusal(`${option} takes ${takes}, not ${JSON.stringify(value)}`);
  return value;
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Refusal(`${option} takes ${known.join(', ')}, not ${JSON.stringify(value)}`);
  return found;
}

function grantConditions(value = 'via-service,grant-is-for-aws-resource'): Settings['grantConditions'] {
  const names = value.split(',').map((name) => name.trim());
  const isKnown = names.every((name) => ['via-service', 'grant-is-for-aws-resource'].includes(name));
  if (value !== 'none' && !isKnown) {
    const takes = 'via-service, grant-is-for-aws-resource, both with a comma between them, or none';
    throw new Refusal(`--grant-conditions takes ${takes}, not ${JSON.stringify(value)}`);
  }
  return {
    viaService: names.includes('via-service'),
    grantIsForAwsResource: names.includes('grant-is-for-aws-resource'),
  };
}

/** A single value wins over the file's. No message shows what was given: it may be a secret. */
function parameterValues({ parameter = [], parameters }: JudgingOptions, cwd: string): ReadonlyMap<string, string> {
  const read = parameters === undefined ? null : readParameters(parameters, cwd);
  if (read?.kind === 'refused') throw new Refusal(read.message);
  const values = new Map(read?.value);
  for (const given of parameter) {
    const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(given) ?? [];
    if (name === undefined || value === undefined) {
      throw new Refusal('--parameter takes Name=Value, with a name of letters and digits');
    }
    values.set(name, value);
  }
  return values;
}
