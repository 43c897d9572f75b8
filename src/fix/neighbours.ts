import { longName } from '../syntax/navigate.ts';
import type { MappingEntry, MappingNode, ScalarNode, SequenceNode, SyntaxNode } from '../syntax/node.ts';
import { lineRange } from '../text/line-index.ts';
import type { SourceFile } from '../text/source-file.ts';
import { canBePlain } from './scalar-text.ts';

/** Answers to questions of style and how often each was seen. */
type Tally = Map<string, Map<string, number>>;

export type Shape = 'scalars' | 'list' | 'map' | 'call';

/** So many values of a scope are looked at, from its start: by then a text has shown its style. */
const MOST_SURVEYED = 2_000;

/** A mapping of more keys than that tells nothing of their order: it is one of names. */
const MOST_ORDERED = 10;

const cache = new WeakMap<SyntaxNode, Tally>();

/** A stretch of the text to learn from, with the key it stands under (`Statement`, `Statement[]` for an item). */
export interface Scope {
  readonly node: SyntaxNode;
  readonly key: string;
}

/**
 * What the nearest scope that has an answer does most: `scopes` from the nearest outwards, `fits` leaves answers out.
 * Questions: `quote`, `quote:<key>` (plain, single, double: of texts that need none) · `quotes` (single, double) ·
 * `keyquote`, `keyquote:<key>` · `calls`, `calls:<name>` (short, long: intrinsics) · `layout:<key>/<shape>`, `layout:<shape>` (block, one, multi: lines of a
 * collection) · `step`, `dash`, `gap` (columns: of a nested mapping, of a dash below its key, behind a dash) · `unit`,
 * `close` (in brackets over several lines: indentation of the parts and of the closing bracket), `base` (line, bracket:
 * what these are counted from behind a dash) · `colon`, `comma`
 * (with the blanks around) · `brace`, `bracket` (the blank inside) · `orderOf(a, b)` (which of two keys comes
 * first) · `attribute:short`, `attribute:long` (dotted, list: what Fn::GetAtt takes, behind its tag and in long form).
 */
export function ask(
  file: SourceFile,
  scopes: readonly Scope[],
  question: string,
  fits: (answer: string) => boolean = () => true,
): string | null {
  for (const scope of scopes) {
    let best: string | null = null;
    let most = 0;
    for (const [answer, count] of tallyOf(file, scope).get(question) ?? []) {
      if (count <= most || !fits(answer)) continue;
      best = answer;
      most = count;
    }
    if (best !== null) return best;
  }
  return null;
}

/** How often a question was answered in the widest scope. */
export function timesSeen(file: SourceFile, scopes: readonly Scope[], question: string): number {
  const widest = scopes.at(-1);
  const answers = widest === undefined ? undefined : tallyOf(file, widest).get(question);
  return [...(answers?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function tallyOf(file: SourceFile, scope: Scope): Tally {
  const known = cache.get(scope.node);
  if (known !== undefined) return known;
  const tally: Tally = new Map();
  const left = { values: MOST_SURVEYED };
  survey({ file, tally, left, scope: scope.node, flow: false }, scope.node, scope.key);
  cache.set(scope.node, tally);
  return tally;
}

/** The question which of two keys comes first in a mapping that has both. */
export function orderOf(key: string, other: string): string {
  return `order:${key < other ? `${key} ${other}` : `${other} ${key}`}`;
}

interface Survey {
  readonly file: SourceFile;
  readonly tally: Tally;
  /** How many values may still be looked at. */
  readonly left: { values: number };
  /** Its own layout is told by the scopes around it, which know what stands beside it. */
  readonly scope: SyntaxNode;
  /** Inside brackets. */
  readonly flow: boolean;
}

function count({ tally }: Survey, question: string, answer: string): void {
  const answers = tally.get(question) ?? new Map<string, number>();
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
  tally.set(question, answers);
}

/**
 * `key`: what the value stands under (`Action`, `Fn::If`, `Statement[]` for the items of a list); `outer`: what the
 * intrinsic stands under whose argument it is.
 */
function survey(around: Survey, node: SyntaxNode, key: string, outer: string = key): void {
  if (around.left.values <= 0) return;
  around.left.values -= 1;
  const at =
    !around.flow && node.kind !== 'scalar' && node.kind !== 'alias' && node.flow ? { ...around, flow: true } : around;
  const name = longName(node.tag);
  if (name !== null) spelling(at, name, 'short');
  if (name === ATTRIBUTE) attribute(at, 'short', node);
  const owner = name ?? key;
  if (node.kind === 'scalar') scalar(at, node, owner);
  else if (node.kind === 'sequence') sequence(at, node, owner, outer);
  else if (node.kind === 'mapping') mapping(at, node, owner);
}

function scalar(at: Survey, node: ScalarNode, key: string): void {
  if (typeof node.value !== 'string' || node.style === 'literal' || node.style === 'folded') return;
  if (node.style !== 'plain') count(at, 'quotes', node.style);
  if (!canBePlain(node.text, at.flow ? 'flow' : 'block')) return;
  count(at, `quote:${quotedAs(key, node.text)}`, node.style);
  if (node.tag === null) count(at, 'quote', node.style);
}

/** What a text's quotes are asked for by: the condition of an Fn::If is written as that of a resource. */
export function quotedAs(key: string, text: string): string {
  return key === 'Fn::If[]' && /^[A-Za-z0-9]+$/.test(text) ? 'Condition' : key;
}

/** What kind of collection a node is, for the choice of its layout. */
function shapeOf(node: SequenceNode | MappingNode): Shape {
  if (node.kind === 'sequence') {
    return node.items.every((item) => item.kind === 'scalar' || item.kind === 'alias') ? 'scalars' : 'list';
  }
  const [only, ...others] = node.entries;
  const call = others.length === 0 && (only?.key.text === 'Ref' || only?.key.text.startsWith('Fn::'));
  return call ? 'call' : 'map';
}

function layout(at: Survey, node: SequenceNode | MappingNode, key: string, outer: string = key): void {
  const { start, end } = node.valueRange;
  const lines = lineRange(at.file, start).end >= end ? 'one' : 'multi';
  const answer = node.flow ? lines : 'block';
  const shape = shapeOf(node);
  count(at, `layout:${key}/${shape}`, answer);
  count(at, `layout:${shape}`, answer);
  if (outer !== key) count(at, `layout:${key} in ${outer}/${shape}`, answer);
}

function sequence(at: Survey, node: SequenceNode, key: string, outer: string): void {
  if (node.items.length > 0) {
    if (node !== at.scope) layout(at, node, key, outer);
    if (node.flow) brackets(at, node, node.items, 'bracket');
    else gap(at, node);
  }
  for (const item of node.items) survey(at, item, `${key}[]`);
}

function mapping(at: Survey, node: MappingNode, key: string): void {
  if (node.entries.length > 0) {
    if (node !== at.scope) layout(at, node, key);
    const [only] = node.entries;
    if (only !== undefined && shapeOf(node) === 'call') spelling(at, only.key.text, 'long');
    if (only?.key.text === ATTRIBUTE) attribute(at, 'long', only.value);
    if (node.flow) {
      const values = node.entries.map((entry) => ({
        range: { start: entry.key.range.start, end: entry.value.range.end },
      }));
      brackets(at, node, values, 'brace');
    }
  }
  order(at, node);
  for (const entry of node.entries) {
    if (canBePlain(entry.key.text, 'flow')) {
      count(at, 'keyquote', entry.key.style);
      count(at, `keyquote:${entry.key.text}`, entry.key.style);
    }
    if (node.flow) colon(at, entry);
    else nesting(at, entry);
    survey(at, entry.value, entry.key.text, shapeOf(node) === 'call' ? key : entry.key.text);
  }
}

function spelling(at: Survey, name: string, answer: 'short' | 'long'): void {
  count(at, 'calls', answer);
  count(at, `calls:${name}`, answer);
}

function order(at: Survey, { entries }: MappingNode): void {
  if (entries.length > MOST_ORDERED) return;
  const keys = entries.map(({ key }) => key.text);
  for (const [index, key] of keys.entries()) {
    for (const other of keys.slice(index + 1)) count(at, orderOf(key, other), key);
  }
}

const ATTRIBUTE = 'Fn::GetAtt';

function attribute(at: Survey, form: 'short' | 'long', { kind }: SyntaxNode): void {
  if (kind === 'scalar' || kind === 'sequence') {
    count(at, `attribute:${form}`, kind === 'scalar' ? 'dotted' : 'list');
  }
}

/** `colon`: what stands between a key and its value, on one line. */
function colon(at: Survey, entry: MappingEntry): void {
  const between = at.file.text.slice(entry.key.range.end, entry.value.range.start);
  if (/^[ \t]*:[ \t]*$/.test(between)) count(at, 'colon', between);
}

/** `step` and `dash`: how far a block collection stands right of its key. */
function nesting(at: Survey, entry: MappingEntry): void {
  const { key, value } = entry;
  if (value.kind !== 'mapping' && value.kind !== 'sequence') return;
  if (value.flow || value.valueRange.start <= lineRange(at.file, key.range.start).end) return;
  const offset = columnOf(at.file, value.valueRange.start) - columnOf(at.file, key.range.start);
  count(at, value.kind === 'mapping' ? 'step' : 'dash', String(offset));
}

/** `gap`: the blanks behind a dash. */
function gap(at: Survey, node: SequenceNode): void {
  for (const item of node.items) {
    let dash = item.range.start - 1;
    while (at.file.text[dash] === ' ') dash -= 1;
    const blanks = item.range.start - dash - 1;
    if (at.file.text[dash] === '-' && blanks > 0) count(at, 'gap', String(blanks));
  }
}

interface Ranged {
  readonly range: { readonly start: number; readonly end: number };
}

/** `comma`, `unit`, and the blank inside brackets or braces. */
function brackets(at: Survey, node: SyntaxNode, parts: readonly Ranged[], kind: 'brace' | 'bracket'): void {
  const { text } = at.file;
  const first = parts[0];
  if (first === undefined) return;
  const inside = text.slice(node.valueRange.start + 1, first.range.start);
  if (/^ *$/.test(inside)) count(at, kind, inside === '' ? '' : ' ');
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    const between = next === undefined ? '' : text.slice(part.range.end, next.range.start);
    if (/^ *, *$/.test(between)) count(at, 'comma', between);
  });
  const [start, last] = [columnOf(at.file, node.valueRange.start), indentationOf(at.file, node.valueRange.end)];
  const alone = columnOf(at.file, node.valueRange.end) === last.length + 1;
  const line = indentationOf(at.file, node.valueRange.start);
  const isItem = /^ *- +$/.test(text.slice(lineRange(at.file, node.valueRange.start).start, node.valueRange.start));
  if (isItem && alone) count(at, 'base', last.length < start ? 'line' : 'bracket');
  const outer = isItem && alone && last.length >= start ? ' '.repeat(start) : line;
  const inner = indentationOf(at.file, first.range.start);
  if (inner.startsWith(outer) && inner.length > outer.length) count(at, 'unit', inner.slice(outer.length));
  if (alone && last.startsWith(outer)) count(at, 'close', last.slice(outer.length));
}

/** Zero-based column of an offset, a byte order mark not counted. */
export function columnOf(file: SourceFile, offset: number): number {
  return offset - lineRange(file, offset).start;
}

/** The blanks that the line of an offset starts with. */
export function indentationOf(file: SourceFile, offset: number): string {
  const { start, end } = lineRange(file, offset);
  let at = start;
  while (at < end && (file.text[at] === ' ' || file.text[at] === '\t')) at += 1;
  return file.text.slice(start, at);
}
