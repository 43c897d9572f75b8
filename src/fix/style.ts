import type { TemplateValue } from '../finding/patch.ts';
import type { SourceFile } from '../text/source-file.ts';
import { callOf, dotted, isList, isMap, tagOf } from './intrinsic.ts';
import { ask, quotedAs, type Scope, type Shape, timesSeen } from './neighbours.ts';
import { canBePlain, doubleQuoted, type Quote, scalarText } from './scalar-text.ts';

/** How the text around a place is written; asked for one trait at a time. */
export interface Style {
  readonly file: SourceFile;
  readonly json: boolean;
  /** A JSON text on one line. */
  readonly minified: boolean;
  readonly eol: string;
  /** The blanks behind a dash where the neighbours do not decide. */
  readonly gap?: number;
  /** From the nearest neighbour outwards. */
  readonly scopes: readonly Scope[];
}

/** Where a value goes: into indented lines, into brackets, or into brackets on one line. */
export type Where = 'block' | 'flow' | 'line';

/** How a collection is laid out: indented lines, or brackets on one line or several. */
export type Layout = 'block' | 'one' | 'multi';

function trait(style: Style, question: string): string | null {
  return ask(style.file, style.scopes, question);
}

/** The columns that YAML blocks use: of a nested mapping, of a dash below its key, and the blanks behind a dash. */
export function columns(style: Style): { step: number; dash: number; gap: number } {
  const step = Math.max(1, Number(trait(style, 'step') ?? 2));
  const gap = style.gap ?? Number(trait(style, 'gap') ?? 1);
  return { step, dash: Math.max(0, Number(trait(style, 'dash') ?? step)), gap };
}

/** A value as neighbours spell it: an intrinsic behind its tag, or in long form; an attribute with a dot, or as a list. */
export interface Spelling {
  readonly tag: string | null;
  readonly value: TemplateValue;
  /** What the value stands under: the intrinsic whose tag it has, else what it stood under. */
  readonly key: string;
}

export function spelled(style: Style, value: TemplateValue, key: string): Spelling {
  const call = callOf(value);
  const long = { tag: null, value, key };
  if (call === null) return long;
  const text = dotted(call);
  const tag = usesTags(style, call.name) ? tagOf(call) : null;
  if (tag !== null) {
    const argument = text === null || trait(style, 'attribute:short') === 'list' ? call.argument : text;
    return { tag, value: argument, key: call.name };
  }
  return text !== null && trait(style, 'attribute:long') === 'dotted'
    ? { ...long, value: { [call.name]: text } }
    : long;
}

/** Whether an intrinsic is written with its tag: as it is elsewhere, where that is more than once; else as others are. */
export function usesTags(style: Style, name: string): boolean {
  const own = `calls:${name}`;
  const isHabit = timesSeen(style.file, style.scopes, own) > 1;
  return !style.json && ((isHabit ? trait(style, own) : null) ?? trait(style, 'calls')) !== 'long';
}

/** A text, number or truth value that stands under `key`. */
export function scalarValue(style: Style, value: string | number | boolean, key: string, where: Where): string {
  if (style.json) return JSON.stringify(value);
  if (typeof value !== 'string') return String(value);
  const under = quotedAs(key, value);
  return quoted(style, value, trait(style, `quote:${under}`) ?? usualQuote(style, under), where);
}

/** Names behind a tag are plain, and texts to fill in quoted, unless the file does it otherwise. */
function usualQuote(style: Style, key: string): string | null {
  if (key === 'Fn::Sub') return quotes(style);
  if (key === 'Condition') return trait(style, 'quote:Ref') ?? trait(style, 'quote:Fn::GetAtt') ?? 'plain';
  if ((key !== 'Ref' && key !== 'Fn::GetAtt') || !usesTags(style, key)) return trait(style, 'quote');
  return trait(style, key === 'Ref' ? 'quote:Fn::GetAtt' : 'quote:Ref') ?? 'plain';
}

/** A mapping's key. */
export function keyText(style: Style, key: string, where: Where): string {
  return style.json
    ? doubleQuoted(key)
    : quoted(style, key, trait(style, `keyquote:${key}`) ?? trait(style, 'keyquote'), where);
}

function quoted(style: Style, text: string, usual: string | null, where: Where): string {
  const plain = canBePlain(text, where === 'block' ? 'block' : 'flow');
  if (usual === 'single' || usual === 'double') return scalarText(text, usual);
  return scalarText(text, plain ? 'plain' : quotes(style));
}

function quotes(style: Style): Quote {
  return trait(style, 'quotes') === 'double' ? 'double' : 'single';
}

/** What separates key and value in brackets; an unquoted key needs a blank behind the colon. */
export function colon(style: Style, key: string): string {
  const usual = trait(style, 'colon') ?? (style.minified ? ':' : ': ');
  return usual.endsWith(':') && !key.endsWith('"') && !key.endsWith("'") ? `${usual} ` : usual;
}

/** What separates two parts on one line. */
export function comma(style: Style): string {
  return trait(style, 'comma') ?? (style.minified ? ',' : ', ');
}

/** The blank inside brackets on one line. */
export function padding(style: Style, kind: 'brace' | 'bracket'): string {
  return trait(style, kind) ?? '';
}

/** One level of indentation inside brackets over several lines. */
export function unit(style: Style): string {
  return trait(style, 'unit') ?? ' '.repeat(columns(style).step);
}

/** What the line of a closing bracket starts with beyond the line that opens it. */
export function closing(style: Style): string {
  return trait(style, 'close') ?? '';
}

/** Whether what stands in brackets behind a dash is indented from the bracket, rather than from the dash. */
export function indentsFromBracket(style: Style): boolean {
  return trait(style, 'base') === 'bracket';
}

function shapeOf(value: TemplateValue): Shape {
  if (isList(value)) return value.every(isShort) ? 'scalars' : 'list';
  return callOf(value) === null ? 'map' : 'call';
}

/** A scalar, or an intrinsic that chooses or holds nothing but such. */
function isShort(value: TemplateValue): boolean {
  if (typeof value !== 'object') return true;
  const call = callOf(value);
  if (call === null) return false;
  return isList(call.argument) ? call.argument.every(isShort) : !isMap(call.argument) || isShort(call.argument);
}

const WIDE = 60;

/**
 * The layout for a collection under `key`: as that key's collections are laid out nearby, else as such shapes are.
 * `outer` is what the intrinsic stands under whose argument it is: a choice between statements looks like a statement.
 */
export function layoutOf(
  style: Style,
  value: TemplateValue,
  key: string,
  where: Where,
  width: () => number,
  outer: string = key,
): Layout {
  if (where === 'line' || size(value) === 0) return 'one';
  const shape = shapeOf(value);
  const fits = (answer: string) => where === 'block' || answer !== 'block';
  const near = (question: string) => ask(style.file, style.scopes, `layout:${question}`, fits);
  const nearOuter = (of: Shape) => (of === 'list' || of === 'map' ? near(`${outer}/map`) : null);
  const around = outer === key ? null : (near(`${key} in ${outer}/${shape}`) ?? nearOuter(shape));
  const own = around ?? near(`${key}/${shape}`);
  if (own === 'block' || own === 'one' || own === 'multi') return own;
  const like = near(shape);
  if (where === 'block') {
    const argument = key === 'Ref' || key.startsWith('Fn::');
    const short = shape === 'scalars' ? argument || like === 'one' : like === 'one';
    return short && width() <= WIDE ? 'one' : 'block';
  }
  if (like === 'one' || like === 'multi') return like;
  return style.minified || !style.json || shape === 'call' ? 'one' : 'multi';
}

function size(value: TemplateValue): number {
  if (isList(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : 0;
}
