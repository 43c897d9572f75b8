import { longestRun } from './fence.ts';
import { forTerminal } from './terminal-escape.ts';

/**
 * A text as a code span. GitHub reads nothing in one: no Markdown, HTML, mention, link, reference, emoji or formula.
 * Control and bidirectional characters are shown as escapes.
 */
export function code(text: string): string {
  const shown = forTerminal(text);
  if (shown.trim() === '') return '(blank)';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** What plain words are made of; with any other character a word could mean something to GitHub. */
const PLAIN = /^[\p{L}\p{N}.,;:'"()?%+=/-]*$/u;
/**
 * Plain characters that mean something together: links, references, commits, advisories, emoji, a lone mark that could
 * begin a list.
 */
const TELLING = /:\/\/|www\.|\b(?:GH|CVE|GHSA)-\w|\b[0-9a-f]{7,64}\b|:.*:|^[^\p{L}\p{N}]+$/iu;
/** Names of resources and of actions, set off for the eye. */
const NAME = /[a-z0-9][A-Z]|[a-z]:[A-Za-z]/;
/** Looks like a name of a template and is none. */
const OWN_WORDS: ReadonlySet<string> = new Set(['GitHub', 'GraphQL', 'CloudFormation']);

/**
 * A sentence with names of a template in it, for Markdown: every word that is not plain stands in a code span. The
 * result is one line; let words of our own come before it, since it may begin with a number.
 */
export function prose(text: string): string {
  return forTerminal(text).split(' ').map(word).join(' ');
}

function word(text: string): string {
  const start = text.search(/[^("']/);
  let end = text.length;
  while (end > start && '.,;:?)"\''.includes(text[end - 1] ?? '')) end -= 1;
  if (start === -1 || end === start) return text;
  const core = text.slice(start, end);
  const isPlain = OWN_WORDS.has(core) || (PLAIN.test(core) && !TELLING.test(text) && !NAME.test(core));
  return isPlain ? text : text.slice(0, start) + code(core) + text.slice(end);
}

/**
 * Finished Markdown for a cell of a table, where a bar would start the next cell, in a code span too. A bar behind a
 * backslash can not be escaped there, since the two backslashes would count as one of their own: it is shown as `\x7c`.
 */
export function cell(markdown: string): string {
  return markdown.replace(/(\\*)\|/g, (_, slashes: string) => (slashes === '' ? '\\|' : `${slashes}\\x7c`));
}
