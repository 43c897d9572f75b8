/**
 * Control characters but tab, and what changes the order or the look of other characters: bidirectional marks and
 * embeddings, invisible characters, line and paragraph separators, lone surrogates.
 */
const DANGEROUS = /[^\P{Cc}\t]|[\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * Makes text of a template safe to show in a terminal: one line, nothing that moves the cursor, sets colours, turns
 * the direction of writing or hides. What is dangerous is shown as `\x1b` or `\u{202e}`; a tab becomes a space.
 */
export function forTerminal(text: string): string {
  return escapeLine(text).replaceAll('\t', ' ');
}

/** The same for a line of a file, whose tabs stay. */
export function escapeLine(text: string): string {
  return text.replace(DANGEROUS, (found) => {
    const code = found.codePointAt(0) ?? 0;
    if (code === 0x0a) return '\\n';
    if (code === 0x0d) return '\\r';
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/**
 * Keeps a finished line from being a workflow command, should GitHub's runner read what we print: it takes `::name` at
 * the start of a line, after any white space, and `##[name` anywhere.
 */
export function inert(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\x3a').replaceAll('##[', '#\\x23[');
}
