import type { Range } from '../text/source-file.ts';

/** A node of a YAML or JSON text, with the ranges that edits need. JSON reads as flow style with double quotes. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

interface NodeBase {
  /** From tag or anchor, where there is one, to the end of the value; no trailing blanks, comment or line end. */
  readonly range: Range;
  /** The value alone, without tag and anchor. Empty for an omitted value (`Key:`). */
  readonly valueRange: Range;
  /** The tag as written (`!Sub`), or null. */
  readonly tag: string | null;
  /** The anchor's name without `&`, or null. */
  readonly anchor: string | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** The value by YAML 1.2's core schema; `null` for an omitted one. */
  readonly value: string | number | boolean | null;
  /** The value as a string: what was written for a plain scalar (`012345678901`), else the unescaped text. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly SyntaxNode[];
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** Entries in order of the text, duplicates and merge keys (`<<`) included; see `entriesOf`. */
  readonly entries: readonly MappingEntry[];
  /** Whether all entries count as they stand: no key occurs twice, and none is a merge key. */
  readonly unique: boolean;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
}

/** `*name`; `target` is null where the name has no anchor before it or the alias would contain itself. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: Exclude<SyntaxNode, AliasNode> | null;
}

/** A node with its alias followed; a dangling alias reads as an omitted value. */
export type ConcreteNode = Exclude<SyntaxNode, AliasNode>;
