import type { SyntaxNode } from '../syntax/node.ts';
import { lineRange } from '../text/line-index.ts';
import type { SourceFile } from '../text/source-file.ts';
import { indentationOf } from './neighbours.ts';

/** A list of which some items go, each on lines of its own. */
export interface Thinned {
  readonly file: SourceFile;
  readonly items: readonly SyntaxNode[];
  readonly gone: ReadonlySet<SyntaxNode>;
  /** Where the line of an item starts, without its indentation: its dash, or in brackets the item itself. */
  readonly column: number;
}

/**
 * Where the lines of an item that goes start, with the comment lines right above where those are plainly about it: in
 * its column, and about nothing that stays. A comment is about what follows it until the next comment or blank line; at
 * the head of the list about all of that, elsewhere about what is like the item.
 */
export function startWithComment(list: Thinned, item: SyntaxNode): number {
  const { file, items, gone, column } = list;
  const own = lineRange(file, item.range.start).start;
  const start = commentAbove(file, own, column);
  const index = items.indexOf(item);
  const rest = items.slice(index + 1);
  const next = rest.findIndex((each) => isSetApart(file, each));
  const left = (next < 0 ? rest : rest.slice(0, next)).filter((each) => !gone.has(each));
  const isAboutOthers = index === 0 ? left.length > 0 : left.some((each) => kindOf(each) === kindOf(item));
  return isAboutOthers ? own : start;
}

/** Where the comment lines above a line start; a line that was commented out is about itself. */
function commentAbove(file: SourceFile, start: number, column: number): number {
  const above = lineRange(file, Math.max(0, start - 1));
  const line = file.text.slice(above.start, above.end);
  const isComment = above.start < start && /^[ \t]*#(?!#*[ \t]*-[ \t])/.test(line);
  return isComment && indentationOf(file, above.start).length === column
    ? commentAbove(file, above.start, column)
    : start;
}

/** Whether a comment or a blank line stands above an item. */
function isSetApart(file: SourceFile, { range }: SyntaxNode): boolean {
  const { start } = lineRange(file, range.start);
  const above = lineRange(file, Math.max(0, start - 1));
  return /^[ \t]*(?:#.*)?$/.test(file.text.slice(above.start, above.end));
}

/** What is alike enough to share a comment: the tag, and of a text what stands before its first colon. */
function kindOf(node: SyntaxNode): string {
  const text = node.kind === 'scalar' && node.tag === null ? node.text.split(':', 1).join() : '';
  return `${node.kind} ${node.tag} ${text}`;
}
