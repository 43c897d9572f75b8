/** Tags that open a block of HTML in which Markdown is not read until the next blank line. */
const HTML_BLOCK =
  /^ {0,3}<\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:[\s/>]|$)/i;
const VERBATIM = /^ {0,3}<(pre|script|style|textarea)(?:[\s>]|$)/i;
/** A line that is one tag alone, which opens such a block too unless it stands in a paragraph. */
const LONE_TAG = /^ {0,3}<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>\s*$/i;
const FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\n]*)$/;

interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly isSuggestion: boolean;
  readonly lines: string[];
}

/**
 * The suggestions of a comment as GitHub's Markdown finds them: fenced blocks whose info word is `suggestion`, not those
 * inside another fence, a comment or a block of HTML. Each is the list of lines that replaces the commented range.
 */
export function findSuggestions(markdown: string): string[][] {
  const found: string[][] = [];
  let block: Fence | RegExp | null = null;
  let blankBefore = true;
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    if (block === null) block = htmlEnd(line, blankBefore) ?? openFence(line);
    else if (block instanceof RegExp) block = block.test(line) ? null : block;
    else if (closes(block, line)) {
      if (block.isSuggestion) found.push(block.lines);
      block = null;
    } else block.lines.push(withoutIndent(line, block.indent));
    blankBefore = line.trim() === '';
  }
  // A fence that nothing closes runs to the end.
  if (block !== null && !(block instanceof RegExp) && block.isSuggestion) found.push(block.lines);
  return found;
}

function openFence(line: string): Fence | null {
  const match = FENCE.exec(line);
  if (match === null) return null;
  const [, indent = '', mark = '', info = ''] = match;
  if (mark.startsWith('`') && info.includes('`')) return null;
  return { indent: indent.length, mark, isSuggestion: /^suggestion(?:\s|$)/.test(info), lines: [] };
}

function closes(fence: Fence, line: string): boolean {
  const mark = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return mark !== undefined && mark[0] === fence.mark[0] && mark.length >= fence.mark.length;
}

/** What ends the block of HTML that a line opens, or null when it opens none beyond itself. */
function htmlEnd(line: string, blankBefore: boolean): RegExp | null {
  if (/^ {0,3}<!--/.test(line)) return line.includes('-->') ? null : /-->/;
  const verbatim = VERBATIM.exec(line)?.[1];
  if (verbatim !== undefined) {
    const end = new RegExp(`</${verbatim}>`, 'i');
    return end.test(line) ? null : end;
  }
  return HTML_BLOCK.test(line) || (blankBefore && LONE_TAG.test(line)) ? /^\s*$/ : null;
}

function withoutIndent(line: string, indent: number): string {
  return line.slice(Math.min(indent, line.length - line.trimStart().length));
}
