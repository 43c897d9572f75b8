import type { CST } from 'yaml';
import type { Range } from '../text/source-file.ts';
import { mergeCost } from './navigate.ts';
import type { AliasNode, ConcreteNode, MappingEntry, ScalarNode, SyntaxNode } from './node.ts';
import type { SyntaxProblem } from './parse.ts';
import { type Props, propsOf } from './props.ts';
import { scalarNode } from './scalar-node.ts';

const MAX_MERGED = 200_000;

interface Build {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  /** Anchors so far; null while the anchor's own node is being read. */
  readonly anchors: Map<string, ConcreteNode | null>;
  merged: number;
}

interface Built {
  readonly root: SyntaxNode | null;
  readonly problems: readonly SyntaxProblem[];
  readonly tooLarge: SyntaxProblem | null;
}

/** Token tree → nodes. The depth of the token tree must have been limited before: this recurses. */
export function buildTree(document: CST.Document | undefined, text: string): Built {
  const build: Build = { text, problems: [], anchors: new Map(), merged: 0 };
  if (document === undefined) return { root: null, problems: [], tooLarge: null };
  const props = propsOf(document.start, document.offset);
  const empty = document.value === undefined && props.tag === null && props.anchor === null;
  const root = empty ? null : buildNode(build, document.value, props);
  const tooLarge: SyntaxProblem | null =
    build.merged > MAX_MERGED
      ? { code: 'too-large', offset: 0, message: 'merge keys (<<) make too many entries' }
      : null;
  return { root, problems: build.problems, tooLarge };
}

function buildNode(build: Build, token: CST.Token | null | undefined, props: Props): SyntaxNode {
  if (token?.type === 'alias') return aliasNode(build, token, props);
  const anchor = props.anchor;
  if (anchor !== null) build.anchors.set(anchor, null);
  const node = concreteNode(build, token ?? null, props);
  if (anchor !== null) build.anchors.set(anchor, node);
  return node;
}

function concreteNode(build: Build, token: CST.Token | null, props: Props): ConcreteNode {
  switch (token?.type) {
    case 'block-map':
      return blockMap(build, token, props);
    case 'block-seq':
      return blockSequence(build, token, props);
    case 'flow-collection':
      return flowCollection(build, token, props);
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return scalarNode(build.text, token, props);
    default:
      return emptyNode(props);
  }
}

function base(props: Props, valueRange: Range) {
  const range = { start: props.start ?? valueRange.start, end: valueRange.end };
  return { range, valueRange, tag: props.tag, anchor: props.anchor };
}

function emptyNode(props: Props): ScalarNode {
  const valueRange = { start: props.end, end: props.end };
  return { kind: 'scalar', value: null, text: '', style: 'plain', ...base(props, valueRange) };
}

function aliasNode(build: Build, token: CST.FlowScalar, props: Props): AliasNode {
  const name = token.source.slice(1);
  const target = build.anchors.get(name) ?? null;
  if (target === null) {
    const message = `the alias *${name} has no anchor before it that it could stand for`;
    build.problems.push({ code: 'parse', offset: token.offset, message });
  }
  const valueRange = { start: token.offset, end: token.offset + token.source.length };
  return { kind: 'alias', name, target, ...base(props, valueRange) };
}

function blockMap(build: Build, token: CST.BlockMap, props: Props): ConcreteNode {
  const entries: MappingEntry[] = [];
  let start: number | null = null;
  let end = token.offset;
  for (const item of token.items) {
    const keyProps = propsOf(item.start, token.offset);
    if (!item.key && !item.sep && keyProps.indicator === null && keyProps.start === null) continue;
    start ??= entryStart(item, keyProps) ?? token.offset;
    const last = pushEntry(build, entries, item, keyProps);
    end = Math.max(end, last);
  }
  return mapping(build, entries, false, props, { start: start ?? token.offset, end });
}

/** Where an entry starts: at its `?`, tag, anchor, key or colon, whatever comes first. */
function entryStart(item: CST.CollectionItem, { indicator, start }: Props): number | null {
  const own = item.key?.offset ?? item.sep?.[0]?.offset ?? null;
  const places = [indicator, start, own].filter((place) => place !== null);
  return places.length === 0 ? null : Math.min(...places);
}

/** Reads one entry, keeps it if its key is a text, and returns where it ends. */
function pushEntry(build: Build, entries: MappingEntry[], item: CST.CollectionItem, keyProps: Props): number {
  const key = buildNode(build, item.key, keyProps);
  const valueProps = propsOf(item.sep ?? [], key.range.end);
  const value = buildNode(build, item.value, valueProps);
  if (key.kind === 'scalar') entries.push({ key, value });
  else {
    const message = 'a mapping key that is not a text; its entry is not read';
    build.problems.push({ code: 'unsupported', offset: key.range.start, message });
  }
  return value.range.end;
}

function mapping(build: Build, entries: MappingEntry[], flow: boolean, props: Props, range: Range): ConcreteNode {
  const seen = new Set<string>();
  for (const { key } of entries) {
    const merge = key.text === '<<' && key.style === 'plain';
    if (seen.has(key.text) && !merge) {
      const message = `the key "${key.text.slice(0, 80)}" occurs twice in one mapping; the last one counts`;
      build.problems.push({ code: 'parse', offset: key.range.start, message });
    }
    seen.add(key.text);
  }
  const unique = seen.size === entries.length && !seen.has('<<');
  const node = { kind: 'mapping', flow, entries, unique, ...base(props, range) } as const;
  if (seen.has('<<') && build.merged <= MAX_MERGED) build.merged += mergeCost(node);
  return node;
}

function blockSequence(build: Build, token: CST.BlockSequence, props: Props): ConcreteNode {
  const items: SyntaxNode[] = [];
  let start: number | null = null;
  let end = token.offset;
  for (const item of token.items) {
    const itemProps = propsOf(item.start, token.offset);
    if (itemProps.indicator === null && itemProps.start === null && !item.value) continue;
    start ??= itemProps.indicator;
    const node = buildNode(build, item.value, itemProps);
    items.push(node);
    end = Math.max(end, node.range.end);
  }
  return { kind: 'sequence', flow: false, items, ...base(props, { start: start ?? token.offset, end }) };
}

function flowCollection(build: Build, token: CST.FlowCollection, props: Props): ConcreteNode {
  const close = token.end[0];
  const range = {
    start: token.offset,
    end: close === undefined ? token.offset + 1 : close.offset + close.source.length,
  };
  const isMap = token.start.source === '{';
  const entries: MappingEntry[] = [];
  const items: SyntaxNode[] = [];
  for (const item of token.items) {
    const itemProps = propsOf(item.start, range.start + 1);
    const given = item.key || item.sep || item.value || itemProps.start !== null;
    if (!given && itemProps.indicator === null) continue;
    if (isMap) pushEntry(build, entries, item, itemProps);
    else if (item.key || item.sep || itemProps.indicator !== null) items.push(flowPair(build, item, itemProps));
    else items.push(buildNode(build, item.value, itemProps));
  }
  if (isMap) return mapping(build, entries, true, props, range);
  return { kind: 'sequence', flow: true, items, ...base(props, range) };
}

/** `[a: b]`: a list item that is a mapping of one entry without braces. */
function flowPair(build: Build, item: CST.CollectionItem, keyProps: Props): SyntaxNode {
  const entries: MappingEntry[] = [];
  const start = entryStart(item, keyProps) ?? keyProps.end;
  const end = pushEntry(build, entries, item, keyProps);
  const none: Props = { tag: null, anchor: null, start: null, end, indicator: null };
  return mapping(build, entries, true, none, { start, end });
}
