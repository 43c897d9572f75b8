import type { TemplateValue } from '../finding/patch.ts';
import { escapeLine } from './terminal-escape.ts';

const INDENT = '  ';

/** Intrinsics that YAML has a short tag for, and whose argument may follow the tag. */
const SHORT = /^(?:Ref|Condition|Fn::\w+)$/;

/** A plain scalar that YAML 1.1 and 1.2 both read as this very text; a colon at the end is looked at apart. */
const PLAIN = /^[A-Za-z/_$][\w/$.()+=:@{}-]*$/;
const TAKEN = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/**
 * What a person is to write, in the language of the file's text: statements as items of their list, a resource with its
 * name. Nothing of it can act on a terminal.
 */
export function statementLines(statement: TemplateValue, text: string): readonly string[] {
  const isResource = isMapping(statement) && statement.Effect === undefined;
  const items = isResource || Array.isArray(statement) ? statement : [statement];
  const isJson = languageOf(text) === 'json';
  const lines =
    isResource && isJson ? membersOf(jsonLines(statement)) : isJson ? jsonLines(statement) : yamlLines(items);
  return lines.map(escapeLine);
}

/** The language that a template is written in, by its first character. */
export function languageOf(text: string): 'json' | 'yaml' {
  return /^\ufeff?\s*\{/.test(text) ? 'json' : 'yaml';
}

/** The lines of a JSON object without its braces, ready to be put between others. */
function membersOf(lines: readonly string[]): readonly string[] {
  return lines.slice(1, -1).map((line) => line.slice(INDENT.length));
}

/**
 * A value as the YAML that a person would write: intrinsics in short form, texts quoted only where YAML needs it.
 * The lines have no line ends and no indentation of their own.
 */
export function yamlLines(value: TemplateValue): readonly string[] {
  return Array.isArray(value) && value.length > 0 ? value.flatMap(listItem) : nested(value);
}

/** A value as indented JSON; a list of statements without its brackets, ready to be put between others. */
export function jsonLines(value: TemplateValue): readonly string[] {
  const items = Array.isArray(value) ? value : [value];
  return items
    .map((item) => JSON.stringify(item, null, 2))
    .join(',\n')
    .split('\n');
}

/** Like `yamlLines`, but on one line whatever fits there. */
function nested(value: TemplateValue): readonly string[] {
  const line = oneLine(value);
  if (line !== null) return [line];
  if (Array.isArray(value)) return value.flatMap(listItem);
  if (!isMapping(value)) return [];
  const short = shortForm(value);
  return short === null ? Object.entries(value).flatMap(mappingEntry) : [short.tag, ...yamlLines(short.argument)];
}

function isMapping(value: TemplateValue): value is { readonly [key: string]: TemplateValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

function listItem(item: TemplateValue): string[] {
  const [first = '', ...rest] = nested(item);
  return [`- ${first}`, ...rest.map((line) => INDENT + line)];
}

function mappingEntry([key, value]: [string, TemplateValue]): string[] {
  const [first = '', ...rest] = nested(value);
  const tagged = isMapping(value) && shortForm(value) !== null;
  if (tagged || oneLine(value) !== null) return [`${scalar(key)}: ${first}`, ...rest.map((line) => INDENT + line)];
  return [`${scalar(key)}:`, ...[first, ...rest].map((line) => INDENT + line)];
}

/** The tag and the argument of an intrinsic, or null for any other mapping. */
function shortForm(value: { readonly [key: string]: TemplateValue }): { tag: string; argument: TemplateValue } | null {
  const [entry, second] = Object.entries(value);
  if (entry === undefined || second !== undefined || !SHORT.test(entry[0])) return null;
  const [name, argument] = entry;
  // A tag right behind a tag is no YAML, so the outer one keeps its long form.
  if (isMapping(argument) && shortForm(argument) !== null) return null;
  if (name === 'Condition' && typeof argument !== 'string') return null;
  if (name === 'Fn::GetAtt' && isTextPair(argument)) return { tag: '!GetAtt', argument: argument.join('.') };
  return { tag: `!${name.replace('Fn::', '')}`, argument };
}

function isTextPair(value: TemplateValue): value is readonly string[] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

/** A value on one line, or null when it needs several. */
function oneLine(value: TemplateValue): string | null {
  if (!isMapping(value)) return Array.isArray(value) ? flowList(value) : scalar(value as string | number | boolean);
  if (Object.keys(value).length === 0) return '{}';
  const short = shortForm(value);
  const argument = short === null ? null : oneLine(short.argument);
  return short === null || argument === null ? null : `${short.tag} ${argument}`;
}

/** Lists of short texts and intrinsics stay on a line, as in `!If [A, b, c]`. */
function flowList(items: readonly TemplateValue[]): string | null {
  const parts = items.map((item) => (Array.isArray(item) ? null : oneLine(item)));
  if (parts.some((part) => part === null)) return null;
  const texts = parts.map((part) => (/^['"]|^[^,[\]{}]*$/.test(part ?? '') ? part : null));
  const line = `[${texts.join(', ')}]`;
  return texts.includes(null) || line.length > 60 ? null : line;
}

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !TAKEN.test(value) && !value.endsWith(':')) return value;
  return /[^\P{Cc}\t]|\p{Cf}/u.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
