import type { Level } from '../finding/rule-meta.ts';
import { SETTINGS_PATH } from './settings-file.ts';
import {
  account,
  globs,
  grantConditions,
  oneOf,
  type Parsed,
  parameters,
  partition,
  pathInRepository,
  region,
  value,
  wholeNumber,
  yesOrNo,
} from './values.ts';

/** What a workflow may set, read and checked. Null where nothing is set and nothing is the default. */
export interface Inputs {
  readonly token: string;
  readonly paths: readonly string[];
  readonly alsoRead: readonly string[];
  /** Where the repository's settings stand in it. */
  readonly config: string;
  readonly failOn: Level | 'never';
  readonly failOnExisting: boolean;
  readonly onIncomplete: 'fail' | 'pass';
  readonly comment: boolean;
  readonly maxComments: number;
  readonly reportFile: string | null;
  readonly patchFile: string | null;
  readonly grantConditions: { readonly viaService: boolean; readonly grantIsForAwsResource: boolean };
  readonly region: string | null;
  readonly account: string | null;
  readonly partition: string | null;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Every input: its name in action.yml, its default there, and how its text is read. Empty text counts as not set. */
const READERS = {
  token: ['', anyText],
  paths: ['', globs],
  'also-read': ['', globs],
  config: [SETTINGS_PATH, pathInRepository],
  'fail-on': ['error', (text: string) => oneOf(['error', 'warning', 'notice', 'never'] as const, text)],
  'fail-on-existing': ['false', yesOrNo],
  'on-incomplete': ['fail', (text: string) => oneOf(['fail', 'pass'] as const, text)],
  comment: ['true', yesOrNo],
  'max-comments': ['30', (text: string) => wholeNumber(0, 100, text)],
  'report-file': ['', optional(anyText)],
  'patch-file': ['', optional(anyText)],
  'grant-conditions': ['via-service,grant-is-for-aws-resource', grantConditions],
  region: ['', optional(region)],
  account: ['', optional(account)],
  partition: ['', optional(partition)],
  parameters: ['', parameters],
} as const;

export type InputName = keyof typeof READERS;

export const INPUT_NAMES: readonly InputName[] = Object.keys(READERS) as InputName[];

/** The default of an input, as action.yml shows it. */
export function inputDefault(name: InputName): string {
  return READERS[name][0];
}

function anyText(text: string): Parsed<string> {
  return value(text);
}

function optional<T>(read: (text: string) => Parsed<T>): (text: string) => Parsed<T | null> {
  return (text) => (text === '' ? value(null) : read(text));
}

type Values = {
  readonly [N in InputName]: (typeof READERS)[N][1] extends (text: string) => Parsed<infer T> ? T : never;
};

/**
 * Reads the inputs of the Action. `texts`: what the workflow set, by name; a name that is no input is an error, like
 * a value that the input does not take. All errors come together, a line each.
 */
export function readInputs(
  texts: ReadonlyMap<string, string>,
):
  | { readonly kind: 'inputs'; readonly inputs: Inputs }
  | { readonly kind: 'wrong'; readonly messages: readonly string[] } {
  const messages = [...texts.keys()]
    .filter((name) => !(INPUT_NAMES as readonly string[]).includes(name))
    .map((name) => `there is no input "${name}"; there are ${INPUT_NAMES.join(', ')}`);
  const values: Record<string, unknown> = {};
  for (const name of INPUT_NAMES) {
    const [fallback, read] = READERS[name];
    const text = (texts.get(name) ?? '').trim();
    const parsed: Parsed<unknown> = read(text === '' ? fallback : text);
    if (parsed.kind === 'wrong') messages.push(`the input ${name} ${parsed.message}`);
    else values[name] = parsed.value;
  }
  if (messages.length > 0) return { kind: 'wrong', messages };
  return { kind: 'inputs', inputs: named(values as Values) };
}

function named(values: Values): Inputs {
  return {
    token: values.token,
    paths: values.paths,
    config: values.config,
    comment: values.comment,
    region: values.region,
    account: values.account,
    partition: values.partition,
    parameters: values.parameters,
    alsoRead: values['also-read'],
    failOn: values['fail-on'],
    failOnExisting: values['fail-on-existing'],
    onIncomplete: values['on-incomplete'],
    maxComments: values['max-comments'],
    reportFile: values['report-file'],
    patchFile: values['patch-file'],
    grantConditions: values['grant-conditions'],
  };
}
