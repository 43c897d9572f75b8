import type { Level } from '../finding/rule-meta.ts';
import { concrete, entriesOf } from '../syntax/navigate.ts';
import type { ConcreteNode, MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { parse } from '../syntax/parse.ts';
import { positionOf } from '../text/line-index.ts';
import type { SourceFile } from '../text/source-file.ts';
import { listOfTexts, type NodeRead, parametersAt, scalarText } from './settings-nodes.ts';
import { type ConfiguredStream, streamsAt } from './settings-streams.ts';
import { account, globs, grantConditions, oneOf, type Parsed, partition, region, value } from './values.ts';

/** Where the settings of a repository stand unless another path is named. */
export const SETTINGS_PATH = '.github/das-grant-guard.yml';

/** What a repository's file sets; null where it leaves a setting open. */
export interface FileSettings {
  readonly paths: readonly string[] | null;
  readonly alsoRead: readonly string[] | null;
  readonly failOn: Level | 'never' | null;
  readonly onIncomplete: 'fail' | 'pass' | null;
  readonly parameters: ReadonlyMap<string, string> | null;
  readonly region: string | null;
  readonly account: string | null;
  readonly partition: string | null;
  readonly grantConditions: { readonly viaService: boolean; readonly grantIsForAwsResource: boolean } | null;
  readonly streams: readonly ConfiguredStream[] | null;
}

const READERS = {
  paths: listed,
  'also-read': listed,
  'fail-on': (node: ConcreteNode) =>
    read(node, (text) => oneOf(['error', 'warning', 'notice', 'never'] as const, text)),
  'on-incomplete': (node: ConcreteNode) => read(node, (text) => oneOf(['fail', 'pass'] as const, text)),
  parameters: parametersAt,
  region: (node: ConcreteNode) => read(node, region),
  account: (node: ConcreteNode) => read(node, account),
  partition: (node: ConcreteNode) => read(node, partition),
  'grant-conditions': conditions,
  streams: streamsAt,
} as const;

type Key = keyof typeof READERS;
type Values = {
  readonly [K in Key]?: (typeof READERS)[K] extends (node: ConcreteNode) => NodeRead<infer T> ? T : never;
};

/** What is true of a template; settings with a key twice are not followed. */
const LAST_COUNTS = /; the last one counts$/;

/** No file, or one that sets nothing. */
export const NO_SETTINGS: FileSettings = named({});

/**
 * Reads a repository's settings. What is wrong comes as one line that names the file, the line and what the setting
 * takes; the first place in the text counts. Values of parameters never appear in it.
 */
export function readSettingsFile(
  file: SourceFile,
):
  | { readonly kind: 'settings'; readonly settings: FileSettings }
  | { readonly kind: 'wrong'; readonly message: string; readonly line: number } {
  const wrong = (offset: number, text: string) => {
    const { line } = positionOf(file, offset);
    return { kind: 'wrong', line, message: `${file.path}:${line}: ${text.replace(LAST_COUNTS, '')}` } as const;
  };
  const parsed = parse(file);
  const problem = parsed.kind === 'rejected' ? parsed.problem : parsed.problems[0];
  if (problem !== undefined) return wrong(problem.offset, problem.message);
  const root = parsed.kind === 'parsed' && parsed.root !== null ? concrete(parsed.root) : null;
  if (root === null) return { kind: 'settings', settings: NO_SETTINGS };
  if (root.kind !== 'mapping') return wrong(root.range.start, 'the file takes settings, such as fail-on: error');
  const values: Record<string, unknown> = {};
  for (const entry of entriesOf(root)) {
    const done = readEntry(entry);
    if (done.kind === 'wrong') return wrong(done.at.range.start, done.message);
    values[entry.key.text] = done.value;
  }
  return { kind: 'settings', settings: named(values as Values) };
}

type EntryRead =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'wrong'; readonly message: string; readonly at: SyntaxNode };

function readEntry({ key, value: node }: MappingEntry): EntryRead {
  const name = key.text;
  if (!isKey(name)) {
    const message = `there is no setting ${JSON.stringify(name)}; there are ${Object.keys(READERS).join(', ')}`;
    return { kind: 'wrong', message, at: key };
  }
  const done: NodeRead<unknown> = READERS[name](concrete(node));
  if (done.kind === 'value') return done;
  return { kind: 'wrong', message: `${name} ${done.message}`, at: done.at ?? key };
}

function isKey(name: string): name is Key {
  return Object.hasOwn(READERS, name);
}

function named(values: Values): FileSettings {
  return {
    paths: values.paths ?? null,
    alsoRead: values['also-read'] ?? null,
    failOn: values['fail-on'] ?? null,
    onIncomplete: values['on-incomplete'] ?? null,
    parameters: values.parameters ?? null,
    region: values.region ?? null,
    account: values.account ?? null,
    partition: values.partition ?? null,
    grantConditions: values['grant-conditions'] ?? null,
    streams: values.streams ?? null,
  };
}

function read<T>(node: ConcreteNode, reader: (text: string) => Parsed<T>): Parsed<T> {
  const text = scalarText(node);
  return reader(text ?? '');
}

/** A list of globs, or one a line, as in the input of the same name. */
function listed(node: ConcreteNode): NodeRead<readonly string[]> {
  const texts = listOfTexts(node);
  if (texts === null) return { kind: 'wrong', message: 'takes globs in a list' };
  return node.kind === 'sequence' ? value(texts) : globs(texts.join('\n'));
}

function conditions(node: ConcreteNode): NodeRead<NonNullable<FileSettings['grantConditions']>> {
  return grantConditions((listOfTexts(node) ?? []).join(','));
}
