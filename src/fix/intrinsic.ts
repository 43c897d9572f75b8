import type { TemplateValue } from '../finding/patch.ts';

/** A mapping to write. */
export type TemplateMap = { readonly [key: string]: TemplateValue };

/** The intrinsics that have a short form in YAML. */
const SHORT: ReadonlySet<string> = new Set([
  'Ref',
  'Fn::And',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::Equals',
  'Fn::FindInMap',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
  'Fn::Transform',
]);

/** An intrinsic of a value to write: its long name and its argument. */
export interface Call {
  readonly name: string;
  readonly argument: TemplateValue;
}

export function isMap(value: TemplateValue): value is TemplateMap {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** The intrinsic that a value is (a mapping of the one key `Ref` or `Fn::…`), or null. */
export function callOf(value: TemplateValue): Call | null {
  if (!isMap(value)) return null;
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0) return null;
  const [name, argument] = first;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : null;
}

/** The tag of an intrinsic, or null where it has none. One before another tag can not stand. */
export function tagOf({ name, argument }: Call): string | null {
  return SHORT.has(name) && callOf(argument) === null ? `!${name.replace('Fn::', '')}` : null;
}

/** What Fn::GetAtt takes as a list, as the one text that it takes as well; null for anything else. */
export function dotted({ name, argument }: Call): string | null {
  const isPath = name === 'Fn::GetAtt' && isList(argument) && argument.every((part) => typeof part === 'string');
  return isPath ? argument.join('.') : null;
}
