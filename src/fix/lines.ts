import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { lineEnding, lineRange } from '../text/line-index.ts';
import type { Range, SourceFile } from '../text/source-file.ts';
import { isFlow } from './place.ts';
import { type EditResult, edits, insertion, refused } from './result.ts';

/**
 * Puts whole lines behind a node of block style whose key or dash stands at `column`: behind its last line with the
 * comment there, and behind the comment lines right below that are indented deeper, for those are about the node.
 * Comments that are not indented deeper stay below: they are about what comes next, or close the list.
 */
export function linesBehind(
  file: SourceFile,
  node: SyntaxNode,
  column: number,
  lines: readonly string[],
  eol: string,
): EditResult {
  const leaf = lastLeaf(node);
  let line = lineRange(file, node.range.end);
  const rest = file.text.slice(node.range.end, line.end);
  if (!/^[ \t]*(?:#.*)?$/.test(rest)) return refused('something else stands behind the value on its line');
  const keep = keepsBlankLines(file, leaf);
  if (keep) line = lastWhile(file, line, (text) => text.trim() === '');
  line = lastCommentBelow(file, line, column);
  // Another blank line would belong to the block text.
  const added = keep && lines[0] === '' ? lines.slice(1) : lines;
  const end = lineEnding(file, line.start);
  if (end !== '') return edits(insertion(line.end + end.length, added.map((text) => text + eol).join('')));
  if (leaf !== null && line.end === leaf.range.end && !/^.[0-9]?-/.test(file.text.slice(leaf.valueRange.start))) {
    return refused('the file ends without a line end inside a block text, which a line behind it would change');
  }
  return edits(insertion(line.end, added.map((text) => eol + text).join('')));
}

/** The last of the comment lines below `from` that are indented deeper than a column: they are about what stands there. */
export function lastCommentBelow(file: SourceFile, from: Range, column: number): Range {
  return lastWhile(file, from, (text) => text.trimStart().startsWith('#') && indentation(text) > column);
}

/** The last of the lines behind `from` that all pass a test; `from` itself when the next one fails. */
function lastWhile(file: SourceFile, from: Range, passes: (text: string) => boolean): Range {
  let last = from;
  for (;;) {
    const end = lineEnding(file, last.start);
    const next = lineRange(file, last.end + end.length);
    const closing = next.end === file.text.length && next.start === next.end;
    if (end === '' || closing || !passes(file.text.slice(next.start, next.end))) return last;
    last = next;
  }
}

function indentation(text: string): number {
  return text.length - text.trimStart().length;
}

/** The block text (`|` or `>`) that a node ends with, or null. */
function lastLeaf(node: SyntaxNode): ScalarNode | null {
  if (node.kind === 'alias' || isFlow(node)) return null;
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded' ? node : null;
  const last = node.kind === 'sequence' ? node.items.at(-1) : node.entries.at(-1)?.value;
  return last === undefined ? null : lastLeaf(last);
}

function keepsBlankLines(file: SourceFile, leaf: ScalarNode | null): boolean {
  return leaf !== null && /^[|>](?:[0-9]\+|\+)/.test(file.text.slice(leaf.valueRange.start, leaf.valueRange.start + 3));
}

/** Whether most neighbours are set apart by a blank line. */
export function apart(file: SourceFile, parts: readonly Range[]): boolean {
  let blank = 0;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (next === undefined) break;
    const between = file.text.slice(part.end, next.start);
    if (/(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]/.test(between)) blank += 1;
  }
  return blank > 0 && blank * 2 >= parts.length - 1;
}
