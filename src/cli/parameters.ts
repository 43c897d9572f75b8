import { resolve } from 'node:path';
import { decode, readBytes } from '../io/disk/read-text.ts';
import type { Read } from './settings.ts';

const FORMS = '[{"ParameterKey": …, "ParameterValue": …}], {"Name": "Value"} or {"Parameters": {…}}';

/** Reads a file of parameter values; no message shows a value. */
export function readParameters(path: string, cwd: string): Read<ReadonlyMap<string, string>> {
  const read = readBytes(resolve(cwd, path));
  if (read.kind === 'failed') return refused(`--parameters: ${path} ${read.reason}`);
  const parsed = parseJson(decode(read.bytes).replace(/^\uFEFF/, ''));
  if (parsed === undefined) return refused(`--parameters: ${path} is not JSON; it takes ${FORMS}`);
  const values = parameterValues(parsed);
  return values === null
    ? refused(`--parameters: ${path} has another form; it takes ${FORMS}`)
    : { kind: 'read', value: values };
}

function refused(message: string): Read<never> {
  return { kind: 'refused', message };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The values in one of the forms in which CloudFormation's tools keep them, by name; null for any other form. Entries
 * without a value (`UsePreviousValue`) are left out: their value is not known.
 */
export function parameterValues(data: unknown): ReadonlyMap<string, string> | null {
  if (Array.isArray(data)) return fromList(data);
  if (!isRecord(data)) return null;
  const inner = data.Parameters;
  return fromMap(isRecord(inner) ? inner : data);
}

function fromList(data: readonly unknown[]): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  for (const item of data) {
    if (!isRecord(item) || typeof item.ParameterKey !== 'string') return null;
    if (item.ParameterValue === undefined) continue;
    const value = asText(item.ParameterValue);
    if (value === null) return null;
    values.set(item.ParameterKey, value);
  }
  return values;
}

function fromMap(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  for (const [name, given] of Object.entries(data)) {
    const value = asText(given);
    if (value === null) return null;
    values.set(name, value);
  }
  return values;
}

/** A list stands for a text with commas, as CloudFormation takes it for a CommaDelimitedList. */
function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join(',') : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
